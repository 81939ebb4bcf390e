import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { stepHolder } from '../../db/open-step';
import { approvalRequest, approvalStep, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { createApprovalStore } from './approval-store';

/** A request as its lock gives it. */
export type FallenRequest = NonNullable<
  Awaited<ReturnType<ReturnType<typeof createApprovalStore>['findForDecision']>>
>;
/** Requests looked at in one run. */
const MOST_A_RUN = 500;

/** Steps that wait for somebody who cannot decide them any more. */
export function createFallBackStore(tx: Tx) {
  const isFallen = (now: Date) =>
    and(
      isNull(approvalStep.metAt),
      isNotNull(approvalStep.personId),
      isNull(stepHolder('approval_step', now)),
    );

  return {
    /** Open requests with such a step. */
    async fallenIds(now: Date): Promise<string[]> {
      const rows = await tx
        .selectDistinct({ id: approvalRequest.id })
        .from(approvalStep)
        .innerJoin(approvalRequest, eq(approvalRequest.id, approvalStep.requestId))
        .where(and(eq(approvalRequest.state, 'OPEN'), isFallen(now)))
        .orderBy(asc(approvalRequest.id))
        .limit(MOST_A_RUN);
      return rows.map(({ id }) => id);
    },

    /** A request that is still open once its lock is held. */
    async lockOpen(id: string): Promise<(FallenRequest & { tenantCode: string }) | undefined> {
      const found = await createApprovalStore(tx).findForDecision(id);
      if (found?.request.state !== 'OPEN') return undefined;
      const [owner] = await tx
        .select({ code: tenant.code })
        .from(tenant)
        .where(eq(tenant.id, found.request.tenantId));
      return owner && { ...found, tenantCode: owner.code };
    },

    /** Takes the names off such steps; answers whose they were. */
    async giveBack(requestId: string, now: Date) {
      const fallen = await tx
        .select({
          id: approvalStep.id,
          approverTenantId: approvalStep.approverTenantId,
          personName: approvalStep.personName,
        })
        .from(approvalStep)
        .where(and(eq(approvalStep.requestId, requestId), isFallen(now)))
        .orderBy(asc(approvalStep.id));
      if (fallen.length === 0) return [];
      const ids = fallen.map(({ id }) => id);
      await tx
        .update(approvalStep)
        .set({ personId: null, personName: null })
        .where(inArray(approvalStep.id, ids));
      return fallen;
    },
  };
}
