import type { ErrorKind } from '../kernel';

/** What the check finds in content; each can keep it from being handed in. */
export const FINDING_CODES = [
  'CHECK_WORD',
  'CHECK_GIFT_NOT_STATED',
  'CHECK_GIFT_VAGUE',
  'CHECK_SMS_SIGNATURE',
  'CHECK_SMS_REFUSAL',
  'CHECK_LINK_DOMAIN',
  'CHECK_TARIFF_MALFORMED',
  'CHECK_OFFER_NOT_NAMED',
  'CHECK_OFFER_FREE',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export const CONTENT_CHECK_ERRORS = {
  /** The error's fields name every finding that has to be mended, or proven, first. */
  CONTENT_CHECK_BLOCKED: 'INVALID',
  CHECK_WORD: 'INVALID',
  CHECK_GIFT_NOT_STATED: 'INVALID',
  CHECK_GIFT_VAGUE: 'INVALID',
  CHECK_SMS_SIGNATURE: 'INVALID',
  CHECK_SMS_REFUSAL: 'INVALID',
  CHECK_LINK_DOMAIN: 'INVALID',
  CHECK_TARIFF_MALFORMED: 'INVALID',
  CHECK_OFFER_NOT_NAMED: 'INVALID',
  CHECK_OFFER_FREE: 'INVALID',
  /** The error's fields name every problem by its place in the dictionary. */
  DICTIONARY_INVALID: 'INVALID',
  DICTIONARY_WORD_TOO_BROAD: 'INVALID',
  DICTIONARY_WORD_TWICE: 'INVALID',
  DICTIONARY_PATTERN_INVALID: 'INVALID',
  DICTIONARY_UNCHANGED: 'INVALID',
  DICTIONARY_PROPOSED_ALREADY: 'CONFLICT',
  DICTIONARY_OUTDATED: 'CONFLICT',
  DICTIONARY_WRONG_STATE: 'CONFLICT',
  DICTIONARY_BY_PROPOSER: 'FORBIDDEN',
  DICTIONARY_REASON_REQUIRED: 'INVALID',
  DICTIONARY_REASON_MISSING: 'INVALID',
} as const satisfies Record<FindingCode, ErrorKind> & Record<string, ErrorKind>;
export type ContentCheckErrorCode = keyof typeof CONTENT_CHECK_ERRORS;
