import type { AskDetachmentInput, AskedView } from '@xietong/shared/exceptions';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import { createExceptionRequests, decidedBy } from './exception-requests';
import { createExceptionReadModel } from './exception-read-model';
import type { ExceptionServiceDeps } from './exception-ports';
import { createExceptionStore } from './exception-store';

/** Leaving a standard (脱离标准): a city asks, the province's approvers grant it or refuse. */
export function createDetachmentService(deps: ExceptionServiceDeps) {
  const { database, clock, locals } = deps;
  const requests = createExceptionRequests(deps);
  return {
    /** The last time that it was asked for a campaign, or null. @throws AppError NOT_FOUND */
    async detachmentOf(call: Call, input: { localCampaignId: string }): Promise<AskedView | null> {
      return asCaller(database, call, async (tx) => {
        const readModel = createExceptionReadModel(tx, call.actor, clock.now());
        const { campaign } = requireRow(await readModel.subjectOf(input.localCampaignId));
        requireCan(call.actor, 'read', 'PolicyException', { tenantId: campaign.tenantId });
        return (await readModel.detachmentsOfLocal(campaign.id))[0] ?? null;
      });
    },

    /**
     * Asks to let a campaign go from its standard. The second of two clicks finds what the first one asked.
     * @throws AppError NOT_FOUND, FORBIDDEN, DETACHMENT_NO_STANDARD, DETACHMENT_ALREADY_ASKED,
     * VERSION_WRONG_STATE of an archived campaign
     */
    async askDetachment(
      call: Call,
      { localCampaignId, reason }: AskDetachmentInput,
    ): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const readModel = createExceptionReadModel(tx, call.actor, clock.now());
        const { campaign, title } = requireRow(await readModel.subjectOf(localCampaignId));
        requireCan(call.actor, 'create', 'PolicyException', { tenantId: campaign.tenantId });
        if (campaign.archivedAt)
          throw new AppError('VERSION_WRONG_STATE', { state: 'ARCHIVED', command: 'EDIT' });
        const { baseCampaignId } = campaign;
        if (baseCampaignId === null) throw new AppError('DETACHMENT_NO_STANDARD');
        const store = createExceptionStore(tx);
        await store.lockField(campaign.id, 'detachment');
        const present = await store.findOpenDetachment(campaign.id);
        if (present?.reason === reason) return { id: present.id };
        if (present) throw new AppError('DETACHMENT_ALREADY_ASKED', { by: present.askedByName });
        return requests.enter(tx, call, {
          ...{ campaign, title, baseCampaignId, about: 'DETACHMENT', reason },
          audited: { act: 'exceptions.askDetachment' },
        });
      });
    },

    /**
     * Lets the campaign go: its content as it is shown is copied, what runs runs on untouched, and no
     * newer standard is pushed to it any more.
     * @throws AppError NOT_FOUND, FORBIDDEN, EXCEPTION_WRONG_STATE (the second click, another approver),
     * EXCEPTION_BY_ASKER, DETACHMENT_NO_STANDARD
     */
    async grantDetachment(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await requests.open(tx, call, id, 'GRANT');
        if (row.kind !== 'DETACHMENT') throw new AppError('NOT_FOUND');
        await store.update(id, { state, ...decidedBy(call, clock.now()) });
        await locals.detach(tx, call, row.localCampaignId);
        await requests.tell(tx, call, row, {
          ...{ act: 'exceptions.grantDetachment', outcome: 'GRANTED', reason: null, expiresAt: null },
        });
        return { id };
      });
    },
  };
}
