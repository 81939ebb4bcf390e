import { z } from 'zod';
import { err, idSchema, ok } from '../kernel';
import type { Problem, Result } from '../kernel';
import type { ContentCheckErrorCode } from './content-check-errors';
import { compareDictionaries, entryKey, isSameDictionary } from './dictionary-difference';
import { dictionaryProblems } from './dictionary-schema';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';

export const DICTIONARY_STATES = ['PROPOSED', 'CONFIRMED', 'REFUSED', 'WITHDRAWN'] as const;
export type DictionaryState = (typeof DICTIONARY_STATES)[number];

export const decideDictionarySchema = z.strictObject({
  id: idSchema,
  outcome: z.enum(['CONFIRMED', 'REFUSED']),
  reason: z.string().trim().max(500).default(''),
});
export type DecideDictionaryInput = z.input<typeof decideDictionarySchema>;

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
