import type { CampaignVersionView } from '@xietong/shared/campaigns';

/**
 * The version that came back last and that `shown` is, or goes on from; none once a later one was handed in again.
 * `versions` are newest first.
 */
export function returnedVersion(
  versions: readonly CampaignVersionView[],
  shown: Pick<CampaignVersionView, 'version'>,
): CampaignVersionView | undefined {
  const decisive = versions.find(
    ({ version, state }) => version <= shown.version && state !== 'DRAFT' && state !== 'WITHDRAWN',
  );
  return decisive?.state === 'RETURNED' || decisive?.state === 'REJECTED' ? decisive : undefined;
}
