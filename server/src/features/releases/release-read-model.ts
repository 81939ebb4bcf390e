import type { UpcomingRelease } from '@xietong/shared/releases';
import type { Actor } from '@xietong/shared/tenants';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { SQLWrapper } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { release, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Most entries that one look ahead gives: more is a list, not a reminder. */
const MOST = 50;

/** Releases as people look ahead at them, within what the actor may see. */
export function createReleaseReadModel(tx: Tx, actor: Actor) {
  return {
    /** What goes live or ends after `from` and until `to`, the nearest first. */
    async upcoming(from: Date, to: Date): Promise<UpcomingRelease[]> {
      // A release that is overtaken ends then, whatever its window says.
      const ends = sql`least(${release.endsAt}, ${release.overtakenAt})`.mapWith(release.endsAt);
      const between = (at: SQLWrapper) =>
        sql`${at} > ${from.toISOString()}::timestamptz and ${at} <= ${to.toISOString()}::timestamptz`;
      const rows = await tx
        .select({
          releaseId: release.id,
          kind: release.kind,
          campaignId: release.campaignId,
          campaignNumber: release.campaignNumber,
          title: release.title,
          tenantKind: tenant.kind,
          tenantNameZh: tenant.nameZh,
          tenantNameEn: tenant.nameEn,
          startsAt: release.startsAt,
          ends,
        })
        .from(release)
        .innerJoin(tenant, eq(tenant.id, release.tenantId))
        .where(
          and(
            scopeFor(actor, 'read', 'Release', { tenantId: release.tenantId }),
            eq(release.state, 'APPROVED'),
            inArray(release.kind, ['LOCAL', 'STANDARD_PLACEMENT']),
            or(between(release.startsAt), between(ends)),
          ),
        );
      return rows
        .flatMap(({ startsAt, ends: endsAt, ...row }) =>
          [...occurrence('GOES_LIVE' as const, startsAt), ...occurrence('ENDS' as const, endsAt)].map(
            (each) => ({ ...row, ...each }),
          ),
        )
        .sort((a, b) => a.at.localeCompare(b.at))
        .slice(0, MOST);

      function occurrence(happens: UpcomingRelease['happens'], at: Date | null) {
        return at && at > from && at <= to ? [{ happens, at: at.toISOString() }] : [];
      }
    },
  };
}
