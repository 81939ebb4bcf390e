import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ContentField, FieldPolicy } from '@xietong/shared/content';
import { standardCampaign } from './campaign';
import { createdAt, id, instant } from './columns';
import { localCampaign } from './localisation';
import { tenant } from './tenant';

/** A looser policy on one field of a standard that a city asked for, and what the province said. */
export const policyException = pgTable(
  'policy_exception',
  {
    id: id(),
    /** The city. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    localCampaignId: uuid('local_campaign_id')
      .notNull()
      .references(() => localCampaign.id),
    standardCampaignId: uuid('standard_campaign_id')
      .notNull()
      .references(() => standardCampaign.id),
    fieldId: uuid('field_id').notNull(),
    fieldRole: text('field_role').$type<ContentField['role']>().notNull(),
    fieldLabels: jsonb('field_labels').$type<ContentField['labels']>().notNull(),
    /** The field's policy in the standard when the city asked: the only one that is loosened. */
    policyBefore: jsonb('policy_before').$type<FieldPolicy>().notNull(),
    policyAsked: jsonb('policy_asked').$type<FieldPolicy>().notNull(),
    reason: text('reason').notNull(),
    state: text('state', { enum: ['ASKED', 'GRANTED', 'REFUSED', 'WITHDRAWN'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedByName: text('asked_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    expiresAt: instant('expires_at'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('policy_exception_one_open')
      .on(table.localCampaignId, table.fieldId)
      .where(sql`${table.state} = 'ASKED'`),
    index('policy_exception_standard').on(table.standardCampaignId, table.state),
    index('policy_exception_tenant').on(table.tenantId),
    check(
      'policy_exception_decided',
      sql`(${table.state} in ('GRANTED', 'REFUSED')) = (${table.decidedBy} is not null and ${table.decidedByName} is not null and ${table.decidedAt} is not null)`,
    ),
    check('policy_exception_expires', sql`(${table.state} = 'GRANTED') = (${table.expiresAt} is not null)`),
    check('policy_exception_not_by_asker', sql`${table.decidedBy} <> ${table.askedBy}`),
  ],
);
