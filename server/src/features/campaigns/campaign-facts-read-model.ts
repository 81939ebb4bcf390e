import type { CampaignRelease } from '@xietong/shared/campaigns';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { and, asc, count, countDistinct, eq, inArray, isNull, sql } from 'drizzle-orm';
import { approvalDecision, approvalRequest, channel, localCampaign, release } from '../../db/schema';
import { storedImages } from '../../db/stored-images';
import type { DatabaseOrTx } from '../../platform/database';
import type { LocalOfStandard } from './campaign-ports';

export interface ChannelName {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface LocalCounts {
  readonly localCount: number;
  readonly cityCount: number;
}

/** What standards have to know of other features' rows; reads alone. */
export function createCampaignFactsReadModel(db: DatabaseOrTx) {
  async function releasesOf(versionIds: readonly string[]): Promise<Map<string, CampaignRelease>> {
    if (versionIds.length === 0) return new Map();
    const rows = await db
      .select({ release, decision: approvalDecision, note: approvalRequest.note })
      .from(release)
      .leftJoin(approvalRequest, eq(approvalRequest.releaseId, release.id))
      .leftJoin(approvalDecision, eq(approvalDecision.releaseId, release.id))
      .where(and(inArray(release.versionId, [...versionIds]), eq(release.kind, 'STANDARD')))
      .orderBy(asc(release.submittedAt), asc(approvalDecision.decidedAt));
    return new Map(
      rows.map(({ release: row, decision, note }) => [
        row.versionId,
        {
          id: row.id,
          hash: row.hash,
          state: row.state,
          submittedByName: row.submittedByName,
          submittedAt: row.submittedAt.toISOString(),
          note,
          decidedByName: decision?.decidedByName ?? null,
          decidedAt: decision?.decidedAt.toISOString() ?? null,
          reason: decision?.reason ?? null,
        },
      ]),
    );
  }

  return {
    releasesOf,

    async releaseOf(versionId: string): Promise<CampaignRelease | undefined> {
      return (await releasesOf([versionId])).get(versionId);
    },

    /** The stored images among `hashes`, in their order. */
    async assets(tenantId: string, hashes: readonly string[]): Promise<ReleaseDocument['assets']> {
      return storedImages(db, [tenantId], hashes);
    },

    /** Local campaigns by standard, as far as the caller sees them. */
    async localCounts(campaignIds: readonly string[]): Promise<Map<string, LocalCounts>> {
      if (campaignIds.length === 0) return new Map();
      const rows = await db
        .select({
          id: localCampaign.baseCampaignId,
          localCount: count(),
          cityCount: countDistinct(localCampaign.tenantId),
        })
        .from(localCampaign)
        .where(and(inArray(localCampaign.baseCampaignId, [...campaignIds]), isNull(localCampaign.archivedAt)))
        .groupBy(localCampaign.baseCampaignId);
      return new Map(rows.flatMap(({ id, ...counts }) => (id === null ? [] : [[id, counts] as const])));
    },

    /** The cities' campaigns on a standard that are not archived. */
    async localsOf(campaignId: string): Promise<LocalOfStandard[]> {
      return db
        .select({
          id: localCampaign.id,
          number: localCampaign.number,
          title: sql<string>`(select v.title from local_version v where v.campaign_id = local_campaign.id order by v.version desc limit 1)`,
          tenantId: localCampaign.tenantId,
        })
        .from(localCampaign)
        .where(and(eq(localCampaign.baseCampaignId, campaignId), isNull(localCampaign.archivedAt)))
        .orderBy(asc(localCampaign.number));
    },

    async channels(): Promise<ChannelName[]> {
      return db
        .select({ code: channel.code, nameZh: channel.nameZh, nameEn: channel.nameEn })
        .from(channel)
        .orderBy(asc(channel.position));
    },
  };
}
