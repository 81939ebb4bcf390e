import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { VIEW_LISTS } from '@xietong/shared/views';
import type { ViewQuery } from '@xietong/shared/views';
import { createdAt, id, instant } from './columns';
import { person, tenant } from './tenant';

/** Filters of a list that a person has kept under a name, in one of the tenants in which they act. */
export const savedView = pgTable(
  'saved_view',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    list: text('list', { enum: VIEW_LISTS }).notNull(),
    name: text('name').notNull(),
    query: jsonb('query').$type<ViewQuery>().notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
    archivedAt: instant('archived_at'),
  },
  (table) => [
    uniqueIndex('saved_view_name')
      .on(table.personId, table.tenantId, table.list, table.name)
      .where(sql`${table.archivedAt} is null`),
    index('saved_view_tenant').on(table.tenantId),
  ],
);
