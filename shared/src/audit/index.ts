export { grantAudit } from './audit-abilities';
export { auditLeafHash, canonicalAuditEvent, changedFields } from './audit-canonical';
export type { CanonicalAuditEvent } from './audit-canonical';
export { fieldChanges } from './audit-changes';
export { auditedContent, auditedContentFields } from './audited-content';
export type { AuditedContentField } from './audited-content';
export {
  auditCampaignIdSchema,
  auditCampaignsSchema,
  auditIdSchema,
  AUDIT_COUNTED_TO,
  auditListSchema,
  auditReleaseIdSchema,
} from './audit-read-schema';
export type { AuditCampaignsInput, AuditListInput } from './audit-read-schema';
export { consistencyPath, inclusionPath } from './merkle-proof';
export type { ProofPart } from './merkle-proof';
export { completeSubtrees, foldSubtrees, HASH_BYTES, merkleLeafHash, merkleNodeHash } from './merkle-tree';
export type { TreeNode } from './merkle-tree';
export { verifyConsistency, verifyInclusion } from './merkle-verify';
export type { ConsistencyClaim, InclusionClaim } from './merkle-verify';
export { redact, redactText } from './audit-redaction';
export type { JsonValue } from './audit-redaction';
export { AUDIT_ACTOR_KINDS, AUDIT_RESULTS, AUDIT_SCHEMA_VERSION, auditEventSchema } from './audit-schema';
export type { AuditEvent, AuditResult } from './audit-schema';
export type {
  AuditCampaign,
  AuditDetail,
  AuditedRelease,
  AuditRow,
  CampaignHistory,
  CampaignHistoryEntry,
  FieldChange,
  ReleaseReference,
  RunWindow,
} from './audit-view';
