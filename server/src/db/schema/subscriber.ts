import { ATTRIBUTE_TYPES } from '@xietong/shared/subscribers';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/** A customer of the province. The number itself is stored only as a keyed hash and encrypted. */
export const subscriber = pgTable(
  'subscriber',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** HMAC-SHA-256 of the plain 11 digits. */
    numberHash: bytea('number_hash').notNull().unique(),
    keyVersion: integer('key_version').notNull(),
    /** AES-256-GCM: 12 bytes nonce, cipher text, 16 bytes tag. */
    numberEncrypted: bytea('number_encrypted').notNull(),
    /** Identity in the file that it came from. */
    externalId: text('external_id'),
    /** Present home city, kept in step with the dated history. */
    homeTenantId: uuid('home_tenant_id')
      .notNull()
      .references(() => tenant.id),
    attributes: jsonb('attributes').$type<Record<string, string | number | boolean>>().notNull(),
    consentPersonalised: boolean('consent_personalised'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('subscriber_external').on(table.externalId),
    index('subscriber_home_tenant').on(table.homeTenantId),
    index('subscriber_attributes').using('gin', sql`${table.attributes} jsonb_path_ops`),
  ],
);

/** Dated history of home cities, half-open; `until` null is the present one. */
export const subscriberHome = pgTable(
  'subscriber_home',
  {
    id: id(),
    subscriberId: uuid('subscriber_id')
      .notNull()
      .references(() => subscriber.id),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    from: instant('from').notNull(),
    until: instant('until'),
  },
  (table) => [
    uniqueIndex('subscriber_home_present')
      .on(table.subscriberId)
      .where(sql`${table.until} is null`),
  ],
);

/** An offer that a number has ordered, on any channel: it is not offered again. */
export const subscriberOffer = pgTable(
  'subscriber_offer',
  {
    numberHash: bytea('number_hash').notNull(),
    offerCode: text('offer_code').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    orderedAt: instant('ordered_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.numberHash, table.offerCode] })],
);

/** Attributes seen in imports: the words that a rule can be built from. */
export const attributeDefinition = pgTable(
  'attribute_definition',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    name: text('name').notNull(),
    type: text('type', { enum: ATTRIBUTE_TYPES }).notNull(),
    /** The values of a string attribute when there are few, else null. */
    choices: jsonb('choices').$type<string[]>(),
    /** What people read instead of the name; null = the name itself. Rules refer to the name alone. */
    labelZh: text('label_zh'),
    labelEn: text('label_en'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('attribute_definition_name').on(table.tenantId, table.name),
    unique('attribute_definition_label_zh').on(table.tenantId, table.labelZh),
    unique('attribute_definition_label_en').on(table.tenantId, table.labelEn),
  ],
);

/** The one allocator of demo and imported numbers, by prefix. */
export const numberAllocator = pgTable('number_allocator', {
  prefix: text('prefix').primaryKey(),
  next: bigint('next', { mode: 'number' }).notNull(),
});

/** One file of customers that was imported as a whole. */
export const subscriberImport = pgTable('subscriber_import', {
  id: id(),
  tenantId: uuid('tenant_id')
    .notNull()
    .references(() => tenant.id),
  fileName: text('file_name').notNull(),
  /** Rows, what became of them, and blank cells by column; holds no number. */
  report: jsonb('report').$type<Record<string, unknown>>().notNull(),
  createdBy: uuid('created_by').notNull(),
  createdByName: text('created_by_name').notNull(),
  createdAt: createdAt(),
});
