import type { Page } from '@xietong/shared/kernel';
import type {
  CampaignAdoption,
  CampaignCorrection,
  DetachedFrom,
  ListLocalCampaignsInput,
  LocalCampaignDetail,
  LocalCampaignRow,
  PlacingOptions,
} from '@xietong/shared/localisation';
import { isRevisable } from '@xietong/shared/localisation';
import { mayUse } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { standardRetirement } from '../../db/standard-hold';
import type { Tx } from '../../platform/database';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { permissionRow } from './local-campaign-access';
import { createLocalCampaignListReadModel } from './local-campaign-list-read-model';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalCampaignRecord } from './local-campaign-store';
import { createLocalCorrectionService } from './local-correction-service';
import { createLocalCreationService } from './local-creation-service';
import { createLocalDetachingService } from './local-detaching-service';
import { createLocalDraftService } from './local-draft-service';
import { createLocalRealigningService } from './local-realigning-service';
import { createLocalRebaseService } from './local-rebase-service';
import { createLocalRevertService } from './local-revert-service';
import { createLocalSubmissionService } from './local-submission-service';
import { detailVersion, summariseVersion } from './local-version-view';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import { optionOf, readSurroundings } from './placement-saving';
import { createPlacementStore } from './placement-store';
import { findPushDeadline } from './push-read-model';
import type { LocalisationDeps } from './release-port';
import { createVersionReleaseReadModel } from './version-release-read-model';

/** What a mandatory push replaced last, as the city sees it. */
function correctionOf(
  found: Awaited<ReturnType<ReturnType<typeof createPlacementFactsReadModel>['correctionOf']>>,
  mayAct: boolean,
): CampaignCorrection | null {
  if (!found) return null;
  const { item, pushed } = found;
  if (!item.correctedAt) return null;
  return {
    itemId: item.id,
    standardVersion: pushed.version,
    reason: pushed.push.mode === 'MANDATORY' ? pushed.push.reason : '',
    at: item.correctedAt.toISOString(),
    acknowledgedAt: item.acknowledgedAt?.toISOString() ?? null,
    acknowledgedByName: item.acknowledgedByName,
    mayAcknowledge: mayAct && item.acknowledgedAt === null,
  };
}

/** A newer standard to which the campaign may move without another approval; null where there is none, or not any more. */
async function adoptionOf(
  tx: Tx,
  correcting: Pick<ReturnType<typeof createLocalCorrectionService>, 'planAdoption'>,
  campaignId: string,
  mayAdopt: boolean,
): Promise<CampaignAdoption | null> {
  const facts = createPlacementFactsReadModel(tx);
  const found = await facts.listingOf(campaignId);
  if (!found) return null;
  const standard = requireRow((await facts.standardVersion(found.pushed.id)) ?? undefined);
  const planned = await correcting.planAdoption(tx, standard, campaignId);
  const hash = planned?.listed.hash;
  if (hash === undefined || hash !== found.item.listedHash) return null;
  return { itemId: found.item.id, standardVersion: standard.version, hash, mayAdopt };
}

/** Where a campaign came from that has left its standard; null for any other. */
async function detachedFrom(
  facts: ReturnType<typeof createPlacementFactsReadModel>,
  { detachedFromVersionId, detachedAt, detachedByName }: LocalCampaignRecord,
): Promise<DetachedFrom | null> {
  if (!detachedFromVersionId || !detachedAt) return null;
  const { campaignId, number, title, version } = requireRow(
    await facts.standardVersion(detachedFromVersionId),
  );
  return { campaignId, number, title, version, at: detachedAt.toISOString(), byName: detachedByName ?? '' };
}

