import type { EventFilter } from '@xietong/shared/events';
import { and, between, eq, sql } from 'drizzle-orm';
import { metricDay } from '../../db/schema';
import { withTenant } from '../../platform/database';
import type { Database } from '../../platform/database';

export interface ProvinceVolumeDeps {
  readonly database: Database;
  readonly provinceId: () => Promise<string>;
}

/**
 * The transactions of the whole province by day, in the province's name: a city sees its share of
 * them. Nothing but these sums leaves here, no other city's number and nothing about campaigns.
 */
export function createProvinceVolume({ database, provinceId }: ProvinceVolumeDeps) {
  return {
    async byDay(
      requestId: string,
      { from, to, channel, demo, point, campaign, format }: Omit<EventFilter, 'city'>,
    ): Promise<ReadonlyMap<string, number>> {
      // Transactions stand at no point: of a campaign's or a point's numbers there is no share.
      if ([point, campaign, format].some((value) => value !== undefined && value !== '')) return new Map();
      const scope = { tenantId: await provinceId(), actorId: null, requestId };
      const rows = await withTenant(database, scope, (tx) =>
        tx
          .select({ day: metricDay.day, transactions: sql<number>`sum(${metricDay.count})`.mapWith(Number) })
          .from(metricDay)
          .where(
            and(
              between(metricDay.day, from, to),
              eq(metricDay.type, 'transaction'),
              channel === undefined ? undefined : eq(metricDay.channel, channel),
              demo === 'include' ? undefined : eq(metricDay.demo, demo === 'only'),
            ),
          )
          .groupBy(metricDay.day),
      );
      return new Map(rows.map(({ day, transactions }) => [day, transactions]));
    },
  };
}
export type ProvinceVolume = ReturnType<typeof createProvinceVolume>;
