import { daysOf } from '@xietong/shared/events';
import { shanghaiDate } from '@xietong/shared/kernel';
import {
  cityMetricsSchema,
  comparedSpans,
  DIALOG_BENCHMARK,
  NO_COUNTS,
  provinceMetricsSchema,
  ranksOf,
  rateOf,
} from '@xietong/shared/metrics';
import type {
  CityMetrics,
  CityMetricsInput,
  CityRow,
  Compared,
  ComparedFigures,
  ComparisonBasis,
  DayCounts,
  DaySpan,
  Figures,
  ProvinceMetrics,
  ProvinceMetricsInput,
} from '@xietong/shared/metrics';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { createMetricReadModel } from './metric-read-model';
import type { FigureFilter, MetricReadModel } from './metric-read-model';
import type { ProvinceVolume } from './province-volume-read-model';

const DIALOG_FORMAT = 'dialog';

export interface MetricServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly volume: ProvinceVolume;
}

/** The part of the province's transactions that the figures of a span are. */
type ShareOf = (figures: Figures, span: DaySpan) => number | null;

/** The first day that a span or what it is compared with needs. */
function earliest(span: DaySpan, basis: ComparisonBasis): string {
  const { before, weekBefore } = comparedSpans(span, basis);
  return weekBefore && weekBefore.from < before.from ? weekBefore.from : before.from;
}

/** Every day of the span in order, zeros for those on which nothing happened. */
function everyDay(span: DaySpan, found: readonly DayCounts[]): DayCounts[] {
  const byDay = new Map(found.map((row) => [row.day, row]));
  return daysOf(span).map((day) => byDay.get(day) ?? { day, ...NO_COUNTS });
}

/** The tenant that numbers are asked for: the named city, else the actor's own. */
async function tenantOf(tx: Tx, call: Call, code: string | undefined) {
  const found = requireRow(await findTenantByCode(tx, code ?? call.actor.tenant.code));
  requireCan(call.actor, 'read', 'Metric', { tenantId: found.id });
  return found;
}

/** What is shown, clicked, ordered and saved: of one city, and of the cities side by side. */
export function createMetricService({ database, clock, volume }: MetricServiceDeps) {
  /** The figures of the span and of the days that it is compared with. */
  async function compared(
    model: MetricReadModel,
    filter: FigureFilter,
    basis: ComparisonBasis,
    shareOf: ShareOf,
  ): Promise<Compared> {
    const { from, to } = filter;
    const today = shanghaiDate(clock.now());
    const { before, weekBefore } = comparedSpans({ from, to }, basis);
    const figuresOf = async (span: DaySpan): Promise<ComparedFigures> => {
      const figures = await model.totals({ ...filter, ...span });
      return { ...span, figures, share: shareOf(figures, span) };
    };
    return {
      from,
      to,
      openDay: from <= today && today <= to ? today : null,
      totals: await model.totals(filter),
      before: await figuresOf(before),
      weekBefore: weekBefore && (await figuresOf(weekBefore)),
    };
  }

  return {
    /**
     * A city's numbers; for the province without a city those of all cities together.
     * @throws AppError NOT_FOUND for a city that the actor may not see or that does not exist
     */
    async city(call: Call, input: CityMetricsInput): Promise<CityMetrics> {
      const { city, basis, ...filter } = cityMetricsSchema.parse(input);
      // Before the transaction: whoever holds a connection must not wait for another.
      const whole = await volume.byDay(call.requestId, { ...filter, from: earliest(filter, basis) });
      return asCaller(database, call, async (tx) => {
        const { id, code, kind, nameZh, nameEn } = await tenantOf(tx, call, city);
        const model = createMetricReadModel(tx, call.actor);
        // Events belong to cities: the province's own id would find none.
        const all = { ...filter, tenantId: kind === 'CITY' ? id : undefined };
        const shareOf: ShareOf = (figures, span) =>
          kind === 'CITY'
            ? rateOf(figures.transactions, sumOf(daysOf(span).map((day) => whole.get(day) ?? 0)))
            : null;
        const figures = await compared(model, all, basis, shareOf);
        return {
          tenant: { code, kind, nameZh, nameEn },
          ...figures,
          share: shareOf(figures.totals, filter),
          days: everyDay(filter, await model.byDay(all)).map((day) => ({
            ...day,
            provinceTransactions: whole.get(day.day) ?? 0,
          })),
          points: await model.byPoint(all),
          ...(await model.byCampaign(all)),
          dialogs: {
            ...(await model.totals({ ...all, format: DIALOG_FORMAT })),
            benchmark: DIALOG_BENCHMARK,
          },
        };
      });
    },

    /**
     * The cities side by side. Share, place and saving are counted from transactions alone.
     * @throws AppError NOT_FOUND for who does not see the province's numbers
     */
    async province(call: Call, input: ProvinceMetricsInput): Promise<ProvinceMetrics> {
      const { basis, ...filter } = provinceMetricsSchema.parse(input);
      const own = call.actor.tenant;
      requireCan(call.actor, 'read', 'Metric', { tenantId: own.parentId ?? own.id });
      return asCaller(database, call, async (tx) => {
        const model = createMetricReadModel(tx, call.actor);
        const figures = await compared(model, filter, basis, () => null);
        const { before } = figures;
        return {
          ...figures,
          days: everyDay(filter, await model.byDay(filter)),
          cities: sideBySide(filter, {
            now: await model.byCity(filter),
            before: await model.byCity({ ...filter, from: before.from, to: before.to }),
            daily: await model.transactionsByCityAndDay(filter),
          }),
        };
      });
    },
  };
}
export type MetricService = ReturnType<typeof createMetricService>;

type CityFigures = Awaited<ReturnType<MetricReadModel['byCity']>>[number];

/** Cities in the order of their codes with share, place and the transactions of every day. */
function sideBySide(
  span: DaySpan,
  found: {
    readonly now: readonly CityFigures[];
    readonly before: readonly CityFigures[];
    readonly daily: Awaited<ReturnType<MetricReadModel['transactionsByCityAndDay']>>;
  },
): CityRow[] {
  const countBefore = new Map(found.before.map((city) => [city.code, city.transactions]));
  const now = found.now.map((city) => city.transactions);
  const before = found.now.map((city) => countBefore.get(city.code) ?? 0);
  const [ranks, ranksBefore] = [ranksOf(now), ranksOf(before)];
  const daily = new Map(found.daily.map(({ code, day, transactions }) => [`${code} ${day}`, transactions]));
  return found.now.map((city, index) => ({
    ...city,
    rank: ranks[index] ?? 0,
    rankBefore: sumOf(before) > 0 ? (ranksBefore[index] ?? null) : null,
    share: rateOf(city.transactions, sumOf(now)),
    shareBefore: rateOf(before[index] ?? 0, sumOf(before)),
    transactionsBefore: before[index] ?? 0,
    daily: daysOf(span).map((day) => daily.get(`${city.code} ${day}`) ?? 0),
  }));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
