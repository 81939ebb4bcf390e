import { mayUse, type Actor, type Grants } from '../tenants';

/** Lists belong to the tenant that made them; the province sees that its cities' lists exist. */
export function grantAudiences({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  const own = { tenantId: tenant.id };
  can('read', 'CustomerList', tenant.kind === 'PROVINCE' ? undefined : own);
  if (role === 'OPERATOR' && mayUse(actor, 'PRECISE_MARKETING')) {
    can(['create', 'update', 'archive'], 'CustomerList', own);
  }
}
