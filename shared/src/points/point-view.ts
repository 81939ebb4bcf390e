import type { Exemption, ReleaseCheck } from '../content-check';
import type { Precedence } from '../decisions';
import type { RenderedContent } from '../rendering';
import type { PointFallback, PointFormat } from './point-schema';

export interface PointOption {
  code: string;
  nameZh: string;
  nameEn: string;
  channel: string;
  channelNameZh: string;
  channelNameEn: string;
  format: PointFormat;
  capacity: number;
  enabled: boolean;
  /** Whether the channel's renderer can make something for it. */
  renderable: boolean;
}

export interface PointRow extends PointOption {
  id: string;
  /** Placements that run there now and that wait for their window, as far as the actor sees them. */
  liveCount: number;
  scheduledCount: number;
  hasFallback: boolean;
  /** Other content waits for an approver; told to the province alone. */
  hasOpenFallback: boolean;
  updatedAt: string;
}

/**
 * Something that runs or will run at a point. The province's own items are told to a city as such,
 * without their title.
 */
export interface PointRun {
  kind: 'LOCAL' | 'STANDARD_PLACEMENT' | 'PROVINCE_ITEM';
  tenantCode: string;
  tenantNameZh: string;
  tenantNameEn: string;
  /** Null for a province's item that a city sees. */
  campaign: { id: string; number: string; title: string } | null;
  state: 'LIVE' | 'SCHEDULED';
  startsAt: string;
  endsAt: string;
}

/** The same beside a placement that somebody is making: which of the two goes first, and why. */
export interface PointRival extends PointRun, Precedence {}

/** What somebody wants a point to show by itself: it waits for an approver, or the last was refused. */
export interface FallbackProposal {
  state: 'PROPOSED' | 'REFUSED';
  /** Exactly what will be shown; null where it cannot be read. */
  content: RenderedContent | null;
  hash: string;
  /** What the content check found when it was proposed; null of what was before there was one. */
  check: ReleaseCheck | null;
  proposedByName: string;
  proposedAt: string;
  decidedByName: string | null;
  decidedAt: string | null;
  reason: string | null;
  may: { decide: boolean; withdraw: boolean };
}

/** By whom what a point shows by itself was brought there. */
export interface FallbackApproval {
  proposedByName: string;
  decidedByName: string;
  decidedAt: string;
}

export interface PointDetail extends PointRow {
  rowVersion: number;
  /** Who saved last; empty where nobody has since it was set up. */
  updatedByName: string;
  fallback: RenderedContent | null;
  /** What its form starts from: what was proposed, else what is shown. */
  fallbackInput: PointFallback | null;
  /** The evidence that stands with it; for the province alone. */
  fallbackExemptions: readonly Exemption[];
  /** For the province alone; null where nothing waits and nothing was refused last. */
  fallbackProposal: FallbackProposal | null;
  /** For the province alone; null where nothing is shown, or it was shown before there were approvals. */
  fallbackApproval: FallbackApproval | null;
  runs: PointRun[];
  mayUpdate: boolean;
}

export interface ChannelOption {
  code: string;
  nameZh: string;
  nameEn: string;
}
