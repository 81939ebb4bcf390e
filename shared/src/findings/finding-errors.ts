import type { ErrorKind } from '../kernel';

export const FINDING_ERRORS = {
  FINDING_NOT_OWNER: 'FORBIDDEN',
  /** The owner neither closes nor sends back. */
  FINDING_BY_OWNER: 'FORBIDDEN',
  /** `state`: what it is. */
  FINDING_WRONG_STATE: 'CONFLICT',
  /** The person holds no duty in the tenant that it concerns, or is the auditor. */
  FINDING_OWNER_UNFIT: 'INVALID',
  FINDING_DUE_PAST: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type FindingErrorCode = keyof typeof FINDING_ERRORS;
