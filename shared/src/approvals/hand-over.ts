import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ApprovalErrorCode } from './approval-errors';
import { openSteps, stepFor } from './approval-rules';
import type { RequestUnderReview, ReviewStep } from './approval-rules';

interface Approver {
  readonly personId: string;
  readonly tenantId: string;
}

type Handed = Pick<RequestUnderReview, 'state' | 'authorIds' | 'steps' | 'decisions'>;

/** Whether somebody could still decide on a request: no author, nobody who has, nobody whom a step waits for. */
export function isCandidate(request: Handed, { personId }: Approver): boolean {
  return (
    !request.authorIds.includes(personId) &&
    !request.decisions.some(({ by }) => by === personId) &&
    !openSteps(request).some((step) => step.personId === personId)
  );
}

/**
 * Whether whoever could decide a step now may hand it to another approver (转办), or ask one more in addition
 * (加签). Neither takes an approval away: a step that needs several is not handed to one, and what is added
 * has to be met with the steps of its stage.
 */
export function checkHandOver(
  request: Handed,
  { actor, to, kind }: { actor: Approver; to: Approver; kind: 'REASSIGN' | 'ADD' },
): Result<ReviewStep, ApprovalErrorCode> {
  if (request.authorIds.includes(actor.personId)) return err('APPROVAL_BY_AUTHOR');
  if (request.state !== 'OPEN') return err('APPROVAL_CLOSED', { state: request.state });
  if (request.decisions.some(({ by }) => by === actor.personId)) return err('APPROVAL_ALREADY_GIVEN');
  const step = stepFor(request, actor);
  if (!step) return err('APPROVAL_NOT_YOUR_TURN');
  const isOther = to.personId !== actor.personId && isCandidate(request, to);
  if (!isOther || (kind === 'REASSIGN' && to.tenantId !== step.approverTenantId))
    return err('APPROVAL_NOT_A_CANDIDATE', undefined, ['personId']);
  if (kind === 'REASSIGN' && step.approvals > 1) return err('APPROVAL_STEP_OF_SEVERAL');
  return ok(step);
}
