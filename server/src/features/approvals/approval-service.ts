import { checkDecision, checkFieldComments, openSteps, stepFor } from '@xietong/shared/approvals';
import type {
  ApprovalDecideInput,
  ApprovalDetail,
  ApprovalListInput,
  DraftCommentsInput,
  FieldCommentView,
  ReviewStep,
} from '@xietong/shared/approvals';
import type { ReleaseKind } from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { pointsOf, reviewedChannels } from '../../db/reviewed-places';
import { approverIdsOf } from '../../db/approver-ids';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createCopyService } from './copy-service';
import type { CopyPort } from './copy-service';
import { createCopyStore, hasOpenedRequest } from './copy-store';
import { createDeadlineService } from './deadline-service';
import type { DeadlinePort } from './deadline-service';
import { guardRailProblems, requireGuardRails } from './guard-rails';
import type { RailPort } from './guard-rails';
import { createHandOverService } from './hand-over-service';
import type { HandOverPort } from './hand-over-service';
import { createFallBackService } from './fall-back-service';
import { findApprovers } from './candidate-read-model';
import { createApprovalReadModel } from './approval-read-model';
import { createApprovalStore } from './approval-store';
import { createCommentStore } from './comment-store';
import { ableOf, approverOf, hasStep } from './own-step';
import { createReviewReadModel, documentOf } from './review-read-model';
import type { ReviewedRelease } from './review-read-model';
import { givenBefore, reasonOf } from './repeated-decision';

/** A decision as the feature that owns the version hears of it. */
export interface Decided {
  readonly releaseId: string;
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly versionId: string;
  readonly tenantId: string;
  readonly outcome: ApprovalDecideInput['outcome'];
  readonly reason: string | null;
}

export interface ApprovalServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  /** Sets the release's state and what follows from it. */
  readonly releases: HandOverPort &
    CopyPort &
    DeadlinePort & {
      settle(
        tx: Tx,
        call: Call,
        release: ReviewedRelease,
        decision: Pick<Decided, 'outcome' | 'reason'>,
      ): Promise<void>;
      /** Tells the approvers of the tenants whose turn it has become. */
      handOn(
        tx: Tx,
        call: Call,
        release: ReviewedRelease,
        next: { requestId: string; approverTenantIds: readonly string[] },
      ): Promise<void>;
    };
  /** Who owns the versions, by kind of release. */
  readonly subjects: Readonly<
    Record<
      ReleaseKind,
      RailPort & {
        /** Holds what a version stands on, where that can end what is decided here. */
        hold?(tx: Tx, versionId: string): Promise<void>;
        decided(tx: Tx, call: Call, decided: Decided): Promise<void>;
      }
    >
  >;
}

const ACTS = { APPROVED: 'approved', RETURNED: 'returned', REJECTED: 'rejected' } as const;

