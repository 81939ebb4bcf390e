import type { Exemption } from '@xietong/shared/content-check';
import type { Push } from '@xietong/shared/inheritance';
import type { ListedCorrection, ReleaseDocument, ReleaseKind } from '@xietong/shared/releases';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';

/** A city's campaign on a standard, as people are told of it. */
export interface LocalOfStandard {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly tenantId: string;
}

/** What standards ask of the releases. */
export interface ReleasePort {
  submit(
    tx: Tx,
    call: Call,
    submitted: {
      kind: ReleaseKind;
      campaignId: string;
      versionId: string;
      document: ReleaseDocument;
      note?: string | undefined;
      exemptions?: readonly Exemption[] | undefined;
      /** Approvals by different people that it needs; 1 unless said. */
      required?: number;
    },
  ): Promise<{ releaseId: string; requestId: string; hash: string }>;
  withdraw(tx: Tx, call: Call, subject: { versionId: string; kind: ReleaseKind }): Promise<void>;
  publish(tx: Tx, call: Call, subject: { versionId: string }): Promise<unknown>;
  /** Gives up an approved standard that was never published. */
  giveUp(tx: Tx, call: Call, subject: { versionId: string }): Promise<void>;
  /** Takes the published release of a standard off; it was approved, and is published no more. */
  takeOff(tx: Tx, call: Call, subject: { versionId: string }): Promise<void>;
  /** Pauses what runs or waits of a standard and of the cities' campaigns on it; answers the releases. */
  pauseStandard(tx: Tx, call: Call, campaignId: string): Promise<readonly string[]>;
  /** Ends what of these campaigns is with the approvers. */
  voidRequests(
    tx: Tx,
    call: Call,
    changed: { readonly campaignIds: readonly string[] },
    because: 'STANDARD_RETIRED',
  ): Promise<number>;
  /** Archives the published release and the province's running placements; answers the placements' versions. */
  archiveStandard(tx: Tx, call: Call, campaignId: string): Promise<readonly string[]>;
  recordAuthor(
    tx: Tx,
    call: Call,
    subject: { tenantId: string; campaignId: string; kind: ReleaseKind; restoredVersionId?: string },
  ): Promise<void>;
  nextNumber(tx: Tx, tenantId: string, series: string): Promise<number>;
}

export interface CampaignDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly releases: ReleasePort;
  /** The province's own placements of a standard, which end with it. `stopped` are the versions whose releases were archived. */
  readonly placements: {
    archived(tx: Tx, call: Call, campaignId: string, stopped: readonly string[]): Promise<void>;
  };
  /** How what is published reaches the cities' campaigns on earlier versions. */
  readonly propagation: {
    check(tx: Tx, push: Push): Promise<void>;
    /** What the version makes of cities' releases where nothing but locked fields differ. */
    corrections(tx: Tx, versionId: string): Promise<readonly ListedCorrection[]>;
    published(tx: Tx, call: Call, versionId: string): Promise<number>;
  };
  readonly news: {
    /** The operators of a city hear that the standard of one of its campaigns was taken off, and why. */
    standardRetired(tx: Tx, call: Call, local: LocalOfStandard, reason: string): Promise<void>;
  };
  /** The sender's name in messages, as the channels send it. */
  readonly smsSignature: string;
}

/** A decision on a release, as the approvals tell it. */
export interface DecidedVersion {
  readonly versionId: string;
  readonly outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
}

export interface SubmittedStandard {
  readonly versionId: string;
  readonly releaseId: string;
}
