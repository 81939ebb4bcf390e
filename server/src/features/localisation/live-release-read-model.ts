import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { localCampaign, release, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** An approved release of a city's campaign that runs or waits for its window. */
export interface LiveRelease {
  readonly id: string;
  readonly campaignId: string;
  readonly versionId: string;
  readonly tenantId: string;
  readonly tenantCode: string;
  readonly hash: string;
  readonly document: ReleaseDocument;
}

/** What of cities' campaigns is approved and not over; reads alone. */
export function createLiveReleaseReadModel(db: DatabaseOrTx) {
  async function live(now: Date, where: SQL): Promise<LiveRelease[]> {
    const rows = await db
      .select({ release, code: tenant.code })
      .from(release)
      .innerJoin(localCampaign, eq(localCampaign.id, release.campaignId))
      .innerJoin(tenant, eq(tenant.id, release.tenantId))
      .where(
        and(
          where,
          isNull(localCampaign.archivedAt),
          eq(release.kind, 'LOCAL'),
          eq(release.state, 'APPROVED'),
          gt(release.endsAt, now),
          or(isNull(release.overtakenAt), gt(release.overtakenAt, now)),
        ),
      )
      .orderBy(asc(tenant.code), asc(localCampaign.number), asc(release.submittedAt));
    return rows.map(({ release: { id, campaignId, versionId, tenantId, hash, text }, code }) => ({
      ...{ id, campaignId, versionId, tenantId, hash, tenantCode: code },
      document: releaseDocumentSchema.parse(JSON.parse(text)),
    }));
  }

  return {
    ofStandard: (campaignId: string, now: Date) => live(now, eq(localCampaign.baseCampaignId, campaignId)),
    /** Of one campaign, the last handed in first. */
    ofCampaign: async (campaignId: string, now: Date) =>
      (await live(now, eq(localCampaign.id, campaignId))).reverse(),
  };
}
