import { and, desc, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { customerList, listMember, listVersion } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';
import { HASH_BYTES } from './member-set';

export type ListRecord = typeof customerList.$inferSelect;
export type ListVersionRecord = typeof listVersion.$inferSelect;

/** Lists of customers and their immutable versions. */
export function createListStore(db: DatabaseOrTx) {
  return {
    async insert(row: typeof customerList.$inferInsert): Promise<void> {
      await db.insert(customerList).values(row);
    },

    /** Locked until the transaction ends, so that versions are numbered one after the other. */
    async findForChange(id: string): Promise<ListRecord | undefined> {
      return (await db.select().from(customerList).where(eq(customerList.id, id)).for('update'))[0];
    },

    async isNameTaken(tenantId: string, name: string): Promise<boolean> {
      const where = and(eq(customerList.tenantId, tenantId), eq(customerList.name, name));
      return (await db.$count(customerList, where)) > 0;
    },

    async archive(id: string, at: Date): Promise<void> {
      await db.update(customerList).set({ archivedAt: at }).where(eq(customerList.id, id));
    },

    async versionIds(listId: string): Promise<string[]> {
      const rows = await db
        .select({ id: listVersion.id })
        .from(listVersion)
        .where(eq(listVersion.listId, listId));
      return rows.map(({ id }) => id);
    },

    async newestVersion(listId: string): Promise<ListVersionRecord | undefined> {
      const rows = await db
        .select()
        .from(listVersion)
        .where(eq(listVersion.listId, listId))
        .orderBy(desc(listVersion.version))
        .limit(1);
      return rows[0];
    },

    async findVersion(
      versionId: string,
    ): Promise<{ list: ListRecord; version: ListVersionRecord } | undefined> {
      const rows = await db
        .select({ list: customerList, version: listVersion })
        .from(listVersion)
        .innerJoin(customerList, eq(customerList.id, listVersion.listId))
        .where(eq(listVersion.id, versionId));
      return rows[0];
    },

    /** From now on the engine reads it, and it takes no more members. */
    async release(versionId: string, at: Date): Promise<void> {
      await db.update(listVersion).set({ releasedAt: at }).where(eq(listVersion.id, versionId));
    },

    async insertVersion(row: typeof listVersion.$inferInsert): Promise<void> {
      await db.insert(listVersion).values(row);
    },

    /**
     * Some thousand members at a time, as one block of hashes of 32 bytes each: COPY is refused on a
     * table with row-level security, and this comes close to it.
     */
    async insertMembers(versionId: string, tenantId: string, hashes: Buffer): Promise<void> {
      await db.execute(sql`
        insert into ${listMember} (list_version_id, tenant_id, number_hash)
        select ${versionId}::uuid, ${tenantId}::uuid, hash from ${membersOf(hashes)}`);
    },

    /** How many of some members a version holds. */
    async countKnown(versionId: string, hashes: Buffer): Promise<number> {
      const { rows } = await db.execute<{ known: number }>(sql`
        select count(*)::int as known from ${membersOf(hashes)}
        join ${listMember} on list_version_id = ${versionId}::uuid and number_hash = hash`);
      return rows[0]?.known ?? 0;
    },
  };
}
export type ListStore = ReturnType<typeof createListStore>;

/** The hashes of a block as rows. */
function membersOf(hashes: Buffer): SQL {
  const bytes = sql.raw(String(HASH_BYTES));
  return sql`(select substring(block from ${bytes} * place + 1 for ${bytes}) as hash
    from (select ${sql.param(hashes)}::bytea as block) given,
      generate_series(0, ${hashes.length / HASH_BYTES - 1}::int) place) members`;
}
