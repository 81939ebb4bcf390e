import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { localCampaign, localVersion, standardCampaign, standardVersion } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** What came back is a to-do of its own until it is handed in again; its draft is not a second one. */
const notCameBack = (campaignId: SQL): SQL => sql`not exists (
  select from release back where back.campaign_id = ${campaignId} and back.state in ('RETURNED', 'REJECTED')
    and not exists (select from release later where later.campaign_id = back.campaign_id and later.kind = back.kind and later.submitted_at > back.submitted_at))`;

/** Drafts of local campaigns that the actor began or changed last; pressing when a window is near. */
export function localDraftSource(actor: Actor): ToDoSource | null {
  if (!can(actor, 'update', 'LocalCampaign')) return null;
  const own = actorId(actor);
  const scope = scopeFor(actor, 'update', 'LocalCampaign', {
    tenantId: localCampaign.tenantId,
    baseCampaignId: sql`coalesce(${localCampaign.baseCampaignId}, ${localCampaign.detachedFromCampaignId})`,
  });
  return {
    kind: 'DRAFT',
    rows: sql`
      select 'LOCAL' as release_kind, ${localCampaign.id} as campaign_id, ${localCampaign.number} as campaign_number,
        ${localVersion.title}, null as request_id, ${localVersion.updatedAt} as since,
        (select min(placement.starts_at) from placement where placement.version_id = ${localVersion.id}) as starts_at,
        ${localVersion.updatedByName} as changed_by, null as reason, ${localCampaign.tenantId}, null as about_zh, null as about_en
      from ${localVersion} join ${localCampaign} on ${localCampaign.id} = ${localVersion.campaignId}
      where ${localVersion.state} = 'DRAFT' and ${localCampaign.archivedAt} is null and ${scope}
        and (${localVersion.updatedBy} = ${own} or ${localVersion.createdBy} = ${own})
        and ${notCameBack(sql`${localCampaign.id}`)}`,
  };
}

/** Drafts of standards that the actor began or changed last. */
export function standardDraftSource(actor: Actor): ToDoSource | null {
  if (!can(actor, 'update', 'StandardCampaign')) return null;
  const own = actorId(actor);
  const scope = scopeFor(actor, 'update', 'StandardCampaign', {
    tenantId: standardCampaign.tenantId,
    published: sql`false`,
  });
  return {
    kind: 'DRAFT',
    rows: sql`
      select 'STANDARD' as release_kind, ${standardCampaign.id} as campaign_id, ${standardCampaign.number} as campaign_number,
        ${standardVersion.title}, null as request_id, ${standardVersion.updatedAt} as since, null::timestamptz as starts_at,
        ${standardVersion.updatedByName} as changed_by, null as reason, ${standardCampaign.tenantId}, null as about_zh, null as about_en
      from ${standardVersion} join ${standardCampaign} on ${standardCampaign.id} = ${standardVersion.campaignId}
      where ${standardVersion.state} = 'DRAFT' and ${standardCampaign.archivedAt} is null and ${scope}
        and (${standardVersion.updatedBy} = ${own} or ${standardVersion.createdBy} = ${own})
        and ${notCameBack(sql`${standardCampaign.id}`)}`,
  };
}
