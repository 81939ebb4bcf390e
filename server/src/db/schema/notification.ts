import { RELEASE_KINDS } from '@xietong/shared/releases';
import { NOTIFICATION_KINDS } from '@xietong/shared/notifications';
import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/**
 * What happened to a release, an import of a list or another thing, told to those whom it concerns: to everybody of a role in a tenant, or
 * to one person. Written by the act itself, in its transaction. Holds no phone number.
 */
export const notification = pgTable(
  'notification',
  {
    id: id(),
    /** Of those who are told. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** In whose name it was written. */
    fromTenantId: uuid('from_tenant_id')
      .notNull()
      .references(() => tenant.id),
    role: text('role', { enum: ['OPERATOR', 'APPROVER', 'AUDITOR', 'SECURITY_ADMIN'] }),
    personId: uuid('person_id'),
    kind: text('kind', { enum: NOTIFICATION_KINDS }).notNull(),
    /** These three of a release; null where it is about something else. */
    releaseKind: text('release_kind', { enum: RELEASE_KINDS }),
    campaignId: uuid('campaign_id'),
    campaignNumber: text('campaign_number'),
    importId: uuid('import_id'),
    /** Any other thing that it is about. */
    aboutType: text('about_type', {
      enum: ['DISCLOSURE', 'AUDIT_FINDING', 'APPROVAL_POLICY', 'CHECK_DICTIONARY', 'MARKETING_POINT'],
    }),
    aboutId: uuid('about_id'),
    title: text('title').notNull(),
    /** Where it can be decided; null where nothing is asked. */
    requestId: uuid('request_id'),
    actorId: uuid('actor_id').notNull(),
    /** Staff id of a person, name of a machine. */
    actorName: text('actor_name').notNull(),
    reason: text('reason'),
    at: instant('at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    check('notification_addressed', sql`(${table.role} is null) <> (${table.personId} is null)`),
    check(
      'notification_subject',
      sql`num_nulls(${table.releaseKind}, ${table.campaignId}, ${table.campaignNumber}) = case when ${table.importId} is null and ${table.aboutId} is null then 0 else 3 end`,
    ),
    check(
      'notification_about',
      sql`num_nulls(${table.aboutType}, ${table.aboutId}) in (0, 2) and num_nonnulls(${table.importId}, ${table.aboutId}) <= 1`,
    ),
    index('notification_role').on(table.tenantId, table.role, table.at),
    index('notification_person').on(table.personId, table.at),
  ],
);

/** Who has read what; a row appears once and stays. */
export const notificationRead = pgTable(
  'notification_read',
  {
    notificationId: uuid('notification_id')
      .notNull()
      .references(() => notification.id),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    personId: uuid('person_id').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.notificationId] })],
);
