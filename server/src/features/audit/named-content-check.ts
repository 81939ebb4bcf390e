import { createHash } from 'node:crypto';
import type { Tx } from '../../platform/database';
import type { Findings } from './findings';
import { createNamedContentReadModel } from './named-content-read-model';
import { nameContents, nameImages } from './named-contents';

/** Contents that are read in one transaction. */
const AT_ONCE = 100;

/** The event that named a content first: where it is told that the content is another one now. */
interface Namer {
  readonly index: number;
  readonly eventId: string;
  readonly tenantId: string;
}

/** What is stored under a hash, and whether it still has it. */
interface StoredContent {
  readonly hash: string;
  readonly isSound: boolean;
}

interface ContentKind {
  readonly folder: 'releases' | 'fallbacks' | 'images';
  readonly named: Map<string, Namer>;
  /** Those of some hashes; the images that they show are named on the way. */
  readonly read: (tx: Tx, hashes: string[]) => Promise<StoredContent[]>;
}

/**
 * Looks whether the contents that events name by their hashes are still what was approved, and the images in them: an
 * approval says as much as the content under its hash.
 */
export function createNamedContentCheck(findings: Findings) {
  const images = new Map<string, Namer>();

  /** Whether texts have their hashes, and which images they show. */
  function looked(rows: { hash: string; text: string }[], prefix: string, namers: Map<string, Namer>) {
    return rows.map(({ hash, text }): StoredContent => {
      const isSound = createHash('sha256').update(`${prefix}\u0000`).update(text).digest('hex') === hash;
      const namer = namers.get(hash);
      const shown = new Set<string>();
      if (isSound) nameImages(text, shown);
      for (const sha256 of shown) if (namer && !images.has(sha256)) images.set(sha256, namer);
      return { hash, isSound };
    });
  }

  const releases = new Map<string, Namer>();
  const fallbacks = new Map<string, Namer>();
  /** Images last: the others name them. */
  const kinds: readonly ContentKind[] = [
    {
      ...{ folder: 'releases', named: releases },
      read: async (tx, hashes) =>
        looked(await createNamedContentReadModel(tx).releases(hashes), 'xietong.release.v1', releases),
    },
    {
      ...{ folder: 'fallbacks', named: fallbacks },
      read: async (tx, hashes) =>
        looked(await createNamedContentReadModel(tx).fallbacks(hashes), 'xietong.fallback.v1', fallbacks),
    },
    {
      ...{ folder: 'images', named: images },
      read: (tx, hashes) => createNamedContentReadModel(tx).images(hashes),
    },
  ];

  return {
    /** Notes what an event names whose text is as it was logged. */
    note(canonical: string, namer: Namer): void {
      const named = { releases: new Set<string>(), fallbacks: new Set<string>() };
      nameContents(canonical, named);
      for (const hash of named.releases) if (!releases.has(hash)) releases.set(hash, namer);
      for (const hash of named.fallbacks) if (!fallbacks.has(hash)) fallbacks.set(hash, namer);
    },

    /** Compares each with its hash, once. @throws what `signal` was aborted with */
    async check(
      inProvince: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>,
      signal: AbortSignal,
    ): Promise<void> {
      for (const { folder, named, read } of kinds) {
        const wanted = [...named];
        for (let from = 0; from < wanted.length; from += AT_ONCE) {
          signal.throwIfAborted();
          const part = wanted.slice(from, from + AT_ONCE);
          const rows = await inProvince((tx) =>
            read(
              tx,
              part.map(([hash]) => hash),
            ),
          );
          const found = new Set(rows.map(({ hash }) => hash));
          const changed = new Set(rows.filter(({ isSound }) => !isSound).map(({ hash }) => hash));
          for (const [hash, namer] of part) {
            const fields = [`${folder}/${hash}`];
            if (changed.has(hash)) findings.add('CONTENT_CHANGED', { ...namer, fields });
            else if (!found.has(hash)) findings.add('CONTENT_REMOVED', { ...namer, fields });
          }
        }
      }
    },
  };
}
export type NamedContentCheck = ReturnType<typeof createNamedContentCheck>;
