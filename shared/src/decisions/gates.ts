import type { Attributes } from '../conditions';
import type { Candidate } from './candidate';
import type { Gate, GateCode, GateStatus } from './trace-schema';

/** What is known of the customer of one request. */
export interface SubscriberState {
  /** 53-bit key of the number in lists, or null without a number. */
  readonly key: number | null;
  readonly homeCity: string | null;
  /** As stored; those of the request outweigh them. */
  readonly attributes: Attributes;
  /** Codes of offers ordered on any channel. */
  readonly orderedOffers: ReadonlySet<string>;
  readonly storedConsent: boolean | null;
}

/** Somebody of whom nothing is known. */
export const UNKNOWN_SUBSCRIBER: SubscriberState = {
  key: null,
  homeCity: null,
  attributes: {},
  orderedOffers: new Set(),
  storedConsent: null,
};

/** Everything a gate may look at. */
export interface GateContext {
  readonly city: string;
  readonly at: number;
  readonly personalised: boolean;
  /** The number is on a blocklist of the province or the city; false without a number. */
  readonly blocked: boolean;
  readonly subscriber: SubscriberState;
  /** Stored and sent attributes in one, put together when the first rule asks. */
  readonly attributes: () => Attributes;
}

/** A gate's finding. Those of equal meaning are one object, so that a decision allocates nothing for them. */
export interface Verdict {
  readonly status: GateStatus;
  readonly code: string | null;
}

type Judge = (candidate: Candidate, context: GateContext) => Verdict;

const PASS: Verdict = { status: 'pass', code: null };
const SKIPPED: Verdict = { status: 'skipped', code: null };
const verdict = (status: GateStatus, code: GateCode): Verdict => ({ status, code });
const NOT_STARTED = verdict('fail', 'NOT_STARTED');
const ENDED = verdict('fail', 'ENDED');
const OVERTAKEN = verdict('fail', 'OVERTAKEN');
const CITY_MISMATCH = verdict('fail', 'CITY_MISMATCH');
const HOME_CITY_UNKNOWN = verdict('skipped', 'HOME_CITY_UNKNOWN');
const NOT_IN_LIST = verdict('fail', 'NOT_IN_LIST');
const SUBSCRIBER_UNKNOWN = verdict('unknown', 'SUBSCRIBER_UNKNOWN');
const LIST_NOT_LOADED = verdict('unknown', 'LIST_NOT_LOADED');
const RULE_NOT_MET = verdict('fail', 'RULE_NOT_MET');
const RULE_UNKNOWN = verdict('unknown', 'RULE_UNKNOWN');
const RULE_INVALID = verdict('unknown', 'RULE_INVALID');
const ALREADY_ORDERED = verdict('fail', 'ALREADY_ORDERED');
const NOT_PERSONALISED = verdict('fail', 'NOT_PERSONALISED');
const BLOCKLISTED = verdict('fail', 'BLOCKLISTED');
const LOCALISED = verdict('fail', 'LOCALISED');
const CAMPAIGN_ALREADY_SHOWN = verdict('fail', 'CAMPAIGN_ALREADY_SHOWN');

function judgeWindow(candidate: Candidate, { at }: GateContext): Verdict {
  if (at < candidate.startsAt) return NOT_STARTED;
  if (at < candidate.endsAt) return PASS;
  return candidate.isOvertaken ? OVERTAKEN : ENDED;
}

function judgeCity(candidate: Candidate, { city }: GateContext): Verdict {
  return candidate.city === null || candidate.city === city ? PASS : CITY_MISMATCH;
}

/** Only what was made for chosen customers is bound to their home; a number nobody knows has no other home. */
function judgeHomeCity(candidate: Candidate, { city, subscriber }: GateContext): Verdict {
  if (!isTargeted(candidate)) return SKIPPED;
  if (subscriber.homeCity === null) return HOME_CITY_UNKNOWN;
  return subscriber.homeCity === city ? PASS : CITY_MISMATCH;
}

/** A customer who is not to be profiled is not looked up, not even to say so. */
function judgeList({ list }: Candidate, { personalised, subscriber }: GateContext): Verdict {
  if (list === null || !personalised) return SKIPPED;
  if (subscriber.key === null) return SUBSCRIBER_UNKNOWN;
  if (list.has === undefined) return LIST_NOT_LOADED;
  return list.has(subscriber.key) ? PASS : NOT_IN_LIST;
}

function judgeRule({ rule }: Candidate, { personalised, attributes }: GateContext): Verdict {
  if (rule === null || !personalised) return SKIPPED;
  if (rule.holds === undefined) return RULE_INVALID;
  const truth = rule.holds(attributes());
  if (truth === undefined) return RULE_UNKNOWN;
  return truth ? PASS : RULE_NOT_MET;
}

function judgeSuitability({ offerCodes }: Candidate, { subscriber }: GateContext): Verdict {
  if (offerCodes.length === 0) return SKIPPED;
  return offerCodes.some((code) => subscriber.orderedOffers.has(code)) ? ALREADY_ORDERED : PASS;
}

function judgeConsent(candidate: Candidate, { personalised }: GateContext): Verdict {
  return personalised || !isTargeted(candidate) ? PASS : NOT_PERSONALISED;
}

/** Whoever must not be shown marketing is still told what everybody has to be told. */
function judgeBlocklist({ tier }: Candidate, { blocked, subscriber }: GateContext): Verdict {
  if (subscriber.key === null || tier === 'MANDATORY_NOTICE') return SKIPPED;
  return blocked ? BLOCKLISTED : PASS;
}

/** Whether a candidate needs a list or a profile. */
function isTargeted(candidate: Candidate): boolean {
  return candidate.list !== null || candidate.rule !== null;
}

/** The gates that judge a candidate by itself, in their order. */
export const OWN_GATES: readonly (readonly [gate: Gate, judge: Judge])[] = [
  ['window', judgeWindow],
  ['city', judgeCity],
  ['home-city', judgeHomeCity],
  ['list', judgeList],
  ['rule', judgeRule],
  ['suitability', judgeSuitability],
  ['consent', judgeConsent],
  ['blocklist', judgeBlocklist],
];

export function isOpen({ status }: Verdict): boolean {
  return status === 'pass' || status === 'skipped';
}

/** Whether a candidate passes all gates that judge it by itself; stops at the first that it does not. */
export function passesOwnGates(candidate: Candidate, context: GateContext): boolean {
  for (const [, judge] of OWN_GATES) if (!isOpen(judge(candidate, context))) return false;
  return true;
}

/** A standard gives way to a city's own version of it that this customer can be shown at the same point. */
export function judgeLocalised(candidate: Candidate, localised: ReadonlySet<string>): Verdict {
  if (!givesWayToLocal(candidate)) return SKIPPED;
  return candidate.standardId !== null && localised.has(candidate.standardId) ? LOCALISED : PASS;
}

/** Whether it is an ordinary placement of a standard, in whose place a city's version of it is shown. */
export function givesWayToLocal({ kind, tier }: Pick<Candidate, 'kind' | 'tier'>): boolean {
  return kind === 'STANDARD_PLACEMENT' && tier === 'STANDARD';
}

/** One campaign is shown once in the answer to a request. */
export function judgeDiversity({ campaignId }: Candidate, shown: ReadonlySet<string>): Verdict {
  return shown.has(campaignId) ? CAMPAIGN_ALREADY_SHOWN : PASS;
}

export function judgeRendering({ rendered }: Candidate): Verdict {
  return rendered.ok ? PASS : { status: 'fail', code: rendered.code };
}
