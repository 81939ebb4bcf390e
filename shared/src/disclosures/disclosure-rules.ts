import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { DisclosureErrorCode } from './disclosure-errors';
import { DISCLOSURE_LAPSE_DAYS, DOWNLOAD_MINUTES, MOST_BROKEN_DOWNLOADS } from './disclosure-schema';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What is stored: a request is decided once, or taken back before; what was authorised can be revoked. */
export type StoredDisclosureState = 'ASKED' | 'AUTHORISED' | 'REFUSED' | 'WITHDRAWN' | 'REVOKED';
/** What it is now: time and use end it, too. */
export const DISCLOSURE_STATES = [
  'ASKED',
  'AUTHORISED',
  'REFUSED',
  'WITHDRAWN',
  'REVOKED',
  'LAPSED',
  'EXPIRED',
  'USED_UP',
] as const;
export type DisclosureState = (typeof DISCLOSURE_STATES)[number];

export interface DisclosureFacts {
  readonly state: StoredDisclosureState;
  readonly askedAt: Date;
  /** Set by the authorisation. */
  readonly expiresAt: Date | null;
  readonly maxDownloads: number;
  /** Complete downloads, and those that broke off. */
  readonly done: number;
  readonly broken: number;
}

/** The state at an instant. An authorisation holds for the half-open span up to its expiry. */
export function disclosureState(facts: DisclosureFacts, now: Date): DisclosureState {
  const { state, askedAt, expiresAt, maxDownloads, done } = facts;
  if (state === 'ASKED')
    return now.getTime() >= askedAt.getTime() + DISCLOSURE_LAPSE_DAYS * DAY_MS ? 'LAPSED' : 'ASKED';
  if (state !== 'AUTHORISED') return state;
  if (done >= maxDownloads) return 'USED_UP';
  return expiresAt === null || now >= expiresAt ? 'EXPIRED' : 'AUTHORISED';
}

/** When an authorisation that is given now ends. */
export function disclosureExpiry(hours: number, now: Date): Date {
  return new Date(now.getTime() + hours * HOUR_MS);
}

/**
 * Whether somebody is a second person for a request, whatever duties they hold: never who asked, and never who
 * brought numbers of the list in. `importers`: of every version of it; none for one customer's number.
 */
export function checkAuthoriser(
  { askedBy, importers }: { readonly askedBy: string; readonly importers: readonly string[] },
  personId: string,
): Result<true, DisclosureErrorCode> {
  if (askedBy === personId) return err('DISCLOSURE_BY_REQUESTER');
  return importers.includes(personId) ? err('DISCLOSURE_BY_IMPORTER') : ok(true);
}

/** Whether a request can still be decided or taken back. */
export function checkUndecided(facts: DisclosureFacts, now: Date): Result<true, DisclosureErrorCode> {
  const state = disclosureState(facts, now);
  if (state === 'ASKED') return ok(true);
  return state === 'LAPSED'
    ? err('DISCLOSURE_LAPSED', { days: DISCLOSURE_LAPSE_DAYS })
    : err('DISCLOSURE_DECIDED', { state });
}

/**
 * Whether numbers may be handed out now. A download that broke off does not count against the number that was
 * authorised, but such repetitions end, too.
 */
export function checkTaking(facts: DisclosureFacts, now: Date): Result<true, DisclosureErrorCode> {
  const state = disclosureState(facts, now);
  if (state === 'USED_UP') return err('DISCLOSURE_USED_UP', { max: facts.maxDownloads });
  if (state !== 'AUTHORISED') return err('DISCLOSURE_NOT_IN_FORCE', { state });
  return facts.broken > MOST_BROKEN_DOWNLOADS
    ? err('DISCLOSURE_BROKEN_OFF', { max: MOST_BROKEN_DOWNLOADS })
    : ok(true);
}

/**
 * Whether another download may begin beside one that began at an instant and has not ended. It ends by itself when its
 * time is over, also where its process was killed and nobody is left to end it: so there are never two.
 */
export function checkNoneUnderWay(startedAt: Date, now: Date): Result<true, DisclosureErrorCode> {
  const left = startedAt.getTime() + DOWNLOAD_MINUTES * MINUTE_MS - now.getTime();
  return left > 0 ? err('DISCLOSURE_UNDER_WAY', { minutes: Math.ceil(left / MINUTE_MS) }) : ok(true);
}
