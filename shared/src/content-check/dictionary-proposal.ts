import { z } from 'zod';
import { err, idSchema, ok } from '../kernel';
import type { Problem, Result } from '../kernel';
import type { ContentCheckErrorCode } from './content-check-errors';
import { compareDictionaries, entryKey, isSameDictionary } from './dictionary-difference';
import { dictionaryProblems, ENTRY_KINDS } from './dictionary-schema';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';

export const DICTIONARY_STATES = ['PROPOSED', 'CONFIRMED', 'REFUSED', 'WITHDRAWN'] as const;
export type DictionaryState = (typeof DICTIONARY_STATES)[number];

export const decideDictionarySchema = z.strictObject({
  id: idSchema,
  outcome: z.enum(['CONFIRMED', 'REFUSED']),
  reason: z.string().trim().max(500).default(''),
});
export type DecideDictionaryInput = z.input<typeof decideDictionarySchema>;

/** Words of the product that the province does not want, by what they are told apart by. */
export const dismissWordsSchema = z.strictObject({
  /** The version that was seen. */
  base: z.number().int().min(1),
  words: z
    .array(z.strictObject({ kind: z.enum(ENTRY_KINDS), word: z.string().min(1).max(200) }))
    .min(1)
    .max(2000),
  reason: z.string().trim().min(1).max(500),
});
export type DismissWordsInput = z.infer<typeof dismissWordsSchema>;

/** Why a dictionary cannot be proposed in place of the present one; empty = it can. */
export function checkProposal(present: Dictionary, proposed: Dictionary): Problem<ContentCheckErrorCode>[] {
  const problems = dictionaryProblems(proposed);
  if (problems.length > 0) return problems;
  return isSameDictionary(compareDictionaries(present, proposed)) ? [err('DICTIONARY_UNCHANGED')] : [];
}

/** The version that a dictionary is made from. */
export interface DictionaryBase {
  /** 0 = the one that the product brings. */
  readonly version: number;
  readonly dictionary: Dictionary;
  /** Keys of the words that versions before it had; null = made when none were kept. */
  readonly formerWords: readonly string[] | null;
}

/** Keys of the words that versions before a proposal had, the product's among them: what it lacks of them was taken out. */
export function formerWordsOf(
  { version, dictionary, formerWords }: DictionaryBase,
  product: Dictionary,
): string[] {
  const earlier = version > 0 && formerWords !== null ? formerWords : product.entries.map(entryKey);
  return [...new Set([...earlier, ...dictionary.entries.map(entryKey)])].sort();
}

/** The same of a proposal that changes nothing and says of words on offer that the province does not want them. */
export function formerWordsDismissing(
  { dictionary, formerWords }: DictionaryBase,
  words: DismissWordsInput['words'],
): string[] {
  return [
    ...new Set([...(formerWords ?? []), ...dictionary.entries.map(entryKey), ...words.map(entryKey)]),
  ].sort();
}

/** Words that a version says nothing of and that are not offered again from then on, though those before it neither had. */
export function dismissedWords(
  base: DictionaryBase,
  made: Pick<DictionaryBase, 'dictionary' | 'formerWords'>,
): string[] {
  if (base.version === 0) return [];
  const known = new Set([
    ...(base.formerWords ?? []),
    ...[...base.dictionary.entries, ...made.dictionary.entries].map(entryKey),
  ]);
  return (made.formerWords ?? [])
    .filter((key) => !known.has(key))
    .map((key) => key.slice(key.indexOf(' ') + 1));
}

/**
 * Words of the product that no version of the province's has had yet. Of a version with which no earlier words were
 * kept all that it lacks: what was taken out cannot be told from what is new.
 */
export function newWordsOf(
  { version, dictionary, formerWords }: DictionaryBase,
  product: Dictionary,
): DictionaryEntry[] {
  if (version === 0) return [];
  const known = new Set([...(formerWords ?? []), ...dictionary.entries.map(entryKey)]);
  return product.entries.filter((entry) => !known.has(entryKey(entry)));
}

/**
 * Who decides is never who proposed, a proposal is decided once, and a refusal says why:
 * DICTIONARY_WRONG_STATE, DICTIONARY_BY_PROPOSER, DICTIONARY_REASON_REQUIRED.
 */
export function checkDictionaryDecision(
  proposal: { readonly state: DictionaryState; readonly proposedBy: string },
  decision: { readonly by: string; readonly outcome: 'CONFIRMED' | 'REFUSED'; readonly reason: string },
): Result<true, ContentCheckErrorCode> {
  if (proposal.state !== 'PROPOSED') return err('DICTIONARY_WRONG_STATE', { state: proposal.state });
  if (proposal.proposedBy === decision.by) return err('DICTIONARY_BY_PROPOSER');
  return decision.outcome === 'REFUSED' && decision.reason === ''
    ? err('DICTIONARY_REASON_REQUIRED', {}, ['reason'])
    : ok(true);
}
