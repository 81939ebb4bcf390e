import type { TreeHead } from '@xietong/shared/audit';
import type { Clock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import type { Database, Tx } from '../../platform/database';
import { createAuditLogStore, TILE_WIDTH } from './audit-log-store';
import type { AuditLogStore, StoredHead } from './audit-log-store';
import { AuditTreeError, createAuditTree, tileRoot } from './audit-tree';
import type { AuditTree } from './audit-tree';
import { createTileSource } from './tile-source';
import { LEAVES_A_LINE } from './head-file';
import type { HeadFile } from './head-file';
import type { HeadSigner } from './head-signer';

/** Declared, in milliseconds: after its commit an event has its place by then, while the server works. */
export const PLACE_WITHIN_MS = 5_000;
/** A log that has grown is signed anew after so long, or after so many entries, once nothing committed waits any more. */
const HEAD_EVERY_MS = 30_000;
const HEAD_EVERY_ENTRIES = 65_536;
/** Events that get their places in one transaction. */
const BATCH = 4_096;

export interface SequencerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly signer: HeadSigner;
  readonly file: HeadFile;
  readonly province: () => Promise<{ id: string } | null>;
}

/** `BROKEN`: the log does not continue its newest signed head any more, and nothing is added until it does. */
export interface Advance {
  readonly state: 'IDLE' | 'BUSY' | 'ADVANCED' | 'BROKEN';
  readonly size: number;
}

/**
 * Gives committed events their places in the log and signs heads of it. Writers never wait for it: it
 * takes what is committed, whatever still runs beside. Places, tiles and the end of waiting are one
 * transaction, so that a kill loses or doubles nothing; the file outside the database follows behind
 * it and is caught up by whoever comes next.
 */
export function createAuditSequencer({ database, clock, signer, file, province }: SequencerDeps) {
  /** In the province's name, which alone may append; null before there is one. */
  async function inProvince<T>(run: (tx: Tx) => Promise<T>): Promise<T | null> {
    const found = await province();
    if (!found) return null;
    return withTenant(database, { tenantId: found.id, actorId: null, requestId: null }, run);
  }

  async function step(tx: Tx, wanted: 'WHEN_DUE' | 'NOW'): Promise<Advance & { more: boolean }> {
    const store = createAuditLogStore(tx);
    if (wanted === 'NOW') await store.lock();
    else if (!(await store.tryLock())) return { state: 'BUSY', size: 0, more: false };
    const before = await store.size();
    const now = clock.now();
    const last = newerOf(await store.newestHead(), file.newest()?.head);
    const pending = await store.takePending(BATCH);
    const size = before + pending.length;
    const isDue = size > (last?.size ?? 0) && isHeadDue(last, size, now, wanted);
    if (pending.length === 0 && !isDue) return { state: 'IDLE', size, more: false };
    const tree = createAuditTree(createTileSource(store));
    // What was taken stays waiting: the transaction is undone.
    if (last && !(await continues(tree, before, last))) throw new LogBroken(before);
    await store.addEntries(
      pending.map((event, n) => ({ ...event, index: before + n })),
      now,
    );
    await addWholeTiles(store, before, size);
    const more = pending.length === BATCH;
    // Not in the middle of what waited: what happened long before this head, and has its place behind it, would be
    // taken for put in later.
    if (isDue && !more) await signHead(store, tree, size, now);
    return { state: 'ADVANCED', size, more };
  }

  async function signHead(store: AuditLogStore, tree: AuditTree, size: number, now: Date): Promise<void> {
    const root = Buffer.from(await tree.root(size)).toString('hex');
    const head: TreeHead = { schema: 'xietong.audit-head/1', size, root, at: now.toISOString() };
    await store.addHead(head, signer.sign(head));
  }

  /**
   * Copies heads, and the leaf hashes under them, that the file does not have. False where others hold the log and it
   * is not to wait for them.
   */
  async function catchUpFile(wanted: 'WHEN_DUE' | 'NOW'): Promise<boolean> {
    const isDone = await inProvince(async (tx) => {
      const store = createAuditLogStore(tx);
      const newest = await store.newestHead();
      if (!newest || newest.size <= (file.newest()?.head.size ?? 0)) return true;
      if (wanted === 'NOW') await store.lock();
      else if (!(await store.tryLock())) return false;
      let from = file.newest()?.head.size ?? 0;
      for (let heads = await store.headsAfter(from, 100); heads.length > 0;) {
        for (const { size, text, keyId, signature } of heads) {
          await file.append(from, leavesOf(store, from, size), { text, keyId, signature });
          from = size;
        }
        heads = await store.headsAfter(from, 100);
      }
      return true;
    });
    return isDone ?? true;
  }

  /**
   * Whether the file may lack a head: at first, for what a kill left behind, after each head, and when others held the
   * log, until it was looked at.
   */
  let mayLackHead = true;

  return {
    /**
     * Gives places to what is committed; `NOW`: to all of it, and signs the outcome.
     * Safe to call from any number of processes, and again after any interruption.
     */
    async run(wanted: 'WHEN_DUE' | 'NOW' = 'WHEN_DUE'): Promise<Advance> {
      try {
        for (;;) {
          const done = await inProvince((tx) => step(tx, wanted));
          if (done === null) return { state: 'IDLE', size: 0 };
          if (done.state !== 'IDLE' || wanted === 'NOW') mayLackHead = true;
          if (done.state === 'BUSY') return done;
          if (done.more) continue;
          if (mayLackHead) mayLackHead = !(await catchUpFile(wanted));
          return { state: done.state, size: done.size };
        }
      } catch (error) {
        if (error instanceof LogBroken) return { state: 'BROKEN', size: error.size };
        // What failed may be committed all the same, its head with it.
        mayLackHead = true;
        throw error;
      }
    },
  };
}
export type AuditSequencer = ReturnType<typeof createAuditSequencer>;

