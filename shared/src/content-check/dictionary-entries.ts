import type { DictionaryEntry } from './dictionary-schema';

/** What entries of one sort have in common. */
export type EntryRest = Pick<DictionaryEntry, 'severity' | 'exemptible' | 'contexts' | 'law' | 'suggestion'>;

/** Entries of one kind; a word may bring the phrases in which it is meant otherwise. */
export function entriesOf(
  kind: DictionaryEntry['kind'],
  rest: EntryRest,
  words: readonly (string | readonly [string, readonly string[]])[],
): DictionaryEntry[] {
  return words.map((word) =>
    typeof word === 'string'
      ? { kind, word, phrases: [], ...rest }
      : { kind, word: word[0], phrases: [...word[1]], ...rest },
  );
}
