import type { ErrorKind } from '../kernel';

export const RELEASE_ERRORS = {
  RELEASE_WRONG_STATE: 'CONFLICT',
  RELEASE_CHANGED: 'CONFLICT',
  RELEASE_INVALID: 'INVALID',
  RELEASE_NO_PLACEMENT: 'INVALID',
  RELEASE_WINDOW_OVER: 'INVALID',
  RELEASE_NOT_RUNNING: 'CONFLICT',
  RELEASE_ASSESSMENT_REQUIRED: 'INVALID',
  /** Somebody was first. */
  TAKEDOWN_REVIEW_CONCLUDED: 'CONFLICT',
  /** Nobody reviews the own stop or the own work. */
  TAKEDOWN_REVIEW_BY_STOPPER: 'FORBIDDEN',
  TAKEDOWN_REVIEW_BY_AUTHOR: 'FORBIDDEN',
} as const satisfies Record<string, ErrorKind>;
export type ReleaseErrorCode = keyof typeof RELEASE_ERRORS;
