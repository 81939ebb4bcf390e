import type { AuditCheckView, AuditFinding } from '@xietong/shared/audit';
import type { Actor } from '@xietong/shared/tenants';
import { and, desc, eq } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { auditCheck } from '../../db/schema';
import type { Tx } from '../../platform/database';

type CheckRow = typeof auditCheck.$inferSelect;

/** A check that has been silent for so long has lost its process. */
const SILENT_MS = 30_000;

function viewOf(row: CheckRow, now: Date): AuditCheckView {
  return {
    id: row.id,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    startedByName: row.startedByName,
    endedAt: row.endedAt?.toISOString() ?? null,
    firstIndex: row.firstIndex,
    endIndex: row.endIndex,
    checked: row.checked,
    heads: row.heads,
    findings: row.findings,
    findingCount: row.findingCount,
    lost: row.state === 'RUNNING' && now.getTime() - row.heartbeatAt.getTime() > SILENT_MS,
  };
}

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
        .select()
        .from(auditCheck)
        .where(and(scope, eq(auditCheck.id, id)));
      return row && viewOf(row, now);
    },

    /** The newest ones first. */
    async newest(limit: number, now: Date): Promise<AuditCheckView[]> {
      const rows = await tx
        .select()
        .from(auditCheck)
        .where(scope)
        .orderBy(desc(auditCheck.startedAt))
        .limit(limit);
      return rows.map((row) => viewOf(row, now));
    },
  };
}
