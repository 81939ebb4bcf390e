import { desc, eq, sql } from 'drizzle-orm';
import { standardPlacement } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type StandardPlacementRecord = typeof standardPlacement.$inferSelect;
export type StandardPlacementChange = Partial<
  Pick<
    StandardPlacementRecord,
    'state' | 'standardVersionId' | 'assessment' | 'rowVersion' | 'updatedBy' | 'updatedByName' | 'updatedAt'
  >
>;

/** Revisions of the province's own placements of its standards. */
export function createStandardPlacementStore(db: DatabaseOrTx) {
  return {
    async insert(row: typeof standardPlacement.$inferInsert): Promise<void> {
      await db.insert(standardPlacement).values(row);
    },

    async findById(id: string): Promise<StandardPlacementRecord | undefined> {
      return (await db.select().from(standardPlacement).where(eq(standardPlacement.id, id)))[0];
    },

    /** A revision, held until the transaction ends. */
    async lockById(id: string): Promise<StandardPlacementRecord | undefined> {
      return (await db.select().from(standardPlacement).where(eq(standardPlacement.id, id)).for('update'))[0];
    },

    /** Newest first. */
    async revisionsOf(campaignId: string): Promise<StandardPlacementRecord[]> {
      return db
        .select()
        .from(standardPlacement)
        .where(eq(standardPlacement.campaignId, campaignId))
        .orderBy(desc(standardPlacement.version));
    },

    /** Makes revisions of one standard one at a time; held until the transaction ends. */
    async lockStandard(campaignId: string): Promise<void> {
      await db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`standard placement ${campaignId}`}, 0))`,
      );
    },

    async update(id: string, change: StandardPlacementChange): Promise<void> {
      await db.update(standardPlacement).set(change).where(eq(standardPlacement.id, id));
    },
  };
}
