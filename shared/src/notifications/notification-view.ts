import type { ReleaseKind } from '../releases';
import type { NotificationKind } from './notification-schema';

/** One notification as its reader sees it. `at` is an ISO UTC instant. */
export interface NotificationRow {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly at: string;
  readonly read: boolean;
  readonly releaseKind: ReleaseKind;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  /** The approval request, where something is to be decided. */
  readonly requestId: string | null;
  readonly actorName: string;
  readonly fromNameZh: string;
  readonly fromNameEn: string;
  readonly reason: string | null;
}

export interface NotificationPage {
  readonly rows: readonly NotificationRow[];
  readonly total: number;
  /** Unread ones, whatever the filter. */
  readonly unread: number;
}
