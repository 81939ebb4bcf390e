import type { AskedPolicy } from '@xietong/shared/exceptions';
import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { DatabaseOrTx } from '../platform/database';
import { policyException } from './schema';

/** Exceptions in force of these local campaigns, by campaign, in the order in which they were granted. */
export async function exceptionsInForce(
  db: DatabaseOrTx,
  campaignIds: readonly string[],
  now: Date,
): Promise<Map<string, AskedPolicy[]>> {
  const found = new Map<string, AskedPolicy[]>();
  if (campaignIds.length === 0) return found;
  const rows = await db
    .select({
      localCampaignId: policyException.localCampaignId,
      fieldId: policyException.fieldId,
      policyBefore: policyException.policyBefore,
      policyAsked: policyException.policyAsked,
      state: policyException.state,
      expiresAt: policyException.expiresAt,
    })
    .from(policyException)
    .where(
      and(
        inArray(policyException.localCampaignId, [...campaignIds]),
        eq(policyException.state, 'GRANTED'),
        gt(policyException.expiresAt, now),
      ),
    )
    .orderBy(asc(policyException.decidedAt), asc(policyException.id));
  for (const { localCampaignId, expiresAt, fieldId, policyBefore, policyAsked, state } of rows) {
    // What is about no field ends no policy.
    if (fieldId === null || !policyBefore || !policyAsked) continue;
    const granted = {
      fieldId,
      state,
      policyBefore,
      policyAsked,
      expiresAt: expiresAt?.toISOString() ?? null,
    };
    found.set(localCampaignId, [...(found.get(localCampaignId) ?? []), granted]);
  }
  return found;
}
