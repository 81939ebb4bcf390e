import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { release, standardCampaign, standardVersion } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** Approved standards that nobody has published. */
export function publishWhere(actor: Actor): SQL {
  return sql`${release.kind} = 'STANDARD' and ${release.state} = 'APPROVED'
    and ${scopeFor(actor, 'publish', 'Release', { tenantId: release.tenantId })}`;
}

export function publishSource(actor: Actor): ToDoSource | null {
  if (!can(actor, 'publish', 'Release')) return null;
  return {
    kind: 'PUBLISH',
    rows: sql`
      select ${release.kind} as release_kind, ${release.campaignId}, ${release.campaignNumber}, ${release.title},
        null as request_id, ${release.decidedAt} as since, null::timestamptz as starts_at,
        ${release.submittedByName} as changed_by, null as reason, ${release.tenantId},
        null as about_zh, null as about_en
      from ${release} where ${publishWhere(actor)}`,
  };
}

/**
 * Campaigns of the city that were asked to move to a newer standard and have not: one row each, with
 * who pushed last and the first time that runs out; a push that is optional sets none. What has ended, and has no
 * version that would go on, has nothing to merge for.
 */
export function mergeSource(actor: Actor, now: Date): ToDoSource | null {
  if (!can(actor, 'update', 'LocalCampaign')) return null;
  return {
    kind: 'MERGE',
    hasDeadline: true,
    isOpenEnded: true,
    rows: sql`
      select 'LOCAL' as release_kind, local.id as campaign_id, local.number as campaign_number, latest.title,
        null as request_id, asked.since, null::timestamptz as starts_at, asked.changed_by,
        null as reason, local.tenant_id, null as about_zh, null as about_en, asked.due_at as deadline
      from local_campaign local
        join standard_campaign standard on standard.id = local.base_campaign_id and standard.archived_at is null and standard.retired_at is null
        join lateral (select v.id, v.state, v.title, b.version as base from local_version v
          join standard_version b on b.id = v.base_version_id
          where v.campaign_id = local.id order by v.version desc limit 1) latest on true
        join lateral (select min(item.pushed_at) as since, min(item.due_at) as due_at,
            (array_agg(pushed.updated_by_name order by pushed.version desc))[1] as changed_by
          from propagation_item item join standard_version pushed on pushed.id = item.standard_version_id
          where item.local_campaign_id = local.id and item.waived_at is null and pushed.version > latest.base
          having count(*) > 0) asked on true
      where local.tenant_id = ${actor.tenant.id} and local.archived_at is null
        and (latest.state <> 'APPROVED' or exists (select from release running
          where running.version_id = latest.id and running.ends_at > ${now.toISOString()}::timestamptz))`,
  };
}

/**
 * Campaigns of the city that stand still because the province retired their standard, until their windows
 * would be over: to be archived, or to go on apart from it.
 */
export function retiredSource(actor: Actor, now: Date): ToDoSource | null {
  if (!can(actor, 'archive', 'LocalCampaign')) return null;
  return {
    kind: 'STANDARD_RETIRED',
    rows: sql`
      select 'LOCAL' as release_kind, local.id as campaign_id, local.number as campaign_number,
        (select v.title from local_version v where v.campaign_id = local.id order by v.version desc limit 1) as title,
        null as request_id, standard.retired_at as since, null::timestamptz as starts_at,
        standard.retired_by_name as changed_by, standard.retired_reason as reason, local.tenant_id,
        null as about_zh, null as about_en
      from local_campaign local
        join standard_campaign standard on standard.id = local.base_campaign_id and standard.retired_at is not null
      where local.tenant_id = ${actor.tenant.id} and local.archived_at is null
        and exists (select from release paused where paused.campaign_id = local.id
          and paused.state = 'PAUSED' and paused.paused_because = 'STANDARD_RETIRED' and paused.ends_at > ${now.toISOString()}::timestamptz)`,
  };
}

/** Campaigns of the city of which a mandatory push replaced what ran, until somebody has seen it. */
export function correctedSource(actor: Actor): ToDoSource | null {
  if (!can(actor, 'archive', 'LocalCampaign')) return null;
  return {
    kind: 'CORRECTED',
    rows: sql`
      select 'LOCAL' as release_kind, local.id as campaign_id, local.number as campaign_number,
        (select v.title from local_version v where v.campaign_id = local.id order by v.version desc limit 1) as title,
        null as request_id, item.corrected_at as since, null::timestamptz as starts_at,
        pushed.updated_by_name as changed_by, pushed.push ->> 'reason' as reason, local.tenant_id,
        null as about_zh, null as about_en
      from propagation_item item join local_campaign local on local.id = item.local_campaign_id
        join standard_version pushed on pushed.id = item.standard_version_id
      where local.tenant_id = ${actor.tenant.id} and local.archived_at is null
        and item.corrected_at is not null and item.acknowledged_at is null`,
  };
}

/** Published standards of which the actor's city has made nothing yet, not even something that has left them. */
export function localiseSource(actor: Actor): ToDoSource | null {
  if (!can(actor, 'create', 'LocalCampaign')) return null;
  const scope = scopeFor(actor, 'read', 'StandardCampaign', {
    tenantId: standardCampaign.tenantId,
    published: sql`true`,
  });
  return {
    kind: 'LOCALISE',
    rows: sql`
      select 'STANDARD' as release_kind, ${standardCampaign.id} as campaign_id, ${standardCampaign.number} as campaign_number,
        ${standardVersion.title}, null as request_id, ${standardVersion.publishedAt} as since, null::timestamptz as starts_at,
        null as changed_by, null as reason, ${standardCampaign.tenantId}, null as about_zh, null as about_en
      from ${standardVersion} join ${standardCampaign} on ${standardCampaign.id} = ${standardVersion.campaignId}
      where ${standardVersion.state} = 'PUBLISHED' and ${standardCampaign.archivedAt} is null and ${scope}
        and not exists (select from local_campaign own where coalesce(own.base_campaign_id, own.detached_from_campaign_id) = ${standardCampaign.id} and own.tenant_id = ${actor.tenant.id})`,
  };
}
