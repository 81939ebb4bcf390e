import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { openStepDue, openStepsWith } from '../../db/open-step';
import { approvalRequest, auditFinding, listImport, release, takedownReview } from '../../db/schema';
import { isAuthor } from './request-to-do-read-model';
import { withRole } from './waiting-source';
import type { WaitingSource } from './waiting-source';

/** The actor's submissions that are to be decided, and what else of theirs others go on with. */
export function handedOnByActor(actor: Actor, now: Date): WaitingSource[] {
  const me = sql`${actorId(actor)}::uuid`;
  const here = actor.tenant.id;
  return [
    {
      kind: 'APPROVE',
      rows: sql`
        select ${approvalRequest.id}, ${release.campaignNumber} as number, ${release.title} as title_zh, ${release.title} as title_en,
          ${approvalRequest.submittedAt} as since, ${release.startsAt} as starts_at, ${openStepDue} as due_at, ${openStepsWith(now)} as held_by
        from ${approvalRequest} join ${release} on ${release.id} = ${approvalRequest.releaseId}
        where ${approvalRequest.state} = 'OPEN' and ${isAuthor(actor)} and ${scopeFor(
          actor,
          'read',
          'ApprovalRequest',
          {
            tenantId: approvalRequest.tenantId,
            approverTenantId: approvalRequest.approverTenantId,
          },
        )}`,
    },
    {
      kind: 'TAKEDOWN_REVIEW',
      rows: sql`
        select ${takedownReview.id}, ${release.campaignNumber} as number, ${release.title} as title_zh, ${release.title} as title_en,
          ${takedownReview.openedAt} as since, null::timestamptz as starts_at, ${takedownReview.dueAt} as due_at,
          ${withRole(actor, {
            tenantId: sql`${takedownReview.reviewerTenantId}`,
            role: 'APPROVER',
            now,
            except: sql`exists (select from release_author author where author.release_id = ${takedownReview.releaseId} and author.actor_id = p.id)`,
          })} as held_by
        from ${takedownReview} join ${release} on ${release.id} = ${takedownReview.releaseId}
        where ${takedownReview.concludedAt} is null and ${takedownReview.stoppedBy} = ${me} and ${takedownReview.stoppedByTenantId} = ${here}`,
    },
    {
      // With the one person who was named.
      kind: 'FINDING',
      rows: sql`
        select ${auditFinding.id}, ${auditFinding.number}, ${auditFinding.title} as title_zh, ${auditFinding.title} as title_en,
          ${auditFinding.stateSince} as since, null::timestamptz as starts_at, ${auditFinding.dueAt} as due_at,
          (select jsonb_build_array(jsonb_build_object('role', 'OPERATOR', 'named', true, 'kind', t.kind, 'nameZh', t.name_zh,
            'nameEn', t.name_en, 'people', jsonb_build_array(${auditFinding.ownerName}))) from tenant t where t.id = ${auditFinding.tenantId}) as held_by
        from ${auditFinding} where ${auditFinding.state} = 'OPEN' and ${auditFinding.notedBy} = ${me} and ${auditFinding.notedTenantId} = ${here}`,
    },
    {
      kind: 'FINDING_ANSWERED',
      rows: sql`
        select ${auditFinding.id}, ${auditFinding.number}, ${auditFinding.title} as title_zh, ${auditFinding.title} as title_en,
          ${auditFinding.stateSince} as since, null::timestamptz as starts_at, null::timestamptz as due_at,
          ${withRole(actor, { tenantId: sql`${auditFinding.notedTenantId}`, role: 'AUDITOR', now })} as held_by
        from ${auditFinding} where ${auditFinding.state} = 'ANSWERED' and ${auditFinding.ownerId} = ${me} and ${auditFinding.tenantId} = ${here}`,
    },
    {
      // Nobody has to act: the machine is at it.
      kind: 'IMPORT',
      rows: sql`
        select ${listImport.id}, null as number, coalesce(list.name, ${listImport.listName}, ${listImport.fileName}) as title_zh,
          coalesce(list.name, ${listImport.listName}, ${listImport.fileName}) as title_en,
          coalesce(${listImport.startedAt}, ${listImport.createdAt}) as since, null::timestamptz as starts_at, null::timestamptz as due_at,
          '[]'::jsonb as held_by
        from ${listImport} left join customer_list list on list.id = ${listImport.listId}
        where ${listImport.state} in ('QUEUED', 'READING', 'WRITING') and ${listImport.createdBy} = ${me} and ${listImport.tenantId} = ${here}`,
    },
  ];
}
