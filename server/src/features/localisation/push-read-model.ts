import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm';
import type { PushDeadline } from '@xietong/shared/localisation';
import { propagationItem, standardVersion } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** What was pushed to a campaign of its standard's versions after a base, and not let be. */
const pushedAfter = (localCampaignId: string, baseVersion: number) =>
  and(
    eq(propagationItem.localCampaignId, localCampaignId),
    isNull(propagationItem.waivedAt),
    gt(standardVersion.version, baseVersion),
  );

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
    .where(and(pushedAfter(localCampaignId, baseVersion), eq(propagationItem.mode, 'MANDATORY')));
  return row?.version ?? null;
}

/**
 * By when a campaign has to move on from a base; null = whenever its city likes. The first time counts: a later version
 * does not put off the one before it.
 */
export async function findPushDeadline(
  tx: Tx,
  localCampaignId: string,
  baseVersion: number,
): Promise<PushDeadline | null> {
  const { dueAt, onMiss } = propagationItem;
  const [row] = await tx
    .select({ dueAt, onMiss })
    .from(propagationItem)
    .innerJoin(standardVersion, eq(standardVersion.id, propagationItem.standardVersionId))
    .where(and(pushedAfter(localCampaignId, baseVersion), isNotNull(dueAt)))
    .orderBy(asc(dueAt))
    .limit(1);
  return row?.dueAt && row.onMiss ? { dueAt: row.dueAt.toISOString(), onMiss: row.onMiss } : null;
}
