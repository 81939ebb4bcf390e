import type { ReleaseKind } from './release-document';

/** How far ahead a workbench looks. */
export const UPCOMING_DAYS = 7;

/** An approved release that will go live or end soon. `at` is an ISO UTC instant, the end exclusive. */
export interface UpcomingRelease {
  readonly releaseId: string;
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  readonly tenantKind: 'PROVINCE' | 'CITY';
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  readonly happens: 'GOES_LIVE' | 'ENDS';
  readonly at: string;
}
