import type { ErrorKind } from '../kernel';

export const EXCEPTION_ERRORS = {
  /** The standard that the campaign is based on has no such field, or there is no standard. */
  EXCEPTION_FIELD_UNKNOWN: 'INVALID',
  EXCEPTION_NOT_LOOSER: 'INVALID',
  EXCEPTION_EXPIRY_INVALID: 'INVALID',
  EXCEPTION_ALREADY_ASKED: 'CONFLICT',
  EXCEPTION_WRONG_STATE: 'CONFLICT',
  EXCEPTION_BY_ASKER: 'FORBIDDEN',
  /** The campaign has no standard (any more). */
  DETACHMENT_NO_STANDARD: 'CONFLICT',
  DETACHMENT_ALREADY_ASKED: 'CONFLICT',
} as const satisfies Record<string, ErrorKind>;
export type ExceptionErrorCode = keyof typeof EXCEPTION_ERRORS;
