import type { PointRun } from '@xietong/shared/points';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { marketingPoint, placement, release, tenant } from '../../db/schema';
import type { Database, Tx } from '../../platform/database';

/** A run together with the code of the point that it is at. */
export interface RunAtPoint {
  readonly point: string;
  readonly run: PointRun;
}

/** An overtaken release ends where the next one starts. */
const endOf = sql`least(${placement.endsAt}, coalesce(${release.overtakenAt}, ${placement.endsAt}))`;

function stateAt(startsAt: Date, now: Date): PointRun['state'] {
  return startsAt.getTime() <= now.getTime() ? 'LIVE' : 'SCHEDULED';
}

/** What runs at points now or later, of the releases that the actor may read. */
export async function runsInScope(
  tx: Tx,
  actor: Actor,
  now: Date,
  pointCode?: string,
): Promise<RunAtPoint[]> {
  const rows = await tx
    .select({
      point: marketingPoint.code,
      kind: release.kind,
      tenantCode: tenant.code,
      tenantNameZh: tenant.nameZh,
      tenantNameEn: tenant.nameEn,
      id: release.campaignId,
      number: release.campaignNumber,
      title: release.title,
      startsAt: placement.startsAt,
      endsAt: sql<Date>`${endOf}`.mapWith(placement.endsAt),
    })
    .from(release)
    // A version's placements are frozen with its release: no other row has its version.
    .innerJoin(placement, eq(placement.versionId, release.versionId))
    .innerJoin(marketingPoint, eq(marketingPoint.id, placement.pointId))
    .innerJoin(tenant, eq(tenant.id, release.tenantId))
    .where(
      and(
        scopeFor(actor, 'read', 'Release', { tenantId: release.tenantId }),
        eq(release.state, 'APPROVED'),
        gt(endOf, sql`${now.toISOString()}::timestamptz`),
        or(isNull(release.overtakenAt), gt(release.overtakenAt, placement.startsAt)),
        pointCode === undefined ? undefined : eq(marketingPoint.code, pointCode),
      ),
    )
    .orderBy(asc(placement.startsAt), asc(release.campaignNumber));
  return rows.map(({ point, id, number, title, startsAt, endsAt, kind, ...tenantOf }) => ({
    point,
    run: {
      ...tenantOf,
      kind: kind === 'LOCAL' ? 'LOCAL' : 'STANDARD_PLACEMENT',
      campaign: { id, number, title },
      state: stateAt(startsAt, now),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    },
  }));
}

interface ProvinceItem extends Record<string, unknown> {
  point: string;
  code: string;
  nameZh: string;
  nameEn: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * That and when the province has something of its own at points, for cities: nothing of what it is.
 * Read by the decision engine's role, which alone sees every released row.
 */
export async function provinceItems(engine: Database, now: Date, pointCode?: string): Promise<RunAtPoint[]> {
  const { rows } = await engine.execute<ProvinceItem>(sql`
    select p.value ->> 'point' as point, t.code, t.name_zh as "nameZh", t.name_en as "nameEn",
      (p.value ->> 'startsAt')::timestamptz as "startsAt",
      least((p.value ->> 'endsAt')::timestamptz, coalesce(${release.overtakenAt}, 'infinity')) as "endsAt"
    from ${release}
    join ${tenant} t on t.id = ${release.tenantId} and t.kind = 'PROVINCE'
    cross join lateral jsonb_array_elements(${release.text}::jsonb -> 'placements') as p
    where ${release.kind} = 'STANDARD_PLACEMENT' and ${release.endsAt} > ${now.toISOString()}::timestamptz
      and least((p.value ->> 'endsAt')::timestamptz, coalesce(${release.overtakenAt}, 'infinity')) > ${now.toISOString()}::timestamptz
      and (${pointCode ?? null}::text is null or p.value ->> 'point' = ${pointCode ?? null})
    order by 5`);
  return rows.map(({ point, code, nameZh, nameEn, startsAt, endsAt }) => ({
    point,
    run: {
      kind: 'PROVINCE_ITEM',
      tenantCode: code,
      tenantNameZh: nameZh,
      tenantNameEn: nameEn,
      campaign: null,
      state: stateAt(new Date(startsAt), now),
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
    },
  }));
}
