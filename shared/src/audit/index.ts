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
