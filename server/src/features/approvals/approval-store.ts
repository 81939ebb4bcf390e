import { and, eq } from 'drizzle-orm';
import { approvalDecision, approvalRequest, release, releaseAuthor } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** Approval requests with the release they are about, and the decisions on them. */
export function createApprovalStore(db: DatabaseOrTx) {
  return {
    /** The request and its release; locked, so that of two decisions at once one comes second. */
    async findForDecision(id: string) {
      const rows = await db
        .select({ request: approvalRequest, release })
        .from(approvalRequest)
        .innerJoin(release, eq(release.id, approvalRequest.releaseId))
        .where(eq(approvalRequest.id, id))
        .for('update');
      return rows[0];
    },

    async authorIds(releaseId: string): Promise<string[]> {
      const rows = await db
        .select({ actorId: releaseAuthor.actorId })
        .from(releaseAuthor)
        .where(eq(releaseAuthor.releaseId, releaseId));
      return rows.map((row) => row.actorId);
    },

    async approvedBy(requestId: string): Promise<string[]> {
      const rows = await db
        .select({ by: approvalDecision.decidedBy })
        .from(approvalDecision)
        .where(and(eq(approvalDecision.requestId, requestId), eq(approvalDecision.outcome, 'APPROVED')));
      return rows.map((row) => row.by);
    },

    async insertDecision(row: typeof approvalDecision.$inferInsert): Promise<void> {
      await db.insert(approvalDecision).values(row);
    },

    async close(id: string, state: 'APPROVED' | 'RETURNED' | 'REJECTED', at: Date): Promise<void> {
      await db
        .update(approvalRequest)
        .set({ state, closedAt: at })
        .where(and(eq(approvalRequest.id, id), eq(approvalRequest.state, 'OPEN')));
    },
  };
}
