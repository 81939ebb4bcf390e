import type { SearchGroup } from '@xietong/shared/search';
import type { Actor, SubjectName } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import {
  approvalRequest,
  customerList,
  listImport,
  localCampaign,
  localVersion,
  marketingPoint,
  release,
  standardCampaign,
  standardVersion,
} from '../../db/schema';

/** A query with the columns `id, name_zh, name_en, number, tenant_id, at`, of approvals `kind`, and what it may be read by. */
export interface SearchSource {
  readonly subject: SubjectName;
  readonly rows: SQL;
}

/** That one of the columns holds the text that is looked for. */
export type Has = (...columns: unknown[]) => SQL;

/** What people work on, and what is decided about it. */
export function contentSources(
  actor: Actor,
  has: Has,
): Record<
  Extract<SearchGroup, 'standards' | 'locals' | 'points' | 'lists' | 'imports' | 'approvals'>,
  SearchSource
> {
  const isLatest = sql`${standardVersion.version} = (select max(v.version) from standard_version v where v.campaign_id = ${standardCampaign.id})`;
  const isShown = actor.tenant.kind === 'PROVINCE' ? isLatest : sql`${standardVersion.state} = 'PUBLISHED'`;
  return {
    standards: {
      subject: 'StandardCampaign',
      rows: sql`
        select ${standardCampaign.id}, ${standardVersion.title} as name_zh, ${standardVersion.title} as name_en,
          ${standardCampaign.number}, ${standardCampaign.tenantId}, ${standardVersion.updatedAt} as at
        from ${standardCampaign} join ${standardVersion} on ${standardVersion.campaignId} = ${standardCampaign.id}
        where ${has(standardCampaign.number, standardVersion.title)} and ${isShown}
          and ${scopeFor(actor, 'read', 'StandardCampaign', {
            tenantId: standardCampaign.tenantId,
            published: sql`exists (select from standard_version v where v.campaign_id = ${standardCampaign.id} and v.published_at is not null)`,
          })}`,
    },
    locals: {
      subject: 'LocalCampaign',
      rows: sql`
        select ${localCampaign.id}, ${localVersion.title} as name_zh, ${localVersion.title} as name_en,
          ${localCampaign.number}, ${localCampaign.tenantId}, ${localVersion.updatedAt} as at
        from ${localCampaign} join ${localVersion} on ${localVersion.campaignId} = ${localCampaign.id}
        where ${has(localCampaign.number, localVersion.title)}
          and ${localVersion.version} = (select max(v.version) from local_version v where v.campaign_id = ${localCampaign.id})
          and ${scopeFor(actor, 'read', 'LocalCampaign', {
            tenantId: localCampaign.tenantId,
            baseCampaignId: localCampaign.baseCampaignId,
          })}`,
    },
    points: {
      subject: 'MarketingPoint',
      rows: sql`
        select ${marketingPoint.id}, ${marketingPoint.nameZh}, ${marketingPoint.nameEn}, ${marketingPoint.code} as number,
          ${marketingPoint.tenantId}, ${marketingPoint.updatedAt} as at
        from ${marketingPoint} where ${has(marketingPoint.code, marketingPoint.nameZh, marketingPoint.nameEn)}
          and ${scopeFor(actor, 'read', 'MarketingPoint', { tenantId: marketingPoint.tenantId })}`,
    },
    lists: {
      subject: 'CustomerList',
      rows: sql`
        select ${customerList.id}, ${customerList.name} as name_zh, ${customerList.name} as name_en, null as number,
          ${customerList.tenantId}, ${customerList.createdAt} as at
        from ${customerList} where ${has(customerList.name)}
          and ${scopeFor(actor, 'read', 'CustomerList', { tenantId: customerList.tenantId })}`,
    },
    imports: {
      subject: 'CustomerList',
      rows: sql`
        select ${listImport.id}, coalesce(${customerList.name}, ${listImport.listName}, ${listImport.fileName}) as name_zh,
          coalesce(${customerList.name}, ${listImport.listName}, ${listImport.fileName}) as name_en,
          ${listImport.fileName} as number, ${listImport.tenantId}, ${listImport.createdAt} as at
        from ${listImport} left join ${customerList} on ${customerList.id} = ${listImport.listId}
        where ${has(listImport.fileName, listImport.listName, customerList.name)}
          and ${scopeFor(actor, 'read', 'CustomerList', { tenantId: listImport.tenantId })}`,
    },
    approvals: {
      subject: 'ApprovalRequest',
      rows: sql`
        select ${approvalRequest.id}, ${release.title} as name_zh, ${release.title} as name_en,
          ${release.campaignNumber} as number, ${release.kind}, ${approvalRequest.tenantId}, ${approvalRequest.submittedAt} as at
        from ${approvalRequest} join ${release} on ${release.id} = ${approvalRequest.releaseId}
        where ${has(release.campaignNumber, release.title)}
          and ${scopeFor(actor, 'read', 'ApprovalRequest', {
            tenantId: approvalRequest.tenantId,
            approverTenantId: approvalRequest.approverTenantId,
          })}`,
    },
  };
}
