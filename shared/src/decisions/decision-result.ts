import type { RenderedContent } from '../rendering';
import type { Tier } from '../releases';
import type { Candidate } from './candidate';
import type { PointCode, Trace } from './trace-schema';

/** What was released, as the sealed token of an item has to name it. */
export interface DecisionSource {
  readonly placementId: string;
  readonly releaseId: string;
  readonly releaseHash: string;
  readonly tenant: string;
  readonly campaignId: string;
  readonly campaign: string;
  readonly version: number;
  readonly tier: Tier;
  /** The offer that an order of this item would be for, or null. */
  readonly offerCode: string | null;
}

export interface DecidedItem {
  /** Null for the point's own default. */
  readonly source: DecisionSource | null;
  readonly content: RenderedContent;
}

export interface DecidedPoint {
  readonly point: string;
  readonly fallback: boolean;
  /** Why the point was not decided at all, or null. */
  readonly code: PointCode | null;
  readonly items: readonly DecidedItem[];
}

export interface DecisionResult {
  readonly snapshot: string;
  readonly personalised: boolean;
  readonly points: readonly DecidedPoint[];
  /** Only when it was asked for; asking changes nothing else. */
  readonly trace?: Trace;
}

/** How one point was decided, kept as long as the trace may need it. */
export interface PointRun {
  readonly decided: DecidedPoint;
  readonly candidates: readonly Candidate[];
  readonly localised: ReadonlySet<string>;
  readonly ranked: readonly Candidate[];
  readonly selected: readonly Candidate[];
  /** Campaigns that earlier points of the request show. */
  readonly shownBefore: ReadonlySet<string>;
}
