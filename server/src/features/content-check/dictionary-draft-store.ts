import type { PersonActor } from '@xietong/shared/tenants';
import { and, eq } from 'drizzle-orm';
import { checkDictionaryDraft } from '../../db/schema';
import type { Tx } from '../../platform/database';

export type DictionaryDraftRecord = typeof checkDictionaryDraft.$inferSelect;
type Content = Pick<DictionaryDraftRecord, 'base' | 'body' | 'reason' | 'updatedAt'>;

/** The draft of one person, who is the one in whose name the transaction runs; another's is never seen. */
export function createDictionaryDraftStore(tx: Tx, { personId, tenant }: PersonActor) {
  const at = ({ id, rowVersion }: Pick<DictionaryDraftRecord, 'id' | 'rowVersion'>) =>
    and(eq(checkDictionaryDraft.id, id), eq(checkDictionaryDraft.rowVersion, rowVersion));

  return {
    async find(): Promise<DictionaryDraftRecord | undefined> {
      const [row] = await tx
        .select()
        .from(checkDictionaryDraft)
        .where(
          and(eq(checkDictionaryDraft.tenantId, tenant.id), eq(checkDictionaryDraft.personId, personId)),
        );
      return row;
    },

    /** Whether it was stored: of two first ones the later is not. */
    async insert(row: Omit<DictionaryDraftRecord, 'rowVersion'>): Promise<boolean> {
      const stored = await tx
        .insert(checkDictionaryDraft)
        .values({ ...row, rowVersion: 1 })
        .onConflictDoNothing()
        .returning({ id: checkDictionaryDraft.id });
      return stored.length > 0;
    },

    /** Whether it still was the one that was read. */
    async update(row: DictionaryDraftRecord, content: Content): Promise<boolean> {
      const stored = await tx
        .update(checkDictionaryDraft)
        .set({ ...content, rowVersion: row.rowVersion + 1 })
        .where(at(row))
        .returning({ id: checkDictionaryDraft.id });
      return stored.length > 0;
    },

    /** Whether it still was the one that was read. */
    async remove(row: DictionaryDraftRecord): Promise<boolean> {
      const removed = await tx
        .delete(checkDictionaryDraft)
        .where(at(row))
        .returning({ id: checkDictionaryDraft.id });
      return removed.length > 0;
    },
  };
}
