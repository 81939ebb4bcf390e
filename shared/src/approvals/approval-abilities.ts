import { isProvinceRole, type Actor, type Grants } from '../tenants';

/**
 * Policies of approval: set by the province's security administrators, who approve nothing themselves; that
 * it takes two of them is decided with the proposal. Approval requests: seen by the tenant that asks and by the one that decides. That no author
 * approves depends on the history of the content and is decided with the request, not here.
 */
export function grantApprovals({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  if (isProvinceRole(actor, 'SECURITY_ADMIN'))
    can(['read', 'create', 'update', 'withdraw'], 'ApprovalPolicy', { tenantId: tenant.id });
  if (isProvinceRole(actor, 'AUDITOR')) can('read', 'ApprovalPolicy', { tenantId: tenant.id });
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  if (tenant.kind === 'PROVINCE') {
    can('read', 'ApprovalRequest');
  } else {
    can('read', 'ApprovalRequest', { tenantId: tenant.id });
    can('read', 'ApprovalRequest', { approverTenantId: tenant.id });
  }
  if (role === 'OPERATOR') can('withdraw', 'ApprovalRequest', { tenantId: tenant.id });
  // Telling others of it: whoever hands in or approves here; the province's approvers of any.
  if (role === 'OPERATOR' || role === 'APPROVER') can('update', 'ApprovalRequest', { tenantId: tenant.id });
  if (role === 'APPROVER' && tenant.kind === 'PROVINCE') can('update', 'ApprovalRequest');
  if (role === 'APPROVER') can('approve', 'ApprovalRequest', { approverTenantId: tenant.id });
}
