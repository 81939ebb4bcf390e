import type { ErrorKind } from '../kernel';

export const CHANNEL_ERRORS = {
  KEY_UNKNOWN: 'UNAUTHENTICATED',
  KEY_MISSING: 'UNAUTHENTICATED',
  CHANNEL_UNKNOWN: 'NOT_FOUND',
  CITY_UNKNOWN: 'NOT_FOUND',
  CHANNEL_KEY_ALREADY_CREATED: 'CONFLICT',
  EXPLAIN_NOT_ALLOWED: 'FORBIDDEN',
} as const satisfies Record<string, ErrorKind>;
export type ChannelErrorCode = keyof typeof CHANNEL_ERRORS;
