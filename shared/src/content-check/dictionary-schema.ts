import { RE2JS } from 're2js';
import { z } from 'zod';
import { err } from '../kernel';
import type { Problem } from '../kernel';
import type { ContentCheckErrorCode } from './content-check-errors';
import { foldText } from './folded-text';

export const SEVERITIES = ['BLOCK', 'WARN'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Surroundings in which a claim says nothing about the goods of others: compared with a former time or version
 * of one's own goods, an aim or an attitude, a hint for use, or a bound that a number states behind it.
 */
export const CLAIM_CONTEXTS = ['SELF_COMPARISON', 'VISION', 'USAGE_TIP', 'LIMIT'] as const;
export type ClaimContext = (typeof CLAIM_CONTEXTS)[number];

export const ENTRY_KINDS = ['WORD', 'PATTERN'] as const;

const line = (max: number) => z.string().trim().max(max);
const word = line(200).min(1);

/** What may not be said, or not without a closer look. */
export const dictionaryEntrySchema = z.strictObject({
  /** A pattern is RE2 syntax, matched in linear time against the folded text. */
  kind: z.enum(ENTRY_KINDS),
  /** Found however it is spaced, and in full or half width. */
  word,
  severity: z.enum(SEVERITIES),
  /** Whether evidence lets it through; means nothing beside WARN. */
  exemptible: z.boolean(),
  contexts: z.array(z.enum(CLAIM_CONTEXTS)).max(CLAIM_CONTEXTS.length),
  /** Longer words with this one inside that are meant otherwise: 顶级域名 beside 顶级. */
  phrases: z.array(word).max(30),
  law: line(100),
  suggestion: line(200),
});
export type DictionaryEntry = z.infer<typeof dictionaryEntrySchema>;

export const dictionarySchema = z.strictObject({
  entries: z.array(dictionaryEntrySchema).max(2000),
  /** Names of places, prizes and goods in which a word of the dictionary is no claim. */
  names: z.array(word).max(2000),
  /** Hosts that links may lead to, each with its sub-domains. Empty = not limited. */
  linkDomains: z.array(z.string().regex(/^[a-z0-9.-]{1,253}$/)).max(200),
  /** RE2 syntax; the whole number of a published tariff. */
  tariffPattern: line(200).min(1),
});
export type Dictionary = z.infer<typeof dictionarySchema>;

/** Words that say nothing by themselves: they would alarm on every second honest text. */
const HARMLESS_ALONE = new Set(['最新', '推荐', '安全', '试用']);

function isPattern(pattern: string): boolean {
  try {
    // What matches nothing at all would be found everywhere.
    return !RE2JS.compile(pattern).matcher('').find();
  } catch {
    return false;
  }
}

function entryProblem({ kind, word: text }: DictionaryEntry): ContentCheckErrorCode | null {
  if (kind === 'PATTERN') return isPattern(text) ? null : 'DICTIONARY_PATTERN_INVALID';
  const folded = foldText(text).text;
  return folded.length < 2 || HARMLESS_ALONE.has(folded) ? 'DICTIONARY_WORD_TOO_BROAD' : null;
}

/** Why a dictionary cannot be used, by the place in it: `entries.3.word`, `tariffPattern`. Empty = it can. */
export function dictionaryProblems(dictionary: Dictionary): Problem<ContentCheckErrorCode>[] {
  const seen = new Set<string>();
  const problems = dictionary.entries.flatMap((entry, index): Problem<ContentCheckErrorCode>[] => {
    const path = ['entries', index, 'word'];
    const key = `${entry.kind} ${entry.kind === 'WORD' ? foldText(entry.word).text : entry.word}`;
    if (seen.has(key)) return [err('DICTIONARY_WORD_TWICE', { word: entry.word }, path)];
    seen.add(key);
    const code = entryProblem(entry);
    return code ? [err(code, { word: entry.word }, path)] : [];
  });
  const { tariffPattern } = dictionary;
  return isPattern(tariffPattern)
    ? problems
    : [...problems, err('DICTIONARY_PATTERN_INVALID', { word: tariffPattern }, ['tariffPattern'])];
}
