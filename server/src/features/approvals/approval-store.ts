import type { RequestUnderReview } from '@xietong/shared/approvals';
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { approvalDecision, approvalRequest, approvalStep, release, releaseAuthor } from '../../db/schema';
import { stepHolder } from '../../db/open-step';
import type { DatabaseOrTx } from '../../platform/database';

/** Approval requests with the release they are about, and the decisions on them. */
export function createApprovalStore(db: DatabaseOrTx) {
  return {
    /**
     * The request and its release; locked, so that of two decisions at once one comes second. The release first, as
     * whoever withdraws, voids or stops it holds it before the request: nobody waits in a circle.
     */
    async findForDecision(id: string) {
      const ofRequest = db
        .select({ id: approvalRequest.releaseId })
        .from(approvalRequest)
        .where(eq(approvalRequest.id, id));
      const [held] = await db.select().from(release).where(inArray(release.id, ofRequest)).for('update');
      const [request] = await db
        .select()
        .from(approvalRequest)
        .where(eq(approvalRequest.id, id))
        .for('update');
      return held && request ? { request, release: held } : undefined;
    },

    /** What a request is about. */
    async subjectOf(id: string) {
      const [row] = await db
        .select({ kind: release.kind, versionId: release.versionId })
        .from(approvalRequest)
        .innerJoin(release, eq(release.id, approvalRequest.releaseId))
        .where(eq(approvalRequest.id, id));
      return row;
    },

    async authorIds(releaseId: string): Promise<string[]> {
      const rows = await db
        .select({ actorId: releaseAuthor.actorId })
        .from(releaseAuthor)
        .where(eq(releaseAuthor.releaseId, releaseId));
      return rows.map((row) => row.actorId);
    },

    /** The steps of a request in their order, each with who has it now, and what was decided on each. */
    async progressOf(requestId: string, now: Date): Promise<Pick<RequestUnderReview, 'steps' | 'decisions'>> {
      const steps = await db
        .select({
          id: approvalStep.id,
          stage: approvalStep.stage,
          approverTenantId: approvalStep.approverTenantId,
          approvals: approvalStep.approvals,
          personId: stepHolder('approval_step', now),
        })
        .from(approvalStep)
        .where(eq(approvalStep.requestId, requestId))
        .orderBy(asc(approvalStep.stage), asc(approvalStep.id));
      const decisions = await db
        .select({
          stepId: approvalDecision.stepId,
          by: approvalDecision.decidedBy,
          outcome: approvalDecision.outcome,
        })
        .from(approvalDecision)
        .where(eq(approvalDecision.requestId, requestId));
      return { steps, decisions };
    },

    /** Hands a step to one approver. */
    async nameApprover(stepId: string, to: { personId: string; personName: string }): Promise<void> {
      await db.update(approvalStep).set(to).where(eq(approvalStep.id, stepId));
    },

    async insertStep(row: typeof approvalStep.$inferInsert): Promise<void> {
      await db.insert(approvalStep).values(row);
    },

    /** The time of steps that open now begins, where they have one. */
    async startDeadlines(stepIds: readonly string[], now: Date): Promise<void> {
      if (stepIds.length === 0) return;
      await db
        .update(approvalStep)
        .set({
          dueAt: sql`${now.toISOString()}::timestamptz + make_interval(hours => ${approvalStep.hours})`,
        })
        .where(
          and(
            inArray(approvalStep.id, [...stepIds]),
            isNotNull(approvalStep.hours),
            isNull(approvalStep.dueAt),
            isNull(approvalStep.metAt),
          ),
        );
    },

    /** The deadline of a step, for one that is added beside it. */
    async deadlineOf(stepId: string) {
      const [row] = await db
        .select({ hours: approvalStep.hours, escalation: approvalStep.escalation, dueAt: approvalStep.dueAt })
        .from(approvalStep)
        .where(eq(approvalStep.id, stepId));
      return row ?? { hours: null, escalation: null, dueAt: null };
    },

    async markMet(stepId: string, at: Date): Promise<void> {
      await db.update(approvalStep).set({ metAt: at }).where(eq(approvalStep.id, stepId));
    },

    /** Hands an open request to the tenant whose turn it is now. */
    async handOn(id: string, approverTenantId: string): Promise<void> {
      await db.update(approvalRequest).set({ approverTenantId }).where(eq(approvalRequest.id, id));
    },

    /** What somebody decided of a request, if anything. */
    async decisionBy(requestId: string, personId: string) {
      const { outcome, hash, reason, decidedBy, requestId: ofRequest } = approvalDecision;
      const [row] = await db
        .select({ outcome, hash, reason })
        .from(approvalDecision)
        .where(and(eq(ofRequest, requestId), eq(decidedBy, personId)))
        .orderBy(desc(approvalDecision.decidedAt))
        .limit(1);
      return row;
    },

    async insertDecision(row: typeof approvalDecision.$inferInsert): Promise<void> {
      await db.insert(approvalDecision).values(row);
    },

    async close(id: string, state: 'APPROVED' | 'RETURNED' | 'REJECTED', at: Date): Promise<void> {
      await db
        .update(approvalRequest)
        .set({ state, closedAt: at })
        .where(and(eq(approvalRequest.id, id), eq(approvalRequest.state, 'OPEN')));
    },
  };
}
