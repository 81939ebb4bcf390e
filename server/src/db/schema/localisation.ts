import { TIERS } from '@xietong/shared/releases';
import { AUDIENCE_KINDS, VERSION_STATES } from '@xietong/shared/localisation';
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ContentField, Override } from '@xietong/shared/content';
import type { KeptOverride } from '@xietong/shared/inheritance';
import { standardCampaign, standardVersion } from './campaign';
import { createdAt, id, instant } from './columns';
import { marketingPoint } from './point';
import { tenant } from './tenant';

/**
 * A city's own form of a standard, or its own campaign where `baseCampaignId` is null. One that was
 * let go from its standard keeps where it came from, and a copy of the content as its own fields.
 */
export const localCampaign = pgTable(
  'local_campaign',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    number: text('number').notNull().unique(),
    baseCampaignId: uuid('base_campaign_id').references(() => standardCampaign.id),
    ownFields: jsonb('own_fields').$type<ContentField[]>(),
    detachedFromCampaignId: uuid('detached_from_campaign_id').references(() => standardCampaign.id),
    detachedFromVersionId: uuid('detached_from_version_id').references(() => standardVersion.id),
    detachedAt: instant('detached_at'),
    detachedByName: text('detached_by_name'),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    archivedAt: instant('archived_at'),
  },
  (table) => [
    index('local_campaign_tenant').on(table.tenantId, table.createdAt),
    index('local_campaign_base').on(table.baseCampaignId),
    check(
      'local_campaign_detached',
      sql`num_nulls(${table.ownFields}, ${table.detachedFromCampaignId}, ${table.detachedFromVersionId}, ${table.detachedAt}, ${table.detachedByName}) in (0, 5) and (${table.ownFields} is null or ${table.baseCampaignId} is null)`,
    ),
  ],
);

/** Sparse overrides on a pinned base, and the whole resolved content as it stood at the last save. */
export const localVersion = pgTable(
  'local_version',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => localCampaign.id),
    version: integer('version').notNull(),
    baseVersionId: uuid('base_version_id').references(() => standardVersion.id),
    state: text('state', { enum: VERSION_STATES }).notNull(),
    title: text('title').notNull(),
    overrides: jsonb('overrides').$type<Record<string, Override>>().notNull(),
    resolved: jsonb('resolved').$type<ContentField[]>().notNull(),
    /** What gave way when the version moved to a newer standard; never discarded. */
    archivedOverrides: jsonb('archived_overrides')
      .$type<KeptOverride[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    /** Number of the earlier version that this one was filled from; null when it was not. */
    restoredFrom: integer('restored_from'),
    /** Assessment before automated decisions (PIPL 55): kept with the version that it belongs to. */
    assessment: jsonb('assessment').$type<{
      purpose: string;
      necessity: string;
      safeguards: string;
    }>(),
    rowVersion: integer('row_version').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    updatedBy: uuid('updated_by').notNull(),
    updatedByName: text('updated_by_name').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('local_version_once').on(table.campaignId, table.version),
    uniqueIndex('local_version_one_draft')
      .on(table.campaignId)
      .where(sql`${table.state} in ('DRAFT', 'IN_REVIEW')`),
    index('local_version_tenant').on(table.tenantId, table.state, table.updatedAt),
    // Lists show the last changed first, of all tenants or of one.
    index('local_version_updated').on(table.updatedAt),
  ],
);

/** One revision of the province's own placement of a published standard; its rows are `placement`s. */
export const standardPlacement = pgTable(
  'standard_placement',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => standardCampaign.id),
    standardVersionId: uuid('standard_version_id')
      .notNull()
      .references(() => standardVersion.id),
    version: integer('version').notNull(),
    state: text('state', { enum: VERSION_STATES }).notNull(),
    assessment: jsonb('assessment').$type<{
      purpose: string;
      necessity: string;
      safeguards: string;
    }>(),
    rowVersion: integer('row_version').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    updatedBy: uuid('updated_by').notNull(),
    updatedByName: text('updated_by_name').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('standard_placement_once').on(table.campaignId, table.version),
    uniqueIndex('standard_placement_one_draft')
      .on(table.campaignId)
      .where(sql`${table.state} in ('DRAFT', 'IN_REVIEW')`),
  ],
);

/** What runs where for whom when. `versionId` is a local version's id, or a standard placement's. */
export const placement = pgTable(
  'placement',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    campaignKind: text('campaign_kind', { enum: ['STANDARD', 'LOCAL'] }).notNull(),
    campaignId: uuid('campaign_id').notNull(),
    versionId: uuid('version_id').notNull(),
    pointId: uuid('point_id')
      .notNull()
      .references(() => marketingPoint.id),
    listVersionId: uuid('list_version_id'),
    rule: jsonb('rule').$type<Record<string, unknown>>(),
    /** By what its author means to aim, also before the list or the rule is there; null = by what is there. */
    aim: text('aim', { enum: AUDIENCE_KINDS }),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    tier: text('tier', { enum: TIERS }).notNull(),
    lever: integer('lever').notNull(),
    position: integer('position').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('placement_version').on(table.versionId), index('placement_tenant').on(table.tenantId)],
);
