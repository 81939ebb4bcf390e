import { checkAsked, expiryOf, isInForce } from '@xietong/shared/exceptions';
import type {
  AskExceptionInput,
  ExceptionView,
  GrantExceptionInput,
  RefuseExceptionInput,
  RevokeExceptionInput,
  StandardExceptions,
} from '@xietong/shared/exceptions';
import { sameJson } from '@xietong/shared/kernel';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createDetachmentService } from './detachment-service';
import { createExceptionRequests, decidedBy } from './exception-requests';
import type { ExceptionServiceDeps } from './exception-ports';
import { createExceptionReadModel } from './exception-read-model';
import { createExceptionStore } from './exception-store';

/** What a city asks for beside its standard: looser policies on single fields, for a time, and leaving it. */
export function createExceptionService(deps: ExceptionServiceDeps) {
  const { database, clock, audit } = deps;
  const requests = createExceptionRequests(deps);
  const reading = (tx: Tx, call: Call) => createExceptionReadModel(tx, call.actor, clock.now());

  /** The campaign and the field of its standard that somebody may ask for. */
  async function readAsked(tx: Tx, call: Call, { localCampaignId, fieldId }: AskExceptionInput) {
    const { campaign, title, standard } = requireRow(await reading(tx, call).subjectOf(localCampaignId));
    requireCan(call.actor, 'create', 'PolicyException', { tenantId: campaign.tenantId });
    if (campaign.archivedAt)
      throw new AppError('VERSION_WRONG_STATE', { state: 'ARCHIVED', command: 'EDIT' });
    const field = standard?.fields.find(({ id }) => id === fieldId);
    const { baseCampaignId } = campaign;
    if (!field || !baseCampaignId) throw new AppError('EXCEPTION_FIELD_UNKNOWN');
    return { campaign, title, field, baseCampaignId };
  }

  return {
    ...createDetachmentService(deps),

    /** Those of one local campaign, open ones first. @throws AppError NOT_FOUND */
    async ofLocal(call: Call, { localCampaignId }: { localCampaignId: string }): Promise<ExceptionView[]> {
      return asCaller(database, call, async (tx) => {
        const { campaign } = requireRow(await reading(tx, call).subjectOf(localCampaignId));
        requireCan(call.actor, 'read', 'PolicyException', { tenantId: campaign.tenantId });
        return reading(tx, call).ofLocal(localCampaignId);
      });
    },

    /** What is asked for on one standard, of every city that the actor may see. @throws AppError NOT_FOUND */
    async ofStandard(call: Call, input: { standardCampaignId: string }): Promise<StandardExceptions> {
      return asCaller(database, call, async (tx) => {
        const found = requireRow(await reading(tx, call).standardOf(input.standardCampaignId));
        const { tenantId, published, ...standard } = found;
        requireCan(call.actor, 'read', 'StandardCampaign', { tenantId, published });
        const { exceptions, detachments } = await reading(tx, call).ofStandard(standard.id);
        return { standard, rows: exceptions, detachments };
      });
    },

    /**
     * Asks for a looser policy on a field. The second of two clicks finds what the first one asked.
     * @throws AppError NOT_FOUND, FORBIDDEN, EXCEPTION_FIELD_UNKNOWN, FIELD_POLICY_UNFIT,
     * EXCEPTION_NOT_LOOSER, EXCEPTION_ALREADY_ASKED, VERSION_WRONG_STATE of an archived campaign
     */
    async ask(call: Call, input: AskExceptionInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { campaign, title, field, baseCampaignId } = await readAsked(tx, call, input);
        const policyAsked = unwrap(checkAsked(field, input.policy));
        const store = createExceptionStore(tx);
        await store.lockField(campaign.id, field.id);
        const present = await store.findOpen(campaign.id, field.id);
        if (present?.reason === input.reason && sameJson(present.policyAsked, policyAsked))
          return { id: present.id };
        if (present) throw new AppError('EXCEPTION_ALREADY_ASKED', { by: present.askedByName });
        return requests.enter(tx, call, {
          ...{ campaign, title, baseCampaignId, about: 'POLICY', reason: input.reason },
          field: {
            fieldId: field.id,
            fieldRole: field.role,
            fieldLabels: field.labels,
            policyBefore: field.policy,
            policyAsked,
          },
          audited: {
            act: 'exceptions.ask',
            before: { policy: field.policy },
            after: { policy: policyAsked, field: field.labels.zh },
          },
        });
      });
    },

    /** Takes back what is not decided yet. @throws AppError NOT_FOUND, FORBIDDEN, EXCEPTION_WRONG_STATE */
    async withdraw(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await requests.open(tx, call, id, 'WITHDRAW');
        await store.update(id, { state });
        await audit.success(tx, call, {
          act: 'exceptions.withdraw',
          subject: { type: 'PolicyException', id },
          before: { state: row.state },
          after: { kind: row.kind, state },
          campaignId: row.localCampaignId,
        });
        return { id };
      });
    },

    /**
     * Grants it until the end of a day.
     * @throws AppError NOT_FOUND, FORBIDDEN, EXCEPTION_WRONG_STATE (the second click, another approver),
     * EXCEPTION_BY_ASKER, EXCEPTION_EXPIRY_INVALID
     */
    async grant(call: Call, { id, lastDay }: GrantExceptionInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await requests.open(tx, call, id, 'GRANT');
        if (row.kind !== 'POLICY') throw new AppError('NOT_FOUND');
        const expiresAt = unwrap(expiryOf(lastDay, clock.now()));
        await store.update(id, { state, expiresAt, ...decidedBy(call, clock.now()) });
        await requests.tell(tx, call, row, {
          ...{ act: 'exceptions.grant', outcome: 'GRANTED', reason: null },
          expiresAt,
        });
        return { id };
      });
    },

    /** Refuses what a city asks for. @throws AppError as grant */
    async refuse(call: Call, { id, reason }: RefuseExceptionInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await requests.open(tx, call, id, 'REFUSE');
        await store.update(id, { state, decisionReason: reason, ...decidedBy(call, clock.now()) });
        await requests.tell(tx, call, row, {
          ...{ act: 'exceptions.refuse', outcome: 'REFUSED', reason },
          expiresAt: null,
        });
        return { id };
      });
    },

    /**
     * Ends an exception before its time. What was approved under it stays as approved to its own end.
     * @throws AppError NOT_FOUND, FORBIDDEN, EXCEPTION_BY_ASKER, EXCEPTION_WRONG_STATE of what is not in
     * force (any more)
     */
    async revoke(call: Call, { id, reason }: RevokeExceptionInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await requests.open(tx, call, id, 'REVOKE');
        if (row.kind !== 'POLICY') throw new AppError('NOT_FOUND');
        const { expiresAt } = row;
        if (!isInForce({ state: row.state, expiresAt: expiresAt?.toISOString() ?? null }, clock.now()))
          throw new AppError('EXCEPTION_WRONG_STATE', { state: 'EXPIRED', command: 'REVOKE' });
        await store.update(id, {
          state,
          revokedAt: clock.now(),
          revokedBy: actorId(call.actor),
          revokedByName: actorLabel(call.actor),
          revokedReason: reason,
        });
        await requests.tell(tx, call, row, {
          ...{ act: 'exceptions.revoke', outcome: 'REVOKED', reason, expiresAt: null },
        });
        return { id };
      });
    },
  };
}
export type ExceptionService = ReturnType<typeof createExceptionService>;
