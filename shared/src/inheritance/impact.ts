import { MERGE_CASES, OPEN_CASES } from './merge-cases';
import type { MergeCase } from './merge-cases';
import type { ContentMerge } from './merge-content';

/** Cases in which the new standard says what the city shows already. */
const QUIET_CASES: ReadonlySet<MergeCase> = new Set(['UNCHANGED', 'KEPT', 'CONVERGED']);

export type CaseCounts = Readonly<Record<MergeCase, number>>;

/** What a new standard does to one local version: how many fields end in which case. */
export interface MergeImpact {
  readonly counts: CaseCounts;
  /** Nothing to take over, taken over without a decision, or a person has to look. */
  readonly outlook: 'NOTHING' | 'CLEAN' | 'OPEN';
}

const NONE = Object.fromEntries(MERGE_CASES.map((each) => [each, 0])) as Record<MergeCase, number>;

/** What two parts of the content do together. */
export function joinImpacts(one: MergeImpact, other: MergeImpact): MergeImpact {
  const counts = { ...one.counts };
  for (const each of MERGE_CASES) counts[each] += other.counts[each];
  const outlook = (['OPEN', 'CLEAN'] as const).find((each) => [one.outlook, other.outlook].includes(each));
  return { counts, outlook: outlook ?? 'NOTHING' };
}

/** Counts exactly what the merge does; an impact sheet is made of nothing else. */
export function impactOf({ fields }: Pick<ContentMerge, 'fields'>): MergeImpact {
  const counts = { ...NONE };
  let outlook: MergeImpact['outlook'] = 'NOTHING';
  for (const { case: each } of fields) {
    counts[each] += 1;
    if (OPEN_CASES.has(each)) outlook = 'OPEN';
    else if (outlook === 'NOTHING' && !QUIET_CASES.has(each)) outlook = 'CLEAN';
  }
  return { counts, outlook };
}
