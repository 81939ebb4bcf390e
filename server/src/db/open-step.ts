import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { DAYS_TO_DO } from '@xietong/shared/workbench';
import type { WaitingWith } from '@xietong/shared/workbench';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { heldAt, holdersOf } from './held-duty';
import { approvalRequest, release } from './schema';

/**
 * To whom a step of the query was handed, by the name that it has there, or null: for whoever approves in the step's
 * tenant. Somebody who holds the duty there no more, or can sign in no more, has it no more, and it is with all approvers
 * of the tenant again. Of a tenant whose people the reader does not see it stays as it was written.
 */
export function stepHolder(step: 'step' | 'own' | 'approval_step', now: Date): SQL<string | null> {
  const of = sql.raw(step);
  return sql<
    string | null
  >`(case when (${of}.approver_tenant_id is distinct from (select app_tenant()) and not (select app_is_province()))
    or exists (select from duty join person p on p.id = duty.person_id
      where p.id = ${of}.person_id and duty.tenant_id = ${of}.approver_tenant_id and duty.role = 'APPROVER' and ${heldAt(now)} and p.disabled_at is null)
    then ${of}.person_id end)`;
}

/**
 * The tenant of an approver where a step is open for them on the request of the query, else null: what the
 * permission to approve looks at. A step is open when it is not met and those of earlier stages are; one
 * that was handed to somebody is open for that person alone, as long as they can decide it.
 */
export function openStepTenant(actor: Actor, now: Date): SQL {
  return sql`(select step.approver_tenant_id from approval_step step
    where step.request_id = ${approvalRequest.id} and step.approver_tenant_id = ${actor.tenant.id}::uuid and step.met_at is null
      and (step.person_id is null or coalesce(${stepHolder('step', now)}, ${actorId(actor)}::uuid) = ${actorId(actor)}::uuid)
      and not exists (select from approval_step earlier
        where earlier.request_id = step.request_id and earlier.stage < step.stage and earlier.met_at is null)
    limit 1)`;
}

/** By when the open steps of the query's request should be decided, the first of them; null = no deadline. */
export const openStepDue = sql<string | null>`(select min(step.due_at) from approval_step step
    where step.request_id = ${approvalRequest.id} and step.met_at is null and ${approvalRequest.state} = 'OPEN')`;

/**
 * What open requests stand in the order of, in the list of approvals as on the workbench: the deadline of their steps,
 * or the days in which one should be decided, or the start of the window where that comes first.
 */
export const decisionDue = sql`least(coalesce(${openStepDue}, ${approvalRequest.submittedAt} + make_interval(days => ${sql.raw(String(DAYS_TO_DO.APPROVE))})), ${release.startsAt})`;

/**
 * With whom the query's request is: of each tenant that has an open step the approvers who may still decide it, the one
 * to whom it was handed where it was. No author is among them, nor who has decided.
 */
export function openStepsWith(now: Date): SQL<WaitingWith[]> {
  const except = sql`p.id in (select author.actor_id from release_author author where author.release_id = ${approvalRequest.releaseId})
    or p.id in (select decision.decided_by from approval_decision decision where decision.request_id = ${approvalRequest.id})
    or not exists (select from approval_step own where own.request_id = ${approvalRequest.id} and own.approver_tenant_id = t.id
      and own.met_at is null and (own.person_id is null or coalesce(${stepHolder('own', now)}, p.id) = p.id))`;
  return sql<
    WaitingWith[]
  >`(select coalesce(jsonb_agg(${holdersOf('APPROVER', now, except)} order by t.code), '[]'::jsonb)
    from tenant t where t.id in (select step.approver_tenant_id from approval_step step
      where step.request_id = ${approvalRequest.id} and step.met_at is null
        and not exists (select from approval_step earlier
          where earlier.request_id = step.request_id and earlier.stage < step.stage and earlier.met_at is null)))`;
}
