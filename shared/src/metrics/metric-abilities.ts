import { mayUse, type Actor, type Grants } from '../tenants';

/** Counted numbers: a city sees its own, the province compares its cities. */
export function grantMetrics({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  const scope = tenant.kind === 'PROVINCE' ? undefined : { tenantId: tenant.id };
  const works = role === 'OPERATOR' || role === 'APPROVER';
  if (role === 'AUDITOR' || (works && mayUse(actor, 'MONITORING'))) can('read', 'Metric', scope);
  if (role === 'OPERATOR' && mayUse(actor, 'MONITORING')) can('export', 'Metric', scope);
}
