import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ApprovalErrorCode } from './approval-errors';
import type { ApprovalOutcome, ApprovalState } from './approval-schema';
import type { RoutedStep } from './policy-rules';

export interface ReviewStep extends Omit<RoutedStep, 'hours' | 'escalation'> {
  readonly id: string;
  /** The one approver whom it was handed to; null = any of the tenant. */
  readonly personId: string | null;
}

/** A decision that was taken on a step. */
export interface GivenDecision {
  readonly stepId: string;
  readonly by: string;
  readonly outcome: ApprovalOutcome;
}

export interface RequestUnderReview {
  readonly state: ApprovalState;
  /** Hash of the release as it stands. */
  readonly hash: string;
  /** Everybody who changed anything under the hash since the last approved one. */
  readonly authorIds: readonly string[];
  readonly steps: readonly ReviewStep[];
  readonly decisions: readonly GivenDecision[];
}

export interface CheckedDecision {
  readonly outcome: ApprovalOutcome;
  /** The step that it is a decision on. */
  readonly stepId: string;
  /** Whether that step has its approvals with it. */
  readonly isStepMet: boolean;
  /** Whether the request is answered by it; otherwise it waits for another approver. */
  readonly isLast: boolean;
  /** Steps that wait from now on and did not before. */
  readonly opened: readonly ReviewStep[];
}

export interface DecisionCommand {
  readonly actor: { readonly kind: 'PERSON' | 'MACHINE'; readonly id: string; readonly tenantId: string };
  /** Hash that the approver was shown. */
  readonly hash: string;
  readonly outcome: ApprovalOutcome;
  readonly reason?: string | undefined;
}

type Progress = Pick<RequestUnderReview, 'steps' | 'decisions'>;

/** Whether a step has the approvals that it needs, of different people. */
export function isStepMet(step: ReviewStep, decisions: readonly GivenDecision[]): boolean {
  const by = decisions.filter(({ stepId, outcome }) => stepId === step.id && outcome === 'APPROVED');
  return new Set(by.map((decision) => decision.by)).size >= step.approvals;
}

/** The steps that can be decided now: those of the first stage that is not met, without the met ones. */
export function openSteps({ steps, decisions }: Progress): ReviewStep[] {
  const unmet = steps.filter((step) => !isStepMet(step, decisions));
  const stage = Math.min(...unmet.map((step) => step.stage));
  return unmet.filter((step) => step.stage === stage);
}

/** Whether a tenant had steps and none of them waits any more. */
function isDoneFor({ steps, decisions }: Progress, tenantId: string): boolean {
  const own = steps.filter((step) => step.approverTenantId === tenantId);
  return own.length > 0 && own.every((step) => isStepMet(step, decisions));
}

/** The step that an approver of a tenant would decide now, if there is one: what was handed to them goes before. */
export function stepFor(
  progress: Progress,
  { tenantId, personId }: { readonly tenantId: string; readonly personId: string },
): ReviewStep | undefined {
  const mine = openSteps(progress).filter(
    (step) => step.approverTenantId === tenantId && (step.personId ?? personId) === personId,
  );
  return mine.find((step) => step.personId !== null) ?? mine[0];
}

/**
 * Whether a decision may be taken. An author never decides on their own work in either direction,
 * whatever their role; a machine never decides; nobody decides before it is their tenant's turn. Nobody
 * counts twice, on whichever step; one who returns or rejects it ends it.
 */
export function checkDecision(
  request: RequestUnderReview,
  command: DecisionCommand,
): Result<CheckedDecision, ApprovalErrorCode> {
  const { actor, outcome } = command;
  if (actor.kind !== 'PERSON') return err('APPROVAL_NOT_A_PERSON');
  if (request.authorIds.includes(actor.id)) return err('APPROVAL_BY_AUTHOR');
  if (request.state !== 'OPEN') return err('APPROVAL_CLOSED', { state: request.state });
  if (request.hash !== command.hash) return err('APPROVAL_HASH_CHANGED');
  if (outcome !== 'APPROVED' && !command.reason?.trim())
    return err('APPROVAL_REASON_REQUIRED', undefined, ['reason']);
  if (request.decisions.some(({ by }) => by === actor.id)) return err('APPROVAL_ALREADY_GIVEN');
  const step = stepFor(request, { tenantId: actor.tenantId, personId: actor.id });
  if (!step) return err(isDoneFor(request, actor.tenantId) ? 'APPROVAL_STEP_MET' : 'APPROVAL_NOT_YOUR_TURN');
  const before = openSteps(request);
  const given: GivenDecision = { stepId: step.id, by: actor.id, outcome };
  const decisions = [...request.decisions, given];
  const after = openSteps({ steps: request.steps, decisions });
  const isLast = outcome !== 'APPROVED' || after.length === 0;
  return ok({
    outcome,
    stepId: step.id,
    isStepMet: isStepMet(step, decisions),
    isLast,
    opened: isLast ? [] : after.filter(({ id }) => !before.some((open) => open.id === id)),
  });
}
