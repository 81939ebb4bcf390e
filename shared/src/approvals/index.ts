export { grantApprovals } from './approval-abilities';
export { APPROVAL_ERRORS } from './approval-errors';
export type { ApprovalErrorCode } from './approval-errors';
export { checkDecision, isStepMet, openSteps, stepFor } from './approval-rules';
export type { GivenDecision, RequestUnderReview, ReviewStep } from './approval-rules';
export {
  APPROVAL_BOXES,
  APPROVAL_OUTCOMES,
  APPROVAL_STATES,
  approvalCopySchema,
  approvalDecideSchema,
  approvalHandOverSchema,
  approvalListSchema,
  approvalOpenSchema,
  draftCommentsSchema,
  listReachSchema,
  MAX_COMMENT_LENGTH,
  VOID_CAUSES,
} from './approval-schema';
export type {
  ApprovalCopyInput,
  ListReachInput,
  ApprovalDecideInput,
  ApprovalHandOverInput,
  ApprovalListInput,
  ApprovalOpenInput,
  ApprovalOutcome,
  ApprovalState,
  DraftCommentsInput,
  FieldComment,
  VoidCause,
} from './approval-schema';
export { checkFieldComments, fieldSince } from './field-comments';
export type { EarlierComment, FieldCommentView, FieldSince } from './field-comments';
export { changedParts } from './changed-parts';
export { routeCopies } from './copies';
export type { RoutedCopy } from './copies';
export { deadlineAct, dueOf, urgeWait } from './deadline';
export { checkHandOver, isCandidate } from './hand-over';
export { shortageOf, standInsOf } from './policy-feasibility';
export type { ApproversOf, CityApprovers } from './policy-feasibility';
export { freezePolicy, routeSteps } from './policy-rules';
export type { PolicyInForce, RoutedStep } from './policy-rules';
export {
  nextPolicyState,
  policyChangeIdSchema,
  proposePolicyEndSchema,
  proposePolicySchema,
  refusePolicySchema,
} from './policy-change';
export type {
  PolicyBook,
  PolicyChange,
  PolicyCommand,
  PolicyState,
  ProposePolicyEndInput,
  ProposePolicyInput,
  RefusePolicyInput,
} from './policy-change';
export {
  CHANGED_PARTS,
  copiedRoleSchema,
  COPIED_ROLES,
  ESCALATIONS,
  MAX_POLICY_COPIES,
  MAX_POLICY_PRIORITY,
  MAX_POLICY_STEPS,
  MAX_STEP_APPROVALS,
  MAX_STEP_HOURS,
  policyRuleSchema,
  STEP_APPROVERS,
  STEP_ORDERS,
} from './policy-schema';
export type { ChangedPart, CopiedRole, Escalation, FrozenPolicy, PolicyRule } from './policy-schema';
export { MOST_RIVALS } from './reach-view';
export type {
  ApprovalRival,
  Displacement,
  ListChange,
  ListReach,
  MeasuredList,
  RefusedMembers,
} from './reach-view';
export type {
  ApprovalCopy,
  ApprovalDecision,
  ApprovalDetail,
  PlacementReach,
  RailProblem,
  ApprovalRow,
  CopyChoices,
  HandOverCandidate,
  ReviewedChannel,
  ReviewedPoint,
  ReviewStepView,
} from './approval-view';
