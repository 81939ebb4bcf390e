import type { StandardState } from '@xietong/shared/campaigns';
import { and, desc, eq } from 'drizzle-orm';
import { standardCampaign, standardVersion } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type CampaignRecord = typeof standardCampaign.$inferSelect;
export type StandardVersionRecord = typeof standardVersion.$inferSelect;
type Retirement = Pick<
  CampaignRecord,
  'retiredAt' | 'retiredBy' | 'retiredByName' | 'retiredReason' | 'retiredChildren'
>;
type NewVersion = typeof standardVersion.$inferInsert;
type VersionPatch = Partial<
  Pick<
    NewVersion,
    | 'state'
    | 'title'
    | 'cityDefault'
    | 'fields'
    | 'rowVersion'
    | 'updatedBy'
    | 'updatedByName'
    | 'updatedAt'
    | 'publishedAt'
    | 'push'
    | 'restoredFrom'
  >
>;

/** Standard campaigns and their versions. */
export function createCampaignStore(db: DatabaseOrTx) {
  return {
    async insert(row: typeof standardCampaign.$inferInsert): Promise<void> {
      await db.insert(standardCampaign).values(row);
    },

    async findById(id: string): Promise<CampaignRecord | undefined> {
      return (await db.select().from(standardCampaign).where(eq(standardCampaign.id, id)))[0];
    },

    /** Waits until nobody else is changing anything of the campaign. */
    async lockById(id: string): Promise<CampaignRecord | undefined> {
      return (await db.select().from(standardCampaign).where(eq(standardCampaign.id, id)).for('update'))[0];
    },

    async archive(id: string, at: Date): Promise<void> {
      await db.update(standardCampaign).set({ archivedAt: at }).where(eq(standardCampaign.id, id));
    },

    /** Null in all of it: the standard is published again. */
    async setRetirement(id: string, retirement: Retirement): Promise<void> {
      await db.update(standardCampaign).set(retirement).where(eq(standardCampaign.id, id));
    },

    async insertVersion(row: NewVersion): Promise<void> {
      await db.insert(standardVersion).values(row);
    },

    async findVersion(versionId: string): Promise<StandardVersionRecord | undefined> {
      return (await db.select().from(standardVersion).where(eq(standardVersion.id, versionId)))[0];
    },

    async lockVersion(campaignId: string, versionId: string): Promise<StandardVersionRecord | undefined> {
      const rows = await db
        .select()
        .from(standardVersion)
        .where(and(eq(standardVersion.id, versionId), eq(standardVersion.campaignId, campaignId)))
        .for('update');
      return rows[0];
    },

    /** Newest first. */
    async versionsOf(campaignId: string): Promise<StandardVersionRecord[]> {
      return db
        .select()
        .from(standardVersion)
        .where(eq(standardVersion.campaignId, campaignId))
        .orderBy(desc(standardVersion.version));
    },

    async updateVersion(versionId: string, patch: VersionPatch): Promise<void> {
      await db.update(standardVersion).set(patch).where(eq(standardVersion.id, versionId));
    },

    async setStates(campaignId: string, from: StandardState, to: StandardState): Promise<void> {
      await db
        .update(standardVersion)
        .set({ state: to })
        .where(and(eq(standardVersion.campaignId, campaignId), eq(standardVersion.state, from)));
    },
  };
}
export type CampaignStore = ReturnType<typeof createCampaignStore>;
