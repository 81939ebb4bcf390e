import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { release } from './release';
import { tenant } from './tenant';

/** One release waiting for approvers of one tenant. `tenantId` is the release's own. */
export const approvalRequest = pgTable(
  'approval_request',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    approverTenantId: uuid('approver_tenant_id')
      .notNull()
      .references(() => tenant.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => release.id),
    hash: text('hash').notNull(),
    state: text('state', {
      enum: ['OPEN', 'APPROVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'VOID'],
    }).notNull(),
    note: text('note'),
    /** Approvals by different people that it needs. */
    required: integer('required').notNull().default(1),
    submittedBy: uuid('submitted_by').notNull(),
    submittedByName: text('submitted_by_name').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    closedAt: instant('closed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('approval_request_one_open')
      .on(table.releaseId)
      .where(sql`${table.state} = 'OPEN'`),
    index('approval_request_todo').on(table.approverTenantId, table.state, table.submittedAt),
    index('approval_request_tenant').on(table.tenantId, table.submittedAt),
  ],
);

/** What one approver decided on one hash, and why. Never changed. */
export const approvalDecision = pgTable(
  'approval_decision',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequest.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => release.id),
    hash: text('hash').notNull(),
    outcome: text('outcome', { enum: ['APPROVED', 'RETURNED', 'REJECTED'] }).notNull(),
    reason: text('reason'),
    decidedBy: uuid('decided_by').notNull(),
    decidedByName: text('decided_by_name').notNull(),
    decidedByTenantId: uuid('decided_by_tenant_id').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (table) => [
    uniqueIndex('approval_decision_once').on(table.requestId, table.decidedBy),
    index('approval_decision_release').on(table.releaseId),
  ],
);
