import { aliasedTable, and, asc, eq, getTableColumns, isNotNull, isNull, lte } from 'drizzle-orm';
import { stepHolder } from '../../db/open-step';
import { approvalRequest, approvalStep, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { createApprovalStore } from './approval-store';

const owner = aliasedTable(tenant, 'owner');
const DAY_MS = 86_400_000;
/** Steps looked at in one run. */
const MOST_A_RUN = 500;

/** Deadlines of steps, and when an author asked for a decision last. */
export function createDeadlineStore(tx: Tx) {
  return {
    /** Steps that are open and whose time is at most a day away or up. */
    async dueIds(now: Date): Promise<string[]> {
      const rows = await tx
        .select({ id: approvalStep.id })
        .from(approvalStep)
        .innerJoin(approvalRequest, eq(approvalRequest.id, approvalStep.requestId))
        .where(
          and(
            eq(approvalRequest.state, 'OPEN'),
            isNull(approvalStep.metAt),
            isNull(approvalStep.missedAt),
            isNotNull(approvalStep.dueAt),
            lte(approvalStep.dueAt, new Date(now.getTime() + DAY_MS)),
          ),
        )
        .orderBy(asc(approvalStep.dueAt), asc(approvalStep.id))
        .limit(MOST_A_RUN);
      return rows.map(({ id }) => id);
    },

    /** A step under the lock of its request, as it is once that is held: of two runs the second sees what the first did. */
    async lockStep(id: string, now: Date) {
      const [of] = await tx
        .select({ requestId: approvalStep.requestId, tenantCode: owner.code })
        .from(approvalStep)
        .innerJoin(approvalRequest, eq(approvalRequest.id, approvalStep.requestId))
        .innerJoin(owner, eq(owner.id, approvalRequest.tenantId))
        .where(eq(approvalStep.id, id));
      const found = of && (await createApprovalStore(tx).findForDecision(of.requestId));
      const [step] = await tx
        .select({ ...getTableColumns(approvalStep), personId: stepHolder('approval_step', now) })
        .from(approvalStep)
        .where(eq(approvalStep.id, id));
      return found && step ? { ...found, tenantCode: of.tenantCode, step } : undefined;
    },

    async mark(stepId: string, mark: { missedAt: Date } | { remindedAt: Date }): Promise<void> {
      await tx.update(approvalStep).set(mark).where(eq(approvalStep.id, stepId));
    },

    async markUrged(requestId: string, at: Date): Promise<void> {
      await tx.update(approvalRequest).set({ urgedAt: at }).where(eq(approvalRequest.id, requestId));
    },
  };
}
