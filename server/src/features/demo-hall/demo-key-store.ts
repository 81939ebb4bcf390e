import { asc, eq } from 'drizzle-orm';
import { channel, channelKey, machineActor, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** The hall's own keys among the channels' keys. */
export function createDemoKeyStore(tx: Tx) {
  return {
    async channelCodes(): Promise<string[]> {
      const rows = await tx.select({ code: channel.code }).from(channel).orderBy(asc(channel.position));
      return rows.map((row) => row.code);
    },

    async cityCodes(): Promise<string[]> {
      const rows = await tx.select({ code: tenant.code }).from(tenant).where(eq(tenant.kind, 'CITY'));
      return rows.map((row) => row.code).sort();
    },

    async findByHash(secretHash: string): Promise<typeof channelKey.$inferSelect | undefined> {
      return (
        await tx.select().from(channelKey).where(eq(channelKey.secretHash, secretHash)).for('update')
      )[0];
    },

    async insert(row: typeof channelKey.$inferInsert, machineName: string): Promise<void> {
      const actor = {
        id: row.machineActorId,
        kind: 'CHANNEL',
        name: machineName,
        grants: ['decide', 'report'],
      } as const;
      await tx.insert(machineActor).values({ ...actor, grants: [...actor.grants] });
      await tx.insert(channelKey).values(row);
    },

    async setCities(id: string, cities: string[]): Promise<void> {
      await tx.update(channelKey).set({ cities }).where(eq(channelKey.id, id));
    },
  };
}
