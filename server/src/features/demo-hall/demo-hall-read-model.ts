import { DEMO_HALL_CHANNELS } from '@xietong/shared/demo-hall';
import type { DemoHallOptions } from '@xietong/shared/demo-hall';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { channel, marketingPoint, release, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** What the hall can play, within what the actor may play. */
export function createDemoHallReadModel(tx: Tx, actor: Actor) {
  const isOwnCity = and(
    eq(tenant.kind, 'CITY'),
    scopeFor(actor, 'create', 'DemoHall', { tenantId: tenant.id }),
  );

  return {
    async options(): Promise<DemoHallOptions> {
      const channels = await tx
        .select({ code: channel.code, nameZh: channel.nameZh, nameEn: channel.nameEn })
        .from(channel)
        .where(inArray(channel.code, [...DEMO_HALL_CHANNELS]))
        .orderBy(asc(channel.position));
      const points = await tx
        .select({
          channel: marketingPoint.channel,
          shown: {
            code: marketingPoint.code,
            format: marketingPoint.format,
            nameZh: marketingPoint.nameZh,
            nameEn: marketingPoint.nameEn,
            enabled: marketingPoint.enabled,
          },
        })
        .from(marketingPoint)
        .orderBy(asc(marketingPoint.code));
      const cities = await tx
        .select({ code: tenant.code, nameZh: tenant.nameZh, nameEn: tenant.nameEn })
        .from(tenant)
        .where(isOwnCity)
        .orderBy(asc(tenant.code));
      return {
        cities,
        channels: channels.map((each) => ({
          ...each,
          points: points.filter((point) => point.channel === each.code).map((point) => point.shown),
        })),
      };
    },

    /** Titles of campaigns by number, as they were last handed in. */
    async titlesOf(numbers: readonly string[]): Promise<Record<string, string>> {
      const rows = await tx
        .selectDistinctOn([release.campaignNumber], { number: release.campaignNumber, title: release.title })
        .from(release)
        .where(inArray(release.campaignNumber, [...new Set(numbers)]))
        .orderBy(asc(release.campaignNumber), desc(release.submittedAt));
      return Object.fromEntries(rows.map(({ number, title }) => [number, title]));
    },

    /** The id of a city by its code, whoever's it is. */
    async cityId(code: string): Promise<string | undefined> {
      const rows = await tx
        .select({ id: tenant.id })
        .from(tenant)
        .where(and(eq(tenant.code, code), eq(tenant.kind, 'CITY')));
      return rows[0]?.id;
    },
  };
}
