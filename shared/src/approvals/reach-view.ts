import type { Rivalry } from '../decisions';

/** A version of a list, by which another is measured. */
export interface MeasuredList {
  readonly name: string;
  readonly version: number;
  readonly size: number;
  /** The campaign runs with it now; else it is the version before of the same list. */
  readonly isLive: boolean;
}

/** What a placement's list is, beside the one that runs now or the version before. Counts alone. */
export interface ListChange {
  readonly placementId: string;
  readonly point: string;
  readonly name: string;
  readonly version: number;
  readonly size: number;
  /** Null = there is nothing to measure it by. */
  readonly before: MeasuredList | null;
  /** Members that `before` does not have, has alone, and has, too; added is all of them without one. */
  readonly added: number;
  readonly removed: number;
  readonly kept: number;
  readonly refused: RefusedMembers;
}

/** Members of a list who will not be shown it, or not for sure. One may be counted under several. */
export interface RefusedMembers {
  /** On a blocklist in force, of the province or of the city whose list it is: never. */
  readonly blocked: number;
  /** Refused personalised marketing: never. */
  readonly declined: number;
  /** Have ordered an offer of this content: not any more. */
  readonly ordered: number;
  /** Have neither agreed nor refused: only where the channel brings their consent. */
  readonly unasked: number;
  /** No customer of the city that the release is for, as far as the reader sees customers. */
  readonly strangers: number;
}

/** Whom content that is for a list would be shown to by now. */
export interface ListReach {
  readonly size: number;
  /** Customers who agreed to personalised marketing, have not ordered it and are on no blocklist. */
  readonly reachable: number;
  readonly refused: RefusedMembers;
}

/** Others that are listed at most; all are counted. */
export const MOST_RIVALS = 100;

/** What else runs at a release's points, who goes first, and why. */
export interface ApprovalRival extends Pick<
  Rivalry,
  'placementId' | 'point' | 'startsAt' | 'endsAt' | 'first' | 'because' | 'isPushedOut'
> {
  readonly id: string;
  readonly kind: 'LOCAL' | 'STANDARD_PLACEMENT';
  /** Null for what a city may not look into: the province's own. */
  readonly campaign: { readonly number: string; readonly title: string } | null;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  /** Customers on both lists; null where not both are for a list, or the reader sees but one. */
  readonly sharedMembers: number | null;
}

export interface Displacement {
  /** Those that lose their place first; at most `MOST_RIVALS`. */
  readonly rivals: readonly ApprovalRival[];
  readonly total: number;
  /** How many of all of them are served before this one. */
  readonly ahead: number;
  /** How many items each point shows at once, by its code. */
  readonly points: readonly {
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly capacity: number;
  }[];
}
