import type { MemberIndex, SnapshotBlocklist } from '@xietong/shared/decisions';
import type { ListContent, StoredBlocklist } from './snapshot-store';

/** List versions in memory by id; null = it does not match its digest. */
type Indexes = ReadonlyMap<string, MemberIndex | null>;

/** The newest version that may still be one to go by; undefined where none matches its digest. */
function newestOf({ versions }: StoredBlocklist, indexes: Indexes): ListContent | undefined {
  return versions.find(({ versionId }) => indexes.get(versionId) !== null);
}

/** A version that has to be loaded before all blocklists are as they were imported last. */
export function missingBlocklist(
  lists: readonly StoredBlocklist[],
  indexes: Indexes,
): ListContent | undefined {
  return lists
    .map((list) => newestOf(list, indexes))
    .find((version) => version !== undefined && !indexes.has(version.versionId));
}

/**
 * The blocklists to decide by: of each the newest version that is in memory, so that the one before is in force until
 * a newer one is. A list of which no version is the one that was imported keeps everybody from marketing: whom it
 * would, cannot be told any more. One of which nothing was loaded yet begins with its first version.
 */
export function blocklistsInForce(lists: readonly StoredBlocklist[], indexes: Indexes): SnapshotBlocklist[] {
  return lists.flatMap((list) => {
    const { listId, city, versions } = list;
    for (const { versionId } of versions) {
      const index = indexes.get(versionId);
      if (index) return [{ id: versionId, city, has: index.has }];
    }
    return newestOf(list, indexes) ? [] : [{ id: listId, city, has: () => true }];
  });
}
