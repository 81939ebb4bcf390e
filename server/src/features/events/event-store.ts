import type { EventType } from '@xietong/shared/events';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/database';

/** An event that was placed, ready to be stored. Empty text = without. */
export interface PlacedEvent {
  readonly channel: string;
  readonly eventId: string;
  readonly tenantId: string;
  readonly type: EventType;
  readonly at: Date;
  /** Shanghai day of `at`. */
  readonly day: string;
  /** Shanghai day of receipt. */
  readonly receivedDay: string;
  readonly receivedAt: Date;
  readonly point: string;
  readonly format: string;
  readonly campaignNumber: string;
  readonly campaignTenantId: string | null;
  readonly placementId: string | null;
  readonly releaseId: string | null;
  readonly business: string;
  readonly valueFen: number;
  readonly numberHash: Buffer | null;
  readonly fallback: boolean;
  readonly demo: boolean;
}

/** The key by which an event is known: one channel cannot burn another's ids. */
export function eventKey(event: Pick<PlacedEvent, 'channel' | 'eventId'>): string {
  return `${event.channel}\u0000${event.eventId}`;
}

function list(type: string, values: readonly unknown[]): SQL {
  return sql`${sql.param(values)}::${sql.raw(type)}[]`;
}

function counted(events: readonly PlacedEvent[]) {
  const sums = new Map<string, { event: PlacedEvent; count: number; valueFen: number }>();
  for (const event of events) {
    const key = [
      event.tenantId,
      event.day,
      event.type,
      event.channel,
      event.point,
      event.format,
      event.campaignNumber,
      event.demo,
    ].join('\u0000');
    const sum = sums.get(key) ?? { event, count: 0, valueFen: 0 };
    sums.set(key, { event, count: sum.count + 1, valueFen: sum.valueFen + event.valueFen });
  }
  // Always in one order: two writers never wait for each other in a circle.
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** Writes of received events: identities, rows, counts by day and ordered offers, in one transaction. */
export function createEventStore(tx: Tx) {
  return {
    /** Takes the ids that were not seen inside the de-duplication window; answers their keys. */
    async claim(events: readonly PlacedEvent[]): Promise<Set<string>> {
      const sorted = [...events].sort((a, b) => (eventKey(a) < eventKey(b) ? -1 : 1));
      const result = await tx.execute<{ channel: string; event_id: string }>(sql`
        insert into event_identity (channel, event_id, received_day)
        select * from unnest(
          ${list(
            'text',
            sorted.map((event) => event.channel),
          )},
          ${list(
            'text',
            sorted.map((event) => event.eventId),
          )},
          ${list(
            'date',
            sorted.map((event) => event.receivedDay),
          )})
        on conflict do nothing
        returning channel, event_id`);
      return new Set(result.rows.map((row) => eventKey({ channel: row.channel, eventId: row.event_id })));
    },

    async insert(events: readonly PlacedEvent[]): Promise<void> {
      await tx.execute(sql`
        insert into event (received_day, channel, event_id, tenant_id, type, at, day, received_at, point, format,
          campaign_number, campaign_tenant_id, placement_id, release_id, business, value_fen, number_hash, fallback, demo)
        select * from unnest(
          ${list(
            'date',
            events.map((event) => event.receivedDay),
          )},
          ${list(
            'text',
            events.map((event) => event.channel),
          )},
          ${list(
            'text',
            events.map((event) => event.eventId),
          )},
          ${list(
            'uuid',
            events.map((event) => event.tenantId),
          )},
          ${list(
            'text',
            events.map((event) => event.type),
          )},
          ${list(
            'timestamptz',
            events.map((event) => event.at.toISOString()),
          )},
          ${list(
            'date',
            events.map((event) => event.day),
          )},
          ${list(
            'timestamptz',
            events.map((event) => event.receivedAt.toISOString()),
          )},
          ${list(
            'text',
            events.map((event) => event.point),
          )},
          ${list(
            'text',
            events.map((event) => event.format),
          )},
          ${list(
            'text',
            events.map((event) => event.campaignNumber),
          )},
          ${list(
            'uuid',
            events.map((event) => event.campaignTenantId),
          )},
          ${list(
            'uuid',
            events.map((event) => event.placementId),
          )},
          ${list(
            'uuid',
            events.map((event) => event.releaseId),
          )},
          ${list(
            'text',
            events.map((event) => event.business),
          )},
          ${list(
            'bigint',
            events.map((event) => event.valueFen),
          )},
          ${list(
            'bytea',
            events.map((event) => event.numberHash),
          )},
          ${list(
            'boolean',
            events.map((event) => event.fallback),
          )},
          ${list(
            'boolean',
            events.map((event) => event.demo),
          )})`);
    },

    /** Adds the events to the counts of their days. */
    async count(events: readonly PlacedEvent[]): Promise<void> {
      const sums = counted(events);
      await tx.execute(sql`
        insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
        select * from unnest(
          ${list(
            'uuid',
            sums.map((sum) => sum.event.tenantId),
          )},
          ${list(
            'date',
            sums.map((sum) => sum.event.day),
          )},
          ${list(
            'text',
            sums.map((sum) => sum.event.type),
          )},
          ${list(
            'text',
            sums.map((sum) => sum.event.channel),
          )},
          ${list(
            'text',
            sums.map((sum) => sum.event.point),
          )},
          ${list(
            'text',
            sums.map((sum) => sum.event.format),
          )},
          ${list(
            'text',
            sums.map((sum) => sum.event.campaignNumber),
          )},
          ${list(
            'boolean',
            sums.map((sum) => sum.event.demo),
          )},
          ${list(
            'bigint',
            sums.map((sum) => sum.count),
          )},
          ${list(
            'bigint',
            sums.map((sum) => sum.valueFen),
          )})
        on conflict (tenant_id, day, type, channel, point, format, campaign_number, demo)
        do update set count = metric_day.count + excluded.count, value_fen = metric_day.value_fen + excluded.value_fen`);
    },

    /** Remembers what was ordered, so that no channel offers it again. */
    async rememberOrders(events: readonly PlacedEvent[]): Promise<void> {
      const orders = events.filter(
        (event) => event.type === 'order' && event.numberHash !== null && event.business !== '',
      );
      if (orders.length === 0) return;
      await tx.execute(sql`
        insert into subscriber_offer (number_hash, offer_code, tenant_id, ordered_at)
        select * from unnest(
          ${list(
            'bytea',
            orders.map((event) => event.numberHash),
          )},
          ${list(
            'text',
            orders.map((event) => event.business),
          )},
          ${list(
            'uuid',
            orders.map((event) => event.tenantId),
          )},
          ${list(
            'timestamptz',
            orders.map((event) => event.at.toISOString()),
          )})
        on conflict do nothing`);
    },
  };
}
