import type { Actor, Grants } from '../tenants';

/** The audit log is read by auditors and changed by nobody. */
export function grantAudit({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON' || actor.role !== 'AUDITOR') return;
  const scope = actor.tenant.kind === 'PROVINCE' ? undefined : { tenantId: actor.tenant.id };
  can(['read', 'export'], 'AuditEvent', scope);
}
