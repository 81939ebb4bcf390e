import { and, count, desc, eq } from 'drizzle-orm';
import { disclosure, disclosureUse } from '../../db/schema';
import type { Tx } from '../../platform/database';

export type DisclosureRecord = typeof disclosure.$inferSelect;
export type DisclosureUseRecord = typeof disclosureUse.$inferSelect;

/** Requests for numbers in clear, and each time that numbers were handed out. */
export function createDisclosureStore(tx: Tx) {
  return {
    async insert(row: typeof disclosure.$inferInsert): Promise<void> {
      await tx.insert(disclosure).values(row);
    },

    async findById(id: string): Promise<DisclosureRecord | undefined> {
      return (await tx.select().from(disclosure).where(eq(disclosure.id, id)))[0];
    },

    /** As it is now, held until the transaction ends: of two at once one comes second. */
    async lockById(id: string): Promise<DisclosureRecord | undefined> {
      return (await tx.select().from(disclosure).where(eq(disclosure.id, id)).for('update'))[0];
    },

    async change(id: string, change: Partial<DisclosureRecord>): Promise<void> {
      await tx.update(disclosure).set(change).where(eq(disclosure.id, id));
    },

    /** How many uses were complete, and how many broke off. */
    async countUses(disclosureId: string): Promise<{ done: number; broken: number }> {
      const rows = await tx
        .select({ state: disclosureUse.state, total: count() })
        .from(disclosureUse)
        .where(eq(disclosureUse.disclosureId, disclosureId))
        .groupBy(disclosureUse.state);
      const of = (state: DisclosureUseRecord['state']) => rows.find((row) => row.state === state)?.total ?? 0;
      return { done: of('DONE'), broken: of('BROKEN') };
    },

    /** The latest first. */
    async usesOf(disclosureId: string): Promise<DisclosureUseRecord[]> {
      return tx
        .select()
        .from(disclosureUse)
        .where(eq(disclosureUse.disclosureId, disclosureId))
        .orderBy(desc(disclosureUse.startedAt), desc(disclosureUse.id));
    },

    async findUse(id: string): Promise<DisclosureUseRecord | undefined> {
      return (await tx.select().from(disclosureUse).where(eq(disclosureUse.id, id)))[0];
    },

    async insertUse(row: typeof disclosureUse.$inferInsert): Promise<void> {
      await tx.insert(disclosureUse).values(row);
    },

    /** False when it had ended before. */
    async endUse(
      id: string,
      end: Pick<DisclosureUseRecord, 'state' | 'endedAt' | 'rows' | 'sha256'>,
    ): Promise<boolean> {
      const ended = await tx
        .update(disclosureUse)
        .set(end)
        .where(and(eq(disclosureUse.id, id), eq(disclosureUse.state, 'STARTED')))
        .returning({ id: disclosureUse.id });
      return ended.length > 0;
    },

    /** What began and has not ended; there is one at most. */
    async findStarted(disclosureId: string): Promise<DisclosureUseRecord | undefined> {
      const started = and(eq(disclosureUse.disclosureId, disclosureId), eq(disclosureUse.state, 'STARTED'));
      return (await tx.select().from(disclosureUse).where(started))[0];
    },
  };
}
