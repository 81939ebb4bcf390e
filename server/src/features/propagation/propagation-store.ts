import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { ListedCorrection } from '@xietong/shared/releases';
import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import {
  localCampaign,
  localVersion,
  propagationItem,
  release,
  standardCampaign,
  standardVersion,
  tenant,
} from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type PropagationItemRecord = typeof propagationItem.$inferSelect;
type NewItem = typeof propagationItem.$inferInsert;

/** A campaign that stands on an earlier version of its standard. */
export interface BehindCampaign {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly tenantId: string;
  readonly tenantCode: string;
}

/** The number of the standard's version that the latest version of a local campaign is pinned to. */
const latestBase = sql`(
  select b.version from local_version v join standard_version b on b.id = v.base_version_id
  where v.campaign_id = ${localCampaign.id} order by v.version desc limit 1)`;
const latestTitle = sql<string>`(
  select v.title from local_version v where v.campaign_id = ${localCampaign.id} order by v.version desc limit 1)`;

/** Items of propagation, and which campaigns they are about. */
export function createPropagationStore(db: DatabaseOrTx) {
  return {
    /** Campaigns on an earlier version than this one that have no item for it yet; of these cities, or of all. */
    async behind(
      version: { id: string; campaignId: string; version: number },
      cityCodes: readonly string[] | null,
    ): Promise<BehindCampaign[]> {
      return db
        .select({
          id: localCampaign.id,
          number: localCampaign.number,
          title: latestTitle,
          tenantId: tenant.id,
          tenantCode: tenant.code,
        })
        .from(localCampaign)
        .innerJoin(tenant, eq(tenant.id, localCampaign.tenantId))
        .where(
          and(
            eq(localCampaign.baseCampaignId, version.campaignId),
            isNull(localCampaign.archivedAt),
            sql`${latestBase} < ${version.version}`,
            cityCodes ? inArray(tenant.code, [...cityCodes]) : undefined,
            sql`not exists (select from propagation_item i
              where i.standard_version_id = ${version.id}::uuid and i.local_campaign_id = ${localCampaign.id})`,
          ),
        )
        .orderBy(asc(tenant.code), asc(localCampaign.number));
    },

    /** One that is there already stays as it is: a push that is repeated does nothing twice. */
    async insert(rows: readonly NewItem[]): Promise<void> {
      if (rows.length > 0)
        await db
          .insert(propagationItem)
          .values([...rows])
          .onConflictDoNothing();
    },

    /** The standard that an item is about. */
    async standardOf(id: string): Promise<string | undefined> {
      const { standardCampaignId } = propagationItem;
      const [row] = await db
        .select({ standardCampaignId })
        .from(propagationItem)
        .where(eq(propagationItem.id, id));
      return row?.standardCampaignId;
    },

    /** With the campaign it is about; locked, so that of two acts on it one comes second, and sees what the first did. */
    async lockById(id: string) {
      const { id: itemId } = propagationItem;
      await db.select({ itemId }).from(propagationItem).where(eq(itemId, id)).for('update');
      const rows = await db
        .select({
          item: propagationItem,
          tenantCode: tenant.code,
          number: localCampaign.number,
          title: latestTitle,
          /** Moved, or gone from the standard. */
          isOn: sql<boolean>`${localCampaign.baseCampaignId} is null or ${latestBase} >= ${standardVersion.version}`,
          standardTenantId: standardVersion.tenantId,
          standardState: standardVersion.state,
          standardVersion: standardVersion.version,
        })
        .from(propagationItem)
        .innerJoin(localCampaign, eq(localCampaign.id, propagationItem.localCampaignId))
        .innerJoin(standardVersion, eq(standardVersion.id, propagationItem.standardVersionId))
        .innerJoin(tenant, eq(tenant.id, propagationItem.tenantId))
        .where(eq(propagationItem.id, id));
      return rows[0];
    },

    async markCorrected(standardVersionId: string, localCampaignId: string, at: Date): Promise<void> {
      await db
        .update(propagationItem)
        .set({ correctedAt: at })
        .where(
          and(
            eq(propagationItem.standardVersionId, standardVersionId),
            eq(propagationItem.localCampaignId, localCampaignId),
          ),
        );
    },

    async update(id: string, values: Partial<NewItem>): Promise<void> {
      await db.update(propagationItem).set(values).where(eq(propagationItem.id, id));
    },

    /** Items whose time is up and that nobody has seen to; the oldest first. A standard that was put away or taken off asks nothing any more. */
    async overdueIds(now: Date): Promise<string[]> {
      const rows = await db
        .select({ id: propagationItem.id })
        .from(propagationItem)
        .innerJoin(standardCampaign, eq(standardCampaign.id, propagationItem.standardCampaignId))
        .innerJoin(localCampaign, eq(localCampaign.id, propagationItem.localCampaignId))
        .where(
          and(
            lte(propagationItem.dueAt, now),
            isNull(propagationItem.dueSeenAt),
            isNull(propagationItem.waivedAt),
            isNull(standardCampaign.archivedAt),
            isNull(standardCampaign.retiredAt),
            isNotNull(localCampaign.baseCampaignId),
          ),
        )
        .orderBy(asc(propagationItem.dueAt))
        .limit(500);
      return rows.map(({ id }) => id);
    },

    /** A version with its standard's number. */
    async numbered(id: string) {
      const [row] = await db
        .select({ version: standardVersion, number: standardCampaign.number })
        .from(standardVersion)
        .innerJoin(standardCampaign, eq(standardCampaign.id, standardVersion.campaignId))
        .where(eq(standardVersion.id, id));
      return row;
    },

    /** The published release of a version, and what its approval lists. */
    async approvedRelease(
      versionId: string,
    ): Promise<{ id: string; corrections: readonly ListedCorrection[] } | undefined> {
      const [row] = await db
        .select({ id: release.id, text: release.text })
        .from(release)
        .where(
          and(eq(release.versionId, versionId), eq(release.kind, 'STANDARD'), eq(release.state, 'PUBLISHED')),
        );
      if (!row) return undefined;
      return {
        id: row.id,
        corrections: releaseDocumentSchema.parse(JSON.parse(row.text)).corrections ?? [],
      };
    },

    async version(id: string) {
      return (await db.select().from(standardVersion).where(eq(standardVersion.id, id)))[0];
    },

    /** The base and the overrides of the latest version of a campaign. */
    async latestOf(localCampaignId: string) {
      const rows = await db
        .select({ overrides: localVersion.overrides, base: standardVersion.fields })
        .from(localVersion)
        .innerJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
        .where(eq(localVersion.campaignId, localCampaignId))
        .orderBy(sql`${localVersion.version} desc`)
        .limit(1);
      return rows[0];
    },

    async cityCodes(): Promise<string[]> {
      const rows = await db.select({ code: tenant.code }).from(tenant).where(eq(tenant.kind, 'CITY'));
      return rows.map(({ code }) => code);
    },
  };
}
