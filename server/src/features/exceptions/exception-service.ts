import { checkAsked, checkDecider, expiryOf, nextExceptionState } from '@xietong/shared/exceptions';
import type {
  AskExceptionInput,
  ExceptionCommand,
  ExceptionView,
  GrantExceptionInput,
  RefuseExceptionInput,
  StandardExceptions,
} from '@xietong/shared/exceptions';
import { sameJson } from '@xietong/shared/kernel';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { ExceptionNews } from './exception-news';
import { createExceptionReadModel } from './exception-read-model';
import { createExceptionStore } from './exception-store';
import type { ExceptionRecord } from './exception-store';

export interface ExceptionServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: ExceptionNews;
}

/** Looser policies on single fields: a city asks, the province's approvers grant for a time or refuse. */
export function createExceptionService({ database, clock, ids, audit, news }: ExceptionServiceDeps) {
  const reading = (tx: Tx, call: Call) => createExceptionReadModel(tx, call.actor, clock.now());

  /** An exception behind its lock, for somebody who may do this to it, and the state that it leads to. */
  async function open(tx: Tx, call: Call, id: string, command: ExceptionCommand) {
    const store = createExceptionStore(tx);
    const { tenantId } = requireRow(await store.findById(id));
    requireCan(call.actor, command === 'WITHDRAW' ? 'withdraw' : 'approve', 'PolicyException', { tenantId });
    const row = requireRow(await store.lockById(id));
    const state = unwrap(nextExceptionState(row.state, command));
    if (command !== 'WITHDRAW') unwrap(checkDecider(row, actorId(call.actor)));
    return { store, row, state };
  }

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

  /** Tells the city and the log what the province said. */
  async function tellDecision(
    tx: Tx,
    call: Call,
    row: ExceptionRecord,
    said: { act: string; outcome: 'GRANTED' | 'REFUSED'; reason: string | null; expiresAt: Date | null },
  ): Promise<void> {
    const { outcome, reason, expiresAt } = said;
    const { campaign, owner, title } = requireRow(await reading(tx, call).subjectOf(row.localCampaignId));
    await news.exceptionDecided(tx, call, {
      tenantId: row.tenantId,
      campaignId: campaign.id,
      campaignNumber: campaign.number,
      title,
      personId: row.askedBy,
      outcome,
      reason,
    });
    await audit.success(tx, call, {
      act: said.act,
      subject: { type: 'PolicyException', id: row.id },
      before: { state: row.state },
      after: { state: outcome, reason, validUntil: expiresAt?.toISOString() ?? null },
      campaignId: campaign.id,
      tenant: owner,
    });
  }

  return {
    /** Those of one local campaign, open ones first. @throws AppError NOT_FOUND */
    async ofLocal(call: Call, { localCampaignId }: { localCampaignId: string }): Promise<ExceptionView[]> {
      return asCaller(database, call, async (tx) => {
        const { campaign } = requireRow(await reading(tx, call).subjectOf(localCampaignId));
        requireCan(call.actor, 'read', 'PolicyException', { tenantId: campaign.tenantId });
        return reading(tx, call).ofLocal(localCampaignId);
      });
    },

    /** Those on one standard, of every city that the actor may see. @throws AppError NOT_FOUND */
    async ofStandard(call: Call, input: { standardCampaignId: string }): Promise<StandardExceptions> {
      return asCaller(database, call, async (tx) => {
        const found = requireRow(await reading(tx, call).standardOf(input.standardCampaignId));
        const { tenantId, published, ...standard } = found;
        requireCan(call.actor, 'read', 'StandardCampaign', { tenantId, published });
        return { standard, rows: await reading(tx, call).ofStandard(standard.id) };
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
        const id = ids.next();
        await store.insert({
          id,
          tenantId: campaign.tenantId,
          localCampaignId: campaign.id,
          standardCampaignId: baseCampaignId,
          fieldId: field.id,
          fieldRole: field.role,
          fieldLabels: field.labels,
          policyBefore: field.policy,
          policyAsked,
          reason: input.reason,
          state: 'ASKED',
          askedBy: actorId(call.actor),
          askedByName: actorLabel(call.actor),
          askedAt: clock.now(),
        });
        await news.exceptionAsked(tx, call, {
          tenantId: call.actor.tenant.parentId ?? campaign.tenantId,
          campaignId: baseCampaignId,
          campaignNumber: campaign.number,
          title,
          reason: input.reason,
        });
        await audit.success(tx, call, {
          act: 'exceptions.ask',
          subject: { type: 'PolicyException', id },
          before: { policy: field.policy },
          after: { policy: policyAsked, field: field.labels.zh, state: 'ASKED', reason: input.reason },
          campaignId: campaign.id,
        });
        return { id };
      });
    },

    /** Takes back what is not decided yet. @throws AppError NOT_FOUND, FORBIDDEN, EXCEPTION_WRONG_STATE */
    async withdraw(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await open(tx, call, id, 'WITHDRAW');
        await store.update(id, { state });
        await audit.success(tx, call, {
          act: 'exceptions.withdraw',
          subject: { type: 'PolicyException', id },
          before: { state: row.state },
          after: { state },
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
        const { store, row, state } = await open(tx, call, id, 'GRANT');
        const expiresAt = unwrap(expiryOf(lastDay, clock.now()));
        await store.update(id, { state, expiresAt, ...decidedBy(call, clock.now()) });
        await tellDecision(tx, call, row, {
          ...{ act: 'exceptions.grant', outcome: 'GRANTED', reason: null },
          expiresAt,
        });
        return { id };
      });
    },

    /** Refuses it. @throws AppError as grant */
    async refuse(call: Call, { id, reason }: RefuseExceptionInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, row, state } = await open(tx, call, id, 'REFUSE');
        await store.update(id, { state, decisionReason: reason, ...decidedBy(call, clock.now()) });
        await tellDecision(tx, call, row, {
          ...{ act: 'exceptions.refuse', outcome: 'REFUSED', reason },
          expiresAt: null,
        });
        return { id };
      });
    },
  };
}
export type ExceptionService = ReturnType<typeof createExceptionService>;

function decidedBy({ actor }: Call, at: Date) {
  return { decidedBy: actorId(actor), decidedByName: actorLabel(actor), decidedAt: at };
}
