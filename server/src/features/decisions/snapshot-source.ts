import { buildMemberIndex, compileSnapshot } from '@xietong/shared/decisions';
import type { MemberIndex, Snapshot, SnapshotRelease } from '@xietong/shared/decisions';
import { isSealIntact, releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import type { ReleaseHead, SnapshotStore } from './snapshot-store';

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
}

/**
 * Keeps one immutable snapshot of the approved configuration. What was loaded once is not loaded
 * again: a release's text never changes under its id, nor does a list version.
 */
export function createSnapshotSource({ store, clock, logger, smsSignature }: SnapshotSourceDeps) {
  let documents = new Map<string, { hash: string; document: ReleaseDocument }>();
  let indexes = new Map<string, MemberIndex>();
  let loaded: Loaded | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function loadDocuments(heads: readonly ReleaseHead[]): Promise<SnapshotRelease[]> {
    const known = new Map<string, { hash: string; document: ReleaseDocument }>();
    const missing: string[] = [];
    for (const head of heads) {
      const entry = documents.get(head.id);
      if (entry) known.set(head.id, entry);
      else missing.push(head.id);
    }
    for (let from = 0; from < missing.length; from += RELEASES_PER_FETCH)
      for (const { id, hash, text } of await store.texts(missing.slice(from, from + RELEASES_PER_FETCH))) {
        // Only the bytes that were approved are served.
        if (isSealIntact({ text, hash })) {
          known.set(id, { hash, document: releaseDocumentSchema.parse(JSON.parse(text)) });
        } else {
          logger.error({ releaseId: id }, 'a release does not match its hash and is not served');
        }
      }
    documents = known;
    return heads.flatMap(({ id, overtakenAt }) => {
      const entry = known.get(id);
      const overtaken = overtakenAt === null ? null : overtakenAt.toISOString();
      return entry ? [{ releaseId: id, ...entry, overtakenAt: overtaken }] : [];
    });
  }

  async function loadLists(releases: readonly SnapshotRelease[]): Promise<void> {
    const needed = new Map<string, number>();
    for (const { document } of releases)
      for (const { audience } of document.placements)
        if (audience?.list) needed.set(audience.list.versionId, audience.list.size);
    const kept = new Map<string, MemberIndex>();
    for (const [versionId, size] of needed) {
      const index = indexes.get(versionId) ?? (await loadList(versionId, size));
      if (index) kept.set(versionId, index);
    }
    indexes = kept;
  }

  /** A list that cannot be read matches nobody; the other releases are served all the same. */
  async function loadList(versionId: string, size: number): Promise<MemberIndex | null> {
    try {
      return buildMemberIndex(await store.memberKeys(versionId, size));
    } catch (error) {
      logger.error({ listVersionId: versionId, err: error }, 'a list could not be loaded');
      return null;
    }
  }

  async function reload(revision: number): Promise<void> {
    const releases = await loadDocuments(await store.heads(clock.now()));
    await loadLists(releases);
    const lists = indexes;
    const snapshot = compileSnapshot({
      revision,
      cities: await store.cityCodes(),
      points: await store.points(),
      releases,
      smsSignature,
      membership: (listVersionId) => lists.get(listVersionId)?.has,
    });
    loaded = { snapshot, revision };
  }

  /** Looks at the revision and loads what changed. Of several callers at once, one looks. */
  async function refresh(): Promise<void> {
    refreshing ??= (async () => {
      // Read before the rows: a change in between raises the revision again and is found next time.
      const revision = await store.revision();
      if (loaded?.revision !== revision) await reload(revision);
      checkedAt = clock.now().getTime();
    })().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function tick(): Promise<void> {
    try {
      await refresh();
    } catch (error) {
      logger.warn(
        { err: error },
        'the configuration could not be refreshed; decisions go on with the last one',
      );
    }
  }

  return {
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
