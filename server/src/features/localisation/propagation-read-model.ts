import { applyExceptions } from '@xietong/shared/exceptions';
import { impactOf, mergeContent } from '@xietong/shared/inheritance';
import type { ContentField } from '@xietong/shared/content';
import type { PropagationRow } from '@xietong/shared/localisation';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { exceptionsInForce } from '../../db/exceptions-in-force';
import { localCampaign, localVersion, release, standardVersion, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

interface Target {
  readonly campaignId: string;
  readonly version: number;
  readonly fields: readonly ContentField[];
}

/** How the local campaigns of a standard stand to one of its versions. */
export function createPropagationReadModel(db: DatabaseOrTx, actor: Actor) {
  /** The latest version of every local campaign of the standard that is not archived, by city. */
  async function latestVersions(campaignId: string) {
    return db
      .select({ campaign: localCampaign, version: localVersion, base: standardVersion.version, tenant })
      .from(localCampaign)
      .innerJoin(
        localVersion,
        and(
          eq(localVersion.campaignId, localCampaign.id),
          sql`${localVersion.version} = (select max(v.version) from local_version v where v.campaign_id = ${localCampaign.id})`,
        ),
      )
      .innerJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
      .innerJoin(tenant, eq(tenant.id, localCampaign.tenantId))
      .where(
        and(
          eq(localCampaign.baseCampaignId, campaignId),
          isNull(localCampaign.archivedAt),
          scopeFor(actor, 'read', 'LocalCampaign', {
            tenantId: localCampaign.tenantId,
            baseCampaignId: localCampaign.baseCampaignId,
          }),
        ),
      )
      .orderBy(asc(tenant.code), asc(localCampaign.number));
  }

  /** By local campaign: placements that run or will run, and the newest standard among those releases. */
  async function approved(campaignIds: readonly string[], now: Date) {
    if (campaignIds.length === 0) return new Map<string, { placements: number; base: number }>();
    const rows = await db
      .select({
        campaignId: release.campaignId,
        placements: sql<number>`sum(jsonb_array_length(${release.text}::jsonb -> 'placements'))::int`,
        base: sql<number>`max(${standardVersion.version})::int`,
      })
      .from(release)
      .innerJoin(localVersion, eq(localVersion.id, release.versionId))
      .innerJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
      .where(
        and(
          inArray(release.campaignId, [...campaignIds]),
          eq(release.kind, 'LOCAL'),
          eq(release.state, 'APPROVED'),
          gt(release.endsAt, now),
          or(isNull(release.overtakenAt), gt(release.overtakenAt, now)),
        ),
      )
      .groupBy(release.campaignId);
    return new Map(rows.map(({ campaignId, ...row }) => [campaignId, row]));
  }

  /** The fields of the bases: few, however many campaigns are pinned to them. */
  async function fieldsOf(versionIds: readonly string[]): Promise<Map<string, readonly ContentField[]>> {
    if (versionIds.length === 0) return new Map();
    const rows = await db
      .select({ id: standardVersion.id, fields: standardVersion.fields })
      .from(standardVersion)
      .where(inArray(standardVersion.id, [...versionIds]));
    return new Map(rows.map(({ id, fields }) => [id, fields]));
  }

  return {
    async rows(target: Target, now: Date): Promise<PropagationRow[]> {
      const latest = await latestVersions(target.campaignId);
      const behind = latest.filter(({ base }) => base < target.version);
      const bases = await fieldsOf([
        ...new Set(behind.flatMap(({ version }) => version.baseVersionId ?? [])),
      ]);
      const ids = behind.map(({ campaign }) => campaign.id);
      const exceptions = await exceptionsInForce(db, ids, now);
      const running = await approved(
        latest.map(({ campaign }) => campaign.id),
        now,
      );
      return latest.map(({ campaign, version, base, tenant: owner }) => {
        const isBehind = base < target.version;
        const bound = (fields: readonly ContentField[]) =>
          applyExceptions(fields, exceptions.get(campaign.id) ?? [], now);
        const from = bound(bases.get(version.baseVersionId ?? '') ?? []);
        const live = running.get(campaign.id);
        return {
          id: campaign.id,
          number: campaign.number,
          title: version.title,
          tenant: { id: owner.id, code: owner.code, nameZh: owner.nameZh, nameEn: owner.nameEn },
          version: { version: version.version, state: version.state, base },
          updatedByName: version.updatedByName,
          updatedAt: version.updatedAt.toISOString(),
          placements: live?.placements ?? 0,
          adoption: isBehind ? 'BEHIND' : (live?.base ?? 0) >= target.version ? 'LIVE' : 'ADOPTED',
          impact: isBehind ? impactOf(mergeContent(from, version.overrides, bound(target.fields))) : null,
        };
      });
    },
  };
}
