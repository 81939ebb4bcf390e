import { asc, eq } from 'drizzle-orm';
import { channel, marketingPoint } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type StoredPoint = typeof marketingPoint.$inferSelect;

/** The catalogue of marketing points and channels. */
export function createPointStore(db: DatabaseOrTx) {
  return {
    /** Points with their channel, in the order of the channels. */
    async list() {
      return db
        .select({ point: marketingPoint, channel })
        .from(marketingPoint)
        .innerJoin(channel, eq(channel.code, marketingPoint.channel))
        .orderBy(asc(channel.position), asc(marketingPoint.code));
    },

    async findById(id: string) {
      const rows = await db
        .select({ point: marketingPoint, channel })
        .from(marketingPoint)
        .innerJoin(channel, eq(channel.code, marketingPoint.channel))
        .where(eq(marketingPoint.id, id));
      return rows[0];
    },

    /** Locks the row, so that of two saves at once one comes second. */
    async lockById(id: string): Promise<StoredPoint | undefined> {
      return (await db.select().from(marketingPoint).where(eq(marketingPoint.id, id)).for('update'))[0];
    },

    async channels() {
      const { code, nameZh, nameEn } = channel;
      return db.select({ code, nameZh, nameEn }).from(channel).orderBy(asc(channel.position), asc(code));
    },

    async insert(row: typeof marketingPoint.$inferInsert): Promise<void> {
      await db.insert(marketingPoint).values(row);
    },

    async update(id: string, values: Partial<typeof marketingPoint.$inferInsert>): Promise<void> {
      await db.update(marketingPoint).set(values).where(eq(marketingPoint.id, id));
    },
  };
}
