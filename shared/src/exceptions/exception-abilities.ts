import { isCityRole, isProvinceRole, type Actor, type Grants } from '../tenants';

/** Exceptions: asked for by a city that may localise, decided by the province's approvers alone. */
export function grantExceptions({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role, functions } = actor;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  if (tenant.kind === 'PROVINCE') can('read', 'PolicyException');
  else can('read', 'PolicyException', { tenantId: tenant.id });
  if (isProvinceRole(actor, 'APPROVER')) can('approve', 'PolicyException');
  if (!isCityRole(actor, 'OPERATOR')) return;
  can('withdraw', 'PolicyException', { tenantId: tenant.id });
  if (functions.includes('LOCAL_CONTENT')) can('create', 'PolicyException', { tenantId: tenant.id });
}
