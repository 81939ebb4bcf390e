import { campaignKindSchema, isStandardArchivable, isStandardRevisable } from '@xietong/shared/campaigns';
import type {
  CampaignDetail,
  CampaignPage,
  CampaignRelease,
  CampaignVersionView,
  ListCampaignsInput,
  StandardForCity,
} from '@xietong/shared/campaigns';
import type { Action } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { retirementOf } from '../../db/standard-hold';
import { permissionRow } from './campaign-access';
import { createCampaignDraftService } from './campaign-draft-service';
import { createCampaignFactsReadModel } from './campaign-facts-read-model';
import type { ChannelName } from './campaign-facts-read-model';
import { createCampaignListReadModel } from './campaign-list-read-model';
import type { CampaignDeps } from './campaign-ports';
import { createCampaignRetiringService } from './campaign-retiring-service';
import { createCampaignRevertService } from './campaign-revert-service';
import { createCampaignStore } from './campaign-store';
import type { StandardVersionRecord } from './campaign-store';
import { createCampaignSubmissionService } from './campaign-submission-service';

function viewOf(version: StandardVersionRecord, release: CampaignRelease | null): CampaignVersionView {
  const { id, state, title, cityDefault, fields, rowVersion, updatedByName, push, restoredFrom } = version;
  return {
    id,
    version: version.version,
    state,
    title,
    cityDefault,
    fields,
    rowVersion,
    push,
    updatedByName,
    updatedAt: version.updatedAt.toISOString(),
    publishedAt: version.publishedAt?.toISOString() ?? null,
    restoredFrom,
    release,
  };
}

/** Standard campaigns from the first draft to their publication, and what cities see of them. */
export function createCampaignService(deps: CampaignDeps) {
  const { database, smsSignature } = deps;
  return {
    ...createCampaignDraftService(deps),
    ...createCampaignRetiringService(deps),
    ...createCampaignRevertService(deps),
    ...createCampaignSubmissionService(deps),

    /** The province's standards; a city gets those that are published. */
    async list(call: Call, input: ListCampaignsInput): Promise<CampaignPage> {
      return asCaller(database, call, (tx) => createCampaignListReadModel(tx).page(call.actor, input));
    },

    /** Every channel, for forms to choose from. */
    async channels(call: Call): Promise<ChannelName[]> {
      return asCaller(database, call, (tx) => createCampaignFactsReadModel(tx).channels());
    },

    /**
     * What a city starts from.
     * @throws AppError NOT_FOUND, also for a standard that was never published
     */
    async standardForCity(call: Call, { id }: { id: string }): Promise<StandardForCity> {
      return asCaller(database, call, async (tx) => {
        const standard = requireRow(await createCampaignListReadModel(tx).publishedStandard(id));
        const { tenantId } = requireRow(await createCampaignStore(tx).findById(id));
        requireCan(call.actor, 'read', 'StandardCampaign', { tenantId, published: true });
        return standard;
      });
    },

    /**
     * One standard with its versions, the newest first. A city gets those that were ever published,
     * without what the approvers said.
     * @throws AppError NOT_FOUND
     */
    async get(call: Call, { id }: { id: string }): Promise<CampaignDetail> {
      return asCaller(database, call, async (tx) => {
        const store = createCampaignStore(tx);
        const campaign = requireRow(await store.findById(id));
        const all = await store.versionsOf(id);
        const row = permissionRow(campaign, all);
        requireCan(call.actor, 'read', 'StandardCampaign', row);
        const isProvince = call.actor.tenant.kind === 'PROVINCE';
        const versions = isProvince ? all : all.filter((version) => version.publishedAt !== null);
        const latest = requireRow(versions[0]);
        const facts = createCampaignFactsReadModel(tx);
        const releases = isProvince
          ? await facts.releasesOf(versions.map((version) => version.id))
          : new Map<string, CampaignRelease>();
        const locals = (await facts.localCounts([id])).get(id);
        const open = !campaign.archivedAt;
        const may = (action: Action) => open && can(call.actor, action, 'StandardCampaign', row);
        const isEditable = latest.state === 'DRAFT' || isStandardRevisable(latest.state);
        return {
          id,
          number: campaign.number,
          kind: campaignKindSchema.parse(campaign.kind),
          createdAt: campaign.createdAt.toISOString(),
          archivedAt: campaign.archivedAt?.toISOString() ?? null,
          retirement: retirementOf(campaign),
          versions: versions.map((version) => viewOf(version, releases.get(version.id) ?? null)),
          localCount: locals?.localCount ?? 0,
          cityCount: locals?.cityCount ?? 0,
          smsSignature,
          may: {
            edit: isEditable && may('update'),
            submit: latest.state === 'DRAFT' && may('submit'),
            withdraw: latest.state === 'IN_REVIEW' && may('withdraw'),
            publish: latest.state === 'APPROVED' && may('publish'),
            retire: versions.some(({ state }) => state === 'PUBLISHED') && may('publish'),
            archive: isStandardArchivable(versions.map((version) => version.state)) && may('archive'),
          },
        };
      });
    },
  };
}
export type CampaignService = ReturnType<typeof createCampaignService>;
