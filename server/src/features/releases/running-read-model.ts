import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { RunningRelease } from '@xietong/shared/releases';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { isRunning } from '../../db/running-releases';
import { localCampaign, marketingPoint, release, standardCampaign, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { isOfCampaign } from './takedown-store';

/** More than every city has of one standard; a list to look through before stopping it, not to page in. */
const MOST = 200;

function pointCodes(text: string): string[] {
  const { placements } = releaseDocumentSchema.parse(JSON.parse(text));
  return [...new Set(placements.map(({ point }) => point))];
}

/** What is shown of a campaign, within what the actor may see. */
export function createRunningReadModel(tx: Tx, actor: Actor) {
  return {
    /** What a campaign is, with the tenant whose it is; undefined where the actor sees no such one. */
    async findCampaign(id: string) {
      const [local] = await tx
        .select({ tenantId: localCampaign.tenantId })
        .from(localCampaign)
        .where(eq(localCampaign.id, id));
      if (local) return { type: 'LocalCampaign' as const, tenantId: local.tenantId };
      const [standard] = await tx
        .select({ tenantId: standardCampaign.tenantId })
        .from(standardCampaign)
        .where(eq(standardCampaign.id, id));
      return standard && { type: 'StandardCampaign' as const, tenantId: standard.tenantId };
    },

    /** The province's own first, then by city; a standard's include those that cities made from it. */
    async ofCampaign(campaignId: string, now: Date): Promise<RunningRelease[]> {
      const rows = await tx
        .select({ release, tenant })
        .from(release)
        .innerJoin(tenant, eq(tenant.id, release.tenantId))
        .where(
          and(
            scopeFor(actor, 'read', 'Release', { tenantId: release.tenantId }),
            isRunning(now),
            isOfCampaign(tx, campaignId),
          ),
        )
        .orderBy(asc(tenant.code), desc(release.submittedAt))
        .limit(MOST);
      const codes = new Set(rows.flatMap((row) => pointCodes(row.release.text)));
      const points =
        codes.size > 0
          ? await tx
              .select({
                code: marketingPoint.code,
                nameZh: marketingPoint.nameZh,
                nameEn: marketingPoint.nameEn,
              })
              .from(marketingPoint)
              .where(inArray(marketingPoint.code, [...codes]))
          : [];
      return rows.map((row) => {
        const {
          id: releaseId,
          kind,
          campaignNumber,
          title,
          startsAt,
          endsAt,
          overtakenAt,
          text,
        } = row.release;
        const own = new Set(pointCodes(text));
        const ends = overtakenAt && endsAt && overtakenAt < endsAt ? overtakenAt : endsAt;
        return {
          releaseId,
          kind: kind === 'LOCAL' ? kind : 'STANDARD_PLACEMENT',
          version: releaseDocumentSchema.parse(JSON.parse(text)).subject.version,
          campaignId: row.release.campaignId,
          campaignNumber,
          title,
          tenant: { kind: row.tenant.kind, nameZh: row.tenant.nameZh, nameEn: row.tenant.nameEn },
          startsAt: startsAt?.toISOString() ?? '',
          endsAt: ends?.toISOString() ?? '',
          points: points.filter(({ code }) => own.has(code)),
          mayTakeDown: can(actor, 'takeDown', 'Release', { tenantId: row.tenant.id }),
        };
      });
    },

    async tenantOf(tenantId: string): Promise<{ id: string; code: string } | undefined> {
      const rows = await tx
        .select({ id: tenant.id, code: tenant.code })
        .from(tenant)
        .where(eq(tenant.id, tenantId));
      return rows[0];
    },
  };
}
