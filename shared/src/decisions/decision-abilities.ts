import type { Actor, Grants } from '../tenants';

/** The demo hall: an operator plays a channel, a city's in its own city alone. */
export function grantDecisions({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON' || actor.role !== 'OPERATOR') return;
  const scope = actor.tenant.kind === 'PROVINCE' ? undefined : { tenantId: actor.tenant.id };
  can(['read', 'create'], 'DemoHall', scope);
  can('explain', 'Decision', scope);
}
