import { and, asc, gt, gte, inArray, lt, sql } from 'drizzle-orm';
import { approvalDecision } from '../../db/schema';
import type { Tx } from '../../platform/database';
import type { Bounds } from './audit-integrity-store';

/** Decisions of approvers as they are stored now, for an integrity check. */
export function createDecisionReadModel(tx: Tx) {
  return {
    async ofReleases(releaseIds: string[]) {
      return tx.select().from(approvalDecision).where(inArray(approvalDecision.releaseId, releaseIds));
    },

    /**
     * Those of `[from, to)` of which no event tells, after `afterId`, at most `limit`. Of what is not after the last event
     * that was archived none is asked for; up to when that is, is looked at with the events: they leave while this is read.
     */
    async unlogged(afterId: string, limit: number, { from, to }: Bounds) {
      const { id, tenantId, releaseId, decidedAt, decidedBy } = approvalDecision;
      return tx
        .select({ id, tenantId, releaseId })
        .from(approvalDecision)
        .where(
          and(
            gt(id, afterId),
            from ? gte(decidedAt, from) : undefined,
            to ? lt(decidedAt, to) : undefined,
            sql`${decidedAt} > coalesce(
              (select max(last_at) from audit_segment where removed_at is not null), '-infinity')`,
            sql`not exists (select from audit_event e where e.subject_type = 'Release'
              and e.subject_id = ${releaseId}::text and e.act = 'approvals.decide'
              and e.result = 'SUCCESS' and e.actor_id = ${decidedBy})`,
          ),
        )
        .orderBy(asc(id))
        .limit(limit);
    },
  };
}
export type StoredDecision = Awaited<
  ReturnType<ReturnType<typeof createDecisionReadModel>['ofReleases']>
>[number];
