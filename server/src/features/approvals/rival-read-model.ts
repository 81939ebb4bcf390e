import type { SnapshotPoint, SnapshotRelease } from '@xietong/shared/decisions';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { and, asc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { marketingPoint, release, tenant } from '../../db/schema';
import type { Database } from '../../platform/database';
import { documentOf } from './review-read-model';
import type { ReviewedRelease } from './review-read-model';

/** A release that runs beside another, and whose it is. */
export interface RunningBeside {
  readonly snapshot: SnapshotRelease;
  readonly title: string;
  readonly tenantId: string;
  readonly tenantKind: 'PROVINCE' | 'CITY';
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
}

/**
 * What else is approved at a release's points in its time, in its city or in every city. Read by the decision
 * engine's role, which alone sees every released row, as decisions do.
 */
export async function findRunningBeside(
  engine: Database,
  row: ReviewedRelease,
  document: ReleaseDocument,
  now: Date,
): Promise<RunningBeside[]> {
  const codes = [...new Set(document.placements.map(({ point }) => point))];
  if (row.startsAt === null || row.endsAt === null || codes.length === 0) return [];
  const isAtPoint = sql`exists (select from jsonb_array_elements(${release.text}::jsonb -> 'placements') p
    where p.value ->> 'point' in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb)))`;
  const rows = await engine
    .select({
      id: release.id,
      hash: release.hash,
      text: release.text,
      overtakenAt: release.overtakenAt,
      title: release.title,
      tenantId: release.tenantId,
      tenantKind: tenant.kind,
      tenantNameZh: tenant.nameZh,
      tenantNameEn: tenant.nameEn,
    })
    .from(release)
    .innerJoin(tenant, eq(tenant.id, release.tenantId))
    .where(
      and(
        ne(release.kind, 'STANDARD'),
        ne(release.campaignId, row.campaignId),
        row.kind === 'LOCAL'
          ? or(eq(release.tenantId, row.tenantId), eq(tenant.kind, 'PROVINCE'))
          : undefined,
        gt(release.endsAt, now),
        or(isNull(release.overtakenAt), gt(release.overtakenAt, now)),
        lt(release.startsAt, row.endsAt),
        gt(release.endsAt, row.startsAt),
        isAtPoint,
      ),
    )
    .orderBy(asc(release.id));
  return rows.map(({ id, hash, text, overtakenAt, ...rest }) => ({
    ...rest,
    snapshot: {
      ...{ releaseId: id, hash, document: documentOf({ text }) },
      overtakenAt: overtakenAt?.toISOString() ?? null,
    },
  }));
}

/** Codes of the province's cities, as decisions know them. */
export async function findCityCodes(engine: Database): Promise<string[]> {
  const rows = await engine.select({ code: tenant.code }).from(tenant).where(eq(tenant.kind, 'CITY'));
  return rows.map(({ code }) => code);
}

/** The points of a release as decisions know them. */
export async function findSnapshotPoints(
  engine: Database,
  codes: readonly string[],
): Promise<SnapshotPoint[]> {
  if (codes.length === 0) return [];
  const rows = await engine
    .select()
    .from(marketingPoint)
    .where(inArray(marketingPoint.code, [...codes]));
  return rows.map(({ code, channel, format, capacity, enabled, nameZh, nameEn }) => ({
    ...{ code, channel, format, capacity, enabled, fallback: null },
    names: { zh: nameZh, en: nameEn },
  }));
}
