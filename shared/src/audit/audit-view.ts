import type { ReviewedChannel, ReviewedPoint } from '../approvals';
import type { CursorPage } from '../kernel';
import type { ReleaseDocument, ReleaseKind, ReleaseState } from '../releases';
import type { JsonValue } from './audit-redaction';
import type { AuditResult } from './audit-schema';
import type { AuditedContentField } from './audited-content';

/** An event in a list. Instants are UTC. */
export interface AuditRow {
  id: string;
  at: string;
  tenantCode: string;
  tenantNameZh: string;
  tenantNameEn: string;
  actorKind: 'PERSON' | 'MACHINE' | 'ANONYMOUS';
  actorName: string;
  act: string;
  subjectType: string;
  /** Empty when the act named none. */
  subjectId: string;
  campaignId: string | null;
  result: AuditResult;
  code: string | null;
  requestId: string;
}

export type AuditPage = CursorPage<AuditRow>;

/** One field that an act changed; null = it was not there. */
export interface FieldChange {
  field: string;
  before: JsonValue;
  after: JsonValue;
}

export interface AuditDetail extends AuditRow {
  address: string | null;
  changes: FieldChange[];
  /** What the content fields named in the changes are; empty where the event belongs to no campaign. */
  contentFields: AuditedContentField[];
  /** The exact stored text, and the RFC 6962 leaf hash stored with it, in hex. */
  canonical: string;
  leafHash: string;
  schemaVersion: number;
  /** The text still has the hash that was stored with it. */
  intact: boolean;
}

export interface AuditCampaign {
  id: string;
  kind: 'STANDARD' | 'LOCAL';
  number: string;
  title: string;
  tenantCode: string;
  tenantNameZh: string;
  tenantNameEn: string;
  changedAt: string;
}

/** A release as histories name it. */
export interface ReleaseReference {
  releaseId: string;
  kind: ReleaseKind;
  title: string;
  version: number;
  hash: string;
}

export interface RunWindow {
  point: string;
  channel: string;
  startsAt: string;
  endsAt: string;
}

/** One thing in the life of a campaign. */
export type CampaignHistoryEntry = { at: string; actorName: string | null } & (
  | {
      type: 'CHANGE';
      eventId: string;
      act: string;
      result: AuditResult;
      code: string | null;
      changes: FieldChange[];
    }
  | {
      type: 'SUBMISSION';
      release: ReleaseReference;
      authors: string[];
      note: string | null;
      windows: RunWindow[];
    }
  | {
      type: 'DECISION';
      release: ReleaseReference;
      outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
      /** The hash that the approver decided on; equal to the release's own. */
      hash: string;
      reason: string | null;
    }
  | { type: 'LIVE'; release: ReleaseReference }
  | { type: 'ENDED'; release: ReleaseReference }
  | { type: 'OVERTAKEN'; release: ReleaseReference }
);

export interface CampaignHistory {
  campaign: AuditCampaign;
  /** The standard that a local campaign localises. */
  base: { campaignId: string; number: string } | null;
  /** Oldest first. */
  entries: CampaignHistoryEntry[];
  /** What the content fields named in the entries are. */
  contentFields: AuditedContentField[];
  /** Where earlier entries go on; null = its beginning is here, as far as it is not archived. */
  nextCursor: string | null;
}

/** A release as its approver saw it. */
export interface AuditedRelease extends ReleaseReference {
  number: string;
  campaignId: string;
  state: ReleaseState;
  document: ReleaseDocument;
  /** Where it is placed, as the approval names and shows it. */
  points: readonly ReviewedPoint[];
  channels: readonly ReviewedChannel[];
  /** The stored text still has the hash that was approved. */
  sealIntact: boolean;
  authors: string[];
  submittedAt: string;
  submittedByName: string;
  decisions: {
    at: string;
    byName: string;
    outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
    hash: string;
    reason: string | null;
  }[];
}
