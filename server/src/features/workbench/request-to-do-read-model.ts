import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { openStepDue, openStepTenant } from '../../db/open-step';
import { approvalRequest, release } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

const columns = { tenantId: approvalRequest.tenantId, approverTenantId: approvalRequest.approverTenantId };

/** The actor is among the authors of the request's release. */
export function isAuthor(actor: Actor): SQL {
  return sql`exists (select from release_author author where author.release_id = ${approvalRequest.releaseId} and author.actor_id = ${actorId(actor)})`;
}

/**
 * Nothing of the same campaign was handed in later, and the campaign was not put away. `offset 0` keeps the questions out
 * of the search for the best order of joins, which took longer than all else: they are asked of a few rows.
 */
const isLatest = sql`not exists (select from release later where later.campaign_id = ${release.campaignId} and later.kind = ${release.kind} and later.submitted_at > ${release.submittedAt} offset 0)
  and not exists (select from local_campaign archived where archived.id = ${release.campaignId} and archived.archived_at is not null offset 0)
  and not exists (select from standard_campaign archived where archived.id = ${release.campaignId} and archived.archived_at is not null offset 0)`;

/** What came back to its author and was not handed in again. */
export function cameBackWhere(actor: Actor, state: 'RETURNED' | 'REJECTED' | 'VOID'): SQL {
  return sql`${approvalRequest.state} = ${state} and ${scopeFor(actor, 'read', 'ApprovalRequest', columns)} and ${isAuthor(actor)} and ${isLatest}`;
}

/** What waits for the actor's decision: open, in the own hands, not of the own making. */
export function approveWhere(actor: Actor, now: Date): SQL {
  const deciding = { ...columns, approverTenantId: openStepTenant(actor, now) };
  return sql`${approvalRequest.state} = 'OPEN' and ${scopeFor(actor, 'approve', 'ApprovalRequest', deciding)} and not ${isAuthor(actor)}
    and not exists (select from approval_decision mine where mine.request_id = ${approvalRequest.id} and mine.decided_by = ${actorId(actor)})`;
}

export function approveSource(actor: Actor, now: Date): ToDoSource | null {
  if (!can(actor, 'approve', 'ApprovalRequest')) return null;
  return {
    kind: 'APPROVE',
    hasDeadline: true,
    rows: sql`
      select ${release.kind} as release_kind, ${release.campaignId}, ${release.campaignNumber}, ${release.title},
        ${approvalRequest.id} as request_id, ${approvalRequest.submittedAt} as since, ${release.startsAt},
        ${approvalRequest.submittedByName} as changed_by, ${approvalRequest.note} as reason, ${approvalRequest.tenantId},
        null as about_zh, null as about_en, ${openStepDue} as deadline
      from ${approvalRequest} join ${release} on ${release.id} = ${approvalRequest.releaseId}
      where ${approveWhere(actor, now)}`,
  };
}

/** Returned and rejected submissions, each with who decided and why, and those that are void. */
export function cameBackSource(actor: Actor): ToDoSource[] {
  if (!can(actor, 'submit', 'Release')) return [];
  return (['RETURNED', 'REJECTED', 'VOID'] as const).map((state) => ({
    kind: state,
    rows: sql`
      select ${release.kind} as release_kind, ${release.campaignId}, ${release.campaignNumber}, ${release.title},
        null as request_id, ${approvalRequest.closedAt} as since, ${release.startsAt},
        decision.decided_by_name as changed_by, decision.reason, ${approvalRequest.tenantId},
        null as about_zh, null as about_en
      from ${approvalRequest} join ${release} on ${release.id} = ${approvalRequest.releaseId}
        left join approval_decision decision on decision.request_id = ${approvalRequest.id} and decision.outcome = ${state}
      where ${cameBackWhere(actor, state)}`,
  }));
}
