import { RE2JS } from 're2js';
import { z } from 'zod';
import { err, ok } from '../kernel';
import type { Problem, Result } from '../kernel';
import { inUsualForms } from './character-forms-zh';
import type { ContentCheckErrorCode } from './content-check-errors';
import { foldText } from './folded-text';
import { PUBLIC_ENDINGS } from './link-endings';

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
  /** Hosts that links may lead to, each with its sub-domains. While there are none, every host is warned of. */
  linkDomains: z.array(z.string().regex(/^[a-z0-9.-]{1,253}$/)).max(200),
  /** RE2 syntax; the whole number of a published tariff. */
  tariffPattern: line(200).min(1),
});
export type Dictionary = z.infer<typeof dictionarySchema>;

/**
 * Words that say nothing by themselves: they would alarm on every second honest text, whether a word or a pattern
 * finds them.
 */
const HARMLESS_ALONE = new Set(['最新', '推荐', '安全', '试用']);

/** Characters that no claim is written with: what a pattern finds among them, any text would do for. */
const ANY_TEXT = ['丂丂丂', '7777', 'jxjx'];

/** Null for what cannot be compiled, and for what matches nothing at all: that would be found everywhere. */
function compiled(pattern: string): RE2JS | null {
  try {
    const regex = RE2JS.compile(inUsualForms(pattern));
    return regex.matcher('').find() ? null : regex;
  } catch {
    return null;
  }
}

/** The harmless word that a pattern finds, by itself or with nothing but any other text beside it; '' for any text. */
function harmlessFoundBy(regex: RE2JS): string | undefined {
  const finds = (text: string) => regex.matcher(text).find();
  if (ANY_TEXT.some(finds)) return '';
  const beside = ['', ...ANY_TEXT];
  return [...HARMLESS_ALONE].find((harmless) =>
    beside.some((before) => beside.some((after) => finds(`${before}${harmless}${after}`))),
  );
}

function patternProblem(pattern: string): Result<true, ContentCheckErrorCode> {
  const regex = compiled(pattern);
  if (!regex) return err('DICTIONARY_PATTERN_INVALID', { word: pattern });
  const harmless = harmlessFoundBy(regex);
  if (harmless === undefined) return ok(true);
  return harmless === ''
    ? err('DICTIONARY_WORD_TOO_BROAD', { word: pattern })
    : err('DICTIONARY_PATTERN_TOO_BROAD', { word: pattern, harmless });
}

function entryProblem({ kind, word: text }: DictionaryEntry): Result<true, ContentCheckErrorCode> {
  if (kind === 'PATTERN') return patternProblem(text);
  const folded = foldText(text).text;
  return folded.length < 2 || HARMLESS_ALONE.has(folded)
    ? err('DICTIONARY_WORD_TOO_BROAD', { word: text })
    : ok(true);
}

/** Why a dictionary cannot be used, by the place in it: `entries.3.word`, `linkDomains.0`, `tariffPattern`. Empty = it can. */
export function dictionaryProblems(dictionary: Dictionary): Problem<ContentCheckErrorCode>[] {
  const seen = new Set<string>();
  const problems = dictionary.entries.flatMap((entry, index): Problem<ContentCheckErrorCode>[] => {
    const path = ['entries', index, 'word'];
    const key = `${entry.kind} ${entry.kind === 'WORD' ? foldText(entry.word).text : entry.word}`;
    if (seen.has(key)) return [err('DICTIONARY_WORD_TWICE', { word: entry.word }, path)];
    seen.add(key);
    const result = entryProblem(entry);
    return result.ok ? [] : [{ ...result, path }];
  });
  const { tariffPattern, linkDomains } = dictionary;
  for (const [index, domain] of linkDomains.entries())
    if (!domain.includes('.', 1) || PUBLIC_ENDINGS.has(domain.replace(/^\.|\.$/g, '')))
      problems.push(err('DICTIONARY_DOMAIN_TOO_BROAD', { domain }, ['linkDomains', index]));
  return compiled(tariffPattern)
    ? problems
    : [...problems, err('DICTIONARY_PATTERN_INVALID', { word: tariffPattern }, ['tariffPattern'])];
}
