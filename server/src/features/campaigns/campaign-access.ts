import type { CampaignVersionInput } from '@xietong/shared/campaigns';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Action } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createCampaignStore } from './campaign-store';
import type { CampaignRecord, CampaignStore, StandardVersionRecord } from './campaign-store';

/** A campaign as permissions look at it; a version was published once if it says when. */
export function permissionRow(campaign: CampaignRecord, versions: readonly StandardVersionRecord[]) {
  return { tenantId: campaign.tenantId, published: versions.some((version) => version.publishedAt !== null) };
}

export interface OpenedCampaign {
  readonly store: CampaignStore;
  readonly campaign: CampaignRecord;
  /** Newest first, never empty. */
  readonly versions: StandardVersionRecord[];
}

/**
 * A campaign to be changed, locked until the transaction ends.
 * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_ARCHIVED
 */
export async function openCampaign(tx: Tx, call: Call, id: string, action: Action): Promise<OpenedCampaign> {
  const store = createCampaignStore(tx);
  const seen = requireRow(await store.findById(id));
  // Only then the lock: what may not be changed may not be held up either.
  requireCan(call.actor, action, 'StandardCampaign', permissionRow(seen, await store.versionsOf(id)));
  const campaign = requireRow(await store.lockById(id));
  if (campaign.archivedAt) throw new AppError('STANDARD_ARCHIVED');
  return { store, campaign, versions: await store.versionsOf(id) };
}

/** The same with one of its versions. */
export async function openVersion(tx: Tx, call: Call, input: CampaignVersionInput, action: Action) {
  const opened = await openCampaign(tx, call, input.id, action);
  return { ...opened, version: requireRow(opened.versions.find((each) => each.id === input.versionId)) };
}

/** The staff id of a person, the name of a machine: how whoever saved is named to others. */
export function editedBy({ actor }: Call, rowVersion: number, at: Date) {
  return {
    rowVersion,
    updatedBy: actorId(actor),
    updatedByName: actorLabel(actor),
    updatedAt: at,
  };
}

/**
 * Refuses a save that was made on an older state.
 * @throws AppError STALE_VERSION with who saved in between, and when
 */
export function requireFresh(version: StandardVersionRecord, rowVersion: number): void {
  if (version.rowVersion === rowVersion) return;
  throw new AppError('STALE_VERSION', {
    by: version.updatedByName,
    at: version.updatedAt.toISOString(),
    rowVersion: version.rowVersion,
  });
}
