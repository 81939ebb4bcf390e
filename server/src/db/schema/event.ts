import { EVENT_TYPES } from '@xietong/shared/events';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id, instant } from './columns';
import { tenant } from './tenant';

/** What customers saw and did. Partitioned by the Shanghai day of receipt. */
export const event = pgTable(
  'event',
  {
    receivedDay: date('received_day', { mode: 'string' }).notNull(),
    channel: text('channel').notNull(),
    eventId: text('event_id').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    type: text('type', { enum: EVENT_TYPES }).notNull(),
    at: instant('at').notNull(),
    /** Shanghai day of `at`: the day that it counts for. */
    day: date('day', { mode: 'string' }).notNull(),
    receivedAt: instant('received_at').notNull(),
    point: text('point').notNull(),
    format: text('format').notNull(),
    campaignNumber: text('campaign_number').notNull(),
    campaignTenantId: uuid('campaign_tenant_id'),
    placementId: uuid('placement_id'),
    releaseId: uuid('release_id'),
    business: text('business').notNull(),
    valueFen: bigint('value_fen', { mode: 'number' }).notNull(),
    numberHash: bytea('number_hash'),
    fallback: boolean('fallback').notNull(),
    demo: boolean('demo').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receivedDay, table.channel, table.eventId] }),
    index('event_behind_number').on(table.tenantId, table.day, table.type, table.campaignNumber),
  ],
);

/** Identities seen inside the de-duplication window of 35 days: (the key's channel, id). */
export const eventIdentity = pgTable(
  'event_identity',
  {
    channel: text('channel').notNull(),
    eventId: text('event_id').notNull(),
    receivedDay: date('received_day', { mode: 'string' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.channel, table.eventId] }),
    index('event_identity_day').on(table.receivedDay),
  ],
);

/** Counts by day, kept in the transaction that stores the events. Empty text = without. */
export const metricDay = pgTable(
  'metric_day',
  {
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    day: date('day', { mode: 'string' }).notNull(),
    type: text('type', { enum: EVENT_TYPES }).notNull(),
    channel: text('channel').notNull(),
    point: text('point').notNull(),
    format: text('format').notNull(),
    campaignNumber: text('campaign_number').notNull(),
    demo: boolean('demo').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    valueFen: bigint('value_fen', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.tenantId,
        table.day,
        table.type,
        table.channel,
        table.point,
        table.format,
        table.campaignNumber,
        table.demo,
      ],
    }),
    // The province asks for days over all its cities.
    index('metric_day_by_day').on(table.day, table.type),
  ],
);

/**
 * What one transaction on an e-channel saves against a hall, in fen, from a day on. Rows are only
 * added: of two for one day the one with the higher version counts, and the other stays readable.
 */
export const savingUnit = pgTable(
  'saving_unit',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** 1, 2, 3 … in the order in which they were set. */
    version: integer('version').notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    fen: integer('fen').notNull(),
    reason: text('reason').notNull().default(''),
    setBy: uuid('set_by'),
    setByName: text('set_by_name').notNull().default(''),
    setAt: instant('set_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [unique('saving_unit_version').on(table.tenantId, table.version)],
);
