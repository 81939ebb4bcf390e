import { and, asc, eq, getTableColumns, gt, gte, lt, max, min, sql } from 'drizzle-orm';
import { auditEvent, auditLogEntry, auditPending } from '../../db/schema';
import type { Tx } from '../../platform/database';

const { terms, ...columns } = getTableColumns(auditEvent);
/** The terms are compared, not read: a fingerprint of them does. */
const event = {
  ...columns,
  terms:
    sql<string>`encode(sha256(convert_to(array_to_string(tsvector_to_array(${terms}), ' '), 'UTF8')), 'hex')`.as(
      'terms_hash',
    ),
};

/** What an integrity check reads: the log beside the events it stands for. */
export function createAuditIntegrityStore(tx: Tx) {
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

    /** Events after `afterId` by their ids, at most `limit`, each with whether the log has or awaits it. */
    async events(afterId: string, limit: number) {
      return tx
        .select({
          id: auditEvent.id,
          at: auditEvent.at,
          tenantId: auditEvent.tenantId,
          isKnown: sql<boolean>`(${auditLogEntry.index} is not null or ${auditPending.eventId} is not null)`,
        })
        .from(auditEvent)
        .leftJoin(auditLogEntry, eq(auditLogEntry.eventId, auditEvent.id))
        .leftJoin(auditPending, eq(auditPending.eventId, auditEvent.id))
        .where(gt(auditEvent.id, afterId))
        .orderBy(asc(auditEvent.id))
        .limit(limit);
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
