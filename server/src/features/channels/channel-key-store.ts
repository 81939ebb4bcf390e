import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { channel, channelKey, machineActor, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type ChannelKeyRow = typeof channelKey.$inferSelect;

/** Channels' keys and the machine actors behind them. */
export function createChannelKeyStore(db: DatabaseOrTx) {
  return {
    async insert(
      row: typeof channelKey.$inferInsert,
      actor: typeof machineActor.$inferInsert,
    ): Promise<void> {
      await db.insert(machineActor).values(actor);
      await db.insert(channelKey).values(row);
    },

    async list(): Promise<ChannelKeyRow[]> {
      return db.select().from(channelKey).orderBy(desc(channelKey.createdAt), desc(channelKey.id));
    },

    async findById(id: string): Promise<ChannelKeyRow | undefined> {
      return (await db.select().from(channelKey).where(eq(channelKey.id, id)).for('update'))[0];
    },

    async findValid(secretHash: string): Promise<ChannelKeyRow | undefined> {
      const rows = await db
        .select()
        .from(channelKey)
        .where(and(eq(channelKey.secretHash, secretHash), isNull(channelKey.revokedAt)));
      return rows[0];
    },

    async revoke(id: string, at: Date): Promise<void> {
      await db.update(channelKey).set({ revokedAt: at }).where(eq(channelKey.id, id));
    },

    async channelExists(code: string): Promise<boolean> {
      const rows = await db.select({ code: channel.code }).from(channel).where(eq(channel.code, code));
      return rows.length > 0;
    },

    /** Codes of a list that are no city. */
    async unknownCities(codes: readonly string[]): Promise<string[]> {
      const rows = await db
        .select({ code: tenant.code })
        .from(tenant)
        .where(and(inArray(tenant.code, [...codes]), eq(tenant.kind, 'CITY')));
      const known = new Set(rows.map((row) => row.code));
      return codes.filter((code) => !known.has(code));
    },
  };
}
