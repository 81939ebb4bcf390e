import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditFinding, SignedHead } from '@xietong/shared/audit';
import { readTreeHead } from '@xietong/shared/audit';
import { withTenant } from '../../platform/database';
import type { Database, Tx } from '../../platform/database';
import { createArchivedEvents } from './archived-events';
import { createAuditIntegrityStore } from './audit-integrity-store';
import type { Bounds } from './audit-integrity-store';
import { createAuditLogStore, TILE_WIDTH } from './audit-log-store';
import type { StoredHead } from './audit-log-store';
import { createDecisionCheck } from './decision-check';
import { createFiledLog } from './filed-log';
import { createFindings } from './findings';
import type { Findings } from './findings';
import type { HeadFile } from './head-file';
import type { HeadSigner } from './head-signer';
import { createAuditSegmentStore } from './audit-segment-store';
import { PLACE_WITHIN_MS } from './audit-sequencer';
import { createIntegrityPass } from './integrity-pass';
import type { ExpectedHead } from './integrity-pass';
import { createNamedContentCheck } from './named-content-check';
import { NO_OUTSIDE_HEADS, readOutsideHeads } from './outside-heads';
import type { OutsideHeads } from './outside-heads';
import { createPlaceTimes } from './place-times';
import type { DatedHead } from './place-times';
import type { SegmentFiles } from './segment-file';

/** Places read in one transaction: four tiles. */
const BATCH = 4 * TILE_WIDTH;
const EVENTS_AT_ONCE = 5_000;
const HEADS_AT_ONCE = 1_000;
/** The last instant that both sides write alike: years of five digits the database does not read. */
const LATEST = new Date('9999-12-31T23:59:59.999Z');
/** After what happened, in milliseconds, it has its place. */
const LATEST_PLACE_MS = 12 * PLACE_WITHIN_MS;
/** How long a head that is stored may not be in the file yet, and how often that is looked at, in milliseconds. */
const FILED_WITHIN_MS = 2_000;
const LOOK_AGAIN_MS = 100;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

export interface IntegrityDeps {
  readonly database: Database;
  readonly signer: HeadSigner;
  readonly file: HeadFile;
  readonly files: SegmentFiles;
  readonly provinceId: () => Promise<string>;
  readonly tenantIds: () => Promise<ReadonlyMap<string, string>>;
}

type StoredExpectedHead = ExpectedHead & DatedHead;

