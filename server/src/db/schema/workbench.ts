import { ROLES } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { tenant } from './tenant';

/** What the workbench remembers of one person in one role of one tenant. */
export const workbenchMark = pgTable(
  'workbench_mark',
  {
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    personId: uuid('person_id').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    /** Start of the present visit, and of the one before it. */
    visitedAt: instant('visited_at'),
    visitedBefore: instant('visited_before'),
    guideHiddenAt: instant('guide_hidden_at'),
    /** Steps of the guide that were opened from it. */
    guideOpened: text('guide_opened')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [primaryKey({ columns: [table.personId, table.tenantId, table.role] })],
);
