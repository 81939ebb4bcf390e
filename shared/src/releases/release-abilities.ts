import { isCityRole, isProvinceRole, mayUse, type Actor, type Grants } from '../tenants';

/** Placements and releases. */
export function grantReleases({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  const own = { tenantId: tenant.id };
  const scope = tenant.kind === 'PROVINCE' ? undefined : own;
  can('read', ['Placement', 'Release', 'TakedownReview'], scope);
  if (role === 'OPERATOR') {
    if (mayUse(actor, 'MARKETING_POINTS')) can(['create', 'update', 'archive'], 'Placement', own);
    can(['create', 'submit', 'withdraw', 'archive'], 'Release', own);
  }
  if (isProvinceRole(actor, 'OPERATOR')) {
    can('publish', 'Release', own);
    // Emergency: the province answers for all its channels.
    can('takeDown', 'Release');
  }
  if (isCityRole(actor, 'OPERATOR')) can('takeDown', 'Release', own);
  // The province's approvers stand in where a city has none who is not an author.
  if (role === 'APPROVER') can(['approve', 'takeDown'], 'Release', scope);
  // Who reviews which stop is settled with the stop; the province's approvers stand in for a city's here, too.
  if (role === 'APPROVER')
    can('approve', 'TakedownReview', scope && { ...scope, reviewerTenantId: tenant.id });
}
