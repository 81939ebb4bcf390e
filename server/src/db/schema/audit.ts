import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from './columns';
import { tenant } from './tenant';

/** Append-only by the database's rights. `canonical` is the exact text that `leafHash` covers. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: id(),
    at: instant('at').notNull(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    actorKind: text('actor_kind', { enum: ['PERSON', 'MACHINE', 'ANONYMOUS'] }).notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    act: text('act').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    /** The campaign whose history the event belongs to, where there is one. */
    campaignId: uuid('campaign_id'),
    result: text('result', { enum: ['SUCCESS', 'REFUSED', 'FAILED'] }).notNull(),
    code: text('code'),
    requestId: text('request_id').notNull(),
    address: text('address'),
    canonical: text('canonical').notNull(),
    schemaVersion: integer('schema_version').notNull(),
    leafHash: bytea('leaf_hash').notNull(),
  },
  (table) => [
    index('audit_event_tenant').on(table.tenantId, table.at),
    index('audit_event_at').on(table.at),
    index('audit_event_campaign').on(table.campaignId, table.at),
    index('audit_event_subject').on(table.subjectType, table.subjectId, table.at),
    index('audit_event_actor').on(table.actorId, table.at),
  ],
);
