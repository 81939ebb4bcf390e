import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/** A precise-marketing list of the tenant that made it. */
export const customerList = pgTable(
  'customer_list',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    name: text('name').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    archivedAt: instant('archived_at'),
  },
  (table) => [unique('customer_list_name').on(table.tenantId, table.name)],
);

/** An immutable set of members. `digest` is SHA-256 in hex over the members' hashes in byte order. */
export const listVersion = pgTable(
  'list_version',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    listId: uuid('list_id')
      .notNull()
      .references(() => customerList.id),
    version: integer('version').notNull(),
    size: integer('size').notNull(),
    digest: text('digest').notNull(),
    keyVersion: integer('key_version').notNull(),
    fileName: text('file_name').notNull(),
    /** Rows read, accepted, duplicate and rejected by reason; holds no number. */
    report: jsonb('report').$type<Record<string, unknown>>().notNull(),
    createdBy: uuid('created_by').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdByKind: text('created_by_kind', { enum: ['PERSON', 'MACHINE'] }).notNull(),
    createdAt: createdAt(),
    /** When a release that pins it was first approved; the decision engine reads it from then on. */
    releasedAt: instant('released_at'),
  },
  (table) => [
    unique('list_version_once').on(table.listId, table.version),
    index('list_version_tenant').on(table.tenantId),
  ],
);

/** One member: the keyed hash of a number, known as a subscriber or not. */
export const listMember = pgTable(
  'list_member',
  {
    listVersionId: uuid('list_version_id')
      .notNull()
      .references(() => listVersion.id),
    tenantId: uuid('tenant_id').notNull(),
    numberHash: bytea('number_hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.listVersionId, table.numberHash] })],
);
