import { POINT_FORMATS } from '@xietong/shared/points';
import type { ReleaseCheck } from '@xietong/shared/content-check';
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { tenant } from './tenant';

export const channel = pgTable('channel', {
  code: text('code').primaryKey(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  position: integer('position').notNull(),
});

/** A place in a channel where something can be shown. `fallback` is what it shows for want of better. */
export const marketingPoint = pgTable('marketing_point', {
  id: id(),
  tenantId: uuid('tenant_id')
    .notNull()
    .references(() => tenant.id),
  code: text('code').notNull().unique(),
  channel: text('channel')
    .notNull()
    .references(() => channel.code),
  format: text('format', { enum: POINT_FORMATS }).notNull(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  capacity: integer('capacity').notNull(),
  enabled: boolean('enabled').notNull(),
  fallback: jsonb('fallback').$type<Record<string, unknown>>(),
  /** By which approval it shows that; null where it shows nothing, or what it showed before there were approvals. */
  fallbackId: uuid('fallback_id').references((): AnyPgColumn => pointFallback.id),
  rowVersion: integer('row_version').notNull(),
  /** Empty where nobody has changed it since it was set up. */
  updatedByName: text('updated_by_name').notNull().default(''),
  updatedAt: instant('updated_at').notNull(),
  createdAt: createdAt(),
});

/** What somebody proposed that a point shows for want of better, sealed as a release is, and what became of it. */
export const pointFallback = pgTable(
  'point_fallback',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    pointId: uuid('point_id')
      .notNull()
      .references(() => marketingPoint.id),
    /** The rendered content in canonical JSON (RFC 8785), and its domain-separated SHA-256. */
    text: text('text').notNull(),
    hash: text('hash').notNull(),
    /** What the content check found in it, and the evidence given; null of what was proposed before there was one. */
    contentCheck: jsonb('content_check').$type<ReleaseCheck>(),
    state: text('state', { enum: ['PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN'] }).notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedByName: text('proposed_by_name').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('point_fallback_one_open')
      .on(table.pointId)
      .where(sql`${table.state} = 'PROPOSED'`),
    index('point_fallback_point').on(table.pointId, table.proposedAt),
    check(
      'point_fallback_hash',
      sql`${table.hash} = encode(sha256(convert_to('xietong.fallback.v1', 'UTF8') || decode('00', 'hex') || convert_to(${table.text}, 'UTF8')), 'hex')`,
    ),
    check(
      'point_fallback_decided',
      sql`num_nonnulls(${table.decidedBy}, ${table.decidedByName}, ${table.decidedAt}) = case when ${table.state} in ('APPROVED', 'REFUSED') then 3 else 0 end`,
    ),
    check('point_fallback_not_by_proposer', sql`${table.decidedBy} <> ${table.proposedBy}`),
    check(
      'point_fallback_refused_for_a_reason',
      sql`${table.state} <> 'REFUSED' or coalesce(${table.reason}, '') <> ''`,
    ),
  ],
);
