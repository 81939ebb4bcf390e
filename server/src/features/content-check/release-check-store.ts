import type { Exemption, ReleaseCheck } from '@xietong/shared/content-check';
import type { ContentField } from '@xietong/shared/content';
import { desc, eq } from 'drizzle-orm';
import { localCampaign, releaseCheck, standardCampaign, standardVersion } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

type ReleaseCheckRow = typeof releaseCheck.$inferSelect;

function viewOf(row: ReleaseCheckRow): ReleaseCheck {
  const { dictionaryVersion, dictionaryHash, findings, exemptions, inherited, checkedAt } = row;
  return {
    ...{ dictionaryVersion, dictionaryHash, findings, exemptions, inherited },
    checkedAt: checkedAt.toISOString(),
  };
}

/** What was found in releases when they were handed in. */
export function createReleaseCheckStore(db: DatabaseOrTx) {
  return {
    async insert(row: typeof releaseCheck.$inferInsert): Promise<void> {
      await db.insert(releaseCheck).values(row);
    },

    /** Whose a campaign is, a city's or the province's. */
    async ownerOf(campaignId: string): Promise<{ tenantId: string } | undefined> {
      for (const table of [localCampaign, standardCampaign]) {
        const [row] = await db
          .select({ tenantId: table.tenantId })
          .from(table)
          .where(eq(table.id, campaignId));
        if (row) return row;
      }
      return undefined;
    },

    async ofRelease(releaseId: string): Promise<ReleaseCheck | null> {
      const [row] = await db.select().from(releaseCheck).where(eq(releaseCheck.releaseId, releaseId));
      return row ? viewOf(row) : null;
    },

    async latestOfCampaign(campaignId: string): Promise<ReleaseCheck | null> {
      const [row] = await db
        .select()
        .from(releaseCheck)
        .where(eq(releaseCheck.campaignId, campaignId))
        .orderBy(desc(releaseCheck.checkedAt))
        .limit(1);
      return row ? viewOf(row) : null;
    },

    /** The evidence under which a version of a standard was handed in last. */
    async evidenceOfStandard(versionId: string): Promise<readonly Exemption[]> {
      const [row] = await db
        .select({ exemptions: releaseCheck.exemptions })
        .from(releaseCheck)
        .where(eq(releaseCheck.versionId, versionId))
        .orderBy(desc(releaseCheck.checkedAt))
        .limit(1);
      return row?.exemptions ?? [];
    },

    async fieldsOfStandard(versionId: string): Promise<readonly ContentField[]> {
      const [row] = await db
        .select({ fields: standardVersion.fields })
        .from(standardVersion)
        .where(eq(standardVersion.id, versionId));
      return row?.fields ?? [];
    },
  };
}
