/**
 * What becomes of one field when a local version moves to a new version of its standard.
 * B = the standard it is pinned to, L = the city's override, P = the new standard.
 */
export const MERGE_CASES = [
  /** No override, P = B. */
  'UNCHANGED',
  /** No override: P is taken. */
  'TAKEN',
  /** A new field, shown as the province has it. */
  'ADDED',
  /** Override, P = B: L stays. */
  'KEPT',
  /** Override, L = P: the override says nothing any more and goes. */
  'CONVERGED',
  /** Lists, merged item by item. */
  'MERGED',
  /** Became locked: P is taken, L is archived. */
  'LOCKED',
  /** The field is gone: L is archived. */
  'REMOVED',
  /** Override, P ≠ B and L ≠ P: a person decides. */
  'CONFLICT',
  /** L does not keep the new guard-rail: it must be edited. */
  'VIOLATION',
  /** Each city must fill it, and this one has not. */
  'MISSING',
] as const;
export type MergeCase = (typeof MERGE_CASES)[number];

/** Cases that keep the result from being submitted until somebody does something. */
export const OPEN_CASES: ReadonlySet<MergeCase> = new Set(['CONFLICT', 'VIOLATION', 'MISSING']);
