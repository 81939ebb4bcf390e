import type { Tx } from '../platform/database';
import type { Call } from './call';

/** Tells those who can confirm a proposal that it waits, and who proposed it what became of it. */
export interface ProposalNewsPort {
  proposal(
    tx: Tx,
    call: Call,
    news: {
      readonly about: 'APPROVAL_POLICY' | 'CHECK_DICTIONARY' | 'MARKETING_POINT';
      readonly id: string;
      readonly title: string;
      readonly outcome: 'PROPOSED' | 'CONFIRMED' | 'REFUSED';
      /** Whoever tells is never told by role. */
      readonly recipient:
        | { readonly tenantId: string; readonly role: 'APPROVER' | 'SECURITY_ADMIN' }
        | { readonly tenantId: string; readonly personId: string };
      readonly reason: string | null;
    },
  ): Promise<void>;
}
