import type { ErrorKind } from '../kernel';

export const VIEW_ERRORS = {
  VIEW_NAME_TAKEN: 'CONFLICT',
  VIEW_HOLDS_PHONE: 'INVALID',
  VIEW_TOO_MANY: 'LIMIT',
} as const satisfies Record<string, ErrorKind>;
export type ViewErrorCode = keyof typeof VIEW_ERRORS;
