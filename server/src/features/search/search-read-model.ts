import { SEARCH_GROUP_SIZE } from '@xietong/shared/search';
import type { SearchGroup, SearchHit } from '@xietong/shared/search';
import type { Actor, SubjectName } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import {
  approvalRequest,
  customerList,
  localCampaign,
  localVersion,
  marketingPoint,
  release,
  standardCampaign,
  standardVersion,
} from '../../db/schema';
import type { Tx } from '../../platform/database';

/** A query with the columns `id, name_zh, name_en, number, tenant_id, at`, of approvals `kind`, and what it may be read by. */
interface Source {
  readonly subject: SubjectName;
  readonly rows: SQL;
}

type Found = Record<'id' | 'name_zh' | 'name_en' | 'tenant_zh' | 'tenant_en', string> & {
  number: string | null;
  kind: NonNullable<SearchHit['submitted']>['kind'] | null;
  at: Date;
};

/** Characters that mean something in LIKE. */
const SPECIAL = /[\\%_]/g;

/**
 * Looks for a text in numbers and names. Under row-level security no index can serve a search inside
 * a text, since the policy has to be asked first; what bounds it is the tenant, and the rows shown.
 */
export function createSearchReadModel(tx: Tx, actor: Actor, text: string) {
  const plain = text.replace(SPECIAL, String.raw`\$&`);
  const inside = `%${plain}%`;
  const has = (...columns: unknown[]): SQL =>
    sql`(${sql.join(
      columns.map((column) => sql`${column} ilike ${inside}`),
      sql` or `,
    )})`;
  const sources = sourcesOf(actor, has);

  return {
    /** The best few of a group, one more than is shown where there is one; null where it may not be read. */
    async find(group: SearchGroup): Promise<SearchHit[] | null> {
      const { subject, rows } = sources[group];
      if (!can(actor, 'read', subject)) return null;
      const found = await tx.execute<Found>(sql`
        select source.id, source.name_zh, source.name_en, source.number, source.at,
          ${group === 'approvals' ? sql`source.kind` : sql`null`} as kind, tenant.name_zh as tenant_zh, tenant.name_en as tenant_en
        from (${rows}) source join tenant on tenant.id = source.tenant_id
        order by (source.number ilike ${`${plain}%`}) desc nulls last, (source.name_zh ilike ${`${plain}%`}) desc, source.at desc, source.id
        limit ${SEARCH_GROUP_SIZE + 1}`);
      return found.rows.map((row) => ({
        id: row.id,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        number: row.number,
        tenantNameZh: row.tenant_zh,
        tenantNameEn: row.tenant_en,
        submitted: row.kind && { kind: row.kind, at: new Date(row.at).toISOString() },
      }));
    },
  };
}

function sourcesOf(actor: Actor, has: (...columns: unknown[]) => SQL): Record<SearchGroup, Source> {
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
