import type { Call } from '../../access/call';
import type { Tx } from '../../platform/database';

/** The campaign that is asked about, as the people who are told know it. */
interface Subject {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  readonly about: 'POLICY' | 'DETACHMENT';
}
export type ExceptionOutcome = 'GRANTED' | 'REFUSED' | 'REVOKED';

/** Who tells people of what cities ask for; called inside the transaction in which it happens. */
export interface ExceptionNews {
  /** The approvers of the tenant hear of it, at the standard. */
  exceptionAsked(tx: Tx, call: Call, news: Subject & { reason: string }): Promise<void>;
  /** Who asked hears of it, at the local campaign. */
  exceptionDecided(
    tx: Tx,
    call: Call,
    news: Subject & { personId: string; outcome: ExceptionOutcome; reason: string | null },
  ): Promise<void>;
}
