import type { NotificationAbout, NotificationKind } from '@xietong/shared/notifications';
import type { ProposalNewsPort } from '../../access/proposal-news-port';
import type { Call } from '../../access/call';
import type { Tx } from '../../platform/database';

/** Another thing than a release that waits for somebody, or came back from there. */
export interface OtherSubject {
  readonly aboutType: NotificationAbout;
  readonly aboutId: string;
  readonly title: string;
}

/** Everybody of a role in a tenant, or one person of it. */
export type Recipient =
  | { readonly tenantId: string; readonly role: 'OPERATOR' | 'APPROVER' | 'AUDITOR' | 'SECURITY_ADMIN' }
  | { readonly tenantId: string; readonly personId: string };

type Tell = (
  tx: Tx,
  call: Call,
  recipients: readonly Recipient[],
  subject: OtherSubject,
  what: { kind: NotificationKind; reason: string | null },
) => Promise<void>;

/** By what its proposals are called here. */
const KINDS = {
  APPROVAL_POLICY: {
    PROPOSED: 'POLICY_PROPOSED',
    CONFIRMED: 'POLICY_CONFIRMED',
    REFUSED: 'POLICY_REFUSED',
  },
  CHECK_DICTIONARY: {
    PROPOSED: 'DICTIONARY_PROPOSED',
    CONFIRMED: 'DICTIONARY_CONFIRMED',
    REFUSED: 'DICTIONARY_REFUSED',
  },
  MARKETING_POINT: {
    PROPOSED: 'FALLBACK_PROPOSED',
    CONFIRMED: 'FALLBACK_APPROVED',
    REFUSED: 'FALLBACK_REFUSED',
  },
} as const;

/** Tells people what became of other things than releases, inside the transaction in which it happens. */
export function tellOfOthers(tell: Tell) {
  return {
    /** Those who have to do with a request for numbers in clear learn what became of it. */
    async disclosure(
      tx: Tx,
      call: Call,
      news: {
        readonly id: string;
        readonly title: string;
        readonly kind: `DISCLOSURE_${'ASKED' | 'AUTHORISED' | 'REFUSED' | 'REVOKED'}`;
        readonly recipient: Recipient;
        readonly reason: string | null;
      },
    ): Promise<void> {
      const { id, title, kind, recipient, reason } = news;
      await tell(tx, call, [recipient], { aboutType: 'DISCLOSURE', aboutId: id, title }, { kind, reason });
    },

    /** The owner of a finding, or those who follow it up, learn what became of it. */
    async finding(
      tx: Tx,
      call: Call,
      news: {
        readonly id: string;
        readonly title: string;
        readonly kind: Extract<NotificationKind, `FINDING_${string}`>;
        readonly recipients: readonly Recipient[];
        readonly reason: string | null;
      },
    ): Promise<void> {
      const { id, title, kind, recipients, reason } = news;
      await tell(tx, call, recipients, { aboutType: 'AUDIT_FINDING', aboutId: id, title }, { kind, reason });
    },

    /** Those who can confirm a proposal hear that it waits; who proposed it, what became of it. */
    async proposal(
      tx: Tx,
      call: Call,
      { about, id, title, outcome, recipient, reason }: Parameters<ProposalNewsPort['proposal']>[2],
    ): Promise<void> {
      const kind = KINDS[about][outcome];
      await tell(tx, call, [recipient], { aboutType: about, aboutId: id, title }, { kind, reason });
    },
  };
}
