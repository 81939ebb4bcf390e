import { checkDecider, nextExceptionState } from '@xietong/shared/exceptions';
import type { ExceptionCommand } from '@xietong/shared/exceptions';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { ExceptionNews, ExceptionOutcome } from './exception-news';
import { createExceptionReadModel } from './exception-read-model';
import { createExceptionStore } from './exception-store';
import type { ExceptionRecord } from './exception-store';

/** What everything that a city asks for has in common: who may act on it, and who is told. */
export function createExceptionDeciding({
  clock,
  audit,
  news,
}: {
  clock: Clock;
  audit: AuditPort;
  news: ExceptionNews;
}) {
  return {
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
        after: { state: outcome, reason, validUntil: expiresAt?.toISOString() ?? null },
        campaignId: campaign.id,
        tenant: owner,
      });
    },
  };
}

export function decidedBy({ actor }: Call, at: Date) {
  return { decidedBy: actorId(actor), decidedByName: actorLabel(actor), decidedAt: at };
}
