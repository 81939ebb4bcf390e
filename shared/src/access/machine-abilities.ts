import { SUBJECTS, type Actor, type Grants } from '../tenants';

/**
 * A machine does what it was declared to do, inside its tenant: a city's machine on its city's rows.
 * It never approves, whatever a stored grant says.
 */
export function grantMachine({ can, cannot }: Grants, actor: Actor): void {
  if (actor.kind !== 'MACHINE') return;
  const { tenant } = actor;
  for (const { action, subject } of actor.grants) {
    can(action, subject, tenant.kind === 'PROVINCE' ? undefined : { tenantId: tenant.id });
  }
  cannot('approve', [...SUBJECTS]);
}
