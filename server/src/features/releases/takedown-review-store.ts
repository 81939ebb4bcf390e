import { lastDueToTell } from '@xietong/shared/releases';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { approverIdsOf } from '../../db/approver-ids';
import { release, releaseAuthor, takedownReview, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Reviews looked at in one run. */
const MOST_A_RUN = 500;

/** Reviews of emergency stops: opened with the stop, concluded once. */
export function createTakedownReviewStore(tx: Tx) {
  return {
    async insert(row: typeof takedownReview.$inferInsert): Promise<void> {
      await tx.insert(takedownReview).values(row);
    },

    /** Whose a release is, and who approves there at `now`: of another tenant nobody, unless the province asks. */
    async ownerOf(tenantId: string, now: Date) {
      const [owner] = await tx
        .select({ id: tenant.id, code: tenant.code, parentId: tenant.parentId })
        .from(tenant)
        .where(eq(tenant.id, tenantId));
      return owner && { ...owner, approverIds: await approverIdsOf(tx, tenantId, now) };
    },

    /** A review with its release, held until the transaction ends: of two who conclude it one comes second. */
    async lockById(id: string) {
      const [found] = await tx
        .select({ review: takedownReview, release, tenantCode: tenant.code })
        .from(takedownReview)
        .innerJoin(release, eq(release.id, takedownReview.releaseId))
        .innerJoin(tenant, eq(tenant.id, takedownReview.tenantId))
        .where(eq(takedownReview.id, id))
        .for('update', { of: takedownReview });
      return found;
    },

    async authorsOf(releaseId: string) {
      return tx
        .select({ id: releaseAuthor.actorId, kind: releaseAuthor.actorKind, name: releaseAuthor.actorName })
        .from(releaseAuthor)
        .where(eq(releaseAuthor.releaseId, releaseId))
        .orderBy(releaseAuthor.actorName);
    },

    /** Open reviews whose time is nearly up, or up, and of which that was not told yet. */
    async dueIds(now: Date): Promise<string[]> {
      const rows = await tx
        .select({ id: takedownReview.id })
        .from(takedownReview)
        .where(
          and(
            isNull(takedownReview.concludedAt),
            isNull(takedownReview.missedAt),
            lte(takedownReview.dueAt, lastDueToTell(now)),
          ),
        )
        .orderBy(asc(takedownReview.dueAt), asc(takedownReview.id))
        .limit(MOST_A_RUN);
      return rows.map(({ id }) => id);
    },

    async mark(id: string, mark: { missedAt: Date } | { remindedAt: Date }): Promise<void> {
      await tx.update(takedownReview).set(mark).where(eq(takedownReview.id, id));
    },

    async conclude(
      id: string,
      concluded: Required<
        Pick<
          typeof takedownReview.$inferInsert,
          'conclusion' | 'comment' | 'concludedBy' | 'concludedByName' | 'concludedByTenantId' | 'concludedAt'
        >
      >,
    ): Promise<void> {
      await tx.update(takedownReview).set(concluded).where(eq(takedownReview.id, id));
    },
  };
}
