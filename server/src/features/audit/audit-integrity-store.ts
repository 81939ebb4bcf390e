import { and, asc, desc, eq, getTableColumns, gt, gte, isNull, lt, max, min, sql } from 'drizzle-orm';
import { auditEvent, auditLogEntry, auditPending } from '../../db/schema';
import type { Tx } from '../../platform/database';

const { terms, at: happenedAt, ...columns } = getTableColumns(auditEvent);
const event = {
  ...columns,
  /** To the last microsecond that the database keeps. */
  at: sql<string>`to_char(${happenedAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at_text'),
  /** The terms are compared, not read: a fingerprint of all that stands in them does. */
  terms: sql<string>`encode(sha256(convert_to(${terms}::text, 'UTF8')), 'hex')`.as('terms_hash'),
};

/** Half-open; null = no bound. */
export interface Bounds {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** What an integrity check reads: the log beside the events it stands for. */
export function createAuditIntegrityStore(tx: Tx) {
  const place = { index: auditLogEntry.index, at: auditLogEntry.sequencedAt };
  /** The first entry of the places `[from, to)`. */
  const nextEntry = async (from: number, to: number) =>
    (
      await tx
        .select(place)
        .from(auditLogEntry)
        .where(and(gte(auditLogEntry.index, from), lt(auditLogEntry.index, to)))
        .orderBy(asc(auditLogEntry.index))
        .limit(1)
    )[0];
  /** The last entry of the places between the two. */
  const lastEntry = async (after: number, before: number) =>
    (
      await tx
        .select(place)
        .from(auditLogEntry)
        .where(and(gt(auditLogEntry.index, after), lt(auditLogEntry.index, before)))
        .orderBy(desc(auditLogEntry.index))
        .limit(1)
    )[0];

  return {
    /** Entries of the places `[from, to)` with their events, where these are still there. */
    async entries(from: number, to: number) {
      return tx
        .select({ entry: auditLogEntry, event })
        .from(auditLogEntry)
        .leftJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(and(gte(auditLogEntry.index, from), lt(auditLogEntry.index, to)))
        .orderBy(asc(auditLogEntry.index));
    },

    /**
     * Events of `[from, to)` after `afterId` by their ids, at most `limit`, each with whether the log has or awaits it.
     */
    async events(afterId: string, limit: number, { from, to }: Bounds) {
      return tx
        .select({
          id: auditEvent.id,
          tenantId: auditEvent.tenantId,
          isKnown: sql<boolean>`(${auditLogEntry.index} is not null or ${auditPending.eventId} is not null)`,
        })
        .from(auditEvent)
        .leftJoin(auditLogEntry, eq(auditLogEntry.eventId, auditEvent.id))
        .leftJoin(auditPending, eq(auditPending.eventId, auditEvent.id))
        .where(
          and(
            gt(auditEvent.id, afterId),
            from ? gte(auditEvent.at, from) : undefined,
            to ? lt(auditEvent.at, to) : undefined,
          ),
        )
        .orderBy(asc(auditEvent.id))
        .limit(limit);
    },

    /** Ids that wait for a place, after `afterId`, at most `limit`, of events that are not there. */
    async lost(afterId: string, limit: number): Promise<string[]> {
      const rows = await tx
        .select({ id: auditPending.eventId })
        .from(auditPending)
        .leftJoin(auditEvent, eq(auditEvent.id, auditPending.eventId))
        .where(and(gt(auditPending.eventId, afterId), isNull(auditEvent.id)))
        .orderBy(asc(auditPending.eventId))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /**
     * The last place before an instant, -1 where there is none, and the first one from it on, `size` where there is
     * none; by when the entries that are there were given their places. Places between the two have lost their entries.
     */
    async placesAround(at: Date, size: number): Promise<{ before: number; after: number }> {
      let [before, after] = [-1, size];
      while (before + 1 < after) {
        const middle = Math.floor((before + 1 + after) / 2);
        const found = (await nextEntry(middle, after)) ?? (await lastEntry(before, middle));
        if (!found) break;
        if (found.at < at) before = found.index;
        else after = found.index;
      }
      return { before, after };
    },

    /** First and last place of what happened in `[from, to)`; null where nothing did. */
    async placesBetween(from: Date, to: Date): Promise<{ first: number; last: number } | null> {
      const [row] = await tx
        .select({ first: min(auditLogEntry.index), last: max(auditLogEntry.index) })
        .from(auditLogEntry)
        .innerJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(and(gte(auditEvent.at, from), lt(auditEvent.at, to)));
      return row?.first == null || row.last == null ? null : { first: row.first, last: row.last };
    },
  };
}
export type CheckedRow = Awaited<ReturnType<ReturnType<typeof createAuditIntegrityStore>['entries']>>[number];
