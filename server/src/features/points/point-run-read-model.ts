import type { Standing } from '@xietong/shared/decisions';
import type { PointRun } from '@xietong/shared/points';
import type { Tier } from '@xietong/shared/releases';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { marketingPoint, placement, release, tenant } from '../../db/schema';
import type { Database, Tx } from '../../platform/database';

/** A run together with the code of the point that it is at. */
export interface RunAtPoint {
  readonly point: string;
  readonly run: PointRun;
  /** What decides between it and another; never told to a city of what is the province's. */
  readonly standing: Standing;
}

/** An overtaken release ends where the next one starts. */
const endOf = sql`least(${placement.endsAt}, coalesce(${release.overtakenAt}, ${placement.endsAt}))`;

/** How many run at a point now, and how many will later. */
export interface RunCount {
  readonly live: number;
  readonly scheduled: number;
}

function stateAt(startsAt: Date, now: Date): PointRun['state'] {
  return startsAt.getTime() <= now.getTime() ? 'LIVE' : 'SCHEDULED';
}

const sqlTime = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

/** Of releases that the actor may read, what runs now or later. */
function isRunning(actor: Actor, now: Date, pointCode?: string): SQL | undefined {
  return and(
    scopeFor(actor, 'read', 'Release', { tenantId: release.tenantId }),
    eq(release.state, 'APPROVED'),
    gt(endOf, sqlTime(now)),
    or(isNull(release.overtakenAt), gt(release.overtakenAt, placement.startsAt)),
    pointCode === undefined ? undefined : eq(marketingPoint.code, pointCode),
  );
}

/** What runs at points now or later, of the releases that the actor may read. */
export async function runsInScope(tx: Tx, actor: Actor, now: Date, pointCode: string): Promise<RunAtPoint[]> {
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
      tier: placement.tier,
      lever: placement.lever,
      baseId: sql<string | null>`${release.text}::jsonb #>> '{subject,base,campaignId}'`,
      startsAt: placement.startsAt,
      endsAt: sql<Date>`${endOf}`.mapWith(placement.endsAt),
    })
    .from(release)
    // A version's placements are frozen with its release: no other row has its version.
    .innerJoin(placement, eq(placement.versionId, release.versionId))
    .innerJoin(marketingPoint, eq(marketingPoint.id, placement.pointId))
    .innerJoin(tenant, eq(tenant.id, release.tenantId))
    .where(isRunning(actor, now, pointCode))
    .orderBy(asc(placement.startsAt), asc(release.campaignNumber));
  return rows.map(({ point, id, number, title, startsAt, endsAt, tier, lever, baseId, ...rest }) => ({
    point,
    standing: { kind: rest.kind, standardId: rest.kind === 'LOCAL' ? baseId : id, tier, lever },
    run: {
      tenantCode: rest.tenantCode,
      tenantNameZh: rest.tenantNameZh,
      tenantNameEn: rest.tenantNameEn,
      kind: rest.kind === 'LOCAL' ? 'LOCAL' : 'STANDARD_PLACEMENT',
      campaign: { id, number, title },
      state: stateAt(startsAt, now),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    },
  }));
}

/** The same, counted by the code of the point. */
export async function countRunsInScope(tx: Tx, actor: Actor, now: Date): Promise<Map<string, RunCount>> {
  const rows = await tx
    .select({
      point: marketingPoint.code,
      live: sql<number>`count(*) filter (where ${placement.startsAt} <= ${sqlTime(now)})::int`,
      scheduled: sql<number>`count(*) filter (where ${placement.startsAt} > ${sqlTime(now)})::int`,
    })
    .from(release)
    .innerJoin(placement, eq(placement.versionId, release.versionId))
    .innerJoin(marketingPoint, eq(marketingPoint.id, placement.pointId))
    .where(isRunning(actor, now))
    .groupBy(marketingPoint.code);
  return new Map(rows.map(({ point, ...count }) => [point, count]));
}

interface ProvinceItem extends Record<string, unknown> {
  point: string;
  code: string;
  nameZh: string;
  nameEn: string;
  standardId: string;
  tier: Tier;
  lever: number;
  startsAt: Date;
  endsAt: Date;
}

/**
 * What the province has of its own at points now or later.
 * Read by the decision engine's role, which alone sees every released row.
 */
function provinceItemRows(now: Date, pointCode?: string): SQL {
  const endsAt = sql`least((p.value ->> 'endsAt')::timestamptz, coalesce(${release.overtakenAt}, 'infinity'))`;
  return sql`
    select p.value ->> 'point' as point, t.code, t.name_zh as "nameZh", t.name_en as "nameEn",
      ${release.campaignId} as "standardId", p.value ->> 'tier' as tier, (p.value ->> 'lever')::int as lever,
      (p.value ->> 'startsAt')::timestamptz as "startsAt", ${endsAt} as "endsAt"
    from ${release}
    join ${tenant} t on t.id = ${release.tenantId} and t.kind = 'PROVINCE'
    cross join lateral jsonb_array_elements(${release.text}::jsonb -> 'placements') as p
    where ${release.kind} = 'STANDARD_PLACEMENT' and ${release.endsAt} > ${sqlTime(now)}
      and ${endsAt} > ${sqlTime(now)}
      and (${pointCode ?? null}::text is null or p.value ->> 'point' = ${pointCode ?? null})`;
}

/** That and when the province has something of its own at a point, for cities: nothing of what it is. */
export async function provinceItems(engine: Database, now: Date, pointCode: string): Promise<RunAtPoint[]> {
  const { rows } = await engine.execute<ProvinceItem>(
    sql`${provinceItemRows(now, pointCode)} order by "startsAt"`,
  );
  return rows.map(({ point, code, nameZh, nameEn, startsAt, endsAt, standardId, tier, lever }) => ({
    point,
    standing: { kind: 'STANDARD_PLACEMENT', standardId, tier, lever },
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

/** The same at all points, counted by the code of the point. */
export async function countProvinceItems(engine: Database, now: Date): Promise<Map<string, RunCount>> {
  const { rows } = await engine.execute<{ point: string; live: number; scheduled: number }>(sql`
    select point, count(*) filter (where "startsAt" <= ${sqlTime(now)})::int as live,
      count(*) filter (where "startsAt" > ${sqlTime(now)})::int as scheduled
    from (${provinceItemRows(now)}) item group by point`);
  return new Map(rows.map(({ point, ...count }) => [point, count]));
}
