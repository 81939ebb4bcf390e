import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { auditFinding } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** Findings that the actor has to answer. */
export function findingWhere(actor: Actor): SQL {
  return sql`${auditFinding.state} = 'OPEN' and ${auditFinding.ownerId} = ${actorId(actor)} and ${auditFinding.tenantId} = ${actor.tenant.id}`;
}

/** Answered findings that an auditor has to look at; null for who audits nothing. */
export function answeredWhere(actor: Actor): SQL | null {
  if (!can(actor, 'update', 'AuditFinding')) return null;
  return sql`${auditFinding.state} = 'ANSWERED' and ${auditFinding.notedTenantId} = ${actor.tenant.id} and ${auditFinding.ownerId} <> ${actorId(actor)}`;
}

/** Findings that wait for the actor. */
export function findingSources(actor: Actor): (ToDoSource | null)[] {
  const rows = (where: SQL, by: SQL, deadline: SQL): SQL => sql`
    select 'LOCAL' as release_kind, ${auditFinding.id} as campaign_id, ${auditFinding.number} as campaign_number,
      ${auditFinding.title}, null as request_id, ${auditFinding.stateSince} as since, null::timestamptz as starts_at,
      ${by} as changed_by, null as reason, ${auditFinding.tenantId}, null as about_zh, null as about_en, ${deadline} as deadline
    from ${auditFinding} where ${where}`;
  const open = rows(findingWhere(actor), sql`${auditFinding.notedByName}`, sql`${auditFinding.dueAt}`);
  const where = answeredWhere(actor);
  return [
    { kind: 'FINDING', rows: open, hasDeadline: true },
    where && {
      kind: 'FINDING_ANSWERED',
      rows: rows(where, sql`${auditFinding.ownerName}`, sql`null::timestamptz`),
      hasDeadline: true,
    },
  ];
}
