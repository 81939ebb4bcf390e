import { withTenant } from '../../platform/database';
import type { Database } from '../../platform/database';
import { createEventStore, eventKey } from './event-store';
import type { PlacedEvent } from './event-store';

/** Most events in one transaction: bounds what one commit waits for. */
const BATCH_LIMIT = 5_000;

interface Waiting {
  readonly events: readonly PlacedEvent[];
  readonly resolve: (accepted: Set<string>) => void;
  readonly reject: (error: unknown) => void;
}

export interface EventWriterDeps {
  readonly database: Database;
  /** In whose name events are stored: the province, whose channels report them. */
  readonly provinceId: () => Promise<string>;
}

/**
 * Stores events, several reports to a transaction: while one batch is being committed the next ones
 * gather, so that many small reports cost few commits. A report is answered after the commit that
 * holds it, never before.
 */
export function createEventWriter({ database, provinceId }: EventWriterDeps) {
  let waiting: Waiting[] = [];
  let running = false;

  async function commit(events: readonly PlacedEvent[]): Promise<Set<string>> {
    const scope = { tenantId: await provinceId(), actorId: null, requestId: null };
    return withTenant(database, scope, async (tx) => {
      const store = createEventStore(tx);
      const claimed = await store.claim(events);
      const fresh = events.filter((event) => claimed.has(eventKey(event)));
      if (fresh.length > 0) {
        await store.insert(fresh);
        await store.count(fresh);
        await store.rememberOrders(fresh);
      }
      return claimed;
    });
  }

  /** As many whole reports as fit the limit, at least one; the first of equal ids wins. */
  function takeBatch(): { reports: Waiting[]; owners: Map<string, Waiting>; events: PlacedEvent[] } {
    const reports: Waiting[] = [];
    const owners = new Map<string, Waiting>();
    const events: PlacedEvent[] = [];
    for (const report of waiting) {
      if (reports.length > 0 && events.length + report.events.length > BATCH_LIMIT) break;
      reports.push(report);
      for (const event of report.events) {
        const key = eventKey(event);
        if (owners.has(key)) continue;
        owners.set(key, report);
        events.push(event);
      }
    }
    waiting = waiting.slice(reports.length);
    return { reports, owners, events };
  }

  /** Ends, and says so, in the same step in which it finds nothing waiting: no report is left behind. */
  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const { reports, owners, events } = takeBatch();
      try {
        const claimed = await commit(events);
        for (const report of reports)
          report.resolve(new Set([...claimed].filter((key) => owners.get(key) === report)));
      } catch (error) {
        for (const report of reports) report.reject(error);
      }
    }
    running = false;
  }

  return {
    /**
     * Stores a report's events; answers the keys of those that were new. Resolves only when they
     * are committed. Rejects when the database does: then none of them was stored.
     */
    async write(events: readonly PlacedEvent[]): Promise<Set<string>> {
      if (events.length === 0) return new Set();
      return new Promise((resolve, reject) => {
        waiting.push({ events, resolve, reject });
        if (!running) void drain();
      });
    },
  };
}
export type EventWriter = ReturnType<typeof createEventWriter>;
