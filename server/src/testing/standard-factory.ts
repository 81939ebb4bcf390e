import type { ContentField } from '@xietong/shared/content';
import { eq } from 'drizzle-orm';
import { standardCampaign, standardVersion } from '../db/schema';
import { systemIds } from '../platform/ids';
import type { TestProvince } from './tenant-factory';
import type { TestDatabase } from './test-database';

/**
 * Puts fields there as the published version of a standard, the next of the one that is named or the
 * first of a new one, without the approval that a province would ask for.
 */
export async function publishStandard(
  { database, world, at }: { database: TestDatabase; world: TestProvince; at: Date },
  fields: ContentField[],
  known?: string,
): Promise<{ campaignId: string; versionId: string }> {
  const { owner } = database;
  const campaignId = known ?? systemIds.next();
  const versionId = systemIds.next();
  const tenantId = world.province.id;
  const createdBy = systemIds.next();
  if (known === undefined)
    await owner
      .insert(standardCampaign)
      .values({ id: campaignId, tenantId, number: `JS-${campaignId}`, kind: 'PROMOTION', createdBy });
  const before = await owner
    .update(standardVersion)
    .set({ state: 'SUPERSEDED' })
    .where(eq(standardVersion.campaignId, campaignId))
    .returning();
  await owner.insert(standardVersion).values({
    ...{ id: versionId, tenantId, campaignId, version: before.length + 1, state: 'PUBLISHED' },
    ...{ title: '手机报推广', cityDefault: 'NONE', fields, rowVersion: 1, publishedAt: at },
    ...{ createdBy, updatedBy: createdBy, updatedByName: 'JS', updatedAt: at },
  });
  return { campaignId, versionId };
}
