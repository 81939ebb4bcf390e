import { redactText } from '@xietong/shared/audit';
import { addDays, LATE_ARRIVAL_DAYS } from '@xietong/shared/events';
import type { EventFilter, EventRow, EventType } from '@xietong/shared/events';
import type { Actor } from '@xietong/shared/tenants';
import { and, between, desc, eq, sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { event, marketingPoint, metricDay, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

export interface EventSelection extends Omit<EventFilter, 'city'> {
  readonly tenantId?: string | undefined;
  readonly type?: EventType | undefined;
}

/** Place in the order of events: newest first, then by identity. */
export interface EventPlaceInOrder {
  readonly at: string;
  readonly channel: string;
  readonly eventId: string;
}

interface FilterColumns {
  readonly tenantId: AnyColumn;
  readonly day: AnyColumn;
  readonly type: AnyColumn;
  readonly point: AnyColumn;
  readonly campaignNumber: AnyColumn;
  readonly channel: AnyColumn;
  readonly format: AnyColumn;
  readonly demo: AnyColumn;
}

/** The same filter on events and on their counts: a number and the events behind it never part. */
function matching(actor: Actor, columns: FilterColumns, filter: EventSelection): SQL | undefined {
  return and(
    scopeFor(actor, 'read', 'Event', { tenantId: columns.tenantId }),
    between(columns.day, filter.from, filter.to),
    filter.tenantId === undefined ? undefined : eq(columns.tenantId, filter.tenantId),
    filter.type === undefined ? undefined : eq(columns.type, filter.type),
    filter.point === undefined ? undefined : eq(columns.point, filter.point),
    filter.campaign === undefined ? undefined : eq(columns.campaignNumber, filter.campaign),
    filter.channel === undefined ? undefined : eq(columns.channel, filter.channel),
    filter.format === undefined ? undefined : eq(columns.format, filter.format),
    filter.demo === 'include' ? undefined : eq(columns.demo, filter.demo === 'only'),
  );
}

/** The events behind a number, without anything that tells who the customer was. */
export function createEventReadModel(tx: Tx, actor: Actor) {
  return {
    async page(filter: EventSelection, after: EventPlaceInOrder | null, limit: number): Promise<EventRow[]> {
      const rows = await tx
        .select({
          channel: event.channel,
          eventId: event.eventId,
          type: event.type,
          at: event.at,
          receivedAt: event.receivedAt,
          cityCode: tenant.code,
          cityNameZh: tenant.nameZh,
          cityNameEn: tenant.nameEn,
          point: event.point,
          pointNameZh: marketingPoint.nameZh,
          pointNameEn: marketingPoint.nameEn,
          format: event.format,
          campaignNumber: event.campaignNumber,
          business: event.business,
          valueFen: event.valueFen,
          fallback: event.fallback,
          demo: event.demo,
          customerKnown: sql<boolean>`${event.numberHash} is not null`,
        })
        .from(event)
        .innerJoin(tenant, eq(tenant.id, event.tenantId))
        .leftJoin(marketingPoint, eq(marketingPoint.code, event.point))
        .where(
          and(
            matching(actor, event, filter),
            // Says nothing new; it spares the days on which such an event cannot have arrived.
            between(event.receivedDay, addDays(filter.from, -1), addDays(filter.to, LATE_ARRIVAL_DAYS + 1)),
            after
              ? sql`(${event.at}, ${event.channel}, ${event.eventId}) < (${after.at}::timestamptz, ${after.channel}, ${after.eventId})`
              : undefined,
          ),
        )
        .orderBy(desc(event.at), desc(event.channel), desc(event.eventId))
        .limit(limit);
      return rows.map(({ at, receivedAt, ...row }) => ({
        ...row,
        at: at.toISOString(),
        receivedAt: receivedAt.toISOString(),
      }));
    },

    /** How many there are, from the counts by day. */
    async total(filter: EventSelection): Promise<number> {
      const [row] = await tx
        .select({ total: sql<number>`coalesce(sum(${metricDay.count}), 0)`.mapWith(Number) })
        .from(metricDay)
        .where(matching(actor, metricDay, filter));
      return row?.total ?? 0;
    },
  };
}

/** An event as it may be shown: a channel may have put a number into an id. */
export function shownEvent(row: EventRow): EventRow {
  return { ...row, eventId: redactText(row.eventId), business: redactText(row.business) };
}