class LogBroken extends Error {
  override readonly name = 'LogBroken';
  constructor(readonly size: number) {
    super('the log does not continue its newest signed head');
  }
}

type KnownHead = Pick<TreeHead, 'size' | 'root'> & { at: Date };

function newerOf(stored: StoredHead | undefined, filed: TreeHead | undefined): KnownHead | undefined {
  if (filed && filed.size > (stored?.size ?? 0)) return { ...filed, at: new Date(filed.at) };
  if (!stored) return undefined;
  const { root } = JSON.parse(stored.text) as TreeHead;
  return { size: stored.size, root, at: stored.at };
}

function isHeadDue(
  last: KnownHead | undefined,
  size: number,
  now: Date,
  wanted: 'WHEN_DUE' | 'NOW',
): boolean {
  if (!last || wanted === 'NOW' || size - last.size >= HEAD_EVERY_ENTRIES) return true;
  // A clock that was set back must not keep the log unsigned until it has caught up.
  return Math.abs(now.getTime() - last.at.getTime()) >= HEAD_EVERY_MS;
}

/** Whether the tree of the signed head is still the beginning of what is stored. */
async function continues(tree: AuditTree, size: number, head: KnownHead): Promise<boolean> {
  if (head.size > size) return false;
  try {
    return Buffer.from(await tree.root(head.size)).toString('hex') === head.root;
  } catch (error) {
    if (error instanceof AuditTreeError) return false;
    throw error;
  }
}

/** Leaf hashes of the places `[from, to)` by lines of the file: one head may cover a backlog of any size. */
async function* leavesOf(store: AuditLogStore, from: number, to: number): AsyncGenerator<Buffer[]> {
  for (let at = from; at < to; at += LEAVES_A_LINE)
    yield await store.leafHashes(at, Math.min(at + LEAVES_A_LINE, to));
}

/** Stores the tiles that the new entries made whole, level by level. */
async function addWholeTiles(store: AuditLogStore, before: number, size: number): Promise<void> {
  let [from, to] = [before, size];
  for (let level = 0; Math.floor(to / TILE_WIDTH) > Math.floor(from / TILE_WIDTH); level += 1) {
    [from, to] = [Math.floor(from / TILE_WIDTH), Math.floor(to / TILE_WIDTH)];
    for (let index = from; index < to; index += 1) {
      const span = [index * TILE_WIDTH, (index + 1) * TILE_WIDTH] as const;
      const hashes =
        level === 0 ? await store.leafHashes(...span) : await store.tileRoots(level - 1, ...span);
      await store.addTile(level, index, hashes, tileRoot(hashes));
    }
  }
}