/** Deciding on releases by people who are not their authors. */
export function createApprovalService({
  database,
  clock,
  ids,
  audit,
  releases,
  subjects,
}: ApprovalServiceDeps) {
  async function settle(
    tx: Tx,
    call: Call,
    decided: Pick<Decided, 'outcome' | 'reason'> & { requestId: string; release: ReviewedRelease },
  ): Promise<void> {
    const { requestId, release, outcome, reason } = decided;
    await createApprovalStore(tx).close(requestId, outcome, clock.now());
    const { kind, campaignId, versionId, tenantId } = release;
    // Before the release, which locks others of the campaign: its owner may have to hold the standard first.
    await subjects[kind].decided(tx, call, {
      ...{ releaseId: release.id, kind, campaignId, versionId, tenantId, outcome, reason },
    });
    await releases.settle(tx, call, release, { outcome, reason });
  }

  /** Whoever has a step that opened hears of it; the request says whose turn it is. */
  async function handOn(
    tx: Tx,
    call: Call,
    {
      requestId,
      release,
      opened,
    }: { requestId: string; release: ReviewedRelease; opened: readonly ReviewStep[] },
  ): Promise<void> {
    const store = createApprovalStore(tx);
    const [first] = openSteps(await store.progressOf(requestId, clock.now()));
    if (first) await store.handOn(requestId, first.approverTenantId);
    await store.startDeadlines(
      opened.map(({ id }) => id),
      clock.now(),
    );
    const approverTenantIds = [...new Set(opened.map((step) => step.approverTenantId))];
    await releases.handOn(tx, call, release, { requestId, approverTenantIds });
  }

  const { fallBack, runFallBacks } = createFallBackService({ database, clock, audit, releases });

  return {
    runFallBacks,
    ...createHandOverService({ database, clock, ids, audit, releases, fallBack }),
    ...createCopyService({ database, clock, ids, audit, releases }),
    ...createDeadlineService({ database, clock, audit, releases }),

    async list(call: Call, input: ApprovalListInput) {
      return asCaller(database, call, (tx) =>
        createApprovalReadModel(tx, call.actor, clock.now()).list(input),
      );
    },

    async count(call: Call) {
      return asCaller(database, call, (tx) =>
        createApprovalReadModel(tx, call.actor, clock.now()).countToDo(),
      );
    },

    /**
     * Everything an approver needs to see: what will be live, what is live now, who made it.
     * @throws AppError NOT_FOUND
     */
    async get(call: Call, id: string): Promise<ApprovalDetail> {
      return asCaller(database, call, async (tx) => {
        const request = requireRow(await createApprovalReadModel(tx, call.actor, clock.now()).findById(id));
        requireCan(call.actor, 'read', 'ApprovalRequest', request);
        const review = createReviewReadModel(tx);
        const release = requireRow(await review.findRelease(request.releaseId));
        const document = documentOf(release);
        const { replaces, approvedLast } = await review.documentsBefore(release, request, clock.now());
        const authors = await review.authorsOf(release.id);
        const progress = await createApprovalStore(tx).progressOf(request.id, clock.now());
        const step = stepFor(progress, approverOf(call));
        const approvers = await findApprovers(tx, request.tenantId, clock.now());
        return {
          request,
          document,
          replaces,
          approvedLast,
          guardRails: await guardRailProblems(tx, release, subjects, {
            ...{ isOpen: request.state === 'OPEN', at: clock.now() },
          }),
          standardContent: await review.standardContentOf(request),
          authors,
          decisions: await review.decisionsOn(release.id),
          comments: await createCommentStore(tx).ofReleases([release.id]),
          earlierComments: await createCommentStore(tx).before(release, document.content),
          steps: await review.stepsOf(
            request.id,
            ableOf(call, approvers, { ...progress, authors }),
            clock.now(),
          ),
          copies: await createCopyStore(tx).viewsOf(request.id),
          isOpened: await hasOpenedRequest(tx, call.actor, request.id),
          may: {
            copy: can(call.actor, 'update', 'ApprovalRequest', request),
            remind:
              request.state === 'OPEN' &&
              can(call.actor, 'withdraw', 'ApprovalRequest', request) &&
              authors.some((author) => author.actorId === actorId(call.actor)),
          },
          policy: await review.policyOf(release, request.id),
          mayDecide:
            request.state === 'OPEN' &&
            step !== undefined &&
            !progress.decisions.some(({ by }) => by === actorId(call.actor)) &&
            can(call.actor, 'approve', 'ApprovalRequest', {
              tenantId: request.tenantId,
              approverTenantId: step.approverTenantId,
            }),
          isAuthor: authors.some((author) => author.actorId === actorId(call.actor)),
          assessment: await review.assessmentOf(request),
          takedown: await review.takedownBefore(release, request),
          check: await review.checkOf(release.id),
          points: await pointsOf(tx, [document, replaces?.document ?? approvedLast?.document ?? document]),
          channels: await reviewedChannels(tx),
        };
      });
    },

    /**
     * What approvers said of single fields when the content of a campaign came back last, for whoever mends
     * it.
     * @throws AppError NOT_FOUND
     */
    async draftComments(call: Call, input: DraftCommentsInput): Promise<FieldCommentView[]> {
      return asCaller(database, call, async (tx) => {
        const store = createCommentStore(tx);
        const tenantId = requireRow(await store.ownerOf(input.campaignId));
        requireCan(call.actor, 'read', 'ApprovalRequest', { tenantId, approverTenantId: tenantId });
        return store.ofDraft(input);
      });
    },

    /**
     * Approves, returns or rejects; the same again is no error. Where several have to approve, the last one's makes it so, and a step
     * that is met hands it on to the next.
     * @throws AppError NOT_FOUND, FORBIDDEN, APPROVAL_BY_AUTHOR, APPROVAL_CLOSED (another
     * approver, its author), APPROVAL_NOT_YOUR_TURN, APPROVAL_STEP_MET, APPROVAL_HASH_CHANGED, APPROVAL_REASON_REQUIRED,
     * APPROVAL_ALREADY_GIVEN, of a comment APPROVAL_COMMENT_WITH_APPROVAL, APPROVAL_COMMENT_FIELD_UNKNOWN or
     * APPROVAL_COMMENT_TWICE beside it, together with others APPROVAL_BULK_MIXED, CONTENT_CHECK_BLOCKED for an approval
     * of what the dictionary no longer lets stand, GUARD_RAIL_BROKEN for one of what the guard-rails do not let through
     * (any more), APPROVAL_NOT_OPENED for one of what the approver has not opened as it is
     */
    async decide(call: Call, input: ApprovalDecideInput) {
      return asCaller(database, call, async (tx) => {
        const store = createApprovalStore(tx);
        // Before the request is locked: whoever retires or corrects the standard holds it, and then ends what is open on it.
        const subject = requireRow(await store.subjectOf(input.id));
        await subjects[subject.kind].hold?.(tx, subject.versionId);
        const { request, release } = requireRow(await store.findForDecision(input.id));
        const progress = await store.progressOf(request.id, clock.now());
        requireCan(call.actor, 'approve', 'ApprovalRequest', {
          tenantId: request.tenantId,
          approverTenantId: hasStep(progress, call) ? call.actor.tenant.id : request.approverTenantId,
        });
        const mine = await store.decisionBy(request.id, actorId(call.actor));
        const before = givenBefore(request, mine, input);
        if (before) {
          audit.repeated(call);
          return { id: request.id, ...before };
        }
        if (input.bulkOf !== undefined && release.kind !== input.bulkOf)
          throw new AppError('APPROVAL_BULK_MIXED');
        const by = { kind: call.actor.kind, id: actorId(call.actor), tenantId: call.actor.tenant.id };
        const { outcome, stepId, isStepMet, isLast, opened } = unwrap(
          checkDecision(
            {
              ...{ state: request.state, hash: release.hash, ...progress },
              authorIds: await store.authorIds(release.id),
            },
            { actor: by, hash: input.hash, outcome: input.outcome, reason: input.reason },
          ),
        );
        // A session may be a moment older than the end of its duty.
        if (!(await approverIdsOf(tx, call.actor.tenant.id, clock.now())).includes(actorId(call.actor)))
          throw new AppError('FORBIDDEN');
        if (outcome === 'APPROVED') {
          requireGuardRails(
            await guardRailProblems(tx, release, subjects, { isOpen: true, at: clock.now() }),
          );
          // Of each, however it is asked for: many at once are a loop of single ones to whoever writes the loop.
          if (!(await hasOpenedRequest(tx, call.actor, request.id)))
            throw new AppError('APPROVAL_NOT_OPENED');
        }
        const { content } = documentOf(release);
        const comments = unwrap(checkFieldComments(input.comments ?? [], { outcome, content }));
        const reason = reasonOf(input);
        const now = clock.now();
        await fallBack(tx, call, { request, release });
        const decisionId = ids.next();
        await store.insertDecision({
          id: decisionId,
          tenantId: request.tenantId,
          requestId: request.id,
          stepId,
          releaseId: release.id,
          hash: release.hash,
          outcome,
          reason,
          decidedBy: by.id,
          decidedByName: actorLabel(call.actor),
          decidedByTenantId: call.actor.tenant.id,
          decidedAt: now,
        });
        await createCommentStore(tx).insert(
          comments,
          {
            ...{ tenantId: request.tenantId, decisionId, releaseId: release.id, hash: release.hash },
            decidedByTenantId: call.actor.tenant.id,
          },
          ids,
        );
        if (isStepMet) await store.markMet(stepId, now);
        if (isLast) await settle(tx, call, { requestId: request.id, release, outcome, reason });
        else await handOn(tx, call, { requestId: request.id, release, opened });
        await audit.success(tx, call, {
          act: 'approvals.decide',
          subject: { type: 'Release', id: release.id },
          before: { state: release.state },
          after: {
            ...{ state: isLast ? ACTS[outcome] : release.state, hash: release.hash, reason },
            ...(input.bulkOf === undefined ? {} : { bulk: true }),
            ...{ title: release.title, outcome, ...(comments.length > 0 ? { comments } : {}) },
          },
          campaignId: release.campaignId,
        });
        return { id: request.id, outcome, isLast };
      });
    },
  };
}
export type ApprovalService = ReturnType<typeof createApprovalService>;
