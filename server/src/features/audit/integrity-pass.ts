import type { Tx } from '../../platform/database';
import type { ArchivedEvents } from './archived-events';
import { createAuditIntegrityStore } from './audit-integrity-store';
import type { CheckedRow } from './audit-integrity-store';
import { createAuditLogStore, TILE_WIDTH } from './audit-log-store';
import { AuditTreeError, createAuditTree } from './audit-tree';
import { differingColumns, readStoredEvent } from './checked-event';
import type { DecisionCheck } from './decision-check';
import type { FiledLog } from './filed-log';
import type { Findings } from './findings';
import { GrowingTree } from './growing-tree';
import type { NamedContentCheck } from './named-content-check';
import { leafHashOf } from './node-hash';
import type { PlaceTimes } from './place-times';
import { createTileSource } from './tile-source';
import { wholeTile } from './whole-tile';

/** What a signed head says whose signature holds. */
export interface ExpectedHead {
  readonly size: number;
  readonly root: string;
}

interface PassDeps {
  readonly findings: Findings;
  readonly filed: FiledLog;
  /** All that were signed, those of one size one after the other. */
  readonly heads: readonly ExpectedHead[];
  readonly times: PlaceTimes;
  readonly archived: ArchivedEvents;
  readonly contents: NamedContentCheck;
  readonly decisions: DecisionCheck;
  readonly codes: ReadonlyMap<string, string>;
  readonly first: number;
  readonly inProvince: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** One way along the log: each place by itself, and the tree over all of them at every head. */
export async function createIntegrityPass(deps: PassDeps) {
  const {
    findings,
    filed,
    heads: signed,
    times,
    archived,
    contents,
    decisions,
    codes,
    first,
    inProvince,
  } = deps;
  const rootsAt = new Map<number, Set<string>>();
  for (const { size, root } of signed) rootsAt.set(size, (rootsAt.get(size) ?? new Set()).add(root));
  // Null from where the tree cannot be told any more: what is found there was told already.
  let tree: GrowingTree | null = await inProvince(async (tx) => {
    try {
      return await GrowingTree.from(createAuditTree(createTileSource(createAuditLogStore(tx))), first);
    } catch (error) {
      if (error instanceof AuditTreeError) return null;
      throw error;
    }
  });
  let heads = 0;
  let soundUpTo = first;

  function compareRoot(size: number): void {
    const filedRoot = filed.rootAt(size);
    const roots = rootsAt.get(size) ?? (filedRoot === undefined ? null : new Set([filedRoot]));
    if (roots === null || tree === null) return;
    heads += 1;
    if (roots.size === 1 && roots.has(tree.root())) {
      soundUpTo = size;
      return;
    }
    findings.add('ENTRY_CHANGED', { index: soundUpTo, other: size - 1 });
    tree = null;
  }

  function examine({ entry, event }: CheckedRow, logged: Buffer): void {
    const { index, eventId, tenantId } = entry;
    const text = event?.canonical ?? (archived.has(index) ? archived.textAt(index) : null);
    // Of a file that is not there, that it is not was told already.
    if (text === undefined) return;
    if (text === null) {
      findings.add('EVENT_REMOVED', { index, eventId, tenantId });
      return;
    }
    const found = leafHashOf(text);
    if (!found.equals(logged)) {
      const [foundHex, loggedHex] = [found.toString('hex'), logged.toString('hex')];
      findings.addMisplaced({ index, eventId, tenantId, found: foundHex, logged: loggedHex });
      return;
    }
    const told = readStoredEvent(text);
    const fields = !told ? ['canonical'] : event ? differingColumns(event, told, codes) : [];
    if (fields.length > 0) findings.add('EVENT_CHANGED', { index, eventId, tenantId, fields });
    // Whose the entry is decides who may prove it.
    const isOf = !told || (entry.eventId === told.id && tenantId === codes.get(told.tenant));
    if (!isOf || !entry.leafHash.equals(logged)) findings.add('ENTRY_CHANGED', { index, eventId, tenantId });
    if (told && !times.isPossible(index, entry.sequencedAt.getTime(), Date.parse(told.at)))
      findings.add('ENTRY_REDATED', { index, eventId, tenantId });
    if (told && times.isBackdated(index, Date.parse(told.at)))
      findings.add('EVENT_BACKDATED', { index, eventId, tenantId });
    contents.note(text, { index, eventId, tenantId });
    if (told) decisions.note(told, { index, eventId, tenantId });
  }

  return {
    heads: () => heads,

    async batch(tx: Tx, from: number, to: number): Promise<void> {
      const store = createAuditLogStore(tx);
      const rows = await createAuditIntegrityStore(tx).entries(from, to);
      await archived.follow(tx, rows);
      const byIndex = new Map(rows.map((row) => [row.entry.index, row]));
      let tile: Buffer[] | undefined;
      for (let index = from; index < to; index += 1) {
        if (index === from || index % TILE_WIDTH === 0)
          tile = await wholeTile(store, Math.floor(index / TILE_WIDTH), findings);
        const tiled = tile?.[index % TILE_WIDTH];
        const row = byIndex.get(index);
        const logged = (await filed.leafAt(index)) ?? tiled ?? row?.entry.leafHash;
        if (logged && tiled && !tiled.equals(logged)) findings.add('TILE_CHANGED', { index, other: index });
        if (row && logged) examine(row, logged);
        else findings.add('ENTRY_REMOVED', { index });
        if (logged) tree?.add(logged);
        else tree = null;
        compareRoot(index + 1);
      }
      await decisions.compare(tx);
    },
  };
}
