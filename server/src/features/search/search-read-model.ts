import { SEARCH_GROUP_SIZE } from '@xietong/shared/search';
import type { SearchGroup, SearchHit } from '@xietong/shared/search';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { likePattern, likeText } from '../../db/like-pattern';
import type { Tx } from '../../platform/database';
import { contentSources } from './content-search-read-model';
import { oversightSources } from './oversight-search-read-model';

type Found = Record<'id' | 'name_zh' | 'name_en' | 'tenant_zh' | 'tenant_en', string> & {
  number: string | null;
  kind: NonNullable<SearchHit['submitted']>['kind'] | null;
  at: Date;
};

/**
 * Looks for a text in numbers and names. Under row-level security no index can serve a search inside
 * a text, since the policy has to be asked first; what bounds it is the tenant, and the rows shown.
 */
export function createSearchReadModel(tx: Tx, actor: Actor, { text, now }: { text: string; now: Date }) {
  const inside = likePattern(text);
  const start = `${likeText(text)}%`;
  const has = (...columns: unknown[]): SQL =>
    sql`(${sql.join(
      columns.map((column) => sql`${column} ilike ${inside}`),
      sql` or `,
    )})`;
  const sources = { ...contentSources(actor, has), ...oversightSources(actor, has, now) };

  return {
    /** The best few of a group, one more than is shown where there is one; null where it may not be read. */
    async find(group: SearchGroup): Promise<SearchHit[] | null> {
      const { subject, rows } = sources[group];
      if (!can(actor, 'read', subject)) return null;
      const found = await tx.execute<Found>(sql`
        select source.id, source.name_zh, source.name_en, source.number, source.at,
          ${group === 'approvals' ? sql`source.kind` : sql`null`} as kind, tenant.name_zh as tenant_zh, tenant.name_en as tenant_en
        from (${rows}) source join tenant on tenant.id = source.tenant_id
        order by (source.number ilike ${start}) desc nulls last, (source.name_zh ilike ${start}) desc, source.at desc, source.id
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
