export { grantFindings } from './finding-abilities';
export { FINDING_ERRORS } from './finding-errors';
export type { FindingErrorCode } from './finding-errors';
export { findingReminder, isFindingOverdue, nextFindingState } from './finding-rules';
export type { FindingCommand, FindingStep } from './finding-rules';
export {
  FINDING_SEVERITIES,
  FINDING_STATES,
  findingIdSchema,
  findingListSchema,
  findingOwnersSchema,
  findingStepSchema,
  noteFindingSchema,
} from './finding-schema';
export type {
  FindingEvidence,
  FindingListInput,
  FindingSeverity,
  FindingState,
  FindingStepInput,
  NoteFindingForm,
  NoteFindingInput,
} from './finding-schema';
export type { FindingOwner, FindingRow, FindingView } from './finding-view';
