import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { tenant } from './tenant';

export const channel = pgTable('channel', {
  code: text('code').primaryKey(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  position: integer('position').notNull(),
});

/** A place in a channel where something can be shown. `fallback` is what it shows for want of better. */
export const marketingPoint = pgTable('marketing_point', {
  id: id(),
  tenantId: uuid('tenant_id')
    .notNull()
    .references(() => tenant.id),
  code: text('code').notNull().unique(),
  channel: text('channel')
    .notNull()
    .references(() => channel.code),
  format: text('format', {
    enum: ['banner', 'dialog', 'sidebar', 'sms', 'splash', 'card', 'idle'],
  }).notNull(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  capacity: integer('capacity').notNull(),
  enabled: boolean('enabled').notNull(),
  fallback: jsonb('fallback').$type<Record<string, unknown>>(),
  rowVersion: integer('row_version').notNull(),
  /** Empty where nobody has changed it since it was set up. */
  updatedByName: text('updated_by_name').notNull().default(''),
  updatedAt: instant('updated_at').notNull(),
  createdAt: createdAt(),
});
