import type { ErrorKind } from '../kernel';

export const INHERITANCE_ERRORS = {
  /** A field is in conflict and nobody decided it. */
  MERGE_UNDECIDED: 'INVALID',
  /** A decision names a field that the new standard does not have. */
  MERGE_FIELD_GONE: 'INVALID',
  MERGE_FIELD_LOCKED: 'INVALID',
  MERGE_VALUE_INVALID: 'INVALID',
  /** There is no newer version of the standard to move to. */
  MERGE_NOTHING_NEWER: 'CONFLICT',
  /** The standard was published once more since the merge was shown. */
  MERGE_TARGET_CHANGED: 'CONFLICT',
  /** The cities would have no time at all. */
  PUSH_DUE_PAST: 'INVALID',
  PUSH_PILOT_UNKNOWN: 'INVALID',
  /** Every city has it already. */
  PUSH_EVERYWHERE: 'CONFLICT',
  /** The city has moved, or was let off. */
  PROPAGATION_SETTLED: 'CONFLICT',
  /** Nothing of the campaign was replaced by a mandatory push. */
  PROPAGATION_NOT_CORRECTED: 'CONFLICT',
  /** The approval of the newer standard lists no hash of this campaign: it is merged and approved by its city. */
  PROPAGATION_NOT_LISTED: 'CONFLICT',
  /** What moving would give has another hash than the one that was approved. */
  PROPAGATION_CHANGED: 'CONFLICT',
  /** The province has retired the standard: nothing new on it is handed in or approved. */
  STANDARD_RETIRED: 'CONFLICT',
  /** A mandatory push corrects what an earlier version said: it is merged before anything is handed in. */
  STANDARD_CORRECTED: 'CONFLICT',
  /** The latest version is with the approvers; it has to be decided or taken back first. */
  REVERT_IN_REVIEW: 'CONFLICT',
  /** Somebody has written into the open draft: it is not overwritten. */
  REVERT_DRAFT_OPEN: 'CONFLICT',
  /** The version is the latest already. */
  REVERT_TO_LATEST: 'CONFLICT',
} as const satisfies Record<string, ErrorKind>;
export type InheritanceErrorCode = keyof typeof INHERITANCE_ERRORS;
