import type { ErrorKind } from '../kernel';

export const AUDIT_ERRORS = {
  /** What is stored does not continue the newest signed head of the log. */
  AUDIT_LOG_BROKEN: 'CONFLICT',
  AUDIT_CHECK_RUNNING: 'CONFLICT',
} as const satisfies Record<string, ErrorKind>;
export type AuditErrorCode = keyof typeof AUDIT_ERRORS;
