import { isProvinceRole, type Actor, type Grants } from '../tenants';

/**
 * The catalogue of marketing points belongs to the province; all who work on content read it. What a point shows by
 * itself is proposed by its operators and approved by its approvers.
 */
export function grantPoints({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  if (actor.role === 'SYSTEM_ADMIN' || actor.role === 'SECURITY_ADMIN') return;
  can('read', 'MarketingPoint');
  if (isProvinceRole(actor, 'OPERATOR')) can(['create', 'update', 'withdraw', 'archive'], 'MarketingPoint');
  if (isProvinceRole(actor, 'APPROVER')) can('approve', 'MarketingPoint', { tenantId: actor.tenant.id });
}
