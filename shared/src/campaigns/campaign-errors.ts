import type { ErrorKind } from '../kernel';

export const CAMPAIGN_ERRORS = {
  STANDARD_WRONG_STATE: 'CONFLICT',
  STANDARD_ARCHIVED: 'CONFLICT',
  /** The error's fields name every problem that has to be mended first. */
  STANDARD_INCOMPLETE: 'INVALID',
  STANDARD_TITLE_REQUIRED: 'INVALID',
  LABEL_REQUIRED: 'INVALID',
  OFFER_CODE_INVALID: 'INVALID',
  GIFT_QUANTITY_INVALID: 'INVALID',
  PERIOD_INVALID: 'INVALID',
  CONSTRAINT_RANGE_EMPTY: 'INVALID',
  IMAGE_NOT_STORED: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type CampaignErrorCode = keyof typeof CAMPAIGN_ERRORS;
