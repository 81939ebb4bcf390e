import type { EventType } from './event-schema';

/** One event as people may see it: whether a customer was known, never who. */
export interface EventRow {
  /** Channel and id together are the event's identity. */
  channel: string;
  eventId: string;
  type: EventType;
  /** UTC instants. */
  at: string;
  receivedAt: string;
  cityCode: string;
  cityNameZh: string;
  cityNameEn: string;
  /** Empty = without. */
  point: string;
  pointNameZh: string | null;
  pointNameEn: string | null;
  format: string;
  campaignNumber: string;
  business: string;
  valueFen: number;
  /** The point's own content was shown, no campaign. */
  fallback: boolean;
  demo: boolean;
  /** The event carries a customer, whose number is kept as a keyed hash and not shown. */
  customerKnown: boolean;
}

export interface EventPage {
  rows: EventRow[];
  /** All events that the filter matches: the number whose events these are. */
  total: number;
  nextCursor: string | null;
}
