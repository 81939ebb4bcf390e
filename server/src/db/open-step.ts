import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { DAYS_TO_DO } from '@xietong/shared/workbench';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { approvalRequest, release } from './schema';

/**
 * The tenant of an approver where a step is open for them on the request of the query, else null: what the
 * permission to approve looks at. A step is open when it is not met and those of earlier stages are; one
 * that was handed to somebody is open for that person alone.
 */
export function openStepTenant(actor: Actor): SQL {
  return sql`(select step.approver_tenant_id from approval_step step
    where step.request_id = ${approvalRequest.id} and step.approver_tenant_id = ${actor.tenant.id}::uuid and step.met_at is null
      and (step.person_id is null or step.person_id = ${actorId(actor)}::uuid)
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
 * Staff id of the approver to whom the open step of the query's request was handed, else null: any approver
 * of the tenant may take it. Where several are open, the first of them, whose tenant the request names.
 */
export const openStepPerson = sql<string | null>`(select step.person_name from approval_step step
    where step.request_id = ${approvalRequest.id} and step.met_at is null
    order by step.stage, step.id limit 1)`;
