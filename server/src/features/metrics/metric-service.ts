import { daysOf, eventFilterSchema, eventSpanSchema, spanBefore } from '@xietong/shared/events';
import type { EventFilterInput, EventSpanInput } from '@xietong/shared/events';
import { DIALOG_BENCHMARK, NO_COUNTS, rateOf } from '@xietong/shared/metrics';
import type { CityMetrics, DayCounts, ProvinceMetrics } from '@xietong/shared/metrics';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import type { Database, Tx } from '../../platform/database';
import { createMetricReadModel } from './metric-read-model';

const DIALOG_FORMAT = 'dialog';

/** Every day of the span in order, zeros for those on which nothing happened. */
function everyDay(span: { from: string; to: string }, found: readonly DayCounts[]): DayCounts[] {
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
export function createMetricService({ database }: { database: Database }) {
  return {
    /**
     * A city's numbers; for the province without a city those of all cities together.
     * @throws AppError NOT_FOUND for a city that the actor may not see or that does not exist
     */
    async city(call: Call, input: EventFilterInput): Promise<CityMetrics> {
      const { city, ...filter } = eventFilterSchema.parse(input);
      return asCaller(database, call, async (tx) => {
        const { id, code, kind, nameZh, nameEn } = await tenantOf(tx, call, city);
        const model = createMetricReadModel(tx, call.actor);
        // Events belong to cities: the province's own id would find none.
        const all = { ...filter, tenantId: kind === 'CITY' ? id : undefined };
        return {
          tenant: { code, kind, nameZh, nameEn },
          from: filter.from,
          to: filter.to,
          totals: await model.totals(all),
          previous: await model.totals({ ...all, ...spanBefore(filter) }),
          days: everyDay(filter, await model.byDay(all)),
          points: await model.byPoint(all),
          campaigns: await model.byCampaign(all),
          dialogs: {
            ...(await model.totals({ ...all, format: DIALOG_FORMAT })),
            benchmark: DIALOG_BENCHMARK,
          },
        };
      });
    },

    /**
     * The cities side by side. Share and saving are counted from transactions alone.
     * @throws AppError NOT_FOUND for who does not see the province's numbers
     */
    async province(call: Call, input: EventSpanInput): Promise<ProvinceMetrics> {
      const filter = eventSpanSchema.parse(input);
      const own = call.actor.tenant;
      requireCan(call.actor, 'read', 'Metric', { tenantId: own.parentId ?? own.id });
      return asCaller(database, call, async (tx) => {
        const model = createMetricReadModel(tx, call.actor);
        const before = { ...filter, ...spanBefore(filter) };
        const totals = await model.totals(filter);
        const previous = await model.totals(before);
        const cities = await model.byCity(filter);
        const earlier = new Map((await model.byCity(before)).map((city) => [city.code, city.transactions]));
        return {
          from: filter.from,
          to: filter.to,
          cities: cities.map((city) => ({
            ...city,
            share: rateOf(city.transactions, totals.transactions),
            previousShare: rateOf(earlier.get(city.code) ?? 0, previous.transactions),
          })),
          totals,
          previous,
          days: everyDay(filter, await model.byDay(filter)),
        };
      });
    },
  };
}
export type MetricService = ReturnType<typeof createMetricService>;
