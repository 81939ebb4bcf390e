import { REVIEW_CONCLUSIONS } from '@xietong/shared/releases';
import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { release } from './release';
import { tenant } from './tenant';

/**
 * The review that opens with an emergency stop, and what came of it. It changes nothing that is live. The
 * conclusion is written once, by somebody who neither stopped nor made the release.
 */
export const takedownReview = pgTable(
  'takedown_review',
  {
    id: id(),
    /** Of the release. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    releaseId: uuid('release_id')
      .notNull()
      .unique()
      .references(() => release.id),
    /** Whose approvers review it. */
    reviewerTenantId: uuid('reviewer_tenant_id')
      .notNull()
      .references(() => tenant.id),
    stoppedBy: uuid('stopped_by').notNull(),
    /** In whose name it was stopped. */
    stoppedByTenantId: uuid('stopped_by_tenant_id')
      .notNull()
      .references(() => tenant.id),
    openedAt: instant('opened_at').notNull(),
    dueAt: instant('due_at').notNull(),
    conclusion: text('conclusion', { enum: REVIEW_CONCLUSIONS }),
    comment: text('comment'),
    concludedBy: uuid('concluded_by'),
    /** Staff id. */
    concludedByName: text('concluded_by_name'),
    concludedByTenantId: uuid('concluded_by_tenant_id').references(() => tenant.id),
    concludedAt: instant('concluded_at'),
    /** When those who can review it were told that its time is nearly up, and that it is. */
    remindedAt: instant('reminded_at'),
    missedAt: instant('missed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      'takedown_review_concluded',
      sql`num_nulls(${table.conclusion}, ${table.comment}, ${table.concludedBy}, ${table.concludedByName}, ${table.concludedByTenantId}, ${table.concludedAt}) in (0, 6)`,
    ),
    check(
      'takedown_review_conclusion',
      sql`${table.conclusion} in ('JUSTIFIED', 'MISTAKEN', 'NEEDS_CHANGE')`,
    ),
    check('takedown_review_not_by_stopper', sql`${table.concludedBy} <> ${table.stoppedBy}`),
    index('takedown_review_tenant').on(table.tenantId, table.openedAt),
    index('takedown_review_open')
      .on(table.reviewerTenantId, table.dueAt)
      .where(sql`${table.concludedAt} is null`),
  ],
);
