import type { ReleaseKind } from '@xietong/shared/releases';
import type { Call } from '../../access/call';
import type { Tx } from '../../platform/database';

/** The release that something happened to, as people know it. */
export interface ReleaseSubject {
  readonly tenantId: string;
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
}

/** A step of a request that was handed to an approver, or to which one was added. */
export interface HandedStep {
  readonly requestId: string;
  readonly personId: string;
  readonly personTenantId: string;
  readonly what: 'APPROVAL_REASSIGNED' | 'APPROVER_ADDED';
  readonly note: string;
}

/** Who tells people what became of releases; called inside the transaction in which it happens. */
export interface ReleaseNews {
  submitted(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & { requestId: string; approverTenantId: string },
  ): Promise<void>;
  handedOver(tx: Tx, call: Call, news: ReleaseSubject & HandedStep): Promise<void>;
  decided(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & {
      outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
      reason: string | null;
      authorIds: readonly string[];
    },
  ): Promise<void>;
  published(tx: Tx, call: Call, news: ReleaseSubject): Promise<void>;
  passed(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & { edge: 'WENT_LIVE' | 'ENDED' | 'OVERTAKEN'; authorIds: readonly string[] },
  ): Promise<void>;
  takenDown(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & { reason: string; authorIds: readonly string[] },
  ): Promise<void>;
}
