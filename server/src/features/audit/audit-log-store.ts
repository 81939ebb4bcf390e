import { and, asc, desc, eq, gt, gte, inArray, lt, lte, sql } from 'drizzle-orm';
import type { SignedHead, TreeHead } from '@xietong/shared/audit';
import { auditEvent, auditLogEntry, auditPending, auditTile, auditTreeHead } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Held by whoever gives places: there is one sequencer at a time, in whichever process. */
export const SEQUENCER_LOCK = 7_394_115_406;

/** Hashes of a tile, side by side. */
export const TILE_WIDTH = 256;
const HASH_BYTES = 32;

export interface LogEntry {
  readonly index: number;
  readonly eventId: string;
  readonly tenantId: string;
  readonly leafHash: Buffer;
}

/** A signed head as it is stored. */
export interface StoredHead extends SignedHead {
  readonly size: number;
  readonly at: Date;
}

/** Rows of the log: places, tiles and heads. All of it is the province's to read and to append to. */
export function createAuditLogStore(tx: Tx) {
  const headOf = (row: typeof auditTreeHead.$inferSelect): StoredHead => ({
    size: row.size,
    at: row.at,
    text: row.text,
    keyId: row.keyId,
    signature: row.signature.toString('base64'),
  });

  return {
    /** Until the end of the transaction; false where another one gives places now. */
    async tryLock(): Promise<boolean> {
      const { rows } = await tx.execute<{ locked: boolean }>(
        sql`select pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) as locked`,
      );
      return rows[0]?.locked === true;
    },

    /** Waits for whoever gives places now. */
    async lock(): Promise<void> {
      await tx.execute(sql`select pg_advisory_xact_lock(${SEQUENCER_LOCK})`);
    },

    /** Entries of the log. */
    async size(): Promise<number> {
      const [row] = await tx
        .select({ index: auditLogEntry.index })
        .from(auditLogEntry)
        .orderBy(desc(auditLogEntry.index))
        .limit(1);
      return row ? row.index + 1 : 0;
    },

    /**
     * Takes committed events that have no place, oldest first. Of an event that was removed before it got one, what
     * waited for it stays: it is all that still says that there was one.
     */
    async takePending(limit: number): Promise<Omit<LogEntry, 'index'>[]> {
      const waiting = await tx
        .select({
          eventId: auditPending.eventId,
          tenantId: auditEvent.tenantId,
          leafHash: auditEvent.leafHash,
        })
        .from(auditPending)
        .innerJoin(auditEvent, eq(auditEvent.id, auditPending.eventId))
        .orderBy(asc(auditPending.eventId))
        .limit(limit);
      if (waiting.length > 0)
        await tx.delete(auditPending).where(
          inArray(
            auditPending.eventId,
            waiting.map(({ eventId }) => eventId),
          ),
        );
      return waiting;
    },

    async addEntries(entries: readonly LogEntry[], now: Date): Promise<void> {
      if (entries.length === 0) return;
      const column = <T>(pick: (entry: LogEntry) => T) => entries.map(pick);
      await tx.execute(sql`
        insert into audit_log_entry (index, event_id, tenant_id, leaf_hash, sequenced_at)
        select *, ${now.toISOString()}::timestamptz from unnest(
          ${sql.param(column((entry) => entry.index))}::bigint[], ${sql.param(column((entry) => entry.eventId))}::uuid[],
          ${sql.param(column((entry) => entry.tenantId))}::uuid[], ${sql.param(column((entry) => entry.leafHash))}::bytea[])`);
    },

    /** Leaf hashes of the entries `[from, to)`, in order; fewer where some are not there. */
    async leafHashes(from: number, to: number): Promise<Buffer[]> {
      const rows = await tx
        .select({ leafHash: auditLogEntry.leafHash })
        .from(auditLogEntry)
        .where(and(gte(auditLogEntry.index, from), lt(auditLogEntry.index, to)))
        .orderBy(asc(auditLogEntry.index));
      return rows.map((row) => row.leafHash);
    },

    async entryOf(eventId: string): Promise<LogEntry | undefined> {
      const [row] = await tx
        .select({
          index: auditLogEntry.index,
          eventId: auditLogEntry.eventId,
          tenantId: auditLogEntry.tenantId,
          leafHash: auditLogEntry.leafHash,
        })
        .from(auditLogEntry)
        .where(eq(auditLogEntry.eventId, eventId));
      return row;
    },

    /** The whole tile's hashes, or undefined where it is not complete yet. */
    async tile(level: number, index: number): Promise<Buffer[] | undefined> {
      const [row] = await tx
        .select({ hashes: auditTile.hashes })
        .from(auditTile)
        .where(and(eq(auditTile.level, level), eq(auditTile.index, index)));
      return row && hashesOf(row.hashes);
    },

    /** The single hashes that whole tiles of a level make, in order. */
    async tileRoots(level: number, from: number, to: number): Promise<Buffer[]> {
      const rows = await tx
        .select({ root: auditTile.root })
        .from(auditTile)
        .where(and(eq(auditTile.level, level), gte(auditTile.index, from), lt(auditTile.index, to)))
        .orderBy(asc(auditTile.index));
      return rows.map((row) => row.root);
    },

    async addTile(level: number, index: number, hashes: readonly Uint8Array[], root: Uint8Array) {
      await tx
        .insert(auditTile)
        .values({ level, index, hashes: Buffer.concat(hashes), root: Buffer.from(root) });
    },

    async newestHead(): Promise<StoredHead | undefined> {
      const [row] = await tx.select().from(auditTreeHead).orderBy(desc(auditTreeHead.size)).limit(1);
      return row && headOf(row);
    },

    /** The newest head of those that say they were signed by an instant. */
    async headBy(at: Date): Promise<StoredHead | undefined> {
      const [row] = await tx
        .select()
        .from(auditTreeHead)
        .where(lte(auditTreeHead.at, at))
        .orderBy(desc(auditTreeHead.size))
        .limit(1);
      return row && headOf(row);
    },

    async headOf(size: number): Promise<StoredHead | undefined> {
      const [row] = await tx.select().from(auditTreeHead).where(eq(auditTreeHead.size, size));
      return row && headOf(row);
    },

    async headsOf(sizes: readonly number[]): Promise<StoredHead[]> {
      if (sizes.length === 0) return [];
      const rows = await tx
        .select()
        .from(auditTreeHead)
        .where(inArray(auditTreeHead.size, [...sizes]));
      return rows.map(headOf);
    },

    /** Heads of trees larger than `size`, smallest first. */
    async headsAfter(size: number, limit: number): Promise<StoredHead[]> {
      const rows = await tx
        .select()
        .from(auditTreeHead)
        .where(gt(auditTreeHead.size, size))
        .orderBy(asc(auditTreeHead.size))
        .limit(limit);
      return rows.map(headOf);
    },

    async newestHeads(limit: number): Promise<StoredHead[]> {
      const rows = await tx.select().from(auditTreeHead).orderBy(desc(auditTreeHead.size)).limit(limit);
      return rows.map(headOf);
    },

    async addHead({ size, at }: TreeHead, { text, keyId, signature }: SignedHead): Promise<void> {
      await tx
        .insert(auditTreeHead)
        .values({ size, at: new Date(at), text, keyId, signature: Buffer.from(signature, 'base64') });
    },
  };
}
export type AuditLogStore = ReturnType<typeof createAuditLogStore>;

/** Hashes that are stored side by side. */
export function hashesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, n) =>
    bytes.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES),
  );
}
