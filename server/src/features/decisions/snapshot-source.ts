import { buildMemberIndex, compileSnapshot } from '@xietong/shared/decisions';
import type {
  MemberIndex,
  Snapshot,
  SnapshotBlocklist,
  SnapshotPoint,
  SnapshotRelease,
} from '@xietong/shared/decisions';
import { isFallbackIntact } from '@xietong/shared/points';
import { isSealIntact, releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { renderedContentSchema } from '@xietong/shared/rendering';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import { blocklistsInForce, missingBlocklist } from './blocklists-in-force';
import { ListChangedError } from './snapshot-store';
import type {
  ListContent,
  ReleaseHead,
  SnapshotStore,
  StoredBlocklist,
  StoredSnapshotPoint,
} from './snapshot-store';

/** The revision is looked at this often; a notification only makes it sooner. */
const POLL_MS = 1_000;
/** Without a successful look for this long, answers say that they may be stale. */
const STALE_AFTER_MS = 5_000;
/** Without one for this long, what has been stopped meanwhile is not known: points show their approved fallbacks alone. */
export const CAMPAIGNS_END_AFTER_MS = 30_000;
const RELEASES_PER_FETCH = 200;

export interface SnapshotSourceDeps {
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** So long what takes over may take to be loaded, while what it takes over from goes on. */
const HELD_MS = 60_000;
/** A list that could not be read is tried again after so long. */
const RETRY_AFTER_MS = 60_000;

interface Loaded {
  readonly snapshot: Snapshot;
  /** The same points with nothing of a campaign. */
  readonly bare: () => Snapshot;
  readonly revision: number;
  /** How much was in memory when it was compiled. */
  readonly loads: number;
  /** The releases that go on beyond their end in it. */
  readonly held: string;
}

/**
 * Keeps one immutable snapshot of the approved configuration. What was loaded once is not loaded
 * again: a release's text never changes under its id, nor does a list version.
 *
 * Looking is short, whatever there is to load: what was taken away is gone with the next look. What is new is loaded
 * beside it, and comes in as soon as all of it is there; until then what it takes over from goes on, for a minute. A
 * blocklist comes before everything else; nothing is decided before the first ones are there.
 *
 * While it watches, a source that is cut off from the database says so first and then ends every campaign: one of them
 * may have been taken down.
 */
export function createSnapshotSource({ store, clock, logger }: SnapshotSourceDeps) {
  /** By release; null = it does not match its hash, or cannot be read, and is not served. */
  const documents = new Map<string, { hash: string; document: ReleaseDocument } | null>();
  /** By list version, blocklists' too; null = it could not be read, or does not match its digest, and has no members. */
  const indexes = new Map<string, MemberIndex | null>();
  /** Lists that could not be read, and from when on it is tried again. */
  const retries = new Map<string, number>();
  let loads = 0;
  let loaded: Loaded | null = null;
  let heads: readonly ReleaseHead[] = [];
  let blocklists: readonly StoredBlocklist[] = [];
  let checkedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;

  const listsOf = (document: ReleaseDocument): ListContent[] =>
    document.placements.flatMap(({ audience }) => (audience?.list ? [audience.list] : []));

  /** Everything of it is in memory. */
  function isThere({ id }: ReleaseHead): boolean {
    const entry = documents.get(id);
    if (entry === null) return true;
    return entry !== undefined && listsOf(entry.document).every(({ versionId }) => indexes.has(versionId));
  }

  const isBlockingThere = (): boolean => missingBlocklist(blocklists, indexes) === undefined;
  const isPartial = (): boolean => !heads.every(isThere) || !isBlockingThere();
  const inForce = (): SnapshotBlocklist[] => blocklistsInForce(blocklists, indexes);

  /** Those that were overtaken a moment ago by one that is still being loaded: they go on meanwhile. */
  function heldNow(): ReadonlySet<string> {
    const successor = ({ campaignId, kind }: ReleaseHead) => `${kind} ${campaignId}`;
    const awaited = new Set(heads.filter((head) => !isThere(head)).map(successor));
    const since = clock.now().getTime() - HELD_MS;
    return new Set(
      heads
        .filter((head) => (head.overtakenAt?.getTime() ?? 0) > since && awaited.has(successor(head)))
        .map(({ id }) => id),
    );
  }

  async function compile(revision: number): Promise<void> {
    const [cities, points] = [await store.cityCodes(), (await store.points()).map(readPoint)];
    const held = heldNow();
    const frame = { revision, cities, points, blocklists: inForce() };
    const membership = (listVersionId: string) => indexes.get(listVersionId)?.has;
    const snapshot = compileSnapshot({
      ...{ ...frame, membership },
      releases: heads.filter(isThere).flatMap((head): SnapshotRelease[] => {
        const entry = documents.get(head.id);
        const overtakenAt = held.has(head.id) ? null : (head.overtakenAt?.toISOString() ?? null);
        return entry ? [{ releaseId: head.id, ...entry, overtakenAt }] : [];
      }),
    });
    const bare = () => compileSnapshot({ ...frame, membership, releases: [] });
    loaded = { snapshot, bare: once(bare), revision, loads, held: keyOf(held) };
    forget();
  }

  /** Looks at what is approved, and takes it over as far as it is in memory. */
  async function look(): Promise<void> {
    // Read before the rows: a change in between raises the revision again and is found next time.
    const revision = await store.revision();
    const isChanged = loaded?.revision !== revision;
    if (isChanged) {
      heads = await store.heads(clock.now());
      blocklists = await store.blocklists();
    }
    if (!loaded && !isBlockingThere()) return;
    // What is held for something that is awaited ends by time alone.
    if (isChanged || loaded?.loads !== loads || loaded.held !== keyOf(heldNow())) await compile(revision);
    checkedAt = clock.now().getTime();
  }

  /** Loads what is missing: blocklists, then texts, then lists. What is needed no more is not begun. */
  async function load(): Promise<void> {
    for (;;) {
      if (nextBlocklist() === undefined) await loadTexts();
      const list = nextBlocklist() ?? nextList();
      if (!list) return;
      indexes.set(list.versionId, await readList(list));
      loads += 1;
    }
  }

  const isToRetry = ({ versionId }: ListContent): boolean =>
    clock.now().getTime() >= (retries.get(versionId) ?? Number.POSITIVE_INFINITY);

  function nextBlocklist(): ListContent | undefined {
    return (
      missingBlocklist(blocklists, indexes) ?? blocklists.flatMap(({ versions }) => versions).find(isToRetry)
    );
  }

  async function loadTexts(): Promise<void> {
    for (;;) {
      const seen = heads;
      const missing = seen.filter(({ id }) => !documents.has(id)).slice(0, RELEASES_PER_FETCH);
      if (missing.length === 0) return;
      const texts = new Map((await store.texts(missing.map(({ id }) => id))).map((row) => [row.id, row]));
      for (const { id } of missing) {
        const row = texts.get(id);
        if (row) documents.set(id, readDocument(row));
      }
      // What is not there any more was taken away since it was seen; a newer look knows better.
      if (heads === seen) heads = seen.filter((head) => documents.has(head.id) || !missing.includes(head));
      loads += 1;
    }
  }

  function nextList(): ListContent | undefined {
    const isWanted = (list: ListContent) => !indexes.has(list.versionId) || isToRetry(list);
    for (const { id } of heads) {
      const entry = documents.get(id);
      const found = entry && listsOf(entry.document).find(isWanted);
      if (found) return found;
    }
    return undefined;
  }

  /** Only the bytes that were approved are served. */
  function readDocument({ id, ...row }: { id: string; hash: string; text: string }) {
    try {
      if (isSealIntact(row))
        return { hash: row.hash, document: releaseDocumentSchema.parse(JSON.parse(row.text)) };
      logger.error({ releaseId: id }, 'a release does not match its hash and is not served');
    } catch (error) {
      logger.error({ releaseId: id, err: error }, 'a release cannot be read and is not served');
    }
    return null;
  }

  function readPoint({ formerFallback, approved, ...point }: StoredSnapshotPoint): SnapshotPoint {
    let stored = formerFallback;
    if (approved?.sealed && isFallbackIntact(approved.sealed)) stored = JSON.parse(approved.sealed.text);
    else if (approved)
      logger.error(
        { point: point.code, fallbackId: approved.id },
        'what a point shows by itself does not match its approval and is not served',
      );
    return { ...point, fallback: renderedContentSchema.nullable().catch(null).parse(stored) };
  }

  /**
   * A list that is not the one that was approved, or cannot be read, matches nobody; the others are not held up by it. Of
   * a blocklist the version before goes on.
   */
  async function readList(list: ListContent): Promise<MemberIndex | null> {
    const { versionId } = list;
    retries.delete(versionId);
    try {
      return buildMemberIndex(await store.memberKeys(list));
    } catch (error) {
      logger.error({ listVersionId: versionId, err: error }, 'a list could not be loaded and matches nobody');
      // Other members than those of the digest stay others.
      if (!(error instanceof ListChangedError))
        retries.set(versionId, clock.now().getTime() + RETRY_AFTER_MS);
      return null;
    }
  }

  /** What nothing shows any more is not kept in memory. */
  function forget(): void {
    const shown = new Set(heads.map(({ id }) => id));
    for (const id of documents.keys()) if (!shown.has(id)) documents.delete(id);
    const used = new Set(
      [...documents.values()]
        .flatMap((entry) => (entry ? listsOf(entry.document) : []))
        .map((list) => list.versionId),
    );
    for (const { versions } of blocklists)
      // Down to the one that is in force.
      for (const { versionId } of versions) {
        used.add(versionId);
        if (indexes.get(versionId)) break;
      }
    for (const id of indexes.keys()) if (!used.has(id)) indexes.delete(id);
    for (const id of retries.keys()) if (!used.has(id)) retries.delete(id);
  }

  const looking = createTurns(look);
  const loading = createTurns(load);
  const isMissing = (): boolean => isPartial() || (nextBlocklist() ?? nextList()) !== undefined;

  /** Looks, loads what is missing, and looks again. */
  async function refresh(): Promise<void> {
    await looking.next();
    if (isMissing()) await loading.next();
    if (loaded?.loads !== loads) await looking.next();
  }

  /** The same without waiting for what is loaded: the next look comes in its time, however loading ends. */
  async function tick(): Promise<void> {
    try {
      await looking.next();
      if (isMissing() && !loading.isBusy())
        loading
          .next()
          .catch(warn)
          .then(() => looking.next())
          .catch(warn);
    } catch (error) {
      warn(error);
    }
  }

  function warn(error: unknown): void {
    logger.warn(
      { err: error },
      'the configuration could not be refreshed; decisions go on with the last one for half a minute',
    );
  }

  return {
    /** Takes over everything that was changed before. */
    refresh,

    /** Loads the first snapshot and keeps it fresh until `stop`. */
    async start(): Promise<void> {
      await looking.next();
      await refresh().catch(warn);
      timer = setInterval(() => void tick(), POLL_MS);
      timer.unref();
    },

    stop(): void {
      if (timer) clearInterval(timer);
      timer = null;
    },

    /** Wakes the source before its time, e.g. on a notification. */
    wake(): void {
      void tick();
    },

    /** @throws Error before the first load */
    current(): { snapshot: Snapshot; stale: boolean } {
      if (!loaded) throw new Error('no configuration has been loaded yet');
      const age = clock.now().getTime() - checkedAt;
      const isCutOff = timer !== null && age > CAMPAIGNS_END_AFTER_MS;
      return { snapshot: isCutOff ? loaded.bare() : loaded.snapshot, stale: age > STALE_AFTER_MS };
    },

    isLoaded(): boolean {
      return loaded !== null;
    },
  };
}
export type SnapshotSource = ReturnType<typeof createSnapshotSource>;

/**
 * One piece of work at a time. Whoever asks while it goes on gets the next one, that begins after it: what it would have
 * seen may have changed since it began. Of several who ask meanwhile, one is done.
 */
function createTurns(work: () => Promise<void>) {
  let current: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    const turn = work().finally(() => {
      if (current === turn) current = null;
    });
    current = turn;
    return turn;
  };
  return {
    isBusy: () => current !== null,
    next(): Promise<void> {
      if (!current) return begin();
      following ??= current
        .catch(() => undefined)
        .then(() => {
          following = null;
          return current ?? begin();
        });
      return following;
    },
  };
}

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const keyOf = (ids: ReadonlySet<string>): string => [...ids].sort().join(' ');
