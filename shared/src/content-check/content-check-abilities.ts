import { isProvinceRole, type Actor, type Grants } from '../tenants';

/** The dictionary: read by all who work with content, proposed by the province's operators, confirmed by its approvers. */
export function grantContentCheck({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  can('read', 'CheckDictionary', { tenantId: tenant.parentId ?? tenant.id });
  if (isProvinceRole(actor, 'OPERATOR'))
    can(['create', 'withdraw'], 'CheckDictionary', { tenantId: tenant.id });
  if (isProvinceRole(actor, 'APPROVER')) can('approve', 'CheckDictionary', { tenantId: tenant.id });
}
