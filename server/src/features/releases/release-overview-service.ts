import { UPCOMING_DAYS } from '@xietong/shared/releases';
import type { UpcomingRelease } from '@xietong/shared/releases';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import { createReleaseReadModel } from './release-read-model';

const DAY_MS = 86_400_000;

/** What is about to happen with approved releases. */
export function createReleaseOverviewService({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /** @throws AppError FORBIDDEN */
    async upcoming(call: Call): Promise<UpcomingRelease[]> {
      requireCan(call.actor, 'read', 'Release');
      const now = clock.now();
      const until = new Date(now.getTime() + UPCOMING_DAYS * DAY_MS);
      return asCaller(database, call, (tx) => createReleaseReadModel(tx, call.actor).upcoming(now, until));
    },
  };
}
export type ReleaseOverviewService = ReturnType<typeof createReleaseOverviewService>;
