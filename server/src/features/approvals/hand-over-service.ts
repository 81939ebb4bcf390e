import { checkHandOver, isCandidate, stepFor } from '@xietong/shared/approvals';
import type { ApprovalHandOverInput, HandOverCandidate } from '@xietong/shared/approvals';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createApprovalStore } from './approval-store';
import { findApprovers } from './candidate-read-model';
import type { createFallBackService } from './fall-back-service';
import type { ReviewedRelease } from './review-read-model';

/** Tells an approver that a request was handed to them, or that they are asked, too. */
export interface HandOverPort {
  handOver(
    tx: Tx,
    call: Call,
    release: ReviewedRelease,
    to: {
      requestId: string;
      personId: string;
      personTenantId: string;
      what: 'APPROVAL_REASSIGNED' | 'APPROVER_ADDED';
      note: string;
    },
  ): Promise<void>;
}

export interface HandOverDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly releases: HandOverPort;
  readonly fallBack: ReturnType<typeof createFallBackService>['fallBack'];
}

const WAYS = {
  REASSIGN: { act: 'approvals.reassign', news: 'APPROVAL_REASSIGNED' },
  ADD: { act: 'approvals.addApprover', news: 'APPROVER_ADDED' },
} as const;

/** Handing a step of a request to another approver 转办, and asking one more 加签. */
export function createHandOverService({ database, clock, ids, audit, releases, fallBack }: HandOverDeps) {
  /** The request as whoever could decide it now finds it; what is not theirs to decide is not handed on. */
  async function open(tx: Tx, call: Call, id: string) {
    const store = createApprovalStore(tx);
    const { request, release } = requireRow(await store.findForDecision(id));
    const progress = await store.progressOf(id, clock.now());
    const actor = { tenantId: call.actor.tenant.id, personId: actorId(call.actor) };
    const step = stepFor(progress, actor);
    requireCan(call.actor, 'approve', 'ApprovalRequest', {
      tenantId: request.tenantId,
      approverTenantId: step?.approverTenantId ?? request.approverTenantId,
    });
    const authorIds = await store.authorIds(release.id);
    const approvers = await findApprovers(tx, request.tenantId, clock.now());
    return {
      store,
      request,
      release,
      actor,
      step,
      approvers,
      under: { state: request.state, authorIds, ...progress },
    };
  }

  async function handOver(
    call: Call,
    { id, personId, note }: ApprovalHandOverInput,
    kind: keyof typeof WAYS,
  ): Promise<{ id: string }> {
    return asCaller(database, call, async (tx) => {
      const { store, request, release, actor, approvers, under } = await open(tx, call, id);
      const sameTenant = (tenantId: string) => tenantId === actor.tenantId;
      const found = approvers.filter((each) => each.personId === personId);
      const to = found.find(({ tenantId }) => sameTenant(tenantId)) ?? found[0];
      if (!to) throw new AppError('APPROVAL_NOT_A_CANDIDATE');
      const step = unwrap(checkHandOver(under, { actor, to, kind }));
      await fallBack(tx, call, { request, release });
      const named = { personId, personName: to.staffId };
      if (kind === 'REASSIGN') await store.nameApprover(step.id, named);
      else
        await store.insertStep({
          ...{ id: ids.next(), tenantId: release.tenantId, requestId: id, stage: step.stage },
          ...{ approverTenantId: to.tenantId, approvals: 1, ...named },
          // What is added is due with the step that it was added to.
          ...(await store.deadlineOf(step.id)),
        });
      const { act, news } = WAYS[kind];
      await releases.handOver(tx, call, release, {
        ...{ requestId: id, personId, personTenantId: to.tenantId, what: news, note },
      });
      await audit.success(tx, call, {
        act,
        subject: { type: 'ApprovalRequest', id },
        after: { staffId: to.staffId, note, title: release.title, hash: release.hash },
        campaignId: release.campaignId,
      });
      return { id };
    });
  }

  return {
    /**
     * The approvers to whom the reader may hand their step, or whom they may ask in addition, as far as the
     * reader sees them: a city its own, the province all.
     * @throws AppError NOT_FOUND, FORBIDDEN
     */
    async candidates(call: Call, id: string): Promise<HandOverCandidate[]> {
      return asCaller(database, call, async (tx) => {
        const { actor, step, approvers, under } = await open(tx, call, id);
        return approvers
          .filter((each) => each.personId !== actor.personId && isCandidate(under, each))
          .map((each) => ({
            ...each,
            mayTakeOver: each.tenantId === step?.approverTenantId && step.approvals === 1,
          }));
      });
    },

    /**
     * Hands the own step to another approver of the same tenant, who alone decides it from then on.
     * @throws AppError NOT_FOUND, FORBIDDEN, APPROVAL_BY_AUTHOR, APPROVAL_CLOSED, APPROVAL_NOT_YOUR_TURN,
     * APPROVAL_ALREADY_GIVEN, APPROVAL_NOT_A_CANDIDATE, APPROVAL_STEP_OF_SEVERAL
     */
    async reassign(call: Call, input: ApprovalHandOverInput): Promise<{ id: string }> {
      return handOver(call, input, 'REASSIGN');
    },

    /** Asks one more approver, whose approval it needs from then on, too. @throws AppError as reassign */
    async addApprover(call: Call, input: ApprovalHandOverInput): Promise<{ id: string }> {
      return handOver(call, input, 'ADD');
    },
  };
}
