import { MISS_EFFECTS, PUSH_MODES } from '@xietong/shared/inheritance';
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { standardCampaign, standardVersion } from './campaign';
import { createdAt, id, instant } from './columns';
import { localCampaign } from './localisation';
import { release } from './release';
import { tenant } from './tenant';

/**
 * A published version of a standard that a city's campaign was asked to move to. Where the campaign
 * stands is read from its versions; here stands what was said and done about it.
 */
export const propagationItem = pgTable(
  'propagation_item',
  {
    id: id(),
    /** The city's. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    standardCampaignId: uuid('standard_campaign_id')
      .notNull()
      .references(() => standardCampaign.id),
    standardVersionId: uuid('standard_version_id')
      .notNull()
      .references(() => standardVersion.id),
    localCampaignId: uuid('local_campaign_id')
      .notNull()
      .references(() => localCampaign.id),
    mode: text('mode', { enum: PUSH_MODES }).notNull(),
    /** By when; null = whenever the city likes. */
    dueAt: instant('due_at'),
    onMiss: text('on_miss', { enum: MISS_EFFECTS }),
    pushedAt: instant('pushed_at').notNull(),
    reminders: integer('reminders').notNull().default(0),
    remindedAt: instant('reminded_at'),
    remindedByName: text('reminded_by_name'),
    waivedAt: instant('waived_at'),
    waivedBy: uuid('waived_by'),
    waivedByName: text('waived_by_name'),
    waiverReason: text('waiver_reason'),
    /** When a job saw that the time was up: each item is seen to once. */
    dueSeenAt: instant('due_seen_at'),
    /** The same where the campaign had not moved by then; what was done about it is `onMiss`. */
    missedAt: instant('missed_at'),
    /** When a mandatory push replaced what ran of the campaign, and who of the city has seen it. */
    correctedAt: instant('corrected_at'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedByName: text('acknowledged_by_name'),
    /**
     * The hash under which the campaign may move without four eyes of its city, and the standard's release whose
     * approval lists it; null where more than locked fields differ, and in a mandatory push.
     */
    listedHash: text('listed_hash'),
    listedBy: uuid('listed_by').references(() => release.id),
    /** When somebody of the city moved it under that hash. */
    adoptedAt: instant('adopted_at'),
    adoptedByName: text('adopted_by_name'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('propagation_item_once').on(table.standardVersionId, table.localCampaignId),
    index('propagation_item_tenant').on(table.tenantId),
    index('propagation_item_local').on(table.localCampaignId),
    index('propagation_item_open_due')
      .on(table.dueAt)
      .where(sql`${table.dueSeenAt} is null`),
    check('propagation_listed', sql`(${table.listedHash} is null) = (${table.listedBy} is null)`),
  ],
);
