import { and, eq, gt, isNull, max } from 'drizzle-orm';
import { propagationItem, standardVersion } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** The newest version of its standard that was pushed to a campaign as mandatory after a base; null = none was. */
export async function findMandatoryPush(
  tx: Tx,
  localCampaignId: string,
  baseVersion: number,
): Promise<number | null> {
  const [row] = await tx
    .select({ version: max(standardVersion.version) })
    .from(propagationItem)
    .innerJoin(standardVersion, eq(standardVersion.id, propagationItem.standardVersionId))
    .where(
      and(
        eq(propagationItem.localCampaignId, localCampaignId),
        eq(propagationItem.mode, 'MANDATORY'),
        isNull(propagationItem.waivedAt),
        gt(standardVersion.version, baseVersion),
      ),
    );
  return row?.version ?? null;
}
