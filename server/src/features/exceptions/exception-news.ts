import type { Call } from '../../access/call';
import type { Tx } from '../../platform/database';

/** The campaign that an exception is about, as the people who are told know it. */
interface Subject {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
}

/** Who tells people of exceptions; called inside the transaction in which it happens. */
export interface ExceptionNews {
  /** The approvers of the tenant hear of it, at the standard. */
  exceptionAsked(tx: Tx, call: Call, news: Subject & { reason: string }): Promise<void>;
  /** Who asked hears of it, at the local campaign. */
  exceptionDecided(
    tx: Tx,
    call: Call,
    news: Subject & { personId: string; outcome: 'GRANTED' | 'REFUSED'; reason: string | null },
  ): Promise<void>;
}
