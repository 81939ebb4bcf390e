import { nextStandardState } from '@xietong/shared/campaigns';
import type { RetireCampaignInput } from '@xietong/shared/campaigns';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { AppError, unwrap } from '../../platform/app-error';
import { holdStandard } from '../../db/standard-hold';
import { openCampaign } from './campaign-access';
import { createCampaignFactsReadModel } from './campaign-facts-read-model';
import type { CampaignDeps } from './campaign-ports';

/** Taking a published standard off again (撤下). */
export function createCampaignRetiringService({ database, clock, audit, releases, news }: CampaignDeps) {
  return {
    /**
     * Retires a published standard: cities start nothing from it and hand nothing in on it any more.
     * What they run of it, and the province's own placements, are paused or run to the end of their
     * windows, as declared; what is with the approvers comes back to its authors. Nothing of theirs is
     * changed or deleted. Again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_ARCHIVED, STANDARD_WRONG_STATE when nothing of it
     * is published
     */
    async retire(call: Call, { id, children, reason }: RetireCampaignInput): Promise<{ paused: number }> {
      return asCaller(database, call, async (tx) => {
        const { store, campaign, versions } = await openCampaign(tx, call, id, 'publish');
        if (campaign.retiredAt) return { paused: 0 };
        const published = versions.find(({ state }) => state === 'PUBLISHED');
        if (!published) {
          const state = versions[0]?.state ?? 'DRAFT';
          throw new AppError('STANDARD_WRONG_STATE', { state, command: 'RETIRE' });
        }
        await holdStandard(tx, id, 'ALONE');
        const state = unwrap(nextStandardState(published.state, 'RETIRE'));
        await releases.takeOff(tx, call, { versionId: published.id });
        await store.updateVersion(published.id, { state });
        await store.setRetirement(id, {
          retiredAt: clock.now(),
          retiredBy: actorId(call.actor),
          retiredByName: actorLabel(call.actor),
          retiredReason: reason,
          retiredChildren: children,
        });
        const locals = await createCampaignFactsReadModel(tx).localsOf(id);
        const campaignIds = [id, ...locals.map((local) => local.id)];
        await releases.voidRequests(tx, call, { campaignIds }, 'STANDARD_RETIRED');
        const paused = children === 'PAUSE' ? await releases.pauseStandard(tx, call, id) : [];
        for (const local of locals) await news.standardRetired(tx, call, local, reason);
        await audit.success(tx, call, {
          act: 'campaigns.retire',
          subject: { type: 'StandardCampaign', id },
          before: { state: published.state },
          after: { state, version: published.version, children, reason, paused: paused.length },
          campaignId: id,
        });
        return { paused: paused.length };
      });
    },
  };
}
