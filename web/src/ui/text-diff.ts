import { diffChars } from 'diff';

export interface TextPart {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

/** Longer texts are compared as a whole: marking single letters of them would cost more than it tells. */
const LONGEST = 4_000;
/** Below this share of common letters marks would be confetti: then it is one text for another. */
const LEAST_COMMON = 0.4;

/** How `after` differs from `before`, in reading order. */
export function textDiff(before: string, after: string): TextPart[] {
  const whole = (): TextPart[] => [
    ...(before === '' ? [] : [{ text: before, kind: 'removed' as const }]),
    ...(after === '' ? [] : [{ text: after, kind: 'added' as const }]),
  ];
  if (before === after) return after === '' ? [] : [{ text: after, kind: 'same' }];
  if (before.length + after.length > LONGEST) return whole();
  const parts = diffChars(before, after).map(({ value, added, removed }): TextPart => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
  const common = parts.reduce((sum, { text, kind }) => sum + (kind === 'same' ? text.length : 0), 0);
  return common < LEAST_COMMON * Math.min(before.length, after.length) ? whole() : parts;
}
