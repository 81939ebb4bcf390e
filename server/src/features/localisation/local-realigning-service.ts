import { resolveContent } from '@xietong/shared/content';
import { mergeContent } from '@xietong/shared/inheritance';
import { footprintOf } from '@xietong/shared/localisation';
import { exceptionsInForce } from '../../db/exceptions-in-force';
import type { Call } from '../../access/call';
import type { Tx } from '../../platform/database';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import type { CorrectingStandard } from './local-correction-service';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalisationDeps } from './release-port';

/** Campaigns for which a newer standard changes nothing: they are put on it without anybody's work. */
export function createLocalRealigningService({ clock, audit }: LocalisationDeps) {
  return {
    /**
     * Puts the latest version of a campaign on a newer standard where its content stays the same, field by field,
     * to the last policy and name, and logs it; answers whether it did. Texts, hashes and approvals stay as they
     * are: only the base moves. One that is with the approvers is left alone. Runs inside the transaction that
     * pushes.
     */
    async realign(
      tx: Tx,
      call: Call,
      standard: CorrectingStandard,
      campaign: { readonly id: string; readonly tenantId: string; readonly tenantCode: string },
    ): Promise<boolean> {
      const store = createLocalCampaignStore(tx);
      const [newest] = await store.versionsOf(campaign.id);
      // Held, so that what a city saves at this moment is either seen here or comes after.
      const latest = newest === undefined ? undefined : await store.lockVersion(newest.id);
      if (latest === undefined || latest.state === 'IN_REVIEW') return false;
      const bound = createBoundStandardReadModel(tx, clock.now());
      const base = await bound.baseOf(latest);
      if (base?.campaignId !== standard.campaignId || base.version >= standard.version) return false;
      const granted = (await exceptionsInForce(tx, [campaign.id], clock.now())).get(campaign.id) ?? [];
      const next = bound.under(standard.fields, granted);
      const merge = mergeContent(base.fields, latest.overrides, next);
      const content = resolveContent(next, merge.overrides).fields;
      const { who } = footprintOf(
        { content: latest.resolved, placements: [] },
        { content, placements: [] },
        merge,
        [latest.overrides, merge.overrides],
      );
      if (who !== 'NOBODY') return false;
      await store.updateVersion(latest.id, {
        baseVersionId: standard.versionId,
        // What was handed in stays as it was handed in.
        ...(latest.state === 'DRAFT' ? { overrides: merge.overrides } : {}),
      });
      await audit.success(tx, call, {
        act: 'propagation.realign',
        subject: { type: 'LocalCampaign', id: campaign.id },
        before: { standardVersion: base.version },
        after: { standardVersion: standard.version },
        campaignId: campaign.id,
        tenant: { id: campaign.tenantId, code: campaign.tenantCode },
      });
      return true;
    },
  };
}
