import type { ErrorKind } from '../kernel';

/** Why one event of a report was rejected; the others of the report are not touched by it. */
export const EVENT_ERRORS = {
  EVENT_MALFORMED: 'INVALID',
  EVENT_IN_FUTURE: 'INVALID',
  EVENT_TOO_LATE: 'INVALID',
  EVENT_DECISION_INVALID: 'INVALID',
  EVENT_DECISION_EXPIRED: 'INVALID',
  EVENT_DECISION_OF_OTHER_CHANNEL: 'INVALID',
  EVENT_DECISION_REQUIRED: 'INVALID',
  EVENT_BUSINESS_REQUIRED: 'INVALID',
  EVENT_CITY_REQUIRED: 'INVALID',
  EVENT_CITY_MISMATCH: 'INVALID',
  EVENT_CITY_UNKNOWN: 'NOT_FOUND',
} as const satisfies Record<string, ErrorKind>;
export type EventErrorCode = keyof typeof EVENT_ERRORS;
