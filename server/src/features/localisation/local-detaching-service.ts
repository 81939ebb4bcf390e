import { detachContent, keepOverrides } from '@xietong/shared/inheritance';
import { actorLabel } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { holdStandard } from '../../db/standard-hold';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalisationDeps } from './release-port';

/** A local campaign leaves its standard, as the province granted it. */
export function createLocalDetachingService({ clock }: LocalisationDeps) {
  return {
    /**
     * Copies what the latest version shows as the campaign's own content. What runs or is with the
     * approvers is not touched; an open draft goes on as it is shown, without its standard. Runs inside the
     * transaction that grants it, in the province's name.
     * @throws AppError NOT_FOUND, DETACHMENT_NO_STANDARD
     */
    async detach(tx: Tx, call: Call, localCampaignId: string): Promise<void> {
      const store = createLocalCampaignStore(tx);
      const { baseCampaignId } = requireRow(await store.findById(localCampaignId));
      if (baseCampaignId === null) throw new AppError('DETACHMENT_NO_STANDARD');
      await holdStandard(tx, baseCampaignId, 'BESIDE');
      await store.lockById(localCampaignId);
      const latest = requireRow((await store.versionsOf(localCampaignId))[0]);
      const now = clock.now();
      const standard = requireRow(await createBoundStandardReadModel(tx, now).baseOf(latest));
      const { fields, archived } = detachContent(standard.fields, latest.overrides);
      await store.detach(localCampaignId, {
        ownFields: fields,
        detachedFromCampaignId: standard.campaignId,
        detachedFromVersionId: standard.versionId,
        detachedAt: now,
        detachedByName: actorLabel(call.actor),
      });
      if (latest.state !== 'DRAFT') return;
      const kept = { at: now.toISOString(), standardVersion: standard.version };
      await store.updateVersion(latest.id, {
        baseVersionId: null,
        overrides: {},
        resolved: fields,
        archivedOverrides: keepOverrides(latest.archivedOverrides, archived, kept),
        rowVersion: latest.rowVersion + 1,
      });
    },
  };
}
