import { and, desc, eq, sql } from 'drizzle-orm';
import { pointFallback } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type StoredFallback = typeof pointFallback.$inferSelect;
type Decision = Pick<StoredFallback, 'state' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'reason'>;

/** What was proposed that points show by themselves; the province's alone. */
export function createPointFallbackStore(db: DatabaseOrTx) {
  return {
    /** The one that waits, else the one that was proposed last. */
    async findLatest(pointId: string): Promise<StoredFallback | undefined> {
      const rows = await db
        .select()
        .from(pointFallback)
        .where(eq(pointFallback.pointId, pointId))
        .orderBy(
          desc(sql`${pointFallback.state} = 'PROPOSED'`),
          desc(pointFallback.proposedAt),
          desc(pointFallback.id),
        )
        .limit(1);
      return rows[0];
    },

    /** Who proposed anything for a point since something was approved: what waits may hold words of each of them. */
    async authorsOf(pointId: string): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectDistinct({ proposedBy: pointFallback.proposedBy })
        .from(pointFallback)
        .where(
          and(
            eq(pointFallback.pointId, pointId),
            // Ids come in the order of time.
            sql`not exists (select from point_fallback f
              where f.point_id = ${pointId}::uuid and f.state = 'APPROVED' and f.id >= point_fallback.id)`,
          ),
        );
      return new Set(rows.map(({ proposedBy }) => proposedBy));
    },

    /** The points for which something waits. */
    async openPointIds(): Promise<ReadonlySet<string>> {
      const rows = await db
        .select({ pointId: pointFallback.pointId })
        .from(pointFallback)
        .where(eq(pointFallback.state, 'PROPOSED'));
      return new Set(rows.map(({ pointId }) => pointId));
    },

    async findById(id: string): Promise<StoredFallback | undefined> {
      return (await db.select().from(pointFallback).where(eq(pointFallback.id, id)))[0];
    },

    async insert(row: typeof pointFallback.$inferInsert): Promise<void> {
      await db.insert(pointFallback).values(row);
    },

    /** What waits waits no more. */
    async settle(id: string, change: Pick<Decision, 'state'> & Partial<Decision>): Promise<void> {
      await db
        .update(pointFallback)
        .set(change)
        .where(and(eq(pointFallback.id, id), eq(pointFallback.state, 'PROPOSED')));
    },
  };
}
