import { RE2JS } from 're2js';
import { inUsualForms } from './character-forms-zh';
import { claimContextsIn } from './claim-context';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';
import type { TextFinding } from './finding';
import { foldText } from './folded-text';
import type { FoldedText } from './folded-text';
import { createWordAutomaton } from './word-automaton';

type Tag =
  | { readonly kind: 'ENTRY'; readonly entry: DictionaryEntry }
  | { readonly kind: 'PHRASE'; readonly entry: DictionaryEntry }
  | { readonly kind: 'NAME' };

interface Span {
  readonly start: number;
  readonly end: number;
}

function* tagged(dictionary: Dictionary): Generator<readonly [string, Tag]> {
  const fold = (word: string) => foldText(word).text;
  for (const entry of dictionary.entries) {
    if (entry.kind === 'WORD') yield [fold(entry.word), { kind: 'ENTRY', entry }];
    for (const phrase of entry.phrases) yield [fold(phrase), { kind: 'PHRASE', entry }];
  }
  for (const name of dictionary.names) yield [fold(name), { kind: 'NAME' }];
}

/** Answers whether one of the spans holds another one whole. Spans come in the order of their ends. */
function coverOf(spans: readonly Span[], length: number): (span: Span) => boolean {
  if (spans.length === 0) return () => false;
  const reach = new Array<number>(length + 1).fill(-1);
  for (const { start, end } of spans) reach[start] = Math.max(reach[start] ?? -1, end);
  for (let at = 1; at <= length; at += 1) reach[at] = Math.max(reach[at] ?? -1, reach[at - 1] ?? -1);
  return ({ start, end }) => (reach[start] ?? -1) >= end;
}

const LETTER = /^[A-Za-z0-9\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]$/u;

/** A word of letters or digits at an edge ends there in the original, too: `no1` is not in `No.12`. */
function isWhole(original: string, folded: FoldedText, { start, end }: Span): boolean {
  const from = folded.starts[start] ?? 0;
  const to = folded.ends[end - 1] ?? original.length;
  const opens = LETTER.test(folded.text.charAt(start)) && LETTER.test(original.charAt(from - 1));
  const closes = LETTER.test(folded.text.charAt(end - 1)) && LETTER.test(original.charAt(to));
  return !opens && !closes;
}

interface Claim extends Span {
  readonly entry: DictionaryEntry;
}

/** Of claims inside each other the longest is told; at the same place the graver one. */
function outermost(claims: readonly Claim[]): Claim[] {
  const weight = ({ entry }: Claim) => (entry.severity === 'BLOCK' ? 0 : 1);
  const sorted = [...claims].sort((a, b) => a.start - b.start || b.end - a.end || weight(a) - weight(b));
  const kept: Claim[] = [];
  let graveEnd = 0;
  let anyEnd = 0;
  for (const claim of sorted) {
    // Nothing grave hides inside something that only warns.
    if (claim.end <= (weight(claim) === 0 ? graveEnd : anyEnd)) continue;
    kept.push(claim);
    anyEnd = Math.max(anyEnd, claim.end);
    if (weight(claim) === 0) graveEnd = Math.max(graveEnd, claim.end);
  }
  return kept;
}

function patternClaims(patterns: readonly { entry: DictionaryEntry; regex: RE2JS }[], text: string): Claim[] {
  return patterns.flatMap(({ entry, regex }) => {
    const claims: Claim[] = [];
    const matcher = regex.matcher(text);
    while (matcher.find())
      if (matcher.end() > matcher.start()) claims.push({ entry, start: matcher.start(), end: matcher.end() });
    return claims;
  });
}

/**
 * Compiles a dictionary once; the function then finds its words in a text in time that grows with the
 * text alone. Names, longer phrases and the contexts that an entry allows raise no alarm.
 */
export function createWordCheck(dictionary: Dictionary): (text: string) => TextFinding[] {
  const search = createWordAutomaton(tagged(dictionary));
  const patterns = dictionary.entries.flatMap((entry) =>
    entry.kind === 'PATTERN' ? [{ entry, regex: RE2JS.compile(inUsualForms(entry.word)) }] : [],
  );
  return (original) => {
    const folded = foldText(original);
    const { text } = folded;
    const hits = search(text);
    const claims = [
      ...hits.flatMap(({ start, end, tag }) =>
        tag.kind === 'ENTRY' ? [{ start, end, entry: tag.entry }] : [],
      ),
      ...patternClaims(patterns, text),
    ];
    if (claims.length === 0) return [];
    const isNamed = coverOf(
      hits.filter(({ tag }) => tag.kind === 'NAME'),
      text.length,
    );
    const phrases = new Map<DictionaryEntry, (span: Span) => boolean>();
    for (const entry of new Set(claims.map((claim) => claim.entry))) {
      const own = hits.filter(({ tag }) => tag.kind === 'PHRASE' && tag.entry === entry);
      phrases.set(entry, coverOf(own, text.length));
    }
    const isAllowed = claimContextsIn(folded);
    const told = claims.filter(
      (claim) =>
        isWhole(original, folded, claim) &&
        !isNamed(claim) &&
        !phrases.get(claim.entry)?.(claim) &&
        !isAllowed(claim.entry, claim),
    );
    return outermost(told).map(({ entry, start, end }) => ({
      code: 'CHECK_WORD',
      severity: entry.severity,
      exemptible: entry.severity === 'BLOCK' && entry.exemptible,
      word: entry.word,
      start: folded.starts[start] ?? 0,
      end: folded.ends[end - 1] ?? original.length,
      law: entry.law,
      suggestion: entry.suggestion,
    }));
  };
}
