import { isProvinceRole, type Actor, type Grants } from '../tenants';

/**
 * Subscribers belong to the province and are seen by their present home city. Whoever decides
 * about content needs no subscriber, so approvers see none.
 */
export function grantSubscribers({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  if (actor.role !== 'OPERATOR' && actor.role !== 'AUDITOR') return;
  can('read', 'Subscriber', actor.tenant.kind === 'PROVINCE' ? undefined : { tenantId: actor.tenant.id });
  if (isProvinceRole(actor, 'OPERATOR')) can(['create', 'update'], 'Subscriber');
}
