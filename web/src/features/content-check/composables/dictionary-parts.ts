import type { Dictionary, DictionaryEntry } from '@xietong/shared/content-check';
import type { Parts } from '../../../lib/three-way';

/** What stands on the form of the dictionary. */
export interface DictionaryContent {
  /** The version that is changed. */
  readonly base: number;
  readonly dictionary: Dictionary;
  readonly reason: string;
}

const ENTRY = 'entry ';
const keyOf = ({ kind, word }: DictionaryEntry) => `${ENTRY}${kind} ${word}`;

/** A draft of the dictionary in parts, each entry for itself. */
export function partsOfDictionary({ base, dictionary, reason }: DictionaryContent): Parts {
  const { entries, names, linkDomains, tariffPattern } = dictionary;
  return {
    ...{ base, names, linkDomains, tariffPattern, reason },
    ...Object.fromEntries(entries.map((entry) => [keyOf(entry), entry])),
  };
}

/** Entries stay in the order in which they stood; new ones come first, as when they are added. */
export function dictionaryOfParts(parts: Parts, present: readonly DictionaryEntry[]): DictionaryContent {
  const places = new Map(present.map((entry, place) => [keyOf(entry), place]));
  const entries = Object.entries(parts)
    .flatMap(([key, value]) => (key.startsWith(ENTRY) ? [value as DictionaryEntry] : []))
    .sort((a, b) => (places.get(keyOf(a)) ?? -1) - (places.get(keyOf(b)) ?? -1));
  const { base, names, linkDomains, tariffPattern, reason } = parts as unknown as Dictionary &
    Omit<DictionaryContent, 'dictionary'>;
  return { base, reason, dictionary: { entries, names, linkDomains, tariffPattern } };
}
