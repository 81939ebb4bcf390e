import { shanghaiDate } from '@xietong/shared/kernel';
import { isRevisable } from '@xietong/shared/localisation';
import type { CreateLocalCampaignInput } from '@xietong/shared/localisation';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import { permissionRow } from './local-campaign-access';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalCampaignRecord, LocalVersionRecord } from './local-campaign-store';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import { copyPlacements } from './placement-saving';
import type { LocalisationDeps } from './release-port';
import { editedBy } from './version-editing';

/** The first version after a campaign has left its standard: its own fields, as they were copied. */
export function independent(
  { ownFields }: LocalCampaignRecord,
  { baseVersionId }: LocalVersionRecord,
): Partial<Pick<LocalVersionRecord, 'baseVersionId' | 'overrides' | 'resolved'>> {
  return ownFields && baseVersionId ? { baseVersionId: null, overrides: {}, resolved: ownFields } : {};
}

/** Beginning local campaigns, and their next versions. */
export function createLocalCreationService({ database, clock, ids, audit, releases }: LocalisationDeps) {
  return {
    /**
     * A city's own form of the published version of a standard, to which it stays pinned; of the same form once.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_NOT_PUBLISHED, ALREADY_CREATED
     */
    async create(
      call: Call,
      { standardCampaignId: baseCampaignId, title: given, idempotencyKey: key }: CreateLocalCampaignInput,
    ): Promise<{ id: string; number: string; versionId: string }> {
      const act = 'localCampaigns.create';
      const { tenant } = call.actor;
      const tenantId = tenant.id;
      const wanted = given?.trim() ? given.trim() : null;
      requireCan(call.actor, 'create', 'LocalCampaign', { tenantId, baseCampaignId });
      return createOnce({ database, ids, audit }, call, {
        ...{ act, key, input: { baseCampaignId, title: wanted } },
        find: async (tx, id) => {
          const store = createLocalCampaignStore(tx);
          const made = await store.findById(id);
          const first = (await store.versionsOf(id)).at(-1);
          if (!made || !first) return undefined;
          const title = wanted === null ? null : first.title;
          const answer = { id, number: made.number, versionId: first.id };
          return { input: { baseCampaignId: made.baseCampaignId, title }, answer };
        },
        create: async (tx, id) => {
          const standard = await createPlacementFactsReadModel(tx).publishedStandard(baseCampaignId);
          if (!standard) throw new AppError('STANDARD_NOT_PUBLISHED');
          const store = createLocalCampaignStore(tx);
          const now = clock.now();
          const createdBy = actorId(call.actor);
          const year = shanghaiDate(now).slice(0, 4);
          const counted = await releases.nextNumber(tx, tenantId, `LOCAL-${year}`);
          const number = `${tenant.code}-${year}-${String(counted).padStart(4, '0')}`;
          await store.insert({ id, tenantId, number, baseCampaignId, createdBy });
          const version = {
            ...{ id: ids.next(), tenantId, campaignId: id, version: 1, state: 'DRAFT' as const },
            ...{ baseVersionId: standard.versionId, title: wanted ?? standard.title },
            ...{ overrides: {}, resolved: [...standard.fields], assessment: null },
            ...{ createdBy, ...editedBy(call, 1, now) },
          };
          await store.insertVersion(version);
          await releases.recordAuthor(tx, call, { tenantId, campaignId: id, kind: 'LOCAL' });
          await audit.success(tx, call, {
            act,
            subject: { type: 'LocalCampaign', id },
            after: {
              ...{ number, title: version.title },
              ...{ standard: standard.number, standardVersion: standard.version },
            },
            campaignId: id,
          });
          return { id, number, versionId: version.id };
        },
      });
    },

    /**
     * The next version as a draft, copied from one that was handed in. An open draft is found, not
     * made twice; the base stays the one that the version is pinned to, or none once the campaign has left it.
     * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_WRONG_STATE, VERSION_NOT_LATEST
     */
    async revise(
      call: Call,
      { versionId }: { versionId: string },
    ): Promise<{ id: string; versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createLocalCampaignStore(tx);
        const asked = requireRow(await store.findVersion(versionId));
        const campaign = requireRow(await store.findById(asked.campaignId));
        requireCan(call.actor, 'update', 'LocalCampaign', permissionRow(campaign));
        const { archivedAt } = requireRow(await store.lockById(campaign.id));
        const latest = requireRow((await store.versionsOf(campaign.id))[0]);
        if (latest.state === 'DRAFT') return { id: campaign.id, versionId: latest.id };
        if (latest.id !== versionId) throw new AppError('VERSION_NOT_LATEST');
        if (archivedAt || !isRevisable(latest.state))
          throw new AppError('VERSION_WRONG_STATE', { state: latest.state, command: 'REVISE' });
        const next = {
          ...latest,
          ...independent(campaign, latest),
          id: ids.next(),
          version: latest.version + 1,
          state: 'DRAFT' as const,
          restoredFrom: null,
          createdBy: actorId(call.actor),
          createdAt: clock.now(),
          ...editedBy(call, 1, clock.now()),
        };
        await store.insertVersion(next);
        await copyPlacements(tx, { campaign, from: latest.id, to: next.id, ids });
        await releases.recordAuthor(tx, call, {
          tenantId: campaign.tenantId,
          campaignId: campaign.id,
          kind: 'LOCAL',
        });
        await audit.success(tx, call, {
          act: 'localCampaigns.revise',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: { version: latest.version },
          after: { version: next.version },
          campaignId: campaign.id,
        });
        return { id: campaign.id, versionId: next.id };
      });
    },
  };
}
