import { checkDecider, nextExceptionState } from '@xietong/shared/exceptions';
import type { ExceptionCommand } from '@xietong/shared/exceptions';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import type { ExceptionOutcome } from './exception-news';
import type { ExceptionServiceDeps } from './exception-ports';
import { createExceptionReadModel } from './exception-read-model';
import { createExceptionStore } from './exception-store';
import type { ExceptionRecord, NewException } from './exception-store';

/** What a city asks for beside a campaign of its own, on the standard that it stands on. */
interface Asked {
  readonly campaign: { readonly id: string; readonly tenantId: string; readonly number: string };
  readonly title: string;
  readonly baseCampaignId: string;
  readonly about: ExceptionRecord['kind'];
  readonly reason: string;
  /** The field and the policies, where it is asked for one. */
  readonly field?: Pick<
    NewException,
    'fieldId' | 'fieldRole' | 'fieldLabels' | 'policyBefore' | 'policyAsked'
  >;
  readonly audited: { readonly act: string; readonly before?: AuditFacts; readonly after?: AuditFacts };
}
type AuditFacts = Readonly<Record<string, unknown>>;

/** What everything that a city asks for has in common: how it is entered, who may act on it, and who is told. */
export function createExceptionRequests({
  clock,
  ids,
  audit,
  news,
}: Pick<ExceptionServiceDeps, 'clock' | 'ids' | 'audit' | 'news'>) {
  return {
    /** Enters what is asked for, and tells the province's approvers and the log. */
    async enter(tx: Tx, call: Call, asked: Asked): Promise<{ id: string }> {
      const { campaign, title, baseCampaignId, about, reason, field, audited } = asked;
      const id = ids.next();
      await createExceptionStore(tx).insert({
        ...{ id, kind: about, ...field, reason, state: 'ASKED' },
        tenantId: campaign.tenantId,
        localCampaignId: campaign.id,
        standardCampaignId: baseCampaignId,
        askedBy: actorId(call.actor),
        askedByName: actorLabel(call.actor),
        askedAt: clock.now(),
      });
      await news.exceptionAsked(tx, call, {
        tenantId: call.actor.tenant.parentId ?? campaign.tenantId,
        campaignId: baseCampaignId,
        campaignNumber: campaign.number,
        ...{ title, about, reason },
      });
      await audit.success(tx, call, {
        act: audited.act,
        subject: { type: 'PolicyException', id },
        ...(audited.before ? { before: audited.before } : {}),
        after: { ...audited.after, state: 'ASKED', reason },
        campaignId: campaign.id,
      });
      return { id };
    },

    /** What was asked for behind its lock, for somebody who may do this to it, and the state that it leads to. */
    async open(tx: Tx, call: Call, id: string, command: ExceptionCommand) {
      const store = createExceptionStore(tx);
      const { tenantId } = requireRow(await store.findById(id));
      requireCan(call.actor, command === 'WITHDRAW' ? 'withdraw' : 'approve', 'PolicyException', {
        tenantId,
      });
      const row = requireRow(await store.lockById(id));
      const state = unwrap(nextExceptionState(row.state, command));
      if (command !== 'WITHDRAW') unwrap(checkDecider(row, actorId(call.actor)));
      return { store, row, state };
    },

    /** Tells the city and the log what the province said. */
    async tell(
      tx: Tx,
      call: Call,
      row: ExceptionRecord,
      said: { act: string; outcome: ExceptionOutcome; reason: string | null; expiresAt: Date | null },
    ): Promise<void> {
      const { outcome, reason, expiresAt } = said;
      const readModel = createExceptionReadModel(tx, call.actor, clock.now());
      const { campaign, owner, title } = requireRow(await readModel.subjectOf(row.localCampaignId));
      await news.exceptionDecided(tx, call, {
        tenantId: row.tenantId,
        campaignId: campaign.id,
        campaignNumber: campaign.number,
        title,
        personId: row.askedBy,
        about: row.kind,
        outcome,
        reason,
      });
      await audit.success(tx, call, {
        act: said.act,
        subject: { type: 'PolicyException', id: row.id },
        before: { state: row.state },
        after: { kind: row.kind, state: outcome, reason, validUntil: expiresAt?.toISOString() ?? null },
        campaignId: campaign.id,
        tenant: owner,
      });
    },
  };
}

export function decidedBy({ actor }: Call, at: Date) {
  return { decidedBy: actorId(actor), decidedByName: actorLabel(actor), decidedAt: at };
}
