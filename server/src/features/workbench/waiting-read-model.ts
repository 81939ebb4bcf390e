import type { Actor } from '@xietong/shared/tenants';
import type { WaitingSubmission, WorkFacts } from '@xietong/shared/workbench';
import { DAYS_TO_DO, HOURS_BEFORE_CHASING } from '@xietong/shared/workbench';
import { and, asc, eq, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { openStepDue, openStepsWith } from '../../db/open-step';
import { approvalRequest, release } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { isAuthor } from './request-to-do-read-model';

const MOST = 8;

/** Where the actor's own submissions are: the longest waiting first. */
export async function findWaiting(
  tx: Tx,
  actor: Actor,
  now: Date,
): Promise<{ rows: WaitingSubmission[]; facts: WorkFacts['waiting'] }> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const late = sql`${approvalRequest.submittedAt} <= ${at} - make_interval(days => ${DAYS_TO_DO.APPROVE})`;
  const starting = sql`${release.startsAt} <= ${at} + interval '1 day'
    and ${approvalRequest.submittedAt} <= ${at} - make_interval(hours => ${HOURS_BEFORE_CHASING})`;
  const found = await tx
    .select({
      row: {
        requestId: approvalRequest.id,
        releaseKind: release.kind,
        campaignId: release.campaignId,
        campaignNumber: release.campaignNumber,
        title: release.title,
        submittedAt: approvalRequest.submittedAt,
        startsAt: release.startsAt,
        with: openStepsWith(now),
        dueAt: openStepDue,
      },
      facts: {
        total: sql<number>`(count(*) over ())::int`,
        late: sql<number>`(count(*) filter (where ${late}) over ())::int`,
        starting: sql<number>`(count(*) filter (where ${starting}) over ())::int`,
      },
    })
    .from(approvalRequest)
    .innerJoin(release, eq(release.id, approvalRequest.releaseId))
    .where(
      and(
        eq(approvalRequest.state, 'OPEN'),
        scopeFor(actor, 'read', 'ApprovalRequest', {
          tenantId: approvalRequest.tenantId,
          approverTenantId: approvalRequest.approverTenantId,
        }),
        isAuthor(actor),
      ),
    )
    .orderBy(asc(approvalRequest.submittedAt), asc(approvalRequest.id))
    .limit(MOST);
  return {
    facts: found[0]?.facts ?? { total: 0, late: 0, starting: 0 },
    rows: found.map(({ row: { submittedAt, startsAt, dueAt, ...row } }) => ({
      ...row,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      submittedAt: submittedAt.toISOString(),
      startsAt: startsAt?.toISOString() ?? null,
    })),
  };
}
