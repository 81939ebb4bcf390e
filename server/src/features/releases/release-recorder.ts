import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { ReleaseNews } from './release-news';
import { createReleaseStore } from './release-store';
import { createReleaseWindowStore } from './release-window-store';
import type { WindowEdge } from './release-window-store';

export interface ReleaseRecorderDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly news: Pick<ReleaseNews, 'passed'>;
}

/**
 * Writes down that the windows of approved releases opened and closed. What is live is decided by
 * the window whenever somebody asks; this is the record of it for the history.
 */
export function createReleaseRecorder({ database, clock, audit, news }: ReleaseRecorderDeps) {
  async function record(call: Call, edge: WindowEdge): Promise<number> {
    const now = clock.now();
    return asCaller(database, call, async (tx) => {
      const store = createReleaseWindowStore(tx);
      const due = await store.due(edge, now);
      for (const release of due) {
        const { id, hash, campaignId, tenantId, tenantCode, overtakenAt, endsAt } = release;
        await store.markSeen(id, edge, now);
        const overtaken = overtakenAt !== null && (endsAt === null || overtakenAt < endsAt);
        await news.passed(tx, call, {
          ...release,
          edge: edge === 'START' ? 'WENT_LIVE' : overtaken ? 'OVERTAKEN' : 'ENDED',
          authorIds: await createReleaseStore(tx).personAuthorIds(id),
        });
        await audit.success(tx, call, {
          act: edge === 'START' ? 'releases.wentLive' : 'releases.ended',
          subject: { type: 'Release', id },
          after: { hash },
          campaignId,
          tenant: { id: tenantId, code: tenantCode },
        });
      }
      return due.length;
    });
  }

  return {
    /** Records both; returns how many were found. May be repeated: each is found once. */
    async run(call: Call): Promise<number> {
      return (await record(call, 'START')) + (await record(call, 'END'));
    },
  };
}
export type ReleaseRecorder = ReturnType<typeof createReleaseRecorder>;
