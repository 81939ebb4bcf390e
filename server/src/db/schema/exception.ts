import { EXCEPTION_STATES } from '@xietong/shared/exceptions';
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
    /** A looser policy on one field, or leaving the standard altogether. */
    kind: text('kind', { enum: ['POLICY', 'DETACHMENT'] })
      .notNull()
      .default('POLICY'),
    /** These five of a policy alone. */
    fieldId: uuid('field_id'),
    fieldRole: text('field_role').$type<ContentField['role']>(),
    fieldLabels: jsonb('field_labels').$type<ContentField['labels']>(),
    /** The field's policy in the standard when the city asked: the only one that is loosened. */
    policyBefore: jsonb('policy_before').$type<FieldPolicy>(),
    policyAsked: jsonb('policy_asked').$type<FieldPolicy>(),
    reason: text('reason').notNull(),
    state: text('state', { enum: EXCEPTION_STATES }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedByName: text('asked_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    expiresAt: instant('expires_at'),
    /** Who ended it before its time, and why. */
    revokedAt: instant('revoked_at'),
    revokedBy: uuid('revoked_by'),
    revokedByName: text('revoked_by_name'),
    revokedReason: text('revoked_reason'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('policy_exception_one_open')
      .on(table.localCampaignId, table.fieldId)
      .where(sql`${table.state} = 'ASKED'`),
    uniqueIndex('policy_exception_one_detachment')
      .on(table.localCampaignId)
      .where(sql`${table.state} = 'ASKED' and ${table.kind} = 'DETACHMENT'`),
    index('policy_exception_standard').on(table.standardCampaignId, table.state),
    index('policy_exception_tenant').on(table.tenantId),
    check(
      'policy_exception_decided',
      sql`(${table.state} in ('GRANTED', 'REFUSED', 'REVOKED')) = (${table.decidedBy} is not null and ${table.decidedByName} is not null and ${table.decidedAt} is not null)`,
    ),
    check(
      'policy_exception_expires',
      sql`(${table.kind} = 'POLICY' and ${table.state} in ('GRANTED', 'REVOKED')) = (${table.expiresAt} is not null)`,
    ),
    check(
      'policy_exception_field',
      sql`num_nulls(${table.fieldId}, ${table.fieldRole}, ${table.fieldLabels}, ${table.policyBefore}, ${table.policyAsked}) = case when ${table.kind} = 'POLICY' then 0 else 5 end`,
    ),
    check(
      'policy_exception_revoked',
      sql`num_nulls(${table.revokedAt}, ${table.revokedBy}, ${table.revokedByName}, ${table.revokedReason}) = case when ${table.state} = 'REVOKED' then 0 else 4 end`,
    ),
    check('policy_exception_not_by_asker', sql`${table.decidedBy} <> ${table.askedBy}`),
  ],
);
