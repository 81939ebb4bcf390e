import type { ErrorKind } from '../kernel';

export const TENANT_ERRORS = {
  DUTIES_CONFLICT: 'CONFLICT',
  DUTY_REPEATED: 'CONFLICT',
  DUTY_SPAN_EMPTY: 'INVALID',
  DUTY_NOT_HELD: 'NOT_FOUND',
  NO_ACTIVE_DUTY: 'FORBIDDEN',
  STAFF_ID_TAKEN: 'CONFLICT',
  PASSWORD_TOO_WEAK: 'INVALID',
  SIGN_IN_FAILED: 'UNAUTHENTICATED',
  SIGN_IN_LOCKED: 'LIMIT',
} as const satisfies Record<string, ErrorKind>;
export type TenantErrorCode = keyof typeof TENANT_ERRORS;
