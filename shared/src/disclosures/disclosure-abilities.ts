import { mayUse, type Actor, type Grants } from '../tenants';

/**
 * Numbers in clear. Who asks sees and uses what that person asked for; the approvers of the same tenant authorise;
 * security administrators and auditors see who got what, and never a number. That nobody authorises the own request
 * is decided with the request, not here.
 */
export function grantDisclosures({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role, personId } = actor;
  const own = { tenantId: tenant.id };
  const ofAll = tenant.kind === 'PROVINCE' ? undefined : own;
  if (role === 'OPERATOR' && mayUse(actor, 'PRECISE_MARKETING')) {
    can('create', 'Disclosure', own);
    can(['read', 'withdraw', 'export'], 'Disclosure', { ...own, askedBy: personId });
  }
  if (role === 'APPROVER') can(['read', 'approve', 'takeDown'], 'Disclosure', own);
  if (role === 'SECURITY_ADMIN') can(['read', 'takeDown'], 'Disclosure', ofAll);
  if (role === 'AUDITOR') can('read', 'Disclosure', ofAll);
}
