import { AUDIT_LEAST_DAYS, readTreeHead, verifyConsistency } from '@xietong/shared/audit';
import type { AuditSegmentView } from '@xietong/shared/audit';
import { completeSubtrees } from '@xietong/shared/audit';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { createAuditLogStore, TILE_WIDTH } from './audit-log-store';
import { createAuditSegmentStore } from './audit-segment-store';
import type { SegmentRow } from './audit-segment-store';
import type { AuditSequencer } from './audit-sequencer';
import { createAuditTree } from './audit-tree';
import { GrowingTree } from './growing-tree';
import type { HeadSigner } from './head-signer';
import { leafHashOf } from './node-hash';
import type { ReadSegment, SegmentFiles, SegmentLine } from './segment-file';
import { createTileSource } from './tile-source';

/** Events of one file at most. Files end with a tile, so that hashes of what left are whole tiles. */
const SEGMENT_EVENTS = 65_536;
const READ_AT_ONCE = 4_096;
const DAY_MS = 86_400_000;
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');
const fromHex = (text: string) => Buffer.from(text, 'hex');

export interface AuditArchiveServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly sequencer: AuditSequencer;
  readonly signer: HeadSigner;
  readonly files: SegmentFiles;
}

export interface ArchiveOutcome {
  readonly segments: AuditSegmentView[];
  readonly events: number;
}

/**
 * Events that were kept long enough leave the database for files, from the beginning of the log on. A file is
 * written whole, put on record, read again and verified before its events are taken away; each step is one
 * transaction or one renaming, so that whoever comes after a kill goes on where it ended.
 */
