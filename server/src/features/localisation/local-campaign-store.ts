import { and, desc, eq, inArray } from 'drizzle-orm';
import { localCampaign, localVersion } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type LocalCampaignRecord = typeof localCampaign.$inferSelect;
export type LocalVersionRecord = typeof localVersion.$inferSelect;
type Detachment = Pick<
  LocalCampaignRecord,
  'ownFields' | 'detachedFromCampaignId' | 'detachedFromVersionId' | 'detachedAt' | 'detachedByName'
>;
export type LocalVersionChange = Partial<
  Pick<
    LocalVersionRecord,
    | 'state'
    | 'title'
    | 'baseVersionId'
    | 'archivedOverrides'
    | 'restoredFrom'
    | 'overrides'
    | 'resolved'
    | 'assessment'
    | 'version'
    | 'rowVersion'
    | 'updatedBy'
    | 'updatedByName'
    | 'updatedAt'
  >
>;

/** Local campaigns and their versions. */
export function createLocalCampaignStore(db: DatabaseOrTx) {
  return {
    async insert(row: typeof localCampaign.$inferInsert): Promise<void> {
      await db.insert(localCampaign).values(row);
    },

    async insertVersion(row: typeof localVersion.$inferInsert): Promise<void> {
      await db.insert(localVersion).values(row);
    },

    async findById(id: string): Promise<LocalCampaignRecord | undefined> {
      return (await db.select().from(localCampaign).where(eq(localCampaign.id, id)))[0];
    },

    /** The campaign, held until the transaction ends: versions of it are made one at a time. */
    async lockById(id: string): Promise<LocalCampaignRecord | undefined> {
      return (await db.select().from(localCampaign).where(eq(localCampaign.id, id)).for('update'))[0];
    },

    /** A version, held until the transaction ends: one save after the other. */
    async lockVersion(id: string): Promise<LocalVersionRecord | undefined> {
      return (await db.select().from(localVersion).where(eq(localVersion.id, id)).for('update'))[0];
    },

    async findVersion(id: string): Promise<LocalVersionRecord | undefined> {
      return (await db.select().from(localVersion).where(eq(localVersion.id, id)))[0];
    },

    /** Newest first. */
    async versionsOf(campaignId: string): Promise<LocalVersionRecord[]> {
      return db
        .select()
        .from(localVersion)
        .where(eq(localVersion.campaignId, campaignId))
        .orderBy(desc(localVersion.version));
    },

    async updateVersion(id: string, change: LocalVersionChange): Promise<void> {
      await db.update(localVersion).set(change).where(eq(localVersion.id, id));
    },

    /** Lets a campaign go from its standard, once. */
    async detach(id: string, detachment: Detachment): Promise<void> {
      await db
        .update(localCampaign)
        .set({ baseCampaignId: null, ...detachment })
        .where(eq(localCampaign.id, id));
    },

    async archive(id: string, at: Date): Promise<void> {
      await db.update(localCampaign).set({ archivedAt: at }).where(eq(localCampaign.id, id));
      await db
        .update(localVersion)
        .set({ state: 'ARCHIVED' })
        .where(and(eq(localVersion.campaignId, id), inArray(localVersion.state, ['DRAFT'])));
    },
  };
}
