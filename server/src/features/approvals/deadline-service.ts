import { deadlineAct, openSteps, urgeWait } from '@xietong/shared/approvals';
import type { Escalation } from '@xietong/shared/approvals';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { createApprovalStore } from './approval-store';
import { createDeadlineStore } from './deadline-store';
import type { ReviewedRelease } from './review-read-model';

/** In whose hands a step is: one person of a tenant, or its approvers. */
export interface Hands {
  readonly tenantId: string;
  readonly personId: string | null;
}

/** Tells people of a deadline that comes, was missed, of an author who waits, or of what came back to all of them. */
export interface DeadlinePort {
  late(
    tx: Tx,
    call: Call,
    release: ReviewedRelease,
    news: {
      readonly requestId: string;
      readonly what: 'APPROVAL_DUE_SOON' | 'APPROVAL_OVERDUE' | 'APPROVAL_URGED' | 'APPROVAL_FELL_BACK';
      readonly hands: readonly Hands[];
      /** Who else hears of it. */
      readonly escalation: Escalation | null;
    },
  ): Promise<void>;
}

export interface DeadlineDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly releases: DeadlinePort;
}

/** Deadlines of steps: reminders, what was missed, and authors who ask for a decision 催办. Decides nothing. */
export function createDeadlineService({ database, clock, audit, releases }: DeadlineDeps) {
  /** One step in one transaction: what is told and the mark that it was come together or not at all. */
  async function see(call: Call, id: string): Promise<boolean> {
    return asCaller(database, call, async (tx) => {
      const store = createDeadlineStore(tx);
      const found = await store.lockStep(id, clock.now());
      if (!found) return false;
      const { request, release: row, tenantCode, step } = found;
      const { hours, dueAt, remindedAt, missedAt, metAt } = step;
      if (request.state !== 'OPEN' || metAt || hours === null || dueAt === null) return false;
      const now = clock.now();
      const act = deadlineAct({ hours, dueAt, remindedAt, missedAt }, now);
      if (!act) return false;
      const isMissed = act === 'MISS';
      await store.mark(id, isMissed ? { missedAt: now } : { remindedAt: now });
      await releases.late(tx, call, row, {
        ...{ requestId: request.id, what: isMissed ? 'APPROVAL_OVERDUE' : 'APPROVAL_DUE_SOON' },
        hands: [{ tenantId: step.approverTenantId, personId: step.personId }],
        escalation: isMissed ? step.escalation : null,
      });
      await audit.success(tx, call, {
        act: isMissed ? 'approvals.missed' : 'approvals.dueSoon',
        subject: { type: 'ApprovalRequest', id: request.id },
        after: { title: row.title, dueAt: dueAt.toISOString(), stage: step.stage },
        campaignId: row.campaignId,
        tenant: { id: request.tenantId, code: tenantCode },
      });
      return true;
    });
  }

  return {
    /**
     * Reminds of deadlines and marks what was missed; returns how many. May be repeated, cut off at any
     * moment and run by two at once: nobody is told the same twice.
     */
    async runDeadlines(call: Call): Promise<number> {
      const due = await asCaller(database, call, (tx) => createDeadlineStore(tx).dueIds(clock.now()));
      let told = 0;
      for (const id of due) if (await see(call, id)) told += 1;
      return told;
    },

    /**
     * An author asks those who have the open steps to decide.
     * @throws AppError NOT_FOUND, FORBIDDEN for who is no author, APPROVAL_CLOSED, APPROVAL_REMINDED within
     * hours of the last time
     */
    async remind(call: Call, id: string): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createApprovalStore(tx);
        const { request, release: row } = requireRow(await store.findForDecision(id));
        requireCan(call.actor, 'withdraw', 'ApprovalRequest', request);
        if (!(await store.authorIds(row.id)).includes(actorId(call.actor))) throw new AppError('FORBIDDEN');
        if (request.state !== 'OPEN') throw new AppError('APPROVAL_CLOSED', { state: request.state });
        const now = clock.now();
        const minutes = urgeWait(request.urgedAt, now);
        if (minutes > 0) throw new AppError('APPROVAL_REMINDED', { minutes });
        await createDeadlineStore(tx).markUrged(id, now);
        const open = openSteps(await store.progressOf(id, clock.now()));
        await releases.late(tx, call, row, {
          ...{ requestId: id, what: 'APPROVAL_URGED', escalation: null },
          hands: open.map(({ approverTenantId, personId }) => ({ tenantId: approverTenantId, personId })),
        });
        await audit.success(tx, call, {
          act: 'approvals.remind',
          subject: { type: 'ApprovalRequest', id },
          after: { title: row.title, at: now.toISOString() },
          campaignId: row.campaignId,
        });
        return { id };
      });
    },
  };
}
