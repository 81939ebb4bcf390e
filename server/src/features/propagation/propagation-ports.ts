import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { BehindCampaign } from './propagation-store';

/** What is told to the operators of a city about one of its campaigns. */
export type PropagationNewsKind = 'PUSHED' | 'PUSH_REMINDED' | 'PUSH_WAIVED' | 'PUSH_MISSED';

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
  };
}
