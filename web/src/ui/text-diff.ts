import { diffArrays } from 'diff';

export interface TextPart {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

/** Longer texts are compared as a whole: marking single letters of them would cost more than it tells. */
const LONGEST = 4_000;
/** Below this share of common letters marks would be confetti: then it is one text for another. */
const LEAST_COMMON = 0.4;

/** A date, time or number is one value: 12 in place of 10 is no 2 in place of a 0. All else goes letter by letter. */
const TOKENS = /\d+(?:[-/.,:]\d+)*|[^]/gu;
const tokensOf = (text: string): string[] => text.match(TOKENS) ?? [];

/** How `after` differs from `before`, in reading order. */
export function textDiff(before: string, after: string): TextPart[] {
  const whole = (): TextPart[] => [
    ...(before === '' ? [] : [{ text: before, kind: 'removed' as const }]),
    ...(after === '' ? [] : [{ text: after, kind: 'added' as const }]),
  ];
  if (before === after) return after === '' ? [] : [{ text: after, kind: 'same' }];
  if (before.length + after.length > LONGEST) return whole();
  const parts = diffArrays(tokensOf(before), tokensOf(after)).map(({ value, added, removed }): TextPart => ({
    text: value.join(''),
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
  const common = parts.reduce((sum, { text, kind }) => sum + (kind === 'same' ? text.length : 0), 0);
  return common < LEAST_COMMON * Math.min(before.length, after.length) ? whole() : parts;
}
