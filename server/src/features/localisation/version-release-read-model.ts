import type { ReleaseView, VersionRelease } from '@xietong/shared/localisation';
import { desc, inArray } from 'drizzle-orm';
import { reviewsByRelease } from '../../db/takedown-review-view';
import { approvalDecision, approvalRequest, release, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export interface ReleaseOfVersion extends ReleaseView {
  readonly facts: VersionRelease;
}

/** What became of versions that were handed in; reads alone. */
export function createVersionReleaseReadModel(db: DatabaseOrTx) {
  return {
    /** The latest release of each version, by version id. */
    async latestByVersion(versionIds: readonly string[]): Promise<Map<string, ReleaseOfVersion>> {
      if (versionIds.length === 0) return new Map();
      const rows = await db
        .selectDistinctOn([release.versionId])
        .from(release)
        .where(inArray(release.versionId, [...versionIds]))
        .orderBy(release.versionId, desc(release.submittedAt));
      const ids = rows.map((row) => row.id);
      if (ids.length === 0) return new Map();
      const requests = await db
        .select()
        .from(approvalRequest)
        .where(inArray(approvalRequest.releaseId, ids))
        .orderBy(desc(approvalRequest.submittedAt));
      const decisions = await db
        .select()
        .from(approvalDecision)
        .where(inArray(approvalDecision.releaseId, ids))
        .orderBy(desc(approvalDecision.decidedAt));
      const stopped = rows.filter(({ takenDownAt }) => takenDownAt !== null).map(({ id }) => id);
      const reviews = await reviewsByRelease(db, stopped);
      const approverIds = requests.map((request) => request.approverTenantId);
      const tenants =
        approverIds.length > 0 ? await db.select().from(tenant).where(inArray(tenant.id, approverIds)) : [];
      return new Map(
        rows.map((row) => {
          const own = requests.filter((request) => request.releaseId === row.id);
          const open = own.find((request) => request.state === 'OPEN');
          const approver = open && tenants.find(({ id }) => id === open.approverTenantId);
          // Where several decide, the last one's word is the answer; until then there is none.
          const decision = open ? undefined : decisions.find(({ releaseId }) => releaseId === row.id);
          const view: ReleaseOfVersion = {
            id: row.id,
            hash: row.hash,
            submittedByName: row.submittedByName,
            submittedAt: row.submittedAt.toISOString(),
            note: own[0]?.note ?? null,
            requestId: (open ?? own[0])?.id ?? null,
            approver: approver
              ? { id: approver.id, code: approver.code, nameZh: approver.nameZh, nameEn: approver.nameEn }
              : null,
            decision: decision
              ? {
                  outcome: decision.outcome,
                  reason: decision.reason,
                  byName: decision.decidedByName,
                  at: decision.decidedAt.toISOString(),
                }
              : null,
            takedown: row.takenDownAt && {
              by: row.takenDownByName ?? '',
              at: row.takenDownAt.toISOString(),
              reason: row.takenDownReason ?? '',
              review: reviews.get(row.id) ?? null,
            },
            facts: {
              state: row.state,
              window:
                row.startsAt && row.endsAt
                  ? { startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }
                  : null,
              overtakenAt: row.overtakenAt?.toISOString() ?? null,
            },
          };
          return [row.versionId, view];
        }),
      );
    },
  };
}
