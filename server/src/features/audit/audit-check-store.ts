import type { AuditCheckView, AuditFinding } from '@xietong/shared/audit';
import type { Actor } from '@xietong/shared/tenants';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { scopeFor } from '../../access/scope-for';
import { auditCheck } from '../../db/schema';
import type { Tx } from '../../platform/database';

type CheckRow = typeof auditCheck.$inferSelect;

interface Found {
  readonly check: CheckRow;
  readonly verified: string | null;
}

/** A check that has been silent for so long has lost its process. */
const SILENT_MS = 30_000;

/** The log says what was asked for: `audit.verify` was written before the check began. */
const verified = sql<string | null>`(
  select e.canonical from audit_event e
  where e.subject_type = 'AuditEvent' and e.subject_id = audit_check.id::text and e.act = 'audit.verify'
  order by e.at limit 1)`.as('verified');
const verifySchema = z.object({
  after: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
});

function viewOf({ check: row, verified: canonical }: Found, now: Date): AuditCheckView {
  return {
    id: row.id,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    startedByName: row.startedByName,
    endedAt: row.endedAt?.toISOString() ?? null,
    range: canonical === null ? null : verifySchema.parse(JSON.parse(canonical)).after,
    firstIndex: row.firstIndex,
    endIndex: row.endIndex,
    checked: row.checked,
    heads: row.heads,
    findings: row.findings,
    findingCount: row.findingCount,
    lost: row.state === 'RUNNING' && now.getTime() - row.heartbeatAt.getTime() > SILENT_MS,
  };
}

const columns = { check: auditCheck, verified };

/** Integrity checks of a tenant: what was looked at, how far, and what came of it. */
export function createAuditCheckStore(tx: Tx, actor: Actor) {
  const scope = scopeFor(actor, 'read', 'AuditEvent', { tenantId: auditCheck.tenantId });
  return {
    async insert(row: typeof auditCheck.$inferInsert): Promise<void> {
      await tx.insert(auditCheck).values(row);
    },

    async update(
      id: string,
      change: Partial<
        Pick<CheckRow, 'checked' | 'heartbeatAt' | 'endedAt' | 'state' | 'heads' | 'findingCount'>
      > & {
        findings?: AuditFinding[];
      },
    ): Promise<void> {
      await tx.update(auditCheck).set(change).where(eq(auditCheck.id, id));
    },

    async findById(id: string, now: Date): Promise<AuditCheckView | undefined> {
      const [row] = await tx
        .select(columns)
        .from(auditCheck)
        .where(and(scope, eq(auditCheck.id, id)));
      return row && viewOf(row, now);
    },

    /** The newest ones first. */
    async newest(limit: number, now: Date): Promise<AuditCheckView[]> {
      const rows = await tx
        .select(columns)
        .from(auditCheck)
        .where(scope)
        .orderBy(desc(auditCheck.startedAt))
        .limit(limit);
      return rows.map((row) => viewOf(row, now));
    },
  };
}
