import type { SearchGroup } from '@xietong/shared/search';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import {
  auditFinding,
  auditSample,
  disclosure,
  person,
  release,
  takedownReview,
  tenant,
} from '../../db/schema';
import type { Has, SearchSource } from './content-search-read-model';

/** What is watched over and looked into, who people are, and the cities whose numbers are counted. */
export function oversightSources(
  actor: Actor,
  has: Has,
  now: Date,
): Record<
  Extract<SearchGroup, 'stops' | 'disclosures' | 'findings' | 'samples' | 'people' | 'cities'>,
  SearchSource
> {
  return {
    stops: {
      subject: 'TakedownReview',
      rows: sql`
        select ${takedownReview.id}, ${release.title} as name_zh, ${release.title} as name_en,
          ${release.campaignNumber} as number, ${takedownReview.tenantId}, ${takedownReview.openedAt} as at
        from ${takedownReview} join ${release} on ${release.id} = ${takedownReview.releaseId}
        where ${has(release.campaignNumber, release.title)}
          and ${scopeFor(actor, 'read', 'TakedownReview', {
            tenantId: takedownReview.tenantId,
            reviewerTenantId: takedownReview.reviewerTenantId,
          })}`,
    },
    disclosures: {
      subject: 'Disclosure',
      rows: sql`
        select ${disclosure.id}, ${disclosure.title} as name_zh, ${disclosure.title} as name_en,
          ${disclosure.number}, ${disclosure.tenantId}, ${disclosure.askedAt} as at
        from ${disclosure} where ${has(disclosure.number, disclosure.title)}
          and ${scopeFor(actor, 'read', 'Disclosure', { tenantId: disclosure.tenantId, askedBy: disclosure.askedBy })}`,
    },
    findings: {
      subject: 'AuditFinding',
      rows: sql`
        select ${auditFinding.id}, ${auditFinding.title} as name_zh, ${auditFinding.title} as name_en,
          ${auditFinding.number}, ${auditFinding.tenantId}, ${auditFinding.notedAt} as at
        from ${auditFinding} where ${has(auditFinding.number, auditFinding.title)}
          and ${scopeFor(actor, 'read', 'AuditFinding', {
            tenantId: auditFinding.tenantId,
            ownerId: auditFinding.ownerId,
            notedTenantId: auditFinding.notedTenantId,
          })}`,
    },
    // Those of the own auditors alone: what others drew is theirs.
    samples: {
      subject: 'AuditEvent',
      rows: sql`
        select ${auditSample.id}, ${auditSample.purpose} as name_zh, ${auditSample.purpose} as name_en,
          null as number, ${auditSample.tenantId}, ${auditSample.drawnAt} as at
        from ${auditSample} where ${has(auditSample.purpose)} and ${auditSample.tenantId} = ${actor.tenant.id}`,
    },
    // People of the own tenants, and whoever acts in one of them or soon will.
    people: {
      subject: 'Person',
      rows: sql`
        select ${person.id}, ${person.name} as name_zh, ${person.name} as name_en,
          ${person.staffId} as number, ${person.tenantId}, ${person.createdAt} as at
        from ${person} where ${has(person.staffId, person.name)}
          and (${scopeFor(actor, 'read', 'Person', { tenantId: person.tenantId })}
            or exists (select from duty acts where acts.person_id = ${person.id}
              and (acts.valid_until is null or acts.valid_until > ${now.toISOString()}::timestamptz)
              and ${scopeFor(actor, 'read', 'Person', { tenantId: sql`acts.tenant_id` })}))`,
    },
    cities: {
      subject: 'Metric',
      rows: sql`
        select ${tenant.code} as id, ${tenant.nameZh}, ${tenant.nameEn}, ${tenant.code} as number,
          ${tenant.id} as tenant_id, ${tenant.createdAt} as at
        from ${tenant} where ${tenant.kind} = 'CITY' and ${has(tenant.code, tenant.nameZh, tenant.nameEn)}
          and ${scopeFor(actor, 'read', 'Metric', { tenantId: tenant.id })}`,
    },
  };
}
