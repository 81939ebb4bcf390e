import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { approvalRequest } from './schema';

/**
 * The given tenant where a step of its approvers is open on the request of the query, else null: what the
 * permission to approve looks at. A step is open when it is not met and those of earlier stages are.
 */
export function openStepTenant(tenantId: string): SQL {
  return sql`(select step.approver_tenant_id from approval_step step
    where step.request_id = ${approvalRequest.id} and step.approver_tenant_id = ${tenantId}::uuid and step.met_at is null
      and not exists (select from approval_step earlier
        where earlier.request_id = step.request_id and earlier.stage < step.stage and earlier.met_at is null)
    limit 1)`;
}
