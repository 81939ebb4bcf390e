/** What somebody can have settled for others. */
export const DONE_KINDS = [
  'APPROVE',
  'TAKEDOWN_REVIEW',
  'EXCEPTION',
  'DETACHMENT',
  'POLICY',
  'DICTIONARY',
  'FALLBACK',
  'DISCLOSURE',
  'FINDING',
] as const;
export type DoneKind = (typeof DONE_KINDS)[number];

/** How it was settled. */
export const DONE_OUTCOMES = [
  'APPROVED',
  'RETURNED',
  'REJECTED',
  'GRANTED',
  'REFUSED',
  'CONFIRMED',
  'AUTHORISED',
  'JUSTIFIED',
  'MISTAKEN',
  'NEEDS_CHANGE',
  'ANSWERED',
  'CLOSED',
  'SENT_BACK',
] as const;
export type DoneOutcome = (typeof DONE_OUTCOMES)[number];

/** Days back to which the workbench shows what one has settled; all of it stands in the lists. */
export const DONE_DAYS = 30;

/** Something that one settled. `at` is an ISO UTC instant. */
export interface DoneMatter {
  readonly kind: DoneKind;
  /** By which its page is opened; of EXCEPTION and DETACHMENT the standard, of POLICY and DICTIONARY the proposal. */
  readonly id: string;
  readonly number: string | null;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly outcome: DoneOutcome;
  readonly at: string;
}
