import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { localCampaign, policyException } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** What cities ask for of a kind, or of any, and others than the actor asked for; null for who decides on none. */
export function exceptionWhere(actor: Actor, about?: 'POLICY' | 'DETACHMENT'): SQL | null {
  if (!can(actor, 'approve', 'PolicyException')) return null;
  const scope = scopeFor(actor, 'approve', 'PolicyException', { tenantId: policyException.tenantId });
  return sql`${policyException.state} = 'ASKED' and ${about === undefined ? sql`true` : sql`${policyException.kind} = ${about}`}
    and ${localCampaign.archivedAt} is null and ${policyException.askedBy} <> ${actorId(actor)} and ${scope}`;
}

/** What cities ask for, to be decided at the standard. */
export function exceptionSource(
  actor: Actor,
  of: { kind: 'EXCEPTION' | 'DETACHMENT'; about: 'POLICY' | 'DETACHMENT' },
): ToDoSource | null {
  const where = exceptionWhere(actor, of.about);
  if (!where) return null;
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
      where ${where}`,
  };
}
