import { DICTIONARY_STATES } from '@xietong/shared/content-check';
import type { Dictionary, Exemption, Finding } from '@xietong/shared/content-check';
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from './columns';
import { release } from './release';
import { person, tenant } from './tenant';

/** The province's dictionaries: what was proposed, by whom and why, and what became the next version. */
export const checkDictionary = pgTable(
  'check_dictionary',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** 1, 2, 3 … in the order in which they were confirmed; null before that. */
    version: integer('version'),
    /** The version that was changed; 0 = the one that the product brings. */
    base: integer('base').notNull(),
    body: jsonb('body').$type<Dictionary>().notNull(),
    /** Keys of the words that the versions before had; null = proposed when they were not kept. */
    formerWords: jsonb('former_words').$type<readonly string[]>(),
    reason: text('reason').notNull(),
    state: text('state', { enum: DICTIONARY_STATES }).notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedByName: text('proposed_by_name').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
  },
  (table) => [
    unique('check_dictionary_version').on(table.tenantId, table.version),
    uniqueIndex('check_dictionary_one_open')
      .on(table.tenantId)
      .where(sql`${table.state} = 'PROPOSED'`),
    check('check_dictionary_numbered', sql`(${table.state} = 'CONFIRMED') = (${table.version} is not null)`),
    check(
      'check_dictionary_decided',
      sql`(${table.state} in ('CONFIRMED', 'REFUSED')) = (${table.decidedBy} is not null and ${table.decidedByName} is not null and ${table.decidedAt} is not null)`,
    ),
    check('check_dictionary_not_by_proposer', sql`${table.decidedBy} <> ${table.proposedBy}`),
  ],
);

/** What a person has changed of the dictionary and not proposed yet: one for each, seen by nobody else. */
export const checkDictionaryDraft = pgTable(
  'check_dictionary_draft',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    /** The version that is changed; 0 = the one that the product brings. */
    base: integer('base').notNull(),
    body: jsonb('body').$type<Dictionary>().notNull(),
    reason: text('reason').notNull(),
    rowVersion: integer('row_version').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [unique('check_dictionary_draft_once').on(table.tenantId, table.personId)],
);

/** What the check found in a release when it was handed in, and what its author said to it. Never changed. */
export const releaseCheck = pgTable(
  'release_check',
  {
    releaseId: uuid('release_id')
      .primaryKey()
      .references(() => release.id),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    campaignId: uuid('campaign_id').notNull(),
    versionId: uuid('version_id').notNull(),
    dictionaryVersion: integer('dictionary_version').notNull(),
    dictionaryHash: text('dictionary_hash').notNull(),
    findings: jsonb('findings').$type<readonly Finding[]>().notNull(),
    exemptions: jsonb('exemptions').$type<readonly Exemption[]>().notNull(),
    inherited: jsonb('inherited').$type<readonly Exemption[]>().notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (table) => [
    index('release_check_campaign').on(table.campaignId, table.checkedAt),
    index('release_check_version').on(table.versionId),
    index('release_check_tenant').on(table.tenantId),
  ],
);
