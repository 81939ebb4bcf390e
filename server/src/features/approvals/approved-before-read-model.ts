import type { ApprovalRow } from '@xietong/shared/approvals';
import { and, eq, exists, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { approvalRequest, release } from '../../db/schema';
import type { Tx } from '../../platform/database';

type Reviewed = Pick<typeof release.$inferSelect, 'id' | 'campaignId' | 'kind' | 'submittedAt'>;

/**
 * Approved before an instant, whatever became of it since: by its approvers, or as one of the hashes that the
 * approval of a push listed.
 */
function approvedBy(tx: Tx, row: Reviewed, at: Date): SQL | undefined {
  const request = tx
    .select({ id: approvalRequest.id })
    .from(approvalRequest)
    .where(and(eq(approvalRequest.releaseId, release.id), eq(approvalRequest.state, 'APPROVED')));
  return and(
    eq(release.campaignId, row.campaignId),
    eq(release.kind, row.kind),
    ne(release.id, row.id),
    or(isNotNull(release.correctedBy), exists(request)),
    // At the same instant the earlier one went first: ids grow with time.
    or(lt(release.decidedAt, at), and(eq(release.decidedAt, at), lt(release.id, row.id))),
  );
}

/**
 * The releases of the campaign that stood approved beside a request: now, while it is open, and once it is answered
 * those that stood then, so that it is read later as it was decided.
 */
export function stoodBeside(
  tx: Tx,
  row: Reviewed,
  { closedAt }: Pick<ApprovalRow, 'closedAt'>,
): SQL | undefined {
  if (closedAt === null)
    return and(
      eq(release.campaignId, row.campaignId),
      eq(release.kind, row.kind),
      ne(release.id, row.id),
      inArray(release.state, ['APPROVED', 'PUBLISHED', 'SUPERSEDED']),
    );
  const at = new Date(closedAt);
  return and(
    approvedBy(tx, row, at),
    or(isNull(release.takenDownAt), gt(release.takenDownAt, at)),
    or(isNull(release.pausedAt), gt(release.pausedAt, at)),
  );
}

/** Whether nothing of the campaign had been approved when the release was handed in. */
export async function isFirstOfCampaign(tx: Tx, row: Reviewed): Promise<boolean> {
  const [found] = await tx
    .select({ one: sql`1` })
    .from(release)
    .where(approvedBy(tx, row, row.submittedAt))
    .limit(1);
  return found === undefined;
}
