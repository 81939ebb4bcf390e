import { isStepMet, openSteps } from '@xietong/shared/approvals';
import type {
  ApprovalDecision,
  ApprovalDetail,
  ApprovalRow,
  ReviewStepView,
} from '@xietong/shared/approvals';
import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReviewStep } from '@xietong/shared/approvals';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { and, asc, desc, eq, isNotNull, lte, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import {
  approvalDecision,
  approvalRequest,
  approvalStep,
  localVersion,
  release,
  releaseAuthor,
  releaseCheck,
  standardPlacement,
  standardVersion,
  tenant,
} from '../../db/schema';
import { reviewsByRelease } from '../../db/takedown-review-view';
import { stepHolder } from '../../db/open-step';
import type { Tx } from '../../platform/database';
import { approvedLast, comparedWith, stoodBeside } from './approved-before-read-model';

export type ReviewedRelease = typeof release.$inferSelect;

/** What stands behind one request: the released document, what it replaces, its people and its points. */
export function createReviewReadModel(tx: Tx) {
  return {
    async findRelease(id: string): Promise<ReviewedRelease | undefined> {
      return (await tx.select().from(release).where(eq(release.id, id)))[0];
    },

    /**
     * What the release would take the place of: what is in force of its campaign; of an answered request what was so when
     * it was answered. Where that is nothing, what was approved last, to compare it with.
     */
    async documentsBefore(
      row: ReviewedRelease,
      request: Pick<ApprovalRow, 'closedAt'>,
      now: Date,
    ): Promise<Pick<ApprovalDetail, 'replaces' | 'approvedLast'>> {
      const latest = async (condition: SQL | undefined): Promise<ApprovalDetail['replaces']> => {
        const [before] = await tx
          .select({ text: release.text, hash: release.hash })
          .from(release)
          .where(condition)
          .orderBy(desc(release.decidedAt), desc(release.id))
          .limit(1);
        return before ? { hash: before.hash, document: documentOf(before) } : null;
      };
      const replaces = await latest(stoodBeside(tx, row, request, now));
      return {
        replaces,
        approvedLast: replaces ? null : await latest(approvedLast(tx, row, request, now)),
      };
    },

    /**
     * The last emergency stop of the campaign's releases of this kind, up to this one; of those before it, up to the
     * answer.
     */
    async takedownBefore(
      row: ReviewedRelease,
      { closedAt }: Pick<ApprovalRow, 'closedAt'>,
    ): Promise<ApprovalDetail['takedown']> {
      const [found] = await tx
        .select()
        .from(release)
        .where(
          and(
            eq(release.campaignId, row.campaignId),
            eq(release.kind, row.kind),
            lte(release.submittedAt, row.submittedAt),
            isNotNull(release.takenDownAt),
            closedAt === null
              ? undefined
              : or(eq(release.id, row.id), lte(release.takenDownAt, new Date(closedAt))),
          ),
        )
        .orderBy(desc(release.takenDownAt))
        .limit(1);
      if (!found?.takenDownAt) return null;
      return {
        by: found.takenDownByName ?? '',
        at: found.takenDownAt.toISOString(),
        reason: found.takenDownReason ?? '',
        version: documentOf(found).subject.version,
        ofThis: found.id === row.id,
        review: (await reviewsByRelease(tx, [found.id])).get(found.id) ?? null,
      };
    },

    /** What the content check found when it was handed in; null for one from before there was a check. */
    async checkOf(releaseId: string): Promise<ApprovalDetail['check']> {
      const [row] = await tx
        .select({
          dictionaryVersion: releaseCheck.dictionaryVersion,
          dictionaryHash: releaseCheck.dictionaryHash,
          findings: releaseCheck.findings,
          exemptions: releaseCheck.exemptions,
          inherited: releaseCheck.inherited,
          checkedAt: releaseCheck.checkedAt,
        })
        .from(releaseCheck)
        .where(eq(releaseCheck.releaseId, releaseId));
      return row ? { ...row, checkedAt: row.checkedAt.toISOString() } : null;
    },

    async authorsOf(releaseId: string): Promise<ApprovalDetail['authors']> {
      return tx
        .select({
          actorId: releaseAuthor.actorId,
          name: releaseAuthor.actorName,
          kind: releaseAuthor.actorKind,
        })
        .from(releaseAuthor)
        .where(eq(releaseAuthor.releaseId, releaseId))
        .orderBy(asc(releaseAuthor.actorName));
    },

    async decisionsOn(releaseId: string): Promise<ApprovalDecision[]> {
      const rows = await tx
        .select({
          outcome: approvalDecision.outcome,
          reason: approvalDecision.reason,
          by: approvalDecision.decidedByName,
          at: approvalDecision.decidedAt,
          hash: approvalDecision.hash,
        })
        .from(approvalDecision)
        .where(eq(approvalDecision.releaseId, releaseId))
        .orderBy(asc(approvalDecision.decidedAt));
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    },

    /**
     * The steps of a request in their order, each with whom it waits for and who has approved. `able` says how
     * many could still decide one; null = the reader does not see its people.
     */
    async stepsOf(
      requestId: string,
      able: (step: ReviewStep) => number | null,
      now: Date,
    ): Promise<ReviewStepView[]> {
      const steps = await tx
        .select({
          id: approvalStep.id,
          stage: approvalStep.stage,
          approvals: approvalStep.approvals,
          personId: stepHolder('approval_step', now),
          personName: approvalStep.personName,
          approverTenantId: approvalStep.approverTenantId,
          dueAt: approvalStep.dueAt,
          missedAt: approvalStep.missedAt,
          approverTenantKind: tenant.kind,
          approverNameZh: tenant.nameZh,
          approverNameEn: tenant.nameEn,
        })
        .from(approvalStep)
        .innerJoin(tenant, eq(tenant.id, approvalStep.approverTenantId))
        .where(eq(approvalStep.requestId, requestId))
        .orderBy(asc(approvalStep.stage), asc(approvalStep.id));
      const decisions = await tx
        .select({
          stepId: approvalDecision.stepId,
          by: approvalDecision.decidedByName,
          outcome: approvalDecision.outcome,
        })
        .from(approvalDecision)
        .where(eq(approvalDecision.requestId, requestId))
        .orderBy(asc(approvalDecision.decidedAt));
      const waiting = openSteps({ steps, decisions });
      const missing = ({ id, approvals }: ReviewStep): number =>
        approvals - new Set(decisions.filter(({ stepId }) => stepId === id).map(({ by }) => by)).size;
      // Nobody counts twice: steps that wait for the same people need as many of them as all of these together.
      const isShort = (step: ReviewStep): boolean => {
        const same = waiting.filter(
          ({ approverTenantId, personId }) =>
            approverTenantId === step.approverTenantId && personId === step.personId,
        );
        return (able(step) ?? Infinity) < same.reduce((sum, each) => sum + missing(each), 0);
      };
      const open = new Set(waiting.map(({ id }) => id));
      return steps.map((step) => ({
        ...step,
        personName: step.personId === null ? null : step.personName,
        dueAt: step.dueAt?.toISOString() ?? null,
        missedAt: step.missedAt?.toISOString() ?? null,
        isStuck: open.has(step.id) && isShort(step),
        state: open.has(step.id) ? 'OPEN' : isStepMet(step, decisions) ? 'MET' : 'WAITING',
        approvedBy: decisions
          .filter(({ stepId, outcome }) => stepId === step.id && outcome === 'APPROVED')
          .map(({ by }) => by),
      }));
    },

    /** By which policy a request is decided, and what that was computed from; null of older requests. */
    async policyOf(row: ReviewedRelease, requestId: string): Promise<ApprovalDetail['policy']> {
      const [request] = await tx
        .select({ policy: approvalRequest.policy })
        .from(approvalRequest)
        .where(eq(approvalRequest.id, requestId));
      if (!request?.policy) return null;
      const { policyId, version, rule, changes } = request.policy;
      const name = policyId === null ? null : rule.name;
      return { name, version, changes, comparedWith: await comparedWith(tx, row) };
    },

    async assessmentOf({
      kind,
      versionId,
    }: Pick<ApprovalRow, 'kind' | 'versionId'>): Promise<ApprovalDetail['assessment']> {
      if (kind === 'STANDARD') return null;
      const table = kind === 'LOCAL' ? localVersion : standardPlacement;
      const [row] = await tx
        .select({ assessment: table.assessment })
        .from(table)
        .where(eq(table.id, versionId));
      return row?.assessment ?? null;
    },

    /** The content of the standard's version that a city's release stands on; null where there is none. */
    async standardContentOf({
      kind,
      versionId,
    }: Pick<ApprovalRow, 'kind' | 'versionId'>): Promise<ApprovalDetail['standardContent']> {
      if (kind !== 'LOCAL') return null;
      const [row] = await tx
        .select({ fields: standardVersion.fields })
        .from(localVersion)
        .innerJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
        .where(eq(localVersion.id, versionId));
      return row?.fields ?? null;
    },
  };
}

/** The document of a stored release. */
export function documentOf({ text }: Pick<ReviewedRelease, 'text'>): ReleaseDocument {
  return releaseDocumentSchema.parse(JSON.parse(text));
}
