import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { localCampaign, policyException } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** What cities ask for, to be decided at the standard; what one asked for oneself is not among them. */
export function exceptionSource(
  actor: Actor,
  of: { kind: 'EXCEPTION' | 'DETACHMENT'; about: 'POLICY' | 'DETACHMENT' },
): ToDoSource | null {
  if (!can(actor, 'approve', 'PolicyException')) return null;
  const scope = scopeFor(actor, 'approve', 'PolicyException', { tenantId: policyException.tenantId });
  return {
    kind: of.kind,
    rows: sql`
      select 'STANDARD' as release_kind, ${policyException.standardCampaignId} as campaign_id,
        ${localCampaign.number} as campaign_number,
        (select v.title from local_version v where v.campaign_id = ${localCampaign.id} order by v.version desc limit 1) as title,
        ${policyException.id} as request_id, ${policyException.askedAt} as since, null::timestamptz as starts_at,
        ${policyException.askedByName} as changed_by, ${policyException.reason} as reason, ${policyException.tenantId},
        ${policyException.fieldLabels} ->> 'zh' as about_zh, ${policyException.fieldLabels} ->> 'en' as about_en
      from ${policyException} join ${localCampaign} on ${localCampaign.id} = ${policyException.localCampaignId}
      where ${policyException.state} = 'ASKED' and ${policyException.kind} = ${of.about} and ${localCampaign.archivedAt} is null
        and ${policyException.askedBy} <> ${actorId(actor)} and ${scope}`,
  };
}
