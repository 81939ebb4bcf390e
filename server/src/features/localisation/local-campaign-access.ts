import { nextVersionState } from '@xietong/shared/localisation';
import type { VersionCommand, VersionState } from '@xietong/shared/localisation';
import type { Action } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalCampaignRecord, LocalVersionRecord } from './local-campaign-store';

/** The row as permissions look at it: whoever localised a campaign may go on with it when it has left its standard. */
export function permissionRow({ tenantId, baseCampaignId, detachedFromCampaignId }: LocalCampaignRecord) {
  return { tenantId, baseCampaignId: baseCampaignId ?? detachedFromCampaignId };
}

/**
 * A version, held until the transaction ends, with its campaign, for somebody who may do this to it.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function openVersion(
  tx: Tx,
  call: Call,
  versionId: string,
  action: Action,
): Promise<{ version: LocalVersionRecord; campaign: LocalCampaignRecord }> {
  const store = createLocalCampaignStore(tx);
  const version = requireRow(await store.lockVersion(versionId));
  const campaign = requireRow(await store.findById(version.campaignId));
  requireCan(call.actor, action, 'LocalCampaign', permissionRow(campaign));
  return { version, campaign };
}

/** @throws AppError VERSION_WRONG_STATE */
export function stateAfter(state: VersionState, command: VersionCommand): VersionState {
  return unwrap(nextVersionState(state, command));
}
