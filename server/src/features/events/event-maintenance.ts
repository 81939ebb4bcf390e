import { DEDUPLICATION_DAYS } from '@xietong/shared/events';
import { shanghaiDate } from '@xietong/shared/kernel';
import { sql } from 'drizzle-orm';
import type { Clock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import type { Database } from '../../platform/database';

const DAY_MS = 86_400_000;
/** Partitions are made this far ahead: a job that fails for days loses nothing. */
const DAYS_AHEAD = 14;

export interface EventMaintenanceDeps {
  /** Partitions are tables, which the owner alone may make. */
  readonly owner: Database;
  readonly database: Database;
  readonly clock: Clock;
  readonly provinceId: () => Promise<string>;
}

/** What keeps the events' tables in shape, day by day. Every step may be repeated. */
export function createEventMaintenance({ owner, database, clock, provinceId }: EventMaintenanceDeps) {
  const dayFromNow = (days: number): string => shanghaiDate(new Date(clock.now().getTime() + days * DAY_MS));

  return {
    /** Makes the partitions from `daysBack` days ago to two weeks ahead that are not there yet. */
    async ensurePartitions(daysBack = 1): Promise<void> {
      await owner.execute(
        sql`select ensure_event_partitions(${dayFromNow(-daysBack)}::date, ${dayFromNow(DAYS_AHEAD)}::date)`,
      );
    },

    /** Forgets identities that are older than the de-duplication window; returns how many. */
    async forgetOldIdentities(): Promise<number> {
      const scope = { tenantId: await provinceId(), actorId: null, requestId: null };
      const oldest = dayFromNow(-DEDUPLICATION_DAYS);
      return withTenant(database, scope, async (tx) => {
        const result = await tx.execute(sql`delete from event_identity where received_day < ${oldest}::date`);
        return result.rowCount ?? 0;
      });
    },
  };
}
export type EventMaintenance = ReturnType<typeof createEventMaintenance>;
