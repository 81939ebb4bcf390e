import { nextStandardState } from '@xietong/shared/campaigns';
import { actorId } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { editedBy } from './campaign-access';
import type { OpenedCampaign } from './campaign-access';
import type { CampaignDeps } from './campaign-ports';
import type { StandardVersionRecord } from './campaign-store';

/** What a version says. */
export type StandardContent = Pick<StandardVersionRecord, 'title' | 'cityDefault' | 'fields'>;

/**
 * Makes the version after the latest, as a draft with this content. The latest one was handed in; where
 * it is approved and not published yet, it is given up.
 * @param restoredFrom number of the earlier version that the content is of; null for the latest's own
 */
export async function startNextVersion(
  tx: Tx,
  call: Call,
  { clock, ids, releases }: Pick<CampaignDeps, 'clock' | 'ids' | 'releases'>,
  { store, campaign, versions }: OpenedCampaign,
  { title, cityDefault, fields }: StandardContent,
  restoredFrom: number | null,
): Promise<{ id: string; version: number }> {
  const latest = requireRow(versions[0]);
  if (latest.state === 'APPROVED') {
    await releases.giveUp(tx, call, { versionId: latest.id });
    await store.updateVersion(latest.id, { state: unwrap(nextStandardState(latest.state, 'SUPERSEDE')) });
  }
  const next = {
    id: ids.next(),
    tenantId: campaign.tenantId,
    campaignId: campaign.id,
    version: latest.version + 1,
    state: 'DRAFT' as const,
    title,
    cityDefault,
    fields,
    restoredFrom,
    createdBy: actorId(call.actor),
    ...editedBy(call, 1, clock.now()),
  };
  await store.insertVersion(next);
  return next;
}
