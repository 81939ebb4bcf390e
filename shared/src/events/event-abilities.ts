import { mayUse, type Actor, type Grants } from '../tenants';

/** The events behind the numbers. */
export function grantEvents({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  const scope = tenant.kind === 'PROVINCE' ? undefined : { tenantId: tenant.id };
  const granted = mayUse(actor, 'MONITORING') || mayUse(actor, 'BEHAVIOUR_ANALYSIS');
  if (role === 'AUDITOR' || (role === 'OPERATOR' && granted)) can('read', 'Event', scope);
  if (role === 'OPERATOR' && granted) can('export', 'Event', scope);
}
