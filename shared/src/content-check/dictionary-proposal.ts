import { z } from 'zod';
import { err, idSchema, ok } from '../kernel';
import type { Problem, Result } from '../kernel';
import type { ContentCheckErrorCode } from './content-check-errors';
import { compareDictionaries, isSameDictionary } from './dictionary-difference';
import { dictionaryProblems } from './dictionary-schema';
import type { Dictionary } from './dictionary-schema';

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
