import type { Actor, Grants } from '../tenants';

/**
 * A finding is the auditor's own record: auditors write nothing else. It is followed up by auditors of the tenant
 * that noted it, and answered by the person whom it names, who sees no other.
 */
export function grantFindings({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role, personId } = actor;
  can(['read', 'submit'], 'AuditFinding', { tenantId: tenant.id, ownerId: personId });
  if (role !== 'AUDITOR') return;
  can(['read', 'create'], 'AuditFinding', tenant.kind === 'PROVINCE' ? undefined : { tenantId: tenant.id });
  can('update', 'AuditFinding', { notedTenantId: tenant.id });
}
