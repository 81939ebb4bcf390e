/** What sort of failure a code is; the server maps each kind to a status, once. */
export const ERROR_KINDS = [
  'INVALID',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'LIMIT',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Codes that belong to no feature. */
export const KERNEL_ERRORS = {
  INVALID_INPUT: 'INVALID',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  STALE_VERSION: 'CONFLICT',
  ALREADY_DONE: 'CONFLICT',
  ALREADY_CREATED: 'CONFLICT',
  TOO_LARGE: 'LIMIT',
  EXPORT_TOO_LARGE: 'LIMIT',
  RATE_LIMITED: 'LIMIT',
  STORAGE_FULL: 'UNAVAILABLE',
  DATABASE_UNAVAILABLE: 'UNAVAILABLE',
  BAD_ORIGIN: 'FORBIDDEN',
  INTERNAL: 'INTERNAL',
} as const satisfies Record<string, ErrorKind>;
export type KernelErrorCode = keyof typeof KERNEL_ERRORS;
