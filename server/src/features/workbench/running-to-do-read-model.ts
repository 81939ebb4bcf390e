import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { marketingPoint, placement, release } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** Placements of the actor's tenant that are approved and run now or later. */
function running(actor: Actor, now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`${release.state} = 'APPROVED' and ${release.kind} <> 'STANDARD'
    and ${scopeFor(actor, 'submit', 'Release', { tenantId: release.tenantId })}
    and ${placement.endsAt} > ${at} and (${release.overtakenAt} is null or ${release.overtakenAt} > ${at})`;
}

const asToDo = sql`${release.kind} as release_kind, ${release.campaignId}, ${release.campaignNumber}, ${release.title},
  null as request_id, ${release.startsAt}, null as changed_by, null as reason, ${release.tenantId}`;

/** What shows nothing although it was approved, because its point is switched off. */
export function pointOffSource(actor: Actor, now: Date): ToDoSource | null {
  if (!can(actor, 'submit', 'Release')) return null;
  return {
    kind: 'POINT_OFF',
    rows: sql`
      select distinct ${asToDo}, ${marketingPoint.updatedAt} as since,
        ${marketingPoint.nameZh} as about_zh, ${marketingPoint.nameEn} as about_en
      from ${release} join ${placement} on ${placement.versionId} = ${release.versionId}
        join ${marketingPoint} on ${marketingPoint.id} = ${placement.pointId}
      where not ${marketingPoint.enabled} and ${running(actor, now)}`,
  };
}

/** What still aims by an older version of a list than the tenant has imported since. */
export function listOutdatedSource(actor: Actor, now: Date): ToDoSource | null {
  if (!can(actor, 'submit', 'Release')) return null;
  return {
    kind: 'LIST_OUTDATED',
    rows: sql`
      select distinct ${asToDo}, newest.created_at as since, list.name as about_zh, list.name as about_en
      from ${release} join ${placement} on ${placement.versionId} = ${release.versionId}
        join list_version pinned on pinned.id = ${placement.listVersionId}
        join customer_list list on list.id = pinned.list_id
        join lateral (select v.version, v.created_at from list_version v where v.list_id = pinned.list_id order by v.version desc limit 1) newest
          on newest.version > pinned.version
      where ${running(actor, now)}`,
  };
}
