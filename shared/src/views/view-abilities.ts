import type { Actor, Grants } from '../tenants';

/** Saved views are a person's own, in the tenant in which they were made; nobody sees another's. */
export function grantViews({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  can(['read', 'create', 'update', 'archive'], 'SavedView', {
    tenantId: actor.tenant.id,
    personId: actor.personId,
  });
}
