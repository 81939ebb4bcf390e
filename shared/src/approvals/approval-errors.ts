import type { ErrorKind } from '../kernel';

export const APPROVAL_ERRORS = {
  APPROVAL_BY_AUTHOR: 'FORBIDDEN',
  APPROVAL_NOT_A_PERSON: 'FORBIDDEN',
  APPROVAL_CLOSED: 'CONFLICT',
  /** It needs the approval of somebody else, too. */
  APPROVAL_ALREADY_GIVEN: 'CONFLICT',
  /** Another tenant's approvers have to decide first. */
  APPROVAL_NOT_YOUR_TURN: 'CONFLICT',
  APPROVAL_HASH_CHANGED: 'CONFLICT',
  APPROVAL_REASON_REQUIRED: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type ApprovalErrorCode = keyof typeof APPROVAL_ERRORS;
