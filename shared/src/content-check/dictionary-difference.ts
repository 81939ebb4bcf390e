import { sameJson } from '../kernel';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';

/** What a dictionary says otherwise than the one before. */
export interface DictionaryDifference {
  readonly added: readonly DictionaryEntry[];
  readonly removed: readonly DictionaryEntry[];
  readonly changed: readonly { readonly before: DictionaryEntry; readonly after: DictionaryEntry }[];
  readonly names: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly linkDomains: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Null = as it was. */
  readonly tariffPattern: { readonly before: string; readonly after: string } | null;
}

/** What an entry is told apart by: kind and word. */
export const entryKey = ({ kind, word }: Pick<DictionaryEntry, 'kind' | 'word'>): string => `${kind} ${word}`;

function compareSets(before: readonly string[], after: readonly string[]) {
  const [old, now] = [new Set(before), new Set(after)];
  return { added: after.filter((each) => !old.has(each)), removed: before.filter((each) => !now.has(each)) };
}

/** Compares entry by entry; in which order they stand means nothing. */
export function compareDictionaries(before: Dictionary, after: Dictionary): DictionaryDifference {
  const old = new Map(before.entries.map((entry) => [entryKey(entry), entry]));
  const now = new Set(after.entries.map(entryKey));
  return {
    added: after.entries.filter((entry) => !old.has(entryKey(entry))),
    removed: before.entries.filter((entry) => !now.has(entryKey(entry))),
    changed: after.entries.flatMap((entry) => {
      const former = old.get(entryKey(entry));
      return former && !sameJson(former, entry) ? [{ before: former, after: entry }] : [];
    }),
    names: compareSets(before.names, after.names),
    linkDomains: compareSets(before.linkDomains, after.linkDomains),
    tariffPattern:
      before.tariffPattern === after.tariffPattern
        ? null
        : { before: before.tariffPattern, after: after.tariffPattern },
  };
}

/** Whether nothing was changed. */
export function isSameDictionary({ names, linkDomains, ...difference }: DictionaryDifference): boolean {
  const { added, removed, changed, tariffPattern } = difference;
  return (
    [added, removed, changed, names.added, names.removed, linkDomains.added, linkDomains.removed].every(
      (list) => list.length === 0,
    ) && tariffPattern === null
  );
}
