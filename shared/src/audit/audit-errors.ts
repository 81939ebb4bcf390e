import type { ErrorKind } from '../kernel';

export const AUDIT_ERRORS = {
  /** What is stored does not continue the newest signed head of the log. */
  AUDIT_LOG_BROKEN: 'CONFLICT',
  AUDIT_CHECK_RUNNING: 'CONFLICT',
  /** Nothing happened that a sample could be drawn from. */
  AUDIT_SAMPLE_EMPTY: 'CONFLICT',
  /** `days`: what must be kept at least. */
  AUDIT_RETENTION_TOO_SHORT: 'INVALID',
  /** `file`: of archived events, needed and not there. */
  AUDIT_SEGMENT_MISSING: 'CONFLICT',
  /** `file`: of archived events, not what was logged. */
  AUDIT_SEGMENT_UNSOUND: 'CONFLICT',
} as const satisfies Record<string, ErrorKind>;
export type AuditErrorCode = keyof typeof AUDIT_ERRORS;
