import type { ErrorKind } from '../kernel';

export const APPROVAL_ERRORS = {
  APPROVAL_BY_AUTHOR: 'FORBIDDEN',
  APPROVAL_NOT_A_PERSON: 'FORBIDDEN',
  APPROVAL_CLOSED: 'CONFLICT',
  /** It needs the approval of somebody else, too. */
  APPROVAL_ALREADY_GIVEN: 'CONFLICT',
  /** Another tenant's approvers have to decide first. */
  APPROVAL_NOT_YOUR_TURN: 'CONFLICT',
  /** Whoever else approves for the same tenant was quicker, and nothing of it waits for that tenant any more. */
  APPROVAL_STEP_MET: 'CONFLICT',
  /** No approver who could decide it: an author, somebody who has decided, or nobody of that duty. */
  APPROVAL_NOT_A_CANDIDATE: 'INVALID',
  /** A step that needs several people is not handed to one. */
  APPROVAL_STEP_OF_SEVERAL: 'CONFLICT',
  /** Nobody of a tenant that may see it, or somebody who is told already. */
  APPROVAL_COPY_UNKNOWN: 'INVALID',
  /** Its author asked for it not long ago. */
  APPROVAL_REMINDED: 'LIMIT',
  /** Approved at once with others, and not opened before as it is. */
  APPROVAL_NOT_OPENED: 'CONFLICT',
  /** Approved at once with others of another kind. */
  APPROVAL_BULK_MIXED: 'INVALID',
  APPROVAL_HASH_CHANGED: 'CONFLICT',
  APPROVAL_REASON_REQUIRED: 'INVALID',
  /** Comments on fields come with a return or a rejection. */
  APPROVAL_COMMENT_WITH_APPROVAL: 'INVALID',
  APPROVAL_COMMENT_FIELD_UNKNOWN: 'INVALID',
  APPROVAL_COMMENT_TWICE: 'INVALID',
  /** Whoever proposes who approves neither confirms nor refuses it; only the proposer takes it back. */
  APPROVAL_POLICY_BY_PROPOSER: 'FORBIDDEN',
  APPROVAL_POLICY_DECIDED: 'CONFLICT',
  /** Another change of the same policy waits to be confirmed. */
  APPROVAL_POLICY_WAITS: 'CONFLICT',
  APPROVAL_POLICY_TENANT_UNKNOWN: 'INVALID',
  /** It asks for more approvers than there are. */
  APPROVAL_POLICY_TOO_MANY: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type ApprovalErrorCode = keyof typeof APPROVAL_ERRORS;
