import type { EventFilter } from '@xietong/shared/events';
import type { SavingRow } from '@xietong/shared/savings';
import type { Actor } from '@xietong/shared/tenants';
import { and, between, eq, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { savingUnitOfDay, savingUnitSince } from '../../db/saving-unit-of-day';
import { metricDay, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

export type SavingFilter = Omit<EventFilter, 'city'> & { tenantId?: string | undefined };

/**
 * Transactions by month, city and the unit of their day, within what the actor may see. Newest month first.
 * A unit that comes back after another one is a row of its own, so that the days of a row hold no other unit's.
 */
export async function savingRows(tx: Tx, actor: Actor, filter: SavingFilter): Promise<SavingRow[]> {
  const daily = tx.$with('daily').as(
    tx
      .select({
        tenantId: metricDay.tenantId,
        day: metricDay.day,
        count: metricDay.count,
        fen: sql<number>`${savingUnitOfDay}`.as('fen'),
        since: sql<string | null>`${savingUnitSince}`.as('since'),
      })
      .from(metricDay)
      .where(
        and(
          scopeFor(actor, 'read', 'Metric', { tenantId: metricDay.tenantId }),
          eq(metricDay.type, 'transaction'),
          between(metricDay.day, filter.from, filter.to),
          filter.tenantId === undefined ? undefined : eq(metricDay.tenantId, filter.tenantId),
          filter.point === undefined ? undefined : eq(metricDay.point, filter.point),
          filter.campaign === undefined ? undefined : eq(metricDay.campaignNumber, filter.campaign),
          filter.channel === undefined ? undefined : eq(metricDay.channel, filter.channel),
          filter.format === undefined ? undefined : eq(metricDay.format, filter.format),
          filter.demo === 'include' ? undefined : eq(metricDay.demo, filter.demo === 'only'),
        ),
      ),
  );
  const month = sql<string>`to_char(${daily.day}, 'YYYY-MM')`;
  return tx
    .with(daily)
    .select({
      month,
      from: sql<string>`min(${daily.day})::text`,
      to: sql<string>`max(${daily.day})::text`,
      code: tenant.code,
      nameZh: tenant.nameZh,
      nameEn: tenant.nameEn,
      transactions: sql<number>`sum(${daily.count})`.mapWith(Number),
      unitFen: sql<number>`${daily.fen}`.mapWith(Number),
      savingFen: sql<number>`sum(${daily.count} * ${daily.fen})`.mapWith(Number),
    })
    .from(daily)
    .innerJoin(tenant, eq(tenant.id, daily.tenantId))
    .groupBy(month, tenant.id, daily.since, daily.fen)
    .orderBy(sql`1 desc`, tenant.code, sql`2`);
}
