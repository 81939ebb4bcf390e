import type { ErrorKind } from '../kernel';

/** Why a request for a decision is refused as a whole; what fits no customer is a fallback and no error. */
export const DECISION_ERRORS = {
  /** The subscriber is no mobile number of the mainland. */
  DECISION_SUBSCRIBER_INVALID: 'INVALID',
  /** No such point, or one outside the key's channel. */
  DECISION_POINT_UNKNOWN: 'NOT_FOUND',
  /** No such city, or one outside the key's scope. */
  DECISION_CITY_UNKNOWN: 'NOT_FOUND',
} as const satisfies Record<string, ErrorKind>;
export type DecisionErrorCode = keyof typeof DECISION_ERRORS;
