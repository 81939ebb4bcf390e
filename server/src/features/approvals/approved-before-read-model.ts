import type { ApprovalDetail, ApprovalRow } from '@xietong/shared/approvals';
import { and, eq, exists, gt, gte, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { isInForce } from '../../db/running-releases';
import { approvalRequest, release, standardVersion } from '../../db/schema';
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

/** Published before an instant: of a standard's versions only such a one was in force. */
function publishedBy(tx: Tx, at: Date): SQL {
  return exists(
    tx
      .select({ id: standardVersion.id })
      .from(standardVersion)
      .where(and(eq(standardVersion.id, release.versionId), lte(standardVersion.publishedAt, at))),
  );
}

/** Shown at an instant in the past or still to come then. */
const shownAt = (at: Date, overtaken: SQL): SQL | undefined =>
  and(gt(release.endsAt, at), or(isNull(release.overtakenAt), overtaken));

/**
 * The releases of the campaign that were in force beside a request: now, while it is open, and once it is answered
 * those that were so then, so that it is read later as it was decided.
 */
export function stoodBeside(
  tx: Tx,
  row: Reviewed,
  { closedAt }: Pick<ApprovalRow, 'closedAt'>,
  now: Date,
): SQL | undefined {
  if (closedAt === null)
    return and(eq(release.campaignId, row.campaignId), ne(release.id, row.id), isInForce(row.kind, now));
  const at = new Date(closedAt);
  // What was overtaken at that very instant was so by the answer.
  return stoodAt(tx, row, at, gte(release.overtakenAt, at));
}

function stoodAt(tx: Tx, row: Reviewed, at: Date, overtaken: SQL): SQL | undefined {
  return and(
    approvedBy(tx, row, at),
    row.kind === 'STANDARD' ? publishedBy(tx, at) : shownAt(at, overtaken),
    or(isNull(release.takenDownAt), gt(release.takenDownAt, at)),
    or(isNull(release.pausedAt), gt(release.pausedAt, at)),
  );
}

/** The release of the campaign that was approved last before a request was answered, or is now, whatever became of it. */
export function approvedLast(
  tx: Tx,
  row: Reviewed,
  { closedAt }: Pick<ApprovalRow, 'closedAt'>,
  now: Date,
): SQL | undefined {
  return approvedBy(tx, row, closedAt === null ? now : new Date(closedAt));
}

async function isAny(tx: Tx, condition: SQL | undefined): Promise<boolean> {
  const rows = await tx
    .select({ one: sql`1` })
    .from(release)
    .where(condition)
    .limit(1);
  return rows.length > 0;
}

/** What a release could be compared with when it was handed in: FIRST = nothing of its campaign was ever approved. */
export async function comparedWith(
  tx: Tx,
  row: Reviewed,
): Promise<NonNullable<ApprovalDetail['policy']>['comparedWith']> {
  const at = row.submittedAt;
  if (!(await isAny(tx, approvedBy(tx, row, at)))) return 'FIRST';
  const isAnyInForce = await isAny(tx, stoodAt(tx, row, at, gt(release.overtakenAt, at)));
  return isAnyInForce ? 'IN_FORCE' : 'NOTHING_IN_FORCE';
}