export function createAuditArchiveService(deps: AuditArchiveServiceDeps) {
  const { database, clock, audit, sequencer, signer, files } = deps;

  /** Writes the file of `[first, end)`: the same bytes each time, whoever writes it. */
  async function write(tx: Tx, { first, end, headSize }: { first: number; end: number; headSize: number }) {
    const log = createAuditLogStore(tx);
    const store = createAuditSegmentStore(tx);
    const tree = createAuditTree(createTileSource(log));
    const head = await log.headOf(headSize);
    if (!head) throw new AppError('AUDIT_LOG_BROKEN');
    const left: string[] = [];
    for (const node of completeSubtrees(0, first)) left.push(hex(await tree.node(node)));
    const consistency = (await tree.consistency(end, headSize)).map(hex);
    const range = { first: new Date(8.64e15), last: new Date(0) };
    async function* lines(): AsyncGenerator<SegmentLine[]> {
      for (let from = first; from < end; from += READ_AT_ONCE) {
        const part = await store.events(from, Math.min(from + READ_AT_ONCE, end));
        for (const { at } of part) {
          if (at < range.first) range.first = at;
          if (at > range.last) range.last = at;
        }
        yield part.map(({ index, campaignId, text }) => ({ index, campaignId, text }));
      }
    }
    const name = files.nameOf(first, end);
    const { text, keyId, signature } = head;
    await files.write(name, { first, end, left }, lines(), { head: { text, keyId, signature }, consistency });
    return { name, range };
  }

  /** @throws AppError AUDIT_SEGMENT_UNSOUND where the file does not hold exactly what was logged */
  async function verify(tx: Tx, first: number, end: number): Promise<ReadSegment> {
    const name = files.nameOf(first, end);
    const read = files.read(name);
    const unsound = () => new AppError('AUDIT_SEGMENT_UNSOUND', { file: name });
    if (!read) throw new AppError('AUDIT_SEGMENT_MISSING', { file: name });
    if (!isProven(read, first, end, signer)) throw unsound();
    const log = createAuditLogStore(tx);
    for (let tile = first / TILE_WIDTH; tile < end / TILE_WIDTH; tile += 1) {
      const logged = await log.tile(0, tile);
      for (let n = 0; n < TILE_WIDTH; n += 1) {
        const line = read.lines[tile * TILE_WIDTH + n - first];
        if (!line || !logged?.[n]?.equals(leafHashOf(line.text))) throw unsound();
      }
    }
    return read;
  }

  /** Puts the next segment on record, if one is due. */
  async function recordNext(call: Call, days: number): Promise<SegmentRow | null> {
    return asCaller(database, call, async (tx) => {
      const store = createAuditSegmentStore(tx);
      await store.lock();
      const last = await store.last();
      if (last && !last.removedAt) return last;
      const head = await createAuditLogStore(tx).newestHead();
      const first = last?.endIndex ?? 0;
      const most = Math.min(first + SEGMENT_EVENTS, head?.size ?? 0);
      const cutOff = new Date(clock.now().getTime() - days * DAY_MS);
      const until = (await store.firstToKeep(first, most, cutOff)) ?? most;
      const end = Math.floor(until / TILE_WIDTH) * TILE_WIDTH;
      if (!head || end <= first) return null;
      const { name, range } = await write(tx, { first, end, headSize: head.size });
      const { sha256, bytes } = await verify(tx, first, end);
      const row: SegmentRow = {
        ...{ firstIndex: first, endIndex: end, file: name, bytes, sha256, headSize: head.size },
        ...{ firstAt: range.first, lastAt: range.last, archivedAt: clock.now(), removedAt: null },
      };
      await store.insert(row);
      await audit.success(tx, call, {
        act: 'audit.archive',
        subject: { type: 'AuditEvent', id: name },
        after: { file: name, sha256, first, last: end - 1, events: end - first, keepDays: days },
      });
      return row;
    });
  }

  /** Takes away the events of the segment on record, once its file is verified again. */
  async function removeRecorded(call: Call, row: SegmentRow, days: number): Promise<SegmentRow> {
    return asCaller(database, call, async (tx) => {
      const store = createAuditSegmentStore(tx);
      await store.lock();
      const last = await store.last();
      if (last?.firstIndex !== row.firstIndex || last.removedAt) return last ?? row;
      const { firstIndex: first, endIndex: end, headSize, file } = last;
      // A file that went missing meanwhile is written anew: its events are all still there.
      if (!files.exists(file)) await write(tx, { first, end, headSize });
      const { sha256 } = await verify(tx, first, end);
      if (sha256 !== last.sha256) throw new AppError('AUDIT_SEGMENT_UNSOUND', { file });
      const events = await store.remove(first, days);
      await audit.success(tx, call, {
        act: 'audit.removeArchived',
        subject: { type: 'AuditEvent', id: file },
        after: { file, sha256, first, last: end - 1, events },
      });
      return { ...last, removedAt: clock.now() };
    });
  }

  return {
    /**
     * Archives what happened more than `days` ago, in whole tiles of the log; what is left by a kill first.
     * @throws AppError AUDIT_RETENTION_TOO_SHORT, AUDIT_LOG_BROKEN, AUDIT_SEGMENT_UNSOUND, AUDIT_SEGMENT_MISSING
     */
    async archive(call: Call, { days }: { days: number }): Promise<ArchiveOutcome> {
      requireCan(call.actor, 'archive', 'AuditEvent');
      if (!Number.isInteger(days) || days < AUDIT_LEAST_DAYS)
        throw new AppError('AUDIT_RETENTION_TOO_SHORT', { days: AUDIT_LEAST_DAYS });
      if ((await sequencer.run('NOW')).state === 'BROKEN') throw new AppError('AUDIT_LOG_BROKEN');
      const segments: AuditSegmentView[] = [];
      for (let row = await recordNext(call, days); row; row = await recordNext(call, days))
        segments.push(viewOf(await removeRecorded(call, row, days), files));
      return { segments, events: segments.reduce((sum, { first, end }) => sum + end - first, 0) };
    },

    /** Segments that left the database, in the order of the log. */
    async list(call: Call): Promise<AuditSegmentView[]> {
      requireCan(call.actor, 'read', 'AuditEvent');
      return asCaller(database, call, async (tx) =>
        (await createAuditSegmentStore(tx).list()).map((row) => viewOf(row, files)),
      );
    },
  };
}
export type AuditArchiveService = ReturnType<typeof createAuditArchiveService>;

function viewOf(row: SegmentRow, files: SegmentFiles): AuditSegmentView {
  return {
    ...{ first: row.firstIndex, end: row.endIndex, file: row.file, bytes: row.bytes, sha256: row.sha256 },
    ...{ firstAt: row.firstAt.toISOString(), lastAt: row.lastAt.toISOString() },
    archivedAt: row.archivedAt.toISOString(),
    removed: row.removedAt !== null,
    present: files.exists(row.file),
  };
}

/** Whether a file proves itself: its leaves, behind those left of it, lead to a head of this installation. */
function isProven(read: ReadSegment, first: number, end: number, signer: HeadSigner): boolean {
  const { header, lines, trailer } = read;
  if (header?.first !== first || header.end !== end || lines.length !== end - first || !trailer) return false;
  const head = signer.isSigned(trailer.head) ? readTreeHead(trailer.head.text) : null;
  const nodes = completeSubtrees(0, first);
  if (!head || nodes.length !== header.left.length) return false;
  const tree = GrowingTree.of(
    nodes.map(({ level }, n) => ({ hash: fromHex(header.left[n] ?? ''), leaves: 2 ** level })),
  );
  for (const [n, line] of lines.entries()) {
    if (line?.index !== first + n) return false;
    tree.add(leafHashOf(line.text));
  }
  return verifyConsistency({
    ...{ size1: end, size2: head.size, root1: fromHex(tree.root()), root2: fromHex(head.root) },
    proof: trailer.consistency.map(fromHex),
  });
}
