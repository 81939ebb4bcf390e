import { isCityRole, isProvinceRole, type Actor, type Grants } from '../tenants';

/** Images. A city reads its own and the province's, which its standards show. */
export function grantAssets({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  if (isProvinceRole(actor, 'OPERATOR')) can('create', 'Asset', { tenantId: tenant.id });
  if (isCityRole(actor, 'OPERATOR') && actor.functions.includes('LOCAL_CONTENT')) {
    can('create', 'Asset', { tenantId: tenant.id });
  }
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  if (tenant.kind === 'PROVINCE') can('read', 'Asset');
  else
    can('read', 'Asset', { tenantId: { $in: tenant.parentId ? [tenant.id, tenant.parentId] : [tenant.id] } });
}