/** Local campaigns from the first draft to what became of it. */
export function createLocalCampaignService(deps: LocalisationDeps) {
  const { database, clock, smsSignature } = deps;
  const correcting = createLocalCorrectionService(deps);
  return {
    ...correcting,
    ...createLocalCreationService(deps),
    ...createLocalDetachingService(deps),
    ...createLocalDraftService(deps),
    ...createLocalRealigningService(deps),
    ...createLocalRebaseService(deps),
    ...createLocalRevertService(deps),
    ...createLocalSubmissionService(deps),

    /** A city's own campaigns; the province sees its cities'. */
    async list(call: Call, input: ListLocalCampaignsInput): Promise<Page<LocalCampaignRow>> {
      return asCaller(database, call, (tx) =>
        createLocalCampaignListReadModel(tx).page(call.actor, input, clock.now()),
      );
    },

    /** Every marketing point for the form to choose from, and how messages are signed. */
    async options(call: Call): Promise<PlacingOptions> {
      return asCaller(database, call, async (tx) => {
        const points = await createPlacementFactsReadModel(tx).points();
        return { points: [...points.values()].map(optionOf), smsSignature };
      });
    },

    /**
     * One campaign with one of its versions, the latest unless another is asked for.
     * @throws AppError NOT_FOUND
     */
    async get(
      call: Call,
      input: { id: string; versionId?: string | undefined },
    ): Promise<LocalCampaignDetail> {
      return asCaller(database, call, async (tx) => {
        const store = createLocalCampaignStore(tx);
        const campaign = requireRow(await store.findById(input.id));
        const row = permissionRow(campaign);
        requireCan(call.actor, 'read', 'LocalCampaign', row);
        const versions = await store.versionsOf(campaign.id);
        const asked = requireRow(versions.find((each) => each.id === (input.versionId ?? versions[0]?.id)));
        const facts = createPlacementFactsReadModel(tx);
        const owner = requireRow(await facts.tenantById(campaign.tenantId));
        const now = clock.now();
        const bound = createBoundStandardReadModel(tx, now);
        const standard = await bound.baseOf(asked);
        const fields = await bound.fieldsOf(asked);
        const published = campaign.baseCampaignId
          ? await facts.publishedStandard(campaign.baseCampaignId)
          : null;
        const retirement = campaign.baseCampaignId
          ? await standardRetirement(tx, campaign.baseCampaignId)
          : null;
        const placements = await createPlacementStore(tx).ofVersion(asked.id);
        const tenant = { id: owner.id, code: owner.code, kind: owner.kind, parentId: owner.parentId };
        const mayAim = mayUse(call.actor, 'PRECISE_MARKETING');
        const surroundings = await readSurroundings(tx, {
          tenant,
          content: asked.resolved,
          placements,
          smsSignature,
          mayAim,
          now,
        });
        const handedIn = await createVersionReleaseReadModel(tx).latestByVersion(
          versions.map((each) => each.id),
        );
        const summaries = versions.map((each) => summariseVersion(each, handedIn.get(each.id), now));
        const summary = requireRow(summaries.find((each) => each.id === asked.id));
        const latest = requireRow(versions[0]);
        const open = !campaign.archivedAt;
        const isRunning = summaries.some(({ state }) => state === 'LIVE' || state === 'SCHEDULED');
        const mayEdit = can(call.actor, 'update', 'LocalCampaign', row);
        return {
          id: campaign.id,
          number: campaign.number,
          tenant: { id: owner.id, code: owner.code, nameZh: owner.nameZh, nameEn: owner.nameEn },
          archivedAt: campaign.archivedAt?.toISOString() ?? null,
          standard: standard && {
            campaignId: standard.campaignId,
            number: standard.number,
            versionId: standard.versionId,
            version: standard.version,
            title: standard.title,
            fields: standard.fields,
          },
          fields: fields ?? [],
          detachedFrom: await detachedFrom(facts, campaign),
          correction: correctionOf(
            await facts.correctionOf(campaign.id),
            can(call.actor, 'archive', 'LocalCampaign', row),
          ),
          adoption:
            campaign.archivedAt || retirement
              ? null
              : await adoptionOf(
                  tx,
                  correcting,
                  campaign.id,
                  can(call.actor, 'submit', 'LocalCampaign', row),
                ),
          retirement,
          newerStandard:
            standard && published && published.version > standard.version && !campaign.archivedAt
              ? {
                  version: published.version,
                  title: published.title,
                  deadline: await findPushDeadline(tx, campaign.id, standard.version),
                }
              : null,
          version: detailVersion(asked, summary, placements, surroundings, fields),
          versions: summaries,
          smsSignature,
          may: {
            edit: open && mayEdit && (latest.state === 'DRAFT' || isRevisable(latest.state)),
            aim: mayEdit && mayAim,
            submit:
              open &&
              !retirement &&
              latest.state === 'DRAFT' &&
              can(call.actor, 'submit', 'LocalCampaign', row),
            withdraw: latest.state === 'IN_REVIEW' && can(call.actor, 'withdraw', 'LocalCampaign', row),
            archive:
              open &&
              !isRunning &&
              latest.state !== 'IN_REVIEW' &&
              can(call.actor, 'archive', 'LocalCampaign', row),
          },
        };
      });
    },
  };
}
export type LocalCampaignService = ReturnType<typeof createLocalCampaignService>;
