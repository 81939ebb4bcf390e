import type { PointOption, StandardReference, StoredAsset, TenantName } from '@xietong/shared/localisation';
import type { Audience, CityDefault } from '@xietong/shared/releases';
import type { TenantRef } from '@xietong/shared/tenants';
import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import {
  channel,
  customerList,
  listVersion,
  marketingPoint,
  propagationItem,
  standardCampaign,
  standardVersion,
  tenant,
} from '../../db/schema';
import { storedImages } from '../../db/stored-images';
import type { DatabaseOrTx } from '../../platform/database';

export interface PointFacts extends PointOption {
  readonly id: string;
}

/** `list` is what a release pins; `version` is its number among the versions of the list. */
export interface ListFacts {
  readonly list: NonNullable<Audience['list']>;
  readonly version: number;
  readonly purpose: 'MARKETING' | 'BLOCKLIST';
  readonly isArchived: boolean;
}

export interface StandardFacts extends StandardReference {
  readonly tenantId: string;
  readonly state: string;
  readonly cityDefault: CityDefault;
}

/** What localising and placing have to know of other features' rows; reads alone. */
export function createPlacementFactsReadModel(db: DatabaseOrTx) {
  async function standardWhere(condition: ReturnType<typeof and>): Promise<StandardFacts | null> {
    const [row] = await db
      .select({ version: standardVersion, number: standardCampaign.number })
      .from(standardVersion)
      .innerJoin(standardCampaign, eq(standardCampaign.id, standardVersion.campaignId))
      .where(condition);
    if (!row) return null;
    const { id, campaignId, version, title, fields, tenantId, state, cityDefault } = row.version;
    return {
      campaignId,
      number: row.number,
      versionId: id,
      version,
      title,
      fields,
      tenantId,
      state,
      cityDefault,
    };
  }

  return {
    async tenantById(id: string): Promise<(TenantRef & TenantName) | undefined> {
      return (await db.select().from(tenant).where(eq(tenant.id, id)))[0];
    },

    /** All points by code, in the order of their channels. */
    async points(): Promise<Map<string, PointFacts>> {
      const rows = await db
        .select({ point: marketingPoint, channelName: channel })
        .from(marketingPoint)
        .innerJoin(channel, eq(channel.code, marketingPoint.channel))
        .orderBy(asc(channel.position), asc(marketingPoint.createdAt), asc(marketingPoint.code));
      return new Map(
        rows.map(({ point, channelName }) => [
          point.code,
          {
            id: point.id,
            code: point.code,
            channel: point.channel,
            format: point.format,
            enabled: point.enabled,
            nameZh: point.nameZh,
            nameEn: point.nameEn,
            channelNameZh: channelName.nameZh,
            channelNameEn: channelName.nameEn,
          },
        ]),
      );
    },

    /** List versions of one tenant by id; those of another tenant are not among them. */
    async lists(tenantId: string, ids: readonly string[]): Promise<Map<string, ListFacts>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .select({
          row: listVersion,
          name: customerList.name,
          purpose: customerList.purpose,
          archivedAt: customerList.archivedAt,
        })
        .from(listVersion)
        .innerJoin(customerList, eq(customerList.id, listVersion.listId))
        .where(and(eq(listVersion.tenantId, tenantId), inArray(listVersion.id, [...ids])));
      return new Map(
        rows.map(({ row, name, purpose, archivedAt }) => [
          row.id,
          {
            list: { versionId: row.id, listName: name, digest: row.digest, size: row.size },
            ...{ version: row.version, purpose, isArchived: archivedAt !== null },
          },
        ]),
      );
    },

    /** The images among `hashes` that a tenant may show, with their cuts: its own and its province's. */
    async assets(owner: TenantRef, hashes: readonly string[]): Promise<StoredAsset[]> {
      return storedImages(db, owner.parentId ? [owner.id, owner.parentId] : [owner.id], hashes);
    },

    /** The published version of a standard, or null. */
    async publishedStandard(campaignId: string): Promise<StandardFacts | null> {
      return standardWhere(
        and(eq(standardVersion.campaignId, campaignId), eq(standardVersion.state, 'PUBLISHED')),
      );
    },

    /** The last mandatory push that replaced what ran of a campaign. */
    async correctionOf(localCampaignId: string) {
      const [row] = await db
        .select({ item: propagationItem, pushed: standardVersion })
        .from(propagationItem)
        .innerJoin(standardVersion, eq(standardVersion.id, propagationItem.standardVersionId))
        .where(
          and(eq(propagationItem.localCampaignId, localCampaignId), isNotNull(propagationItem.correctedAt)),
        )
        .orderBy(desc(standardVersion.version))
        .limit(1);
      return row;
    },

    /** What a campaign may move to under a listed hash: the published version of its standard, if it was pushed so. */
    async listingOf(localCampaignId: string) {
      const [row] = await db
        .select({ item: propagationItem, pushed: standardVersion })
        .from(propagationItem)
        .innerJoin(standardVersion, eq(standardVersion.id, propagationItem.standardVersionId))
        .where(
          and(
            eq(propagationItem.localCampaignId, localCampaignId),
            eq(standardVersion.state, 'PUBLISHED'),
            isNotNull(propagationItem.listedHash),
            isNull(propagationItem.adoptedAt),
            isNull(propagationItem.waivedAt),
          ),
        );
      return row;
    },

    async standardVersion(versionId: string): Promise<StandardFacts | null> {
      return standardWhere(eq(standardVersion.id, versionId));
    },
  };
}
