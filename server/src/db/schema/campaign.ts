import { CITY_DEFAULTS, RELEASE_KINDS } from '@xietong/shared/releases';
import { STANDARD_STATES } from '@xietong/shared/campaigns';
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ContentField } from '@xietong/shared/content';
import type { ChildrenFate, Push } from '@xietong/shared/inheritance';
import { createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/** Last number given out, by tenant, series and year. */
export const numberSeries = pgTable(
  'number_series',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    series: text('series').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [unique('number_series_once').on(table.tenantId, table.series)],
);

export const standardCampaign = pgTable(
  'standard_campaign',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    number: text('number').notNull().unique(),
    kind: text('kind').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    archivedAt: instant('archived_at'),
    /** Who took it off, when, why, and what was declared for the campaigns on it; the next publication ends it. */
    retiredAt: instant('retired_at'),
    retiredBy: uuid('retired_by'),
    retiredByName: text('retired_by_name'),
    retiredReason: text('retired_reason'),
    retiredChildren: text('retired_children').$type<ChildrenFate>(),
  },
  (table) => [
    index('standard_campaign_tenant').on(table.tenantId, table.createdAt),
    check(
      'standard_campaign_retired',
      sql`num_nulls(${table.retiredAt}, ${table.retiredBy}, ${table.retiredByName}, ${table.retiredReason}, ${table.retiredChildren}) in (0, 5)`,
    ),
  ],
);

/**
 * One version of a standard. It changes only as a draft; from submission on its content is frozen,
 * and a change after a return makes the next version.
 */
export const standardVersion = pgTable(
  'standard_version',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => standardCampaign.id),
    version: integer('version').notNull(),
    state: text('state', { enum: STANDARD_STATES }).notNull(),
    title: text('title').notNull(),
    cityDefault: text('city_default', { enum: CITY_DEFAULTS }).notNull(),
    fields: jsonb('fields').$type<ContentField[]>().notNull(),
    /** How it is pushed; chosen when it is handed in. */
    push: jsonb('push').$type<Push>().notNull().default({ mode: 'OPTIONAL', pilot: null }),
    /** Raised by every save; a save that names another one is refused. */
    rowVersion: integer('row_version').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    updatedBy: uuid('updated_by').notNull(),
    updatedByName: text('updated_by_name').notNull(),
    updatedAt: instant('updated_at').notNull(),
    publishedAt: instant('published_at'),
    /** Number of the earlier version that this one was filled from; null when it was not. */
    restoredFrom: integer('restored_from'),
  },
  (table) => [
    unique('standard_version_once').on(table.campaignId, table.version),
    uniqueIndex('standard_version_one_draft')
      .on(table.campaignId)
      .where(sql`${table.state} in ('DRAFT', 'IN_REVIEW', 'APPROVED')`),
    index('standard_version_tenant').on(table.tenantId, table.state, table.updatedAt),
  ],
);

/**
 * Who changed anything of a campaign since its last approved release. Settled by the approval that
 * covers the change: `settledBy` names its release.
 */
export const authorship = pgTable(
  'authorship',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    campaignId: uuid('campaign_id').notNull(),
    /** Which kind of release the change will be part of. */
    kind: text('kind', { enum: RELEASE_KINDS }).notNull(),
    actorKind: text('actor_kind', { enum: ['PERSON', 'MACHINE'] }).notNull(),
    actorId: uuid('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    at: instant('at').notNull(),
    settledBy: uuid('settled_by'),
  },
  (table) => [
    uniqueIndex('authorship_open_once')
      .on(table.campaignId, table.kind, table.actorId)
      .where(sql`${table.settledBy} is null`),
  ],
);
