import type { ReleaseKind } from '@xietong/shared/releases';

const PATHS: Record<ReleaseKind, (id: string) => string> = {
  STANDARD: (id) => `/campaigns/${id}`,
  STANDARD_PLACEMENT: (id) => `/campaigns/${id}/placement`,
  LOCAL: (id) => `/localisation/${id}`,
};

/** Where a release's campaign is worked on. */
export function campaignPath({ kind, campaignId }: { kind: ReleaseKind; campaignId: string }): string {
  return PATHS[kind](campaignId);
}
