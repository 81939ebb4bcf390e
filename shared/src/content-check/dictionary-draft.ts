import { z } from 'zod';
import { compareDictionaries, entryKey } from './dictionary-difference';
import { dictionaryEntrySchema } from './dictionary-schema';
import type { Dictionary } from './dictionary-schema';

const line = (max: number) => z.string().trim().max(max);

/** What stands on the form of a dictionary: its lines may be half written. */
const draftedDictionarySchema = z.strictObject({
  entries: z.array(dictionaryEntrySchema).max(2000),
  names: z.array(line(200)).max(2000),
  linkDomains: z.array(line(253)).max(200),
  tariffPattern: line(200),
});

/** 0 = nothing was stored yet. */
const rowVersion = z.number().int().min(0);

export const saveDictionaryDraftSchema = z.strictObject({
  rowVersion,
  /** The version that is changed. */
  base: z.number().int().min(0),
  dictionary: draftedDictionarySchema,
  reason: z.string().trim().max(500),
});
export type SaveDictionaryDraftInput = z.infer<typeof saveDictionaryDraftSchema>;

/** Names the draft as it was seen, so that nothing else is proposed or discarded than that. */
export const dictionaryDraftSchema = z.strictObject({ rowVersion: rowVersion.min(1) });
export type DictionaryDraftInput = z.infer<typeof dictionaryDraftSchema>;

function rebaseSet(
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
  present: readonly string[],
): string[] {
  const [gone, there] = [new Set(removed), new Set(present)];
  return [...present.filter((each) => !gone.has(each)), ...added.filter((each) => !there.has(each))];
}

/**
 * What was changed from `base` to `draft`, done to `present` instead: a draft goes on from a version that was
 * confirmed meanwhile. Where both changed one thing the draft's counts; `both` names those words.
 */
export function rebaseDictionary(
  base: Dictionary,
  draft: Dictionary,
  present: Dictionary,
): { readonly dictionary: Dictionary; readonly both: readonly string[] } {
  const mine = compareDictionaries(base, draft);
  const theirs = compareDictionaries(base, present);
  const touched = ({ added, removed, changed }: typeof mine) =>
    [...added, ...removed, ...changed.map(({ after }) => after)].map(
      (entry) => [entryKey(entry), entry] as const,
    );
  const theirKeys = new Set(touched(theirs).map(([key]) => key));
  const gone = new Set(mine.removed.map(entryKey));
  const own = new Map(
    [...mine.added, ...mine.changed.map(({ after }) => after)].map((each) => [entryKey(each), each]),
  );
  const kept = present.entries.filter((entry) => !gone.has(entryKey(entry)));
  const there = new Set(kept.map(entryKey));
  return {
    dictionary: {
      entries: [
        ...[...own].flatMap(([key, entry]) => (there.has(key) ? [] : [entry])),
        ...kept.map((entry) => own.get(entryKey(entry)) ?? entry),
      ],
      names: rebaseSet(mine.names, present.names),
      linkDomains: rebaseSet(mine.linkDomains, present.linkDomains),
      tariffPattern: mine.tariffPattern?.after ?? present.tariffPattern,
    },
    both: touched(mine).flatMap(([key, { word }]) => (theirKeys.has(key) ? [word] : [])),
  };
}
