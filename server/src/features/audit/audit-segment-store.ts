import { and, asc, desc, eq, gte, isNull, lt, or, sql } from 'drizzle-orm';
import { auditEvent, auditLogEntry, auditSegment } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Held by whoever archives: one at a time, in whichever process. */
const ARCHIVER_LOCK = 7_394_115_407;

export type SegmentRow = typeof auditSegment.$inferSelect;

/** Segments of the log whose events are in files. */
export function createAuditSegmentStore(tx: Tx) {
  return {
    /** Until the end of the transaction; waits for whoever archives now. */
    async lock(): Promise<void> {
      await tx.execute(sql`select pg_advisory_xact_lock(${ARCHIVER_LOCK})`);
    },

    /** In the order of the log. */
    async list(): Promise<SegmentRow[]> {
      return tx.select().from(auditSegment).orderBy(asc(auditSegment.firstIndex));
    },

    async last(): Promise<SegmentRow | undefined> {
      const [row] = await tx.select().from(auditSegment).orderBy(desc(auditSegment.firstIndex)).limit(1);
      return row;
    },

    async insert(row: typeof auditSegment.$inferInsert): Promise<void> {
      await tx.insert(auditSegment).values(row);
    },

    /** The first place in `[from, to)` whose event is not of before `cutOff`, or not there. */
    async firstToKeep(from: number, to: number, cutOff: Date): Promise<number | undefined> {
      const [row] = await tx
        .select({ index: auditLogEntry.index })
        .from(auditLogEntry)
        .leftJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(
          and(
            gte(auditLogEntry.index, from),
            lt(auditLogEntry.index, to),
            or(isNull(auditEvent.id), gte(auditEvent.at, cutOff)),
          ),
        )
        .orderBy(asc(auditLogEntry.index))
        .limit(1);
      return row?.index;
    },

    /** What a file keeps of the events of `[from, to)`, in order. */
    async events(from: number, to: number) {
      return tx
        .select({
          index: auditLogEntry.index,
          campaignId: auditEvent.campaignId,
          text: auditEvent.canonical,
          at: auditEvent.at,
        })
        .from(auditLogEntry)
        .innerJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(and(gte(auditLogEntry.index, from), lt(auditLogEntry.index, to)))
        .orderBy(asc(auditLogEntry.index));
    },

    /** Takes the events of a segment away; the database refuses whatever is not archived, old and first. */
    async remove(firstIndex: number, keepDays: number): Promise<number> {
      const { rows } = await tx.execute<{ removed: string }>(
        sql`select audit_remove_segment(${firstIndex}::bigint, ${keepDays}::int) as removed`,
      );
      return Number(rows[0]?.removed ?? 0);
    },
  };
}
