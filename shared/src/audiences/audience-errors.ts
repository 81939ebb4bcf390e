import type { ErrorKind } from '../kernel';

export const AUDIENCE_ERRORS = {
  LIST_TOO_LARGE: 'LIMIT',
  LIST_EMPTY: 'INVALID',
  LIST_NAME_TAKEN: 'CONFLICT',
  LIST_ARCHIVED: 'CONFLICT',
  FILE_MISSING: 'INVALID',
  FILE_EMPTY: 'INVALID',
  FILE_NOT_TEXT: 'INVALID',
  FILE_BROKEN: 'INVALID',
  FILE_COLUMN_UNKNOWN: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type AudienceErrorCode = keyof typeof AUDIENCE_ERRORS;
