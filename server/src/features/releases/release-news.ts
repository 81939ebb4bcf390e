import type { CopiedRole, Escalation } from '@xietong/shared/approvals';
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

/** Those who are told of a request without being asked to decide. */
export interface CopiedTo {
  readonly requestId: string;
  readonly note: string | null;
  readonly recipients: readonly {
    readonly tenantId: string;
    readonly role: CopiedRole['role'] | null;
    readonly personId: string | null;
  }[];
}

/** A step whose time is nearly or wholly up, or whose author waits; in whose hands it is, and who hears besides. */
export interface LateStep {
  readonly requestId: string;
  readonly what: 'APPROVAL_DUE_SOON' | 'APPROVAL_OVERDUE' | 'APPROVAL_URGED' | 'APPROVAL_FELL_BACK';
  readonly hands: readonly { readonly tenantId: string; readonly personId: string | null }[];
  readonly escalation: Escalation | null;
}

/** The review that opened with a stop, and whose approvers it lies with. */
export interface OpenedReview {
  readonly id: string;
  readonly reviewerTenantId: string;
}

/** Who tells people what became of releases; called inside the transaction in which it happens. */
export interface ReleaseNews {
  submitted(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & { requestId: string; approverTenantId: string },
  ): Promise<void>;
  copied(tx: Tx, call: Call, news: ReleaseSubject & CopiedTo): Promise<void>;
  late(tx: Tx, call: Call, news: ReleaseSubject & LateStep): Promise<void>;
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
    news: ReleaseSubject & { reason: string; authorIds: readonly string[]; review: OpenedReview },
  ): Promise<void>;
  takedownReviewed(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & {
      reviewId: string;
      comment: string;
      authorIds: readonly string[];
      stopper: { readonly tenantId: string; readonly personId: string };
    },
  ): Promise<void>;
  takedownReviewDue(
    tx: Tx,
    call: Call,
    news: ReleaseSubject & {
      reviewId: string;
      what: 'DUE_SOON' | 'OVERDUE';
      recipients: readonly { readonly tenantId: string; readonly personId: string }[];
    },
  ): Promise<void>;
}
