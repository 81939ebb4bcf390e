import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ApprovalErrorCode } from './approval-errors';
import type { ApprovalOutcome, ApprovalState } from './approval-schema';

export interface RequestUnderReview {
  readonly state: ApprovalState;
  /** Hash of the release as it stands. */
  readonly hash: string;
  /** Everybody who changed anything under the hash since the last approved one. */
  readonly authorIds: readonly string[];
  /** Who has approved it so far, and how many different people have to. */
  readonly approvedBy: readonly string[];
  readonly required: number;
}

export interface CheckedDecision {
  readonly outcome: ApprovalOutcome;
  /** Whether the request is answered by it; otherwise it waits for another approver. */
  readonly isLast: boolean;
}

export interface DecisionCommand {
  readonly actor: { readonly kind: 'PERSON' | 'MACHINE'; readonly id: string };
  /** Hash that the approver was shown. */
  readonly hash: string;
  readonly outcome: ApprovalOutcome;
  readonly reason?: string | undefined;
}

/**
 * Whether a decision may be taken. An author never decides on their own work in either direction,
 * whatever their role; a machine never decides. Where several have to approve, nobody counts twice,
 * and one who returns or rejects it ends it.
 */
export function checkDecision(
  request: RequestUnderReview,
  command: DecisionCommand,
): Result<CheckedDecision, ApprovalErrorCode> {
  if (command.actor.kind !== 'PERSON') return err('APPROVAL_NOT_A_PERSON');
  if (request.authorIds.includes(command.actor.id)) return err('APPROVAL_BY_AUTHOR');
  if (request.state !== 'OPEN') return err('APPROVAL_CLOSED', { state: request.state });
  if (request.hash !== command.hash) return err('APPROVAL_HASH_CHANGED');
  if (command.outcome !== 'APPROVED' && !command.reason?.trim())
    return err('APPROVAL_REASON_REQUIRED', undefined, ['reason']);
  if (request.approvedBy.includes(command.actor.id)) return err('APPROVAL_ALREADY_GIVEN');
  const approvals = request.approvedBy.length + 1;
  return ok({
    outcome: command.outcome,
    isLast: command.outcome !== 'APPROVED' || approvals >= request.required,
  });
}

/**
 * Which tenant's approvers decide: the release's own where it has one who is not an author, else
 * the province's.
 */
export function approverTenant(
  own: { readonly id: string; readonly parentId: string | null },
  ownApproverIds: readonly string[],
  authorIds: readonly string[],
): string {
  const able = ownApproverIds.some((approver) => !authorIds.includes(approver));
  return able || own.parentId === null ? own.id : own.parentId;
}
