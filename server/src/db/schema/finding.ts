import { FINDING_SEVERITIES, FINDING_STATES } from '@xietong/shared/findings';
import type { FindingEvidence } from '@xietong/shared/findings';
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { person, tenant } from './tenant';

/** What an auditor found, and who has to put it right. */
export const auditFinding = pgTable(
  'audit_finding',
  {
    id: id(),
    /** The tenant that it concerns. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** Of the auditors who follow it up: that tenant, or its province. */
    notedTenantId: uuid('noted_tenant_id')
      .notNull()
      .references(() => tenant.id),
    number: text('number').notNull().unique(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    severity: text('severity', { enum: FINDING_SEVERITIES }).notNull(),
    evidence: jsonb('evidence').$type<FindingEvidence[]>().notNull(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => person.id),
    /** Staff id. */
    ownerName: text('owner_name').notNull(),
    dueAt: instant('due_at').notNull(),
    state: text('state', { enum: FINDING_STATES }).notNull(),
    rowVersion: integer('row_version').notNull(),
    notedBy: uuid('noted_by').notNull(),
    notedByName: text('noted_by_name').notNull(),
    notedAt: instant('noted_at').notNull(),
    /** When it came into its present state: since when it waits for somebody. */
    stateSince: instant('state_since').notNull(),
    remindedAt: instant('reminded_at'),
    missedAt: instant('missed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    check('audit_finding_not_own', sql`${table.ownerId} <> ${table.notedBy}`),
    index('audit_finding_tenant').on(table.tenantId, table.notedAt),
    index('audit_finding_owner').on(table.ownerId),
    index('audit_finding_due')
      .on(table.dueAt)
      .where(sql`${table.state} = 'OPEN' and ${table.missedAt} is null`),
  ],
);

/** What happened to a finding, by whom and in which words. Never changed. */
export const auditFindingStep = pgTable(
  'audit_finding_step',
  {
    id: id(),
    /** Of the finding. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    findingId: uuid('finding_id')
      .notNull()
      .references(() => auditFinding.id),
    step: text('step', { enum: ['NOTED', 'ANSWERED', 'CLOSED', 'SENT_BACK', 'WITHDRAWN'] }).notNull(),
    text: text('text').notNull(),
    byId: uuid('by_id').notNull(),
    byName: text('by_name').notNull(),
    at: instant('at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('audit_finding_step_of').on(table.findingId, table.at)],
);
