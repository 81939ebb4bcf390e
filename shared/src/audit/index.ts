export { grantAudit } from './audit-abilities';
export { auditLeafHash, canonicalAuditEvent, changedFields } from './audit-canonical';
export type { CanonicalAuditEvent } from './audit-canonical';
export { fieldChanges } from './audit-changes';
export { auditedContent, auditedContentFields } from './audited-content';
export type { AuditedContentField } from './audited-content';
export { AUDIT_ERRORS } from './audit-errors';
export type { AuditErrorCode } from './audit-errors';
export {
  auditTerms,
  blockOfDay,
  startOfDay,
  dayOf,
  daysOfBlock,
  termOfBlock,
  termOfDay,
  termsSought,
} from './audit-terms';
export { AUDIT_CHECK_STATES, AUDIT_FINDINGS, AUDIT_LEAST_DAYS } from './audit-log-view';
export type {
  AuditCheckState,
  AuditCheckView,
  AuditConsistency,
  AuditFinding,
  AuditFindingKind,
  AuditHeadRow,
  AuditProof,
  AuditSegmentView,
} from './audit-log-view';
export {
  campaignHistorySchema,
  auditCampaignsSchema,
  auditConsistencySchema,
  auditIdSchema,
  AUDIT_COUNTED_TO,
  auditListSchema,
  auditRangeSchema,
  auditReleaseIdSchema,
} from './audit-read-schema';
export type {
  AuditCampaignsInput,
  AuditListInput,
  AuditRangeInput,
  CampaignHistoryInput,
} from './audit-read-schema';
export {
  auditSampleIdSchema,
  drawSampleSchema,
  lookAtSampledSchema,
  MOST_SAMPLED,
  SAMPLE_OUTCOMES,
  SAMPLE_STRATA,
} from './audit-sample-view';
export type {
  AuditSampleItem,
  AuditSampleRow,
  AuditSampleView,
  DrawSampleInput,
  LookAtSampledInput,
  SampleOutcome,
  SampleStrata,
} from './audit-sample-view';
export { consistencyPath, inclusionPath } from './merkle-proof';
export type { ProofPart } from './merkle-proof';
export { completeSubtrees, foldSubtrees, HASH_BYTES, merkleLeafHash, merkleNodeHash } from './merkle-tree';
export type { TreeNode } from './merkle-tree';
export { readTreeHead, receivedHead, signedHeadSchema, treeHeadText } from './tree-head';
export type { SignedHead, TreeHead } from './tree-head';
export { verifyConsistency, verifyInclusion } from './merkle-verify';
export type { ConsistencyClaim, InclusionClaim } from './merkle-verify';
export { redact, redactFilter, redactText } from './audit-redaction';
export type { JsonValue } from './audit-redaction';
export {
  AUDIT_ACTOR_KINDS,
  AUDIT_RESULTS,
  auditEventSchema,
  auditSchemaVersionOf,
  storedAuditEventSchema,
} from './audit-schema';
export type { AuditEvent, AuditResult, StoredAuditEvent } from './audit-schema';
export type {
  AuditCampaign,
  AuditDetail,
  AuditedRelease,
  AuditPage,
  AuditRow,
  CampaignHistory,
  CampaignHistoryEntry,
  FieldChange,
  ReleaseReference,
  RunWindow,
} from './audit-view';
