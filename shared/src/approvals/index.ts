export { grantApprovals } from './approval-abilities';
export { APPROVAL_ERRORS } from './approval-errors';
export type { ApprovalErrorCode } from './approval-errors';
export { approverTenant, checkDecision } from './approval-rules';
export type { DecisionCommand, RequestUnderReview } from './approval-rules';
export {
  APPROVAL_BOXES,
  APPROVAL_OUTCOMES,
  APPROVAL_STATES,
  approvalDecideSchema,
  approvalListSchema,
} from './approval-schema';
export type {
  ApprovalDecideInput,
  ApprovalListInput,
  ApprovalOutcome,
  ApprovalState,
} from './approval-schema';
export type {
  ApprovalDecision,
  ApprovalDetail,
  ApprovalRow,
  ReviewedChannel,
  ReviewedPoint,
  RuleReach,
} from './approval-view';
