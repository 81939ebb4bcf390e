import {
  APPROVAL_OUTCOMES,
  APPROVAL_STATES,
  COPIED_ROLES,
  ESCALATIONS,
  VOID_CAUSES,
} from '@xietong/shared/approvals';
import type { FrozenPolicy, PolicyRule } from '@xietong/shared/approvals';
import { sql } from 'drizzle-orm';
import {
  check,
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
import { createdAt, id, instant } from './columns';
import { release } from './release';
import { tenant } from './tenant';

/**
 * One release waiting for its approvers. `tenantId` is the release's own, `approverTenantId` the one whose
 * turn it is: where several are at once, the first of them.
 */
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
    state: text('state', { enum: APPROVAL_STATES }).notNull(),
    note: text('note'),
    /** Approvals by different people that it needs. */
    required: integer('required').notNull().default(1),
    /** What it is decided by, as it was then; null of what was handed in before there were policies. */
    /** When its author asked for a decision last. */
    urgedAt: instant('urged_at'),
    policy: jsonb('policy').$type<FrozenPolicy>(),
    submittedBy: uuid('submitted_by').notNull(),
    submittedByName: text('submitted_by_name').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    closedAt: instant('closed_at'),
    /** What changed under it, so that nobody decides on it any more. */
    voidBecause: text('void_because', { enum: VOID_CAUSES }),
    createdAt: createdAt(),
  },
  (table) => [
    check('approval_request_void', sql`(${table.state} = 'VOID') = (${table.voidBecause} is not null)`),
    uniqueIndex('approval_request_one_open')
      .on(table.releaseId)
      .where(sql`${table.state} = 'OPEN'`),
    index('approval_request_todo').on(table.approverTenantId, table.state, table.submittedAt),
    index('approval_request_tenant').on(table.tenantId, table.submittedAt),
  ],
);

/** One step of a request: so many approvers of one tenant. Steps of one stage are open together. */
export const approvalStep = pgTable(
  'approval_step',
  {
    id: id(),
    /** Of the request. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequest.id),
    /** From 1; opens when the steps of the stages before it are met. */
    stage: integer('stage').notNull(),
    approverTenantId: uuid('approver_tenant_id')
      .notNull()
      .references(() => tenant.id),
    approvals: integer('approvals').notNull(),
    /** The one approver whom it was handed to, or who was asked in addition; null = any of the tenant. */
    personId: uuid('person_id'),
    /** Staff id. */
    personName: text('person_name'),
    /** Hours from its opening in which it should be decided, and who hears of it when it was not. */
    hours: integer('hours'),
    escalation: text('escalation', { enum: ESCALATIONS }),
    /** Set when it opens. */
    dueAt: instant('due_at'),
    remindedAt: instant('reminded_at'),
    missedAt: instant('missed_at'),
    /** When it had its approvals. */
    metAt: instant('met_at'),
    createdAt: createdAt(),
  },
  (table) => [
    check('approval_step_counts', sql`${table.stage} >= 1 and ${table.approvals} >= 1`),
    check(
      'approval_step_person',
      sql`num_nulls(${table.personId}, ${table.personName}) in (0, 2) and (${table.personId} is null or ${table.approvals} = 1)`,
    ),
    check(
      'approval_step_hours',
      sql`${table.hours} is not null or num_nulls(${table.dueAt}, ${table.escalation}) = 2`,
    ),
    index('approval_step_due')
      .on(table.dueAt)
      .where(sql`${table.metAt} is null and ${table.missedAt} is null and ${table.dueAt} is not null`),
    index('approval_step_request').on(table.requestId),
    index('approval_step_open')
      .on(table.approverTenantId)
      .where(sql`${table.metAt} is null`),
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
    stepId: uuid('step_id')
      .notNull()
      .references(() => approvalStep.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => release.id),
    hash: text('hash').notNull(),
    outcome: text('outcome', { enum: APPROVAL_OUTCOMES }).notNull(),
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

/** Who is told of a request and may read it: everybody of a role in a tenant, or one person. Never changed. */
export const approvalCopy = pgTable(
  'approval_copy',
  {
    id: id(),
    /** Of the request. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequest.id),
    /** Of those who are told: the request's own, or its province. */
    toTenantId: uuid('to_tenant_id')
      .notNull()
      .references(() => tenant.id),
    role: text('role', { enum: COPIED_ROLES }),
    personId: uuid('person_id'),
    /** Staff id. */
    personName: text('person_name'),
    note: text('note'),
    /** Staff id of whoever told them; null = the policy did. */
    byName: text('by_name'),
    at: instant('at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      'approval_copy_to',
      sql`(${table.role} is null) <> (${table.personId} is null) and num_nulls(${table.personId}, ${table.personName}) in (0, 2)`,
    ),
    index('approval_copy_request').on(table.requestId),
    index('approval_copy_to_whom').on(table.toTenantId, table.requestId),
  ],
);

/** That a person opened a request as it was at a hash. A row appears once and stays. */
export const approvalOpening = pgTable(
  'approval_opening',
  {
    /** Of the person's duty. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    personId: uuid('person_id').notNull(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequest.id),
    hash: text('hash').notNull(),
    openedAt: instant('opened_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.personId, table.hash] })],
);

/** What an approver says about one field with a return or a rejection, bound to the hash reviewed. Never changed. */
export const approvalComment = pgTable(
  'approval_comment',
  {
    id: id(),
    /** Of the request. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => approvalDecision.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => release.id),
    hash: text('hash').notNull(),
    /** Of the document that was reviewed. */
    fieldId: uuid('field_id').notNull(),
    text: text('text').notNull(),
    decidedByTenantId: uuid('decided_by_tenant_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('approval_comment_once').on(table.decisionId, table.fieldId),
    index('approval_comment_release').on(table.releaseId),
    check('approval_comment_text', sql`length(${table.text}) between 1 and 500`),
  ],
);

/**
 * One version of a policy, from the moment somebody proposes it. A change is a row of its own: what was
 * decided stays as it was decided. SET puts `rule` in force, END ends the policy, whose rule it repeats.
 */
export const approvalPolicy = pgTable(
  'approval_policy',
  {
    id: id(),
    /** The province. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** The same for all versions of one policy. */
    policyId: uuid('policy_id').notNull(),
    version: integer('version').notNull(),
    change: text('change', { enum: ['SET', 'END'] }).notNull(),
    rule: jsonb('rule').$type<PolicyRule>().notNull(),
    state: text('state', {
      enum: ['PROPOSED', 'IN_FORCE', 'ENDED', 'REFUSED', 'WITHDRAWN', 'SUPERSEDED'],
    }).notNull(),
    reason: text('reason').notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedByName: text('proposed_by_name').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('approval_policy_version').on(table.policyId, table.version),
    uniqueIndex('approval_policy_one_proposed')
      .on(table.policyId)
      .where(sql`${table.state} = 'PROPOSED'`),
    uniqueIndex('approval_policy_one_in_force')
      .on(table.policyId)
      .where(sql`${table.state} = 'IN_FORCE'`),
    check(
      'approval_policy_decided',
      sql`num_nulls(${table.decidedBy}, ${table.decidedByName}, ${table.decidedAt}) = case when ${table.state} = 'PROPOSED' then 3 else 0 end`,
    ),
    check(
      'approval_policy_not_by_proposer',
      sql`(${table.state} = 'WITHDRAWN') = (${table.decidedBy} is not null and ${table.decidedBy} = ${table.proposedBy})`,
    ),
  ],
);
