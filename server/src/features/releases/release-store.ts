import type { ReleaseKind, ReleaseState } from '@xietong/shared/releases';
import { and, asc, eq, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import { approverIdsOf } from '../../db/approver-ids';
import {
  approvalCopy,
  approvalRequest,
  approvalStep,
  asset,
  authorship,
  listVersion,
  numberSeries,
  release,
  releaseAuthor,
  tenant,
} from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type ReleaseRow = typeof release.$inferSelect;
export type NewRelease = typeof release.$inferInsert;
export interface Author {
  actorKind: 'PERSON' | 'MACHINE';
  actorId: string;
  actorName: string;
}

/** Releases, who is behind them, and the requests that carry them to their approvers. */
export function createReleaseStore(db: DatabaseOrTx) {
  return {
    async insert(row: NewRelease, authors: readonly Author[], newId: () => string): Promise<void> {
      await db.insert(release).values(row);
      const rows = authors.map((author) => ({
        id: newId(),
        tenantId: row.tenantId,
        releaseId: row.id,
        ...author,
      }));
      await db.insert(releaseAuthor).values(rows);
    },

    async insertRequest(
      row: typeof approvalRequest.$inferInsert,
      steps: readonly (typeof approvalStep.$inferInsert)[],
      copies: readonly (typeof approvalCopy.$inferInsert)[],
    ): Promise<void> {
      await db.insert(approvalRequest).values(row);
      await db.insert(approvalStep).values([...steps]);
      if (copies.length > 0) await db.insert(approvalCopy).values([...copies]);
    },

    async findById(id: string): Promise<ReleaseRow | undefined> {
      return (await db.select().from(release).where(eq(release.id, id)))[0];
    },

    async findByVersion(
      versionId: string,
      kind: ReleaseKind,
      state: ReleaseState,
    ): Promise<ReleaseRow | undefined> {
      const rows = await db
        .select()
        .from(release)
        .where(and(eq(release.versionId, versionId), eq(release.kind, kind), eq(release.state, state)))
        .for('update');
      return rows[0];
    },

    async authorsOf(releaseId: string): Promise<Author[]> {
      return db
        .select({
          actorKind: releaseAuthor.actorKind,
          actorId: releaseAuthor.actorId,
          actorName: releaseAuthor.actorName,
        })
        .from(releaseAuthor)
        .where(eq(releaseAuthor.releaseId, releaseId));
    },

    /** The people among the authors: machines are told nothing. */
    async personAuthorIds(releaseId: string): Promise<string[]> {
      const rows = await db
        .select({ personId: releaseAuthor.actorId })
        .from(releaseAuthor)
        .where(and(eq(releaseAuthor.releaseId, releaseId), eq(releaseAuthor.actorKind, 'PERSON')));
      return rows.map((row) => row.personId);
    },

    /** Adds or renews who changed something that the next release of this kind will hold. */
    async recordAuthor(row: typeof authorship.$inferInsert): Promise<void> {
      await db
        .insert(authorship)
        .values(row)
        .onConflictDoUpdate({
          target: [authorship.campaignId, authorship.kind, authorship.actorId],
          targetWhere: isNull(authorship.settledBy),
          set: { at: row.at, actorName: row.actorName },
        });
    },

    async openAuthors(campaignId: string, kind: ReleaseKind): Promise<Author[]> {
      return db
        .select({
          actorKind: authorship.actorKind,
          actorId: authorship.actorId,
          actorName: authorship.actorName,
        })
        .from(authorship)
        .where(
          and(eq(authorship.campaignId, campaignId), eq(authorship.kind, kind), isNull(authorship.settledBy)),
        );
    },

    async listAuthors(listVersionIds: readonly string[]): Promise<Author[]> {
      if (listVersionIds.length === 0) return [];
      return db
        .select({
          actorKind: listVersion.createdByKind,
          actorId: listVersion.createdBy,
          actorName: listVersion.createdByName,
        })
        .from(listVersion)
        .where(inArray(listVersion.id, [...listVersionIds]));
    },

    /** Who uploaded the images of these tenants; whoever did so once and has left is among them. */
    async assetAuthors(tenantIds: readonly string[], hashes: readonly string[]): Promise<Author[]> {
      if (hashes.length === 0) return [];
      return db
        .selectDistinctOn([asset.createdBy], {
          actorKind: asset.createdByKind,
          actorId: asset.createdBy,
          actorName: asset.createdByName,
        })
        .from(asset)
        .where(and(inArray(asset.sha256, [...hashes]), inArray(asset.tenantId, [...tenantIds])))
        .orderBy(asc(asset.createdBy));
    },

    /** Who made a version, as far as it was handed in, and those before it, whose words it may still have. */
    async versionAuthors(kind: ReleaseKind, versionId: string): Promise<Author[]> {
      return db
        .selectDistinctOn([releaseAuthor.actorId], {
          actorKind: releaseAuthor.actorKind,
          actorId: releaseAuthor.actorId,
          actorName: releaseAuthor.actorName,
        })
        .from(releaseAuthor)
        .innerJoin(release, eq(release.id, releaseAuthor.releaseId))
        .where(
          and(
            eq(release.kind, kind),
            sql`exists (select from release own where own.version_id = ${versionId}::uuid and own.kind = ${kind}
              and own.campaign_id = ${release.campaignId} and ${release.submittedAt} <= own.submitted_at)`,
          ),
        )
        .orderBy(asc(releaseAuthor.actorId));
    },

    /** The changes that an approved release covers are no longer open. */
    async settleAuthors(approved: ReleaseRow): Promise<void> {
      await db
        .update(authorship)
        .set({ settledBy: approved.id })
        .where(
          and(
            eq(authorship.campaignId, approved.campaignId),
            eq(authorship.kind, approved.kind),
            isNull(authorship.settledBy),
            lte(authorship.at, approved.submittedAt),
          ),
        );
    },

    async setState(id: string, state: ReleaseState, decidedAt?: Date): Promise<void> {
      await db
        .update(release)
        .set({ state, ...(decidedAt ? { decidedAt } : {}) })
        .where(eq(release.id, id));
    },

    async pause(id: string, paused: Pick<ReleaseRow, 'state' | 'pausedAt' | 'pausedBecause'>): Promise<void> {
      await db.update(release).set(paused).where(eq(release.id, id));
    },

    /** Releases of a standard and of the province's placements of it that are not settled; locked. */
    async lockOpenOfStandard(campaignId: string): Promise<ReleaseRow[]> {
      return db
        .select()
        .from(release)
        .where(
          and(
            eq(release.campaignId, campaignId),
            inArray(release.kind, ['STANDARD', 'STANDARD_PLACEMENT']),
            inArray(release.state, ['IN_REVIEW', 'APPROVED', 'PUBLISHED']),
          ),
        )
        .orderBy(asc(release.id))
        .for('update');
    },

    /** Hashes of what runs of a city's campaign or waits for its window; held until the transaction ends. */
    async lockRunningHashes(campaignId: string, now: () => Date): Promise<string[]> {
      // In the order in which all who lock several of them do, and looked at when they are held: who waited may find
      // them stopped, or overtaken.
      const rows = await db
        .select()
        .from(release)
        .where(
          and(eq(release.campaignId, campaignId), eq(release.kind, 'LOCAL'), eq(release.state, 'APPROVED')),
        )
        .orderBy(asc(release.id))
        .for('update');
      const at = now();
      return rows
        .filter(({ endsAt, overtakenAt }) => endsAt && endsAt > at && (!overtakenAt || overtakenAt > at))
        .map(({ hash }) => hash);
    },

    /** Earlier approved releases of the campaign give way at `at`, unless they did so before. */
    async overtake(approved: ReleaseRow, at: Date): Promise<void> {
      // Locked in one order, as a takedown of them does: neither waits for the other in a circle.
      const earlier = await db
        .select({ id: release.id })
        .from(release)
        .where(
          and(
            eq(release.campaignId, approved.campaignId),
            eq(release.kind, approved.kind),
            eq(release.state, 'APPROVED'),
            ne(release.id, approved.id),
          ),
        )
        .orderBy(asc(release.id))
        .for('update');
      const ids = earlier.map(({ id }) => id);
      await db
        .update(release)
        .set({ overtakenAt: sql`least(${release.overtakenAt}, ${at.toISOString()}::timestamptz)` })
        .where(inArray(release.id, ids));
    },

    async supersedePublished(campaignId: string, except: string): Promise<void> {
      await db
        .update(release)
        .set({ state: 'SUPERSEDED' })
        .where(
          and(
            eq(release.campaignId, campaignId),
            eq(release.kind, 'STANDARD'),
            eq(release.state, 'PUBLISHED'),
            ne(release.id, except),
          ),
        );
    },

    /** From the first approval on, channels may fetch the images and the engine may read the lists. */
    async markReleased(
      tenantIds: readonly string[],
      images: readonly string[],
      lists: readonly string[],
      at: Date,
    ): Promise<void> {
      if (images.length > 0)
        await db
          .update(asset)
          .set({ releasedAt: at })
          .where(
            and(
              inArray(asset.sha256, [...images]),
              inArray(asset.tenantId, [...tenantIds]),
              isNull(asset.releasedAt),
            ),
          );
      if (lists.length > 0)
        await db
          .update(listVersion)
          .set({ releasedAt: at })
          .where(and(inArray(listVersion.id, [...lists]), isNull(listVersion.releasedAt)));
    },

    async withdrawRequests(releaseId: string, at: Date): Promise<void> {
      await db
        .update(approvalRequest)
        .set({ state: 'WITHDRAWN', closedAt: at })
        .where(and(eq(approvalRequest.releaseId, releaseId), eq(approvalRequest.state, 'OPEN')));
    },

    async parentOf(tenantId: string): Promise<string | null> {
      const [row] = await db
        .select({ parentId: tenant.parentId })
        .from(tenant)
        .where(eq(tenant.id, tenantId));
      return row?.parentId ?? null;
    },

    /** The tenant of a release and the people who can approve in it at this time. */
    async approversOf(tenantId: string, now: Date) {
      const [own] = await db
        .select({ id: tenant.id, parentId: tenant.parentId })
        .from(tenant)
        .where(eq(tenant.id, tenantId));
      return { own, approverIds: await approverIdsOf(db, tenantId, now) };
    },

    /** The next number of a series, counted from 1 without gaps inside committed work. */
    async nextNumber(newId: string, tenantId: string, series: string): Promise<number> {
      const rows = await db
        .insert(numberSeries)
        .values({ id: newId, tenantId, series, last: 1 })
        .onConflictDoUpdate({
          target: [numberSeries.tenantId, numberSeries.series],
          set: { last: sql`${numberSeries.last} + 1` },
        })
        .returning({ last: numberSeries.last });
      const [row] = rows;
      if (!row) throw new Error('a number series answered without a number');
      return row.last;
    },
  };
}
