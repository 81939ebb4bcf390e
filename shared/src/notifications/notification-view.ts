import type { ReleaseKind } from '../releases';
import type { NotificationKind } from './notification-schema';

/** What else there can be news about. */
export type NotificationAbout =
  | 'DISCLOSURE'
  | 'AUDIT_FINDING'
  | 'APPROVAL_POLICY'
  | 'CHECK_DICTIONARY'
  | 'MARKETING_POINT';

/** What it happened to, by which the way there is found. */
export type NotificationSubject =
  | {
      readonly type: 'RELEASE';
      readonly releaseKind: ReleaseKind;
      readonly campaignId: string;
      readonly campaignNumber: string;
    }
  | { readonly type: 'LIST_IMPORT'; readonly importId: string }
  | { [About in NotificationAbout]: { readonly type: About; readonly id: string } }[NotificationAbout];

/** One notification as its reader sees it. `at` is an ISO UTC instant. */
export interface NotificationRow {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly at: string;
  readonly read: boolean;
  readonly subject: NotificationSubject;
  readonly title: string;
  /** The approval request, where something is to be decided; of the review of a stop that review. */
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
