import type { Exemption } from '@xietong/shared/content-check';
import type { ReleaseDocument, ReleaseKind } from '@xietong/shared/releases';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';

/** What localisation asks of the releases. */
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
    },
  ): Promise<{ releaseId: string; requestId: string; hash: string }>;
  /** Whether what is to be replaced still runs by itself; held from then on. */
  holdReplaced(tx: Tx, replaced: { campaignId: string; hash: string }): Promise<boolean>;
  /** Puts a correction in the place of what runs; its hash is listed in the approved push. */
  correct(
    tx: Tx,
    call: Call,
    corrected: { tenantId: string; document: ReleaseDocument; correctedBy: string },
  ): Promise<void>;
  /** The same by the campaign's own city. */
  adopt(tx: Tx, call: Call, adopted: { document: ReleaseDocument; listedBy: string }): Promise<void>;
  /** Holds what of a version is in review, before the version itself is. */
  hold(tx: Tx, subject: { versionId: string; kind: ReleaseKind }): Promise<void>;
  withdraw(tx: Tx, call: Call, subject: { versionId: string; kind: ReleaseKind }): Promise<void>;
  recordAuthor(
    tx: Tx,
    call: Call,
    subject: { tenantId: string; campaignId: string; kind: ReleaseKind; restoredVersionId?: string },
  ): Promise<void>;
  nextNumber(tx: Tx, tenantId: string, series: string): Promise<number>;
}

export interface LocalisationDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly releases: ReleasePort;
  /** The sender's name in messages, as the channels send it. */
  readonly smsSignature: string;
}

/** A decision on a release, as the approvals tell it. */
export interface DecidedVersion {
  readonly versionId: string;
  readonly outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
}

export interface Submitted {
  readonly releaseId: string;
  readonly versionId: string;
}
