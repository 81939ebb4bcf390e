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

export interface PointDetail extends PointRow {
  rowVersion: number;
  /** Who saved last; empty where nobody has since it was set up. */
  updatedByName: string;
  fallback: RenderedContent | null;
  fallbackInput: PointFallback | null;
  runs: PointRun[];
  mayUpdate: boolean;
}

export interface ChannelOption {
  code: string;
  nameZh: string;
  nameEn: string;
}
