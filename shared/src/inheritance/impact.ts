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

/** Counts exactly what the merge does; an impact sheet is made of nothing else. */
export function impactOf({ fields }: Pick<ContentMerge, 'fields'>): MergeImpact {
  const counts = Object.fromEntries(MERGE_CASES.map((each) => [each, 0])) as Record<MergeCase, number>;
  for (const field of fields) counts[field.case] += 1;
  const some = (cases: (each: MergeCase) => boolean) =>
    MERGE_CASES.some((each) => cases(each) && counts[each] > 0);
  if (some((each) => OPEN_CASES.has(each))) return { counts, outlook: 'OPEN' };
  return { counts, outlook: some((each) => !QUIET_CASES.has(each)) ? 'CLEAN' : 'NOTHING' };
}
