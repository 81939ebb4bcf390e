import { and, asc, count, eq, gt } from 'drizzle-orm';
import { customerList, listMember, listVersion, subscriber } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** What numbers in clear are asked for from: lists of hashes, of which the known ones can be read, and customers. */
export function createNumberReadModel(tx: Tx) {
  return {
    async findVersion(versionId: string) {
      const [row] = await tx
        .select({
          id: listVersion.id,
          tenantId: listVersion.tenantId,
          listId: listVersion.listId,
          version: listVersion.version,
          size: listVersion.size,
          name: customerList.name,
        })
        .from(listVersion)
        .innerJoin(customerList, eq(customerList.id, listVersion.listId))
        .where(eq(listVersion.id, versionId));
      return row;
    },

    /** Who brought numbers into the list of a version, with any of its versions. */
    async importersOf(versionId: string | null): Promise<string[]> {
      if (versionId === null) return [];
      const found = await this.findVersion(versionId);
      if (!found) return [];
      const rows = await tx
        .selectDistinct({ createdBy: listVersion.createdBy })
        .from(listVersion)
        .where(eq(listVersion.listId, found.listId));
      return rows.map(({ createdBy }) => createdBy);
    },

    /** Members that are customers whom the transaction's tenant sees: of the others there is no number to read. */
    async countKnown(versionId: string): Promise<number> {
      const [row] = await tx
        .select({ total: count() })
        .from(listMember)
        .innerJoin(subscriber, eq(subscriber.numberHash, listMember.numberHash))
        .where(eq(listMember.listVersionId, versionId));
      return row?.total ?? 0;
    },

    /** Some of them in the order of their hashes, from behind one on. */
    async knownAfter(versionId: string, after: Buffer | null, limit: number) {
      return tx
        .select({ numberHash: listMember.numberHash, numberEncrypted: subscriber.numberEncrypted })
        .from(listMember)
        .innerJoin(subscriber, eq(subscriber.numberHash, listMember.numberHash))
        .where(
          and(
            eq(listMember.listVersionId, versionId),
            after === null ? undefined : gt(listMember.numberHash, after),
            // Said of both sides: else every part reads the customers from the first one on.
            after === null ? undefined : gt(subscriber.numberHash, after),
          ),
        )
        .orderBy(asc(listMember.numberHash))
        .limit(limit);
    },

    async findSubscriber(id: string) {
      const [row] = await tx
        .select({
          id: subscriber.id,
          homeTenantId: subscriber.homeTenantId,
          numberEncrypted: subscriber.numberEncrypted,
        })
        .from(subscriber)
        .where(eq(subscriber.id, id));
      return row;
    },
  };
}
