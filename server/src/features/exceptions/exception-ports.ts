import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { ExceptionNews } from './exception-news';

export interface ExceptionServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: ExceptionNews;
  /** Who owns the cities' campaigns. */
  readonly locals: { detach(tx: Tx, call: Call, localCampaignId: string): Promise<void> };
}