/** Places `[first, end)` of the log. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

export interface IntegrityReport {
  readonly checked: number;
  readonly heads: number;
  readonly findings: AuditFinding[];
  readonly findingCount: number;
}

export interface CheckOptions {
  readonly span: Span;
  /** The instants that the span was asked for by. */
  readonly bounds: Bounds;
  /** Signed heads as somebody received them outside: they are still right when all that is kept here was cut. */
  readonly outside?: OutsideHeads | undefined;
  /** Of a city: what is found of others is not told. */
  readonly tenantId: string | null;
  readonly onProgress: (checked: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Checks that the stored events are those that were logged: each text is hashed anew and compared with
 * the leaf hash of its place, as the file outside the database tells it, else the tile, else the entry;
 * the tree over these is compared with every signed head.
 */
export function createAuditIntegrity(deps: IntegrityDeps) {
  const { database, signer, file } = deps;

  async function inProvince<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = { tenantId: await deps.provinceId(), actorId: null, requestId: null };
    return withTenant(database, scope, run);
  }

  /** Heads of the database whose signature holds; the others are found. Of all of them the sizes. */
  async function storedHeads(findings: Findings) {
    const heads: StoredExpectedHead[] = [];
    const sizes = new Set<number>();
    for (let after = 0; ;) {
      const from = after;
      const rows = await inProvince((tx) => createAuditLogStore(tx).headsAfter(from, HEADS_AT_ONCE));
      for (const row of rows) {
        sizes.add(row.size);
        const head = expectedOf(row, signer);
        if (head) heads.push(head);
        else findings.add('HEAD_CHANGED', { index: row.size });
      }
      const last = rows.at(-1);
      if (!last || rows.length < HEADS_AT_ONCE) return { heads, sizes };
      after = last.size;
    }
  }

  /** Those of some sizes of which no head is stored now. */
  async function notStored(sizes: readonly number[]): Promise<number[]> {
    const missing: number[] = [];
    for (let from = 0; from < sizes.length; from += HEADS_AT_ONCE) {
      const part = sizes.slice(from, from + HEADS_AT_ONCE);
      const stored = await inProvince((tx) => createAuditLogStore(tx).headsOf(part));
      const found = new Set(stored.map(({ size }) => size));
      missing.push(...part.filter((size) => !found.has(size)));
    }
    return missing;
  }

  /** A head is stored first and filed at once after it: what was signed just before the look has its time to come. */
  async function isFiledSoon(size: number, signal: AbortSignal): Promise<boolean> {
    const until = performance.now() + FILED_WITHIN_MS;
    const isFiled = () => (file.newest()?.head.size ?? 0) >= size;
    while (!isFiled() && performance.now() < until) await sleep(LOOK_AGAIN_MS, undefined, { signal });
    return isFiled();
  }

  /** The size of the newest head that was signed by an instant, if its signature holds; else 0. */
  async function sizeSignedBy(tx: Tx, at: Date): Promise<number> {
    const head = await createAuditLogStore(tx).headBy(at);
    return (head && expectedOf(head, signer)?.size) ?? 0;
  }

  /** What waits for a place although it is not there any more. */
  async function findLost(findings: Findings): Promise<void> {
    for (let after = LOWEST_ID; ;) {
      const from = after;
      const lost = await inProvince((tx) => createAuditIntegrityStore(tx).lost(from, EVENTS_AT_ONCE));
      for (const eventId of lost) findings.add('EVENT_LOST', { eventId });
      const last = lost.at(-1);
      if (last === undefined || lost.length < EVENTS_AT_ONCE) return;
      after = last;
    }
  }

  /** Events that neither have a place nor wait for one: both are written with them, whenever they say that they were. */
  async function findUnlogged(findings: Findings, bounds: Bounds, signal: AbortSignal): Promise<void> {
    for (let after = LOWEST_ID; ;) {
      signal.throwIfAborted();
      const from = after;
      const events = await inProvince((tx) =>
        createAuditIntegrityStore(tx).events(from, EVENTS_AT_ONCE, bounds),
      );
      for (const { id, tenantId, isKnown } of events)
        if (!isKnown) findings.add('EVENT_NOT_LOGGED', { eventId: id, tenantId });
      const last = events.at(-1);
      if (!last || events.length < EVENTS_AT_ONCE) return;
      after = last.id;
    }
  }

  return {
    /**
     * The places of what happened from `from` up to `to`; of everything where a bound is not given. What is to be
     * checked does not say which places these are: they are told by the entries around them and by signed heads, so
     * that what was removed is among them. A few of before and after may be, too.
     */
    async spanOf(bounds: Bounds): Promise<Span> {
      return inProvince(async (tx) => {
        const size = await createAuditLogStore(tx).size();
        if (!bounds.from && !bounds.to) return { first: 0, end: size };
        const { from, to } = { from: bounds.from ?? new Date(0), to: bounds.to ?? LATEST };
        const store = createAuditIntegrityStore(tx);
        const found = await store.placesBetween(from, to);
        // Whatever has its place in a head that was signed before is of before.
        const first = bounds.from
          ? Math.min((await store.placesAround(from, size)).before + 1, await sizeSignedBy(tx, from))
          : 0;
        const end = bounds.to
          ? Math.max(
              (await store.placesAround(new Date(to.getTime() + LATEST_PLACE_MS), size)).after,
              await sizeSignedBy(tx, to),
            )
          : size;
        const logged = first < end ? [{ first, last: end - 1 }] : [];
        // What is in files is there as a whole.
        const archived = (await createAuditSegmentStore(tx).list())
          .filter(({ removedAt, firstAt, lastAt }) => removedAt && lastAt >= from && firstAt < to)
          .map(({ firstIndex, endIndex }) => ({ first: firstIndex, last: endIndex - 1 }));
        const spans = [...archived, ...logged, ...(found ? [found] : [])];
        if (spans.length === 0) return { first: 0, end: 0 };
        return {
          first: Math.min(...spans.map(({ first }) => first)),
          end: Math.max(...spans.map(({ last }) => last)) + 1,
        };
      });
    },

    /** Reads signed heads that somebody received outside, for a check. */
    outside: (given: AsyncIterable<SignedHead> | Iterable<SignedHead>): Promise<OutsideHeads> =>
      readOutsideHeads(given, {
        signer,
        storedOf: (sizes) => inProvince((tx) => createAuditLogStore(tx).headsOf(sizes)),
      }),

    /** @throws what `signal` was aborted with */
    async check({
      span,
      bounds,
      outside = NO_OUTSIDE_HEADS,
      tenantId,
      onProgress,
      signal,
    }: CheckOptions): Promise<IntegrityReport> {
      const findings = createFindings(tenantId);
      const filed = createFiledLog({ file, signer, findings });
      const { heads: stored, sizes } = await storedHeads(findings);
      for (let n = 0; n < outside.notOurs; n += 1) findings.add('HEAD_NOT_OURS', {});
      const codes = await deps.tenantIds();
      const size = await inProvince((tx) => createAuditLogStore(tx).size());
      const segments = await inProvince((tx) => createAuditSegmentStore(tx).list());
      const archived = createArchivedEvents(deps.files, segments, ({ firstIndex, endIndex }, state) => {
        const place = { index: firstIndex, other: endIndex - 1 };
        if (state !== 'SOUND') findings.add(`SEGMENT_${state}`, place);
      });
      const first = span.first;
      const contents = createNamedContentCheck(findings);
      const decisions = createDecisionCheck(findings);
      const pass = await createIntegrityPass({
        ...{ findings, filed, archived, contents, decisions, codes, first, inProvince },
        heads: [...stored, ...outside.heads],
        times: createPlaceTimes(stored),
      });
      // The tree is compared with signed heads alone: it goes on to the first one behind the span.
      const end = Math.min(size, Math.max(span.end, stored.find((head) => head.size >= span.end)?.size ?? 0));
      for (let from = span.first; from < end; from += BATCH) {
        signal.throwIfAborted();
        await inProvince((tx) => pass.batch(tx, from, Math.min(from + BATCH, end)));
        await onProgress(Math.min(from + BATCH, span.end) - span.first);
      }
      const filedSize = await filed.end();
      await contents.check(inProvince, signal);
      await decisions.findUnlogged(inProvince, bounds);
      await findUnlogged(findings, bounds, signal);
      await findLost(findings);
      // Every head was stored before it was told to anybody, and what it covers with it: so what was signed while this
      // ran is there by now, as well. Those behind a cut are told of with it.
      const sizeNow = await inProvince((tx) => createAuditLogStore(tx).size());
      const told = new Set([...filed.sizes(), ...outside.heads.map((head) => head.size)]);
      const unknown = [...told].filter((signed) => signed <= sizeNow && !sizes.has(signed));
      for (const signed of await notStored(unknown)) findings.add('HEAD_REMOVED', { index: signed });
      const storedSize = stored.at(-1)?.size ?? 0;
      const signedSize = Math.max(storedSize, filedSize, outside.largest);
      if (signedSize > sizeNow) findings.add('TAIL_CUT', { index: sizeNow, other: signedSize - 1 });
      if (filedSize < storedSize && !(await isFiledSoon(storedSize, signal)))
        findings.add('HEAD_FILE_BEHIND', { index: filedSize, other: storedSize - 1 });
      const { findings: found, count } = findings.settle();
      return { checked: span.end - span.first, heads: pass.heads(), findings: found, findingCount: count };
    },
  };
}
export type AuditIntegrity = ReturnType<typeof createAuditIntegrity>;

/** What a stored head says, if this installation signed it and its columns say the same. */
function expectedOf(row: StoredHead, signer: HeadSigner): StoredExpectedHead | null {
  const head = signer.isSigned(row) ? readTreeHead(row.text) : null;
  const isSame = head?.size === row.size && head.at === row.at.toISOString();
  return isSame ? { size: head.size, root: head.root, at: row.at.getTime() } : null;
}
