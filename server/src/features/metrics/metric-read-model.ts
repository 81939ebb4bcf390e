import type { EventFilter } from '@xietong/shared/events';
import { clickRateOf, conversionOf } from '@xietong/shared/metrics';
import type { CampaignFigures, Counts, DayCounts, Figures, PointFigures } from '@xietong/shared/metrics';
import type { Actor } from '@xietong/shared/tenants';
import { and, between, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { savingUnitOfDay } from '../../db/saving-unit-of-day';
import {
  marketingPoint,
  metricDay,
  release,
  standardCampaign,
  standardVersion,
  tenant,
} from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Most campaigns that one answer lists; the smallest are left out. */
const MAX_CAMPAIGNS = 100;

export type FigureFilter = Omit<EventFilter, 'city'> & { tenantId?: string | undefined };

/** Counts of one type of event. */
function counted(type: (typeof metricDay.$inferSelect)['type']) {
  return sql<number>`coalesce(sum(${metricDay.count}) filter (where ${metricDay.type} = ${type}), 0)`.mapWith(
    Number,
  );
}

const countColumns = {
  impressions: counted('impression'),
  clicks: counted('click'),
  dismisses: counted('dismiss'),
  orders: counted('order'),
  transactions: counted('transaction'),
} as const;
const columns = {
  ...countColumns,
  savingFen:
    sql<number>`coalesce(sum(${metricDay.count} * ${savingUnitOfDay}) filter (where ${metricDay.type} = 'transaction'), 0)`.mapWith(
      Number,
    ),
} as const;

function figuresOf(row: Counts & { savingFen: number }): Figures {
  const { impressions, clicks, dismisses, orders, transactions, savingFen } = row;
  return {
    impressions,
    clicks,
    dismisses,
    orders,
    transactions,
    savingFen,
    clickRate: clickRateOf(row),
    conversion: conversionOf(row),
  };
}

/** Numbers of the counts by day, within what the actor may see. Never looks at single events. */
export function createMetricReadModel(tx: Tx, actor: Actor) {
  const matching = (filter: FigureFilter): SQL | undefined =>
    and(
      scopeFor(actor, 'read', 'Metric', { tenantId: metricDay.tenantId }),
      between(metricDay.day, filter.from, filter.to),
      filter.tenantId === undefined ? undefined : eq(metricDay.tenantId, filter.tenantId),
      filter.point === undefined ? undefined : eq(metricDay.point, filter.point),
      filter.campaign === undefined ? undefined : eq(metricDay.campaignNumber, filter.campaign),
      filter.channel === undefined ? undefined : eq(metricDay.channel, filter.channel),
      filter.format === undefined ? undefined : eq(metricDay.format, filter.format),
      filter.demo === 'include' ? undefined : eq(metricDay.demo, filter.demo === 'only'),
    );

  return {
    async totals(filter: FigureFilter): Promise<Figures> {
      const [row] = await tx.select(columns).from(metricDay).where(matching(filter));
      if (!row) throw new Error('an aggregate has one row');
      return figuresOf(row);
    },

    /** Days that have an event; the others are the caller's to fill in. */
    async byDay(filter: FigureFilter): Promise<DayCounts[]> {
      return tx
        .select({ day: metricDay.day, ...countColumns })
        .from(metricDay)
        .where(matching(filter))
        .groupBy(metricDay.day);
    },

    async byPoint(filter: FigureFilter): Promise<PointFigures[]> {
      const rows = await tx
        .select({
          point: metricDay.point,
          nameZh: marketingPoint.nameZh,
          nameEn: marketingPoint.nameEn,
          channel: marketingPoint.channel,
          format: marketingPoint.format,
          ...columns,
        })
        .from(metricDay)
        .leftJoin(marketingPoint, eq(marketingPoint.code, metricDay.point))
        .where(matching(filter))
        .groupBy(metricDay.point, marketingPoint.id)
        .orderBy(desc(columns.impressions), metricDay.point);
      return rows.map(({ point, nameZh, nameEn, channel, format, ...counts }) => ({
        point,
        nameZh,
        nameEn,
        channel,
        format,
        ...figuresOf(counts),
      }));
    },

    /** The campaigns that most people saw, and how many there are in all. */
    async byCampaign(filter: FigureFilter): Promise<{ campaigns: CampaignFigures[]; campaignCount: number }> {
      const rows = await tx
        .select({
          number: metricDay.campaignNumber,
          ...columns,
          // counted before the limit is
          all: sql<number>`count(*) over ()`.mapWith(Number),
        })
        .from(metricDay)
        .where(matching(filter))
        .groupBy(metricDay.campaignNumber)
        .orderBy(desc(columns.impressions), metricDay.campaignNumber)
        .limit(MAX_CAMPAIGNS);
      const titles = await titlesOf(rows.map((row) => row.number).filter((number) => number !== ''));
      const campaigns = rows.map(({ number, ...counts }) => ({
        number,
        title: titles.get(number)?.title ?? null,
        ofProvince: titles.get(number)?.ofProvince ?? false,
        ...figuresOf(counts),
      }));
      return { campaigns, campaignCount: rows[0]?.all ?? 0 };
    },

    /** Figures of each city that the actor sees, by its code; a city without an event has zeros. */
    async byCity(
      filter: FigureFilter,
    ): Promise<(Figures & { code: string; nameZh: string; nameEn: string })[]> {
      const rows = await tx
        .select({ code: tenant.code, nameZh: tenant.nameZh, nameEn: tenant.nameEn, ...columns })
        .from(tenant)
        .leftJoin(metricDay, and(eq(metricDay.tenantId, tenant.id), matching(filter)))
        .where(and(eq(tenant.kind, 'CITY'), scopeFor(actor, 'read', 'Metric', { tenantId: tenant.id })))
        .groupBy(tenant.id)
        .orderBy(tenant.code);
      return rows.map(({ code, nameZh, nameEn, ...counts }) => ({
        code,
        nameZh,
        nameEn,
        ...figuresOf(counts),
      }));
    },

    /** Transactions of each city and day that has any. */
    async transactionsByCityAndDay(
      filter: FigureFilter,
    ): Promise<{ code: string; day: string; transactions: number }[]> {
      return tx
        .select({
          code: tenant.code,
          day: metricDay.day,
          transactions: sql<number>`sum(${metricDay.count})`.mapWith(Number),
        })
        .from(metricDay)
        .innerJoin(tenant, eq(tenant.id, metricDay.tenantId))
        .where(and(matching(filter), eq(metricDay.type, 'transaction')))
        .groupBy(tenant.code, metricDay.day);
    },
  };

  /** Titles of campaigns by number: of a local one as approved last, of a standard as published last. */
  async function titlesOf(numbers: string[]): Promise<Map<string, { title: string; ofProvince: boolean }>> {
    if (numbers.length === 0) return new Map();
    const standards = await tx
      .select({ number: standardCampaign.number, title: standardVersion.title })
      .from(standardCampaign)
      .innerJoin(standardVersion, eq(standardVersion.campaignId, standardCampaign.id))
      .where(and(inArray(standardCampaign.number, numbers), sql`${standardVersion.publishedAt} is not null`))
      .orderBy(standardVersion.version);
    const locals = await tx
      .select({ number: release.campaignNumber, title: release.title })
      .from(release)
      .where(
        and(
          inArray(release.campaignNumber, numbers),
          eq(release.kind, 'LOCAL'),
          sql`${release.decidedAt} is not null`,
        ),
      )
      .orderBy(release.decidedAt);
    const titles = new Map<string, { title: string; ofProvince: boolean }>();
    for (const { number, title } of standards) titles.set(number, { title, ofProvince: true });
    for (const { number, title } of locals) titles.set(number, { title, ofProvince: false });
    return titles;
  }
}
export type MetricReadModel = ReturnType<typeof createMetricReadModel>;
