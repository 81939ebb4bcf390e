import type { ErrorKind } from '../kernel';

export const POINT_ERRORS = {
  POINT_CODE_TAKEN: 'CONFLICT',
  POINT_CHANNEL_UNKNOWN: 'INVALID',
  POINT_FORMAT_NOT_OF_CHANNEL: 'INVALID',
  POINT_FALLBACK_NOT_POSSIBLE: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type PointErrorCode = keyof typeof POINT_ERRORS;
