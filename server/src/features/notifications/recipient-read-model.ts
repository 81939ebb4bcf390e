import { and, eq, sql } from 'drizzle-orm';
import { tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/**
 * The cities whose operators a publication of a standard is news to: those that have a campaign on it
 * are asked to move that campaign instead, when it is their turn.
 */
export async function findCityIdsWithout(tx: Tx, standardCampaignId: string): Promise<string[]> {
  const hasOne = sql`exists (select from local_campaign own
    where own.tenant_id = tenant.id and own.base_campaign_id = ${standardCampaignId}::uuid and own.archived_at is null)`;
  const rows = await tx
    .select({ id: tenant.id })
    .from(tenant)
    .where(and(eq(tenant.kind, 'CITY'), sql`not ${hasOne}`));
  return rows.map((row) => row.id);
}

/** The province, which every tenant sees. */
export async function findProvinceId(tx: Tx): Promise<string> {
  const [row] = await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.kind, 'PROVINCE')).limit(1);
  if (!row) throw new Error('there is no province');
  return row.id;
}
