import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { DISCLOSURE_LAPSE_DAYS } from '@xietong/shared/disclosures';
import { sql } from 'drizzle-orm';
import { isFallbackAuthor } from '../../db/fallback-authors';
import {
  approvalPolicy,
  checkDictionary,
  disclosure,
  localCampaign,
  marketingPoint,
  pointFallback,
  policyException,
} from '../../db/schema';
import { provinceId, withRole } from './waiting-source';
import type { WaitingSource } from './waiting-source';

/** What the actor asked for or proposed, and another person has to say yes to. */
export function proposedByActor(actor: Actor, now: Date): WaitingSource[] {
  const me = sql`${actorId(actor)}::uuid`;
  const here = actor.tenant.id;
  const none = sql`null::timestamptz as starts_at, null::timestamptz as due_at`;
  const exceptions = (kind: 'EXCEPTION' | 'DETACHMENT', stored: 'POLICY' | 'DETACHMENT'): WaitingSource => ({
    kind,
    rows: sql`
      select ${localCampaign.id}, ${localCampaign.number}, title.title as title_zh, title.title as title_en,
        ${policyException.askedAt} as since, ${none},
        ${withRole(actor, { tenantId: provinceId, role: 'APPROVER', now })} as held_by
      from ${policyException} join ${localCampaign} on ${localCampaign.id} = ${policyException.localCampaignId}
        join lateral (select v.title from local_version v where v.campaign_id = ${localCampaign.id} order by v.version desc limit 1) title on true
      where ${policyException.state} = 'ASKED' and ${policyException.kind} = ${stored} and ${localCampaign.archivedAt} is null
        and ${policyException.askedBy} = ${me} and ${policyException.tenantId} = ${here}`,
  });
  return [
    exceptions('EXCEPTION', 'POLICY'),
    exceptions('DETACHMENT', 'DETACHMENT'),
    {
      kind: 'POLICY',
      rows: sql`
        select ${approvalPolicy.id}, null as number, ${approvalPolicy.rule} ->> 'name' as title_zh,
          ${approvalPolicy.rule} ->> 'name' as title_en, ${approvalPolicy.proposedAt} as since, ${none},
          ${withRole(actor, { tenantId: sql`${approvalPolicy.tenantId}`, role: 'SECURITY_ADMIN', now })} as held_by
        from ${approvalPolicy} where ${approvalPolicy.state} = 'PROPOSED' and ${approvalPolicy.proposedBy} = ${me}
          and ${approvalPolicy.tenantId} = ${here}`,
    },
    {
      kind: 'DICTIONARY',
      rows: sql`
        select ${checkDictionary.id}, null as number, '' as title_zh, '' as title_en, ${checkDictionary.proposedAt} as since, ${none},
          ${withRole(actor, { tenantId: sql`${checkDictionary.tenantId}`, role: 'APPROVER', now })} as held_by
        from ${checkDictionary} where ${checkDictionary.state} = 'PROPOSED' and ${checkDictionary.proposedBy} = ${me}
          and ${checkDictionary.tenantId} = ${here}`,
    },
    {
      kind: 'FALLBACK',
      rows: sql`
        select ${marketingPoint.id}, ${marketingPoint.code} as number, ${marketingPoint.nameZh} as title_zh,
          ${marketingPoint.nameEn} as title_en, ${pointFallback.proposedAt} as since, ${none},
          ${withRole(actor, {
            tenantId: sql`${pointFallback.tenantId}`,
            role: 'APPROVER',
            now,
            except: isFallbackAuthor(sql`p.id`),
          })} as held_by
        from ${pointFallback} join ${marketingPoint} on ${marketingPoint.id} = ${pointFallback.pointId}
        where ${pointFallback.state} = 'PROPOSED' and ${pointFallback.proposedBy} = ${me} and ${pointFallback.tenantId} = ${here}`,
    },
    {
      kind: 'DISCLOSURE',
      rows: sql`
        select ${disclosure.id}, ${disclosure.number}, ${disclosure.title} as title_zh, ${disclosure.title} as title_en,
          ${disclosure.askedAt} as since, null::timestamptz as starts_at,
          ${disclosure.askedAt} + make_interval(days => ${DISCLOSURE_LAPSE_DAYS}) as due_at,
          ${withRole(actor, {
            tenantId: sql`${disclosure.tenantId}`,
            role: 'APPROVER',
            now,
            except: sql`exists (select from list_version asked join list_version every on every.list_id = asked.list_id
              where asked.id = ${disclosure.listVersionId} and every.created_by = p.id)`,
          })} as held_by
        from ${disclosure} where ${disclosure.state} = 'ASKED' and ${disclosure.askedBy} = ${me} and ${disclosure.tenantId} = ${here}
          and ${disclosure.askedAt} > ${now.toISOString()}::timestamptz - make_interval(days => ${DISCLOSURE_LAPSE_DAYS})`,
    },
  ];
}
