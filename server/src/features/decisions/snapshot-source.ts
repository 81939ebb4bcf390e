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
const RELEASES_PER_FETCH = 200;

export interface SnapshotSourceDeps {
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly smsSignature: string;
}

interface Loaded {
  readonly snapshot: Snapshot;
  readonly revision: number;
  /** By when each release in it is overtaken. */
  readonly overtakenAt: ReadonlyMap<string, Date | null>;
  /** Which versions of blocklists it keeps to. */
  readonly blocklists: string;
  /** Something was not there yet when it was compiled. */
  readonly isPartial: boolean;
}

/**
 * Keeps one immutable snapshot of the approved configuration. What was loaded once is not loaded
 * again: a release's text never changes under its id, nor does a list version.
 *
 * Looking is short, whatever there is to load: what was taken away is gone with the next look. What is new is loaded
 * beside it, and shown once all of it is there; until then what it takes over from goes on. A blocklist comes before
 * everything else and is in force as soon as it is there; nothing is decided before the first ones are.
 */
export function createSnapshotSource({ store, clock, logger, smsSignature }: SnapshotSourceDeps) {
  /** By release; null = it does not match its hash and is not served. */
  const documents = new Map<string, { hash: string; document: ReleaseDocument } | null>();
  /** By list version, blocklists' too; null = it does not match its digest and has no members. */
  const indexes = new Map<string, MemberIndex | null>();
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
  const isEverythingThere = (): boolean => heads.every(isThere) && isBlockingThere();
  const inForce = (): SnapshotBlocklist[] => blocklistsInForce(blocklists, indexes);

  /** What is there, as one snapshot. */
  async function compile(revision: number): Promise<void> {
    const isPartial = !heads.every(isThere);
    const there = heads.filter(isThere).map((head) => {
      const before = isPartial ? loaded?.overtakenAt.get(head.id) : undefined;
      return { ...head, overtakenAt: before === undefined ? head.overtakenAt : before };
    });
    const cities = await store.cityCodes();
    const points = (await store.points()).map(readPoint);
    const blocking = inForce();
    const isWhole = !isPartial && isBlockingThere();
    const snapshot = compileSnapshot({
      ...{ revision, cities, points },
      releases: there.flatMap(({ id, overtakenAt }): SnapshotRelease[] => {
        const entry = documents.get(id);
        return entry ? [{ releaseId: id, ...entry, overtakenAt: overtakenAt?.toISOString() ?? null }] : [];
      }),
      blocklists: blocking,
      smsSignature,
      membership: (listVersionId) => indexes.get(listVersionId)?.has,
    });
    const overtakenAt = new Map(there.map((head) => [head.id, head.overtakenAt]));
    loaded = { snapshot, revision, overtakenAt, blocklists: idsOf(blocking), isPartial: !isWhole };
    if (isWhole) forget();
  }

  /** Looks at the revision, and takes over what changed as far as it is in memory. */
  async function look(): Promise<void> {
    // Read before the rows: a change in between raises the revision again and is found next time.
    const revision = await store.revision();
    if (loaded?.revision !== revision) {
      heads = await store.heads(clock.now());
      blocklists = await store.blocklists();
      if (loaded || isBlockingThere()) await compile(revision);
    } else if (loaded.isPartial && (isEverythingThere() || idsOf(inForce()) !== loaded.blocklists))
      await compile(revision);
    checkedAt = clock.now().getTime();
  }

  /** Loads texts and lists that are missing, blocklists first, one list at a time. What is needed no more is not begun. */
  async function load(): Promise<void> {
    await loadBlocklists();
    for (;;) {
      const missing = heads.filter(({ id }) => !documents.has(id)).slice(0, RELEASES_PER_FETCH);
      if (missing.length === 0) break;
      const texts = new Map((await store.texts(missing.map(({ id }) => id))).map((row) => [row.id, row]));
      for (const { id } of missing) documents.set(id, readDocument(id, texts.get(id)));
    }
    for (let list = nextList(); list; list = nextList()) {
      indexes.set(list.versionId, await readList(list));
      await loadBlocklists();
    }
  }

  async function loadBlocklists(): Promise<void> {
    const next = () => missingBlocklist(blocklists, indexes);
    for (let list = next(); list; list = next()) indexes.set(list.versionId, await readList(list));
  }

  function nextList(): ListContent | undefined {
    for (const { id } of heads) {
      const entry = documents.get(id);
      const found = entry && listsOf(entry.document).find(({ versionId }) => !indexes.has(versionId));
      if (found) return found;
    }
    return undefined;
  }

  /** Only the bytes that were approved are served. */
  function readDocument(id: string, row: { hash: string; text: string } | undefined) {
    // Taken away since it was seen.
    if (!row) return null;
    if (isSealIntact(row))
      return { hash: row.hash, document: releaseDocumentSchema.parse(JSON.parse(row.text)) };
    logger.error({ releaseId: id }, 'a release does not match its hash and is not served');
    return null;
  }

  /**
   * The same of what a point shows for want of better. What is no content of any renderer, or not what was approved,
   * is left out: the point then shows nothing by itself.
   */
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
   * A list that is not the one that was approved matches nobody; the other releases are served all the same. Of a
   * blocklist the version before goes on.
   */
  async function readList(list: ListContent): Promise<MemberIndex | null> {
    try {
      return buildMemberIndex(await store.memberKeys(list));
    } catch (error) {
      if (!(error instanceof ListChangedError)) throw error;
      logger.error(
        { listVersionId: list.versionId, err: error },
        'a list is not the one that was approved or imported',
      );
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
      // Down to the one that is in force: those above it do not match, and are not tried again.
      for (const { versionId } of versions) {
        used.add(versionId);
        if (indexes.get(versionId)) break;
      }
    for (const id of indexes.keys()) if (!used.has(id)) indexes.delete(id);
  }

  const isComplete = (): boolean => loaded !== null && !loaded.isPartial;
  const looking = createTurns(look);
  const loading = createTurns(load);

  /** Looks, loads what is missing, and looks again. */
  async function refresh(): Promise<void> {
    await looking.next();
    if (isComplete()) return;
    await loading.next();
    await looking.next();
  }

  /** The same without waiting for what is loaded: the next look comes in its time. */
  async function tick(): Promise<void> {
    try {
      await looking.next();
      if (!isComplete() && !loading.isBusy())
        loading
          .next()
          .then(() => looking.next())
          .catch(warn);
    } catch (error) {
      warn(error);
    }
  }

  function warn(error: unknown): void {
    logger.warn(
      { err: error },
      'the configuration could not be refreshed; decisions go on with the last one',
    );
  }

  return {
    /** Takes over everything that was changed before. */
    refresh,

    /** Loads the first snapshot and keeps it fresh until `stop`. */
    async start(): Promise<void> {
      await refresh();
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
      const stale = clock.now().getTime() - checkedAt > STALE_AFTER_MS;
      return { snapshot: loaded.snapshot, stale };
    },

    isLoaded(): boolean {
      return loaded !== null;
    },
  };
}
export type SnapshotSource = ReturnType<typeof createSnapshotSource>;

const idsOf = (lists: readonly SnapshotBlocklist[]): string => lists.map(({ id }) => id).join(' ');

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
