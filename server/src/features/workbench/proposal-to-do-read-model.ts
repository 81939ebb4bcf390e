import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { disclosuresWaitingFor } from '../../db/disclosures-waiting';
import { isFallbackAuthor } from '../../db/fallback-authors';
import { approvalPolicy, checkDictionary, disclosure, marketingPoint, pointFallback } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** Changes of who approves what that somebody else proposed; null for who confirms none. */
export function policyWhere(actor: Actor): SQL | null {
  if (!can(actor, 'update', 'ApprovalPolicy')) return null;
  const scope = scopeFor(actor, 'update', 'ApprovalPolicy', { tenantId: approvalPolicy.tenantId });
  return sql`${approvalPolicy.state} = 'PROPOSED' and ${approvalPolicy.proposedBy} <> ${actorId(actor)} and ${scope}`;
}

/** Versions of the dictionary that somebody else proposed; null for who confirms none. */
export function dictionaryWhere(actor: Actor): SQL | null {
  if (!can(actor, 'approve', 'CheckDictionary')) return null;
  const scope = scopeFor(actor, 'approve', 'CheckDictionary', { tenantId: checkDictionary.tenantId });
  return sql`${checkDictionary.state} = 'PROPOSED' and ${checkDictionary.proposedBy} <> ${actorId(actor)} and ${scope}`;
}

/** What points are to show by themselves, of which the actor is no author; null for who approves none. */
export function fallbackWhere(actor: Actor): SQL | null {
  if (!can(actor, 'approve', 'MarketingPoint')) return null;
  const scope = scopeFor(actor, 'approve', 'MarketingPoint', { tenantId: pointFallback.tenantId });
  return sql`${pointFallback.state} = 'PROPOSED' and not ${isFallbackAuthor(sql`${actorId(actor)}::uuid`)} and ${scope}`;
}

/** Requests for numbers in clear that this person may authorise; null for who authorises none. */
export function disclosureWhere(actor: Actor, now: Date): SQL | null {
  if (!can(actor, 'approve', 'Disclosure')) return null;
  const columns = { tenantId: disclosure.tenantId, askedBy: disclosure.askedBy };
  const scope = scopeFor(actor, 'approve', 'Disclosure', columns);
  return sql`${disclosuresWaitingFor(actorId(actor), now)} and ${scope}`;
}

/** What waits for a second person's word before it holds. */
export function proposalSources(actor: Actor, now: Date): (ToDoSource | null)[] {
  const disclosures = disclosureWhere(actor, now);
  const policies = policyWhere(actor);
  const dictionaries = dictionaryWhere(actor);
  const fallbacks = fallbackWhere(actor);
  const none = sql`null::timestamptz as starts_at`;
  return [
    policies && {
      kind: 'POLICY',
      rows: sql`
        select 'STANDARD' as release_kind, ${approvalPolicy.id} as campaign_id, '' as campaign_number,
          ${approvalPolicy.rule} ->> 'name' as title, null as request_id, ${approvalPolicy.proposedAt} as since, ${none},
          ${approvalPolicy.proposedByName} as changed_by, ${approvalPolicy.reason} as reason, ${approvalPolicy.tenantId},
          null as about_zh, null as about_en
        from ${approvalPolicy} where ${policies}`,
    },
    dictionaries && {
      kind: 'DICTIONARY',
      rows: sql`
        select 'STANDARD' as release_kind, ${checkDictionary.id} as campaign_id, '' as campaign_number,
          '' as title, null as request_id, ${checkDictionary.proposedAt} as since, ${none},
          ${checkDictionary.proposedByName} as changed_by, ${checkDictionary.reason} as reason, ${checkDictionary.tenantId},
          null as about_zh, null as about_en
        from ${checkDictionary} where ${dictionaries}`,
    },
    fallbacks && {
      kind: 'FALLBACK',
      rows: sql`
        select 'STANDARD' as release_kind, ${marketingPoint.id} as campaign_id, ${marketingPoint.code} as campaign_number,
          ${marketingPoint.nameZh} as title, null as request_id, ${pointFallback.proposedAt} as since, ${none},
          ${pointFallback.proposedByName} as changed_by, null as reason, ${pointFallback.tenantId},
          ${marketingPoint.nameZh} as about_zh, ${marketingPoint.nameEn} as about_en
        from ${pointFallback} join ${marketingPoint} on ${marketingPoint.id} = ${pointFallback.pointId}
        where ${fallbacks}`,
    },
    disclosures && {
      kind: 'DISCLOSURE',
      rows: sql`
        select 'LOCAL' as release_kind, ${disclosure.id} as campaign_id, ${disclosure.number} as campaign_number,
          ${disclosure.title} as title, null as request_id, ${disclosure.askedAt} as since, ${none},
          ${disclosure.askedByName} as changed_by, ${disclosure.purposeNote} as reason, ${disclosure.tenantId},
          null as about_zh, null as about_en
        from ${disclosure} where ${disclosures}`,
    },
  ];
}
