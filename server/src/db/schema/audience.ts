import { LIST_IMPORT_STATES, LIST_PURPOSES, REJECTION_REASONS } from '@xietong/shared/audiences';
import type { ErrorParams } from '@xietong/shared/kernel';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/** A list of the tenant that made it: of whom something is for, or of who is shown no marketing. */
export const customerList = pgTable(
  'customer_list',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    name: text('name').notNull(),
    /** For good. A blocklist's newest version is in force until the list is archived. */
    purpose: text('purpose', { enum: LIST_PURPOSES }).notNull().default('MARKETING'),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    archivedAt: instant('archived_at'),
  },
  (table) => [
    unique('customer_list_name').on(table.tenantId, table.name),
    check('customer_list_purpose', sql`${table.purpose} in ('MARKETING', 'BLOCKLIST')`),
  ],
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
    /** When a release that pins it was first approved, or a blocklist's came into force; the engine reads it from then on. */
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
    /** A trigger looks once for each statement that there is such a version; a foreign key would for each row. */
    listVersionId: uuid('list_version_id').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    numberHash: bytea('number_hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.listVersionId, table.numberHash] })],
);

/** A file of numbers on its way into a list: what is left of it when the server is killed. */
export const listImport = pgTable(
  'list_import',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    state: text('state', { enum: LIST_IMPORT_STATES }).notNull(),
    fileName: text('file_name').notNull(),
    bytes: integer('bytes').notNull(),
    isUtf8: boolean('is_utf8').notNull(),
    /** The list it adds a version to, or the name of the one it makes. */
    listId: uuid('list_id').references(() => customerList.id),
    listName: text('list_name'),
    /** Of the list that it makes or adds to. */
    purpose: text('purpose', { enum: LIST_PURPOSES }).notNull().default('MARKETING'),
    /** Column of the numbers and whether the first row names the columns; null = guessed. */
    numberColumn: integer('number_column'),
    hasHeader: boolean('has_header'),
    /** In whose name it runs, as of its start: actor, request, address. */
    call: jsonb('call').$type<{ actor: Actor; requestId: string; address: string | null }>(),
    createdBy: uuid('created_by').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
    /** Counts the times it was taken up; whoever took it up before has lost it. */
    attempt: integer('attempt').notNull().default(0),
    startedAt: instant('started_at'),
    stepStartedAt: instant('step_started_at'),
    /** While it runs, not older than a few seconds, unless its process died. */
    heartbeatAt: instant('heartbeat_at'),
    endedAt: instant('ended_at'),
    rows: integer('rows').notNull().default(0),
    accepted: integer('accepted').notNull().default(0),
    duplicates: integer('duplicates').notNull().default(0),
    rejected: integer('rejected').notNull().default(0),
    /** Bytes read or numbers written in the present step, of how many. */
    stepDone: integer('step_done').notNull().default(0),
    stepTotal: integer('step_total').notNull().default(0),
    errorCode: text('error_code'),
    errorParams: jsonb('error_params').$type<ErrorParams>(),
    versionId: uuid('version_id').references(() => listVersion.id),
  },
  (table) => [
    index('list_import_tenant').on(table.tenantId, table.createdAt),
    index('list_import_open')
      .on(table.createdAt)
      .where(sql`${table.state} in ('UPLOADED', 'QUEUED', 'READING', 'WRITING')`),
    index('list_import_version').on(table.versionId),
    check('list_import_purpose', sql`${table.purpose} in ('MARKETING', 'BLOCKLIST')`),
  ],
);

/** A row of a file that gave no member, numbered in their order; its cell is masked. */
export const listImportRejection = pgTable(
  'list_import_rejection',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => listImport.id),
    tenantId: uuid('tenant_id').notNull(),
    place: integer('place').notNull(),
    line: integer('line').notNull(),
    reason: text('reason', { enum: REJECTION_REASONS }).notNull(),
    value: text('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.place] })],
);
