import type { ErrorKind } from '../kernel';

export const DEMO_HALL_ERRORS = {
  /** The channel is not one that the hall can play. */
  DEMO_HALL_CHANNEL_UNKNOWN: 'NOT_FOUND',
  /** The hall's key for the channel was revoked. */
  DEMO_HALL_KEY_REFUSED: 'CONFLICT',
} as const satisfies Record<string, ErrorKind>;
export type DemoHallErrorCode = keyof typeof DEMO_HALL_ERRORS;
