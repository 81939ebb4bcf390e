import { and, eq, isNull, lte, ne, or } from 'drizzle-orm';
import { release, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Releases recorded in one run; the next run, a minute later, takes the rest. */
const MOST_PER_RUN = 500;

export type WindowEdge = 'START' | 'END';

/** Approved releases whose windows opened or closed, and the record of it. */
export function createReleaseWindowStore(tx: Tx) {
  return {
    /** Those past an edge that nobody has recorded yet; locked, and skipped while another records them. */
    async due(edge: WindowEdge, now: Date) {
      const passed =
        edge === 'START'
          ? lte(release.startsAt, now)
          : or(lte(release.endsAt, now), lte(release.overtakenAt, now));
      const unseen = isNull(edge === 'START' ? release.seenLiveAt : release.seenEndedAt);
      return tx
        .select({
          id: release.id,
          kind: release.kind,
          campaignId: release.campaignId,
          campaignNumber: release.campaignNumber,
          title: release.title,
          hash: release.hash,
          endsAt: release.endsAt,
          overtakenAt: release.overtakenAt,
          tenantId: tenant.id,
          tenantCode: tenant.code,
        })
        .from(release)
        .innerJoin(tenant, eq(tenant.id, release.tenantId))
        .where(and(eq(release.state, 'APPROVED'), ne(release.kind, 'STANDARD'), unseen, passed))
        .limit(MOST_PER_RUN)
        .for('update', { of: release, skipLocked: true });
    },

    async markSeen(id: string, edge: WindowEdge, at: Date): Promise<void> {
      await tx
        .update(release)
        .set(edge === 'START' ? { seenLiveAt: at } : { seenEndedAt: at })
        .where(eq(release.id, id));
    },
  };
}
