import {
  CONTEXT_MARKERS,
  GOODS,
  LIMIT_BEHIND,
  ONE_AMONG_THEM,
  OTHERS_MARKERS,
  OWN_GOODS,
  STANDS_FOR_ITSELF,
} from './context-markers-zh';
import type { ClaimContext, DictionaryEntry } from './dictionary-schema';
import type { FoldedText } from './folded-text';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Units of folded text between a mark and the claim that it speaks of: farther away it speaks of something else. */
const REACH = 12;

/** The last mark that ends at or before a place. */
function lastUpTo(ends: readonly number[], place: number): number | undefined {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? place) <= place) low = middle + 1;
    else high = middle;
  }
  return ends[low - 1];
}

/**
 * Tells whether a claim stands in surroundings that its entry allows. Who speaks, 我们的 or 本公司, says nothing:
 * a mark has to be near, in the same clause, and before the claim, and it has to speak of the claim itself.
 */
export function claimContextsIn({
  text,
  clauses,
}: FoldedText): (entry: DictionaryEntry, claim: Span) => boolean {
  /** Where the marks of one sort end, in order; looked for once, and only where something is found. */
  const known = new Map<RegExp, readonly number[]>();
  function endsOf(marker: RegExp): readonly number[] {
    const ends =
      known.get(marker) ?? [...text.matchAll(marker)].map(({ 0: mark, index }) => index + mark.length);
    known.set(marker, ends);
    return ends;
  }
  /** Where the last mark before a claim ends, if it is near and in the claim's clause. */
  function markBefore(marker: RegExp, { start }: Span): number | undefined {
    const mark = lastUpTo(endsOf(marker), start);
    return mark !== undefined && start - mark <= REACH && clauses[mark - 1] === clauses[start]
      ? mark
      : undefined;
  }
  let others: Set<number | undefined> | null = null;
  function isAmongOthers({ start }: Span): boolean {
    others ??= new Set(endsOf(OTHERS_MARKERS).map((end) => clauses[end - 1]));
    return others.has(clauses[start]);
  }

  function isIn(context: ClaimContext, claim: Span): boolean {
    const behind = text.slice(claim.end, claim.end + 2 * REACH);
    if (context === 'LIMIT') return LIMIT_BEHIND.test(behind);
    const mark = markBefore(CONTEXT_MARKERS[context], claim);
    if (context === 'VISION') return mark !== undefined;
    if (context === 'USAGE_TIP') return mark !== undefined && !GOODS.test(behind);
    const isOverTime = mark !== undefined && !STANDS_FOR_ITSELF.test(text.slice(mark, claim.start));
    const isOneOfOwn = ONE_AMONG_THEM.test(behind) && markBefore(OWN_GOODS, claim) !== undefined;
    return (isOverTime || isOneOfOwn) && !isAmongOthers(claim);
  }

  return ({ contexts }, claim) => contexts.some((context) => isIn(context, claim));
}
