import type {
  AdoptInput,
  Propagation,
  PropagationBoard,
  PropagationBoardInput,
  RemindPropagationInput,
  WaiveInput,
} from '@xietong/shared/localisation';
import { checkPush } from '@xietong/shared/inheritance';
import type { ListedCorrection } from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { holdStandard } from '../../db/standard-hold';
import { AppError, unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import type { LocalsPort, PropagationDeps } from './propagation-ports';
import type { PropagationPushing } from './propagation-pushing';
import { createPropagationReadModel } from './propagation-read-model';
import { createPropagationStore } from './propagation-store';

/** What a version of a standard does, or did, to the cities' campaigns on it, and what the province says about it. */
export function createPropagationService<P extends { readonly listed: ListedCorrection }>({
  database,
  clock,
  audit,
  news,
  pushing,
  locals,
}: PropagationDeps & { pushing: PropagationPushing; locals: Pick<LocalsPort<P>, 'planAdoption' | 'adopt'> }) {
  /** An item about a campaign that has not moved yet, for somebody who may see to it. */
  async function openItem(tx: Tx, call: Call, id: string) {
    const found = requireRow(await createPropagationStore(tx).lockById(id));
    requireCan(call.actor, 'update', 'PropagationItem');
    const { item, number, title, tenantCode } = found;
    if (found.isOn || item.waivedAt) throw new AppError('PROPAGATION_SETTLED');
    const campaign = { id: item.localCampaignId, number, title, tenantId: item.tenantId };
    return { item, campaign, tenant: { id: item.tenantId, code: tenantCode } };
  }

  return {
    /**
     * Each local campaign that the actor may see, and what moving it to this version does to its fields.
     * Of a draft it is the sheet to look at before submitting.
     * @throws AppError NOT_FOUND for a version that the actor may not read
     */
    async get(call: Call, input: { standardVersionId: string }): Promise<Propagation> {
      return asCaller(database, call, async (tx) => {
        const readModel = createPropagationReadModel(tx, call.actor);
        const target = requireRow(await readModel.target(input.standardVersionId));
        const { tenantId, fields, publishedAt, ...standard } = target;
        requireCan(call.actor, 'read', 'StandardCampaign', { tenantId, published: publishedAt !== null });
        const rows = await readModel.rows({ ...standard, fields }, clock.now());
        const mayManage = standard.state === 'PUBLISHED' && can(call.actor, 'update', 'PropagationItem');
        const isOpen = rows.some(({ item, impact }) => item === null && impact !== null);
        return { standard, rows, mayManage, mayWiden: mayManage && isOpen };
      });
    },

    /**
     * Every local campaign of a standard against its newest published versions, a word a cell.
     * @throws AppError NOT_FOUND
     */
    async board(call: Call, { campaignId, versions }: PropagationBoardInput): Promise<PropagationBoard> {
      return asCaller(database, call, async (tx) => {
        const readModel = createPropagationReadModel(tx, call.actor);
        const owner = requireRow(await readModel.owner(campaignId));
        requireCan(call.actor, 'read', 'StandardCampaign', owner);
        return readModel.board({ campaignId, number: owner.number }, versions, clock.now());
      });
    },

    /**
     * Tells the operators of a city once more; the second of two clicks finds what the first one did.
     * @throws AppError NOT_FOUND, FORBIDDEN, PROPAGATION_SETTLED when it has moved or was let off
     */
    async remind(
      call: Call,
      { id, reminders: seen }: RemindPropagationInput,
    ): Promise<{ id: string; reminders: number }> {
      return asCaller(database, call, async (tx) => {
        const { item, campaign, tenant } = await openItem(tx, call, id);
        if (seen !== undefined && item.reminders > seen) return { id, reminders: item.reminders };
        const reminders = item.reminders + 1;
        await createPropagationStore(tx).update(id, {
          ...{ reminders, remindedAt: clock.now(), remindedByName: actorLabel(call.actor) },
        });
        await news.propagated(tx, call, 'PUSH_REMINDED', campaign, null);
        await audit.success(tx, call, {
          act: 'propagation.remind',
          subject: { type: 'LocalCampaign', id: campaign.id },
          after: { reminders },
          campaignId: campaign.id,
          tenant,
        });
        return { id, reminders };
      });
    },

    /**
     * Lets a campaign stay on the version it is on; what was paused meanwhile stays paused.
     * @throws AppError NOT_FOUND, FORBIDDEN, PROPAGATION_SETTLED
     */
    async waive(call: Call, { id, reason }: WaiveInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { campaign, tenant } = await openItem(tx, call, id);
        await createPropagationStore(tx).update(id, {
          waivedAt: clock.now(),
          waivedBy: actorId(call.actor),
          waivedByName: actorLabel(call.actor),
          waiverReason: reason,
        });
        await news.propagated(tx, call, 'PUSH_WAIVED', campaign, reason);
        await audit.success(tx, call, {
          act: 'propagation.waive',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: { waived: false },
          after: { waived: true, reason },
          campaignId: campaign.id,
          tenant,
        });
        return { id };
      });
    },

    /**
     * The city moves a campaign to the newer standard where nothing but locked fields differ: what runs is replaced
     * under the hash that the approval of the standard lists, without another approval. `hash` is what the city saw.
     * @throws AppError NOT_FOUND, FORBIDDEN, PROPAGATION_SETTLED, PROPAGATION_NOT_LISTED; PROPAGATION_CHANGED when
     * the result would have another hash
     */
    async adopt(call: Call, { id, hash }: AdoptInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createPropagationStore(tx);
        // Before anything is locked: who retires or publishes the standard goes alone.
        await holdStandard(tx, requireRow(await store.standardOf(id)), 'BESIDE');
        const { item, isOn, standardState } = requireRow(await store.lockById(id));
        const { tenantId, standardCampaignId, standardVersionId, localCampaignId, listedHash, listedBy } =
          item;
        requireCan(call.actor, 'submit', 'LocalCampaign', { tenantId, baseCampaignId: standardCampaignId });
        if (isOn || item.waivedAt) throw new AppError('PROPAGATION_SETTLED');
        if (!listedHash || !listedBy || standardState !== 'PUBLISHED')
          throw new AppError('PROPAGATION_NOT_LISTED');
        const { version, number } = requireRow(await store.numbered(standardVersionId));
        const standard = { campaignId: standardCampaignId, number, versionId: standardVersionId };
        const { version: at, fields } = version;
        const planned = await locals.planAdoption(tx, { ...standard, version: at, fields }, localCampaignId);
        if (planned?.listed.hash !== listedHash || hash !== listedHash)
          throw new AppError('PROPAGATION_CHANGED');
        if (!(await locals.adopt(tx, call, planned, listedBy))) throw new AppError('PROPAGATION_CHANGED');
        await store.update(id, { adoptedAt: clock.now(), adoptedByName: actorLabel(call.actor) });
        return { id };
      });
    },

    /**
     * The city says that it has seen what a mandatory push replaced; again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN, PROPAGATION_NOT_CORRECTED
     */
    async acknowledge(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createPropagationStore(tx);
        const { item } = requireRow(await store.lockById(id));
        const { localCampaignId, tenantId } = item;
        requireCan(call.actor, 'archive', 'LocalCampaign', { tenantId, baseCampaignId: null });
        if (!item.correctedAt) throw new AppError('PROPAGATION_NOT_CORRECTED');
        if (item.acknowledgedAt) return { id };
        await store.update(id, {
          acknowledgedAt: clock.now(),
          acknowledgedByName: actorLabel(call.actor),
        });
        await audit.success(tx, call, {
          act: 'propagation.acknowledge',
          subject: { type: 'LocalCampaign', id: localCampaignId },
          after: { acknowledged: true },
          campaignId: localCampaignId,
        });
        return { id };
      });
    },

    /**
     * After the pilot: pushes the published version to all other cities as it was approved.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_WRONG_STATE, PUSH_EVERYWHERE when no campaign is left,
     * PUSH_DUE_PAST when the time that was approved is over: the cities would have none
     */
    async widen(
      call: Call,
      { standardVersionId }: { standardVersionId: string },
    ): Promise<{ pushed: number }> {
      return asCaller(database, call, async (tx) => {
        const target = requireRow(await createPropagationReadModel(tx, call.actor).target(standardVersionId));
        requireCan(call.actor, 'update', 'PropagationItem');
        if (target.state !== 'PUBLISHED')
          throw new AppError('STANDARD_WRONG_STATE', { state: target.state, command: 'WIDEN' });
        // Of two at once the second finds what the first has pushed.
        await holdStandard(tx, target.campaignId, 'ALONE');
        unwrap(checkPush(target.push, clock.now()));
        const pushed = await pushing.push(tx, call, standardVersionId, null);
        if (pushed === 0) throw new AppError('PUSH_EVERYWHERE');
        await audit.success(tx, call, {
          act: 'propagation.widen',
          subject: { type: 'StandardCampaign', id: target.campaignId },
          after: { version: target.version, pushed },
          campaignId: target.campaignId,
        });
        return { pushed };
      });
    },
  };
}
export type PropagationService = ReturnType<typeof createPropagationService>;
