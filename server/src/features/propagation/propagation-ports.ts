import type { ContentField } from '@xietong/shared/content';
import type { ListedCorrection } from '@xietong/shared/releases';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { BehindCampaign } from './propagation-store';

/** What is told to the operators of a city about one of its campaigns. */
export type PropagationNewsKind = 'PUSHED' | 'PUSH_REMINDED' | 'PUSH_WAIVED' | 'PUSH_MISSED';

/** A version of a standard that corrects the cities' campaigns on earlier ones. */
export interface CorrectingStandard {
  readonly campaignId: string;
  readonly number: string;
  readonly versionId: string;
  readonly version: number;
  readonly fields: readonly ContentField[];
}

/** What a push does to cities' campaigns by itself. `P`: the plan of a correction, as its approval lists it, carried along. */
export interface LocalsPort<P extends { readonly listed: ListedCorrection }> {
  planCorrections(tx: Tx, standard: CorrectingStandard): Promise<readonly P[]>;
  /** False where what was to be replaced does not run any more: nothing was done. */
  correct(tx: Tx, call: Call, planned: P, correctedBy: string): Promise<boolean>;
  /** The plan for one campaign, as its own city may see it; null where others than the push have to look. */
  planAdoption(tx: Tx, standard: CorrectingStandard, campaignId: string): Promise<P | null>;
  /** False as of `correct`. */
  adopt(tx: Tx, call: Call, planned: P, listedBy: string): Promise<boolean>;
  /** Puts a campaign for which nothing changes on the newer standard, and logs it; whether it did. */
  realign(
    tx: Tx,
    call: Call,
    standard: CorrectingStandard,
    campaign: Pick<BehindCampaign, 'id' | 'tenantId' | 'tenantCode'>,
  ): Promise<boolean>;
}

export interface PropagationDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: {
    propagated(
      tx: Tx,
      call: Call,
      kind: PropagationNewsKind,
      campaign: Pick<BehindCampaign, 'id' | 'number' | 'title' | 'tenantId'>,
      reason: string | null,
    ): Promise<void>;
  };
  /** Pauses what runs or waits of a local campaign; nothing where nothing does. */
  readonly releases: {
    pause(
      tx: Tx,
      call: Call,
      campaignId: string,
      because: 'PUSH_MISSED' | 'PUSH_VIOLATION',
    ): Promise<readonly string[]>;
    /** Ends what of these campaigns is with the approvers on versions of their standard before this one. */
    voidRequests(
      tx: Tx,
      call: Call,
      changed: { readonly campaignIds: readonly string[]; readonly before: number },
      because: 'PUSH_MISSED' | 'STANDARD_CORRECTED',
    ): Promise<number>;
  };
}
