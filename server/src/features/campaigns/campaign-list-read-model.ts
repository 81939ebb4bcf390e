import type {
  CampaignPage,
  CampaignRow,
  ListCampaignsInput,
  StandardForCity,
  StandardState,
} from '@xietong/shared/campaigns';
import { campaignKindSchema } from '@xietong/shared/campaigns';
import type { Actor } from '@xietong/shared/tenants';
import { and, count, desc, eq, ilike, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { scopeFor } from '../../access/scope-for';
import { likePattern } from '../../db/like-pattern';
import { standardCampaign, standardVersion } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';
import { createCampaignFactsReadModel } from './campaign-facts-read-model';

const published = alias(standardVersion, 'published');

const everPublished = sql`exists (select 1 from standard_version v where v.campaign_id = ${standardCampaign.id} and v.published_at is not null)`;

const isPublished = and(eq(published.campaignId, standardCampaign.id), eq(published.state, 'PUBLISHED'));

/** The version that a reader is shown: to the province the latest, to a city the one it can work with. */
function shownVersion(actor: Actor): SQL | undefined {
  const isLatest = sql`not exists (select from standard_version v where v.campaign_id = ${standardCampaign.id} and v.version > ${standardVersion.version})`;
  return and(
    eq(standardVersion.campaignId, standardCampaign.id),
    actor.tenant.kind === 'PROVINCE' ? isLatest : eq(standardVersion.state, 'PUBLISHED'),
  );
}

/** Archived campaigns are found under their own state alone. */
const listedState = sql<StandardState>`case when ${standardCampaign.archivedAt} is not null then 'ARCHIVED' else ${standardVersion.state} end`;

function searched(actor: Actor, { text, kinds, untouched }: ListCampaignsInput): SQL | undefined {
  const pattern = likePattern(text);
  return and(
    scopeFor(actor, 'read', 'StandardCampaign', {
      tenantId: standardCampaign.tenantId,
      published: everPublished,
    }),
    text ? or(ilike(standardCampaign.number, pattern), ilike(standardVersion.title, pattern)) : undefined,
    kinds.length > 0 ? inArray(standardCampaign.kind, kinds) : undefined,
    untouched
      ? sql`not exists (select from local_campaign own where own.base_campaign_id = ${standardCampaign.id} and own.tenant_id = ${actor.tenant.id} and own.archived_at is null)`
      : undefined,
  );
}

function chosen(states: readonly StandardState[]): SQL | undefined {
  if (states.length === 0) return isNull(standardCampaign.archivedAt);
  const alsoRevised = states.includes('PUBLISHED')
    ? and(isNull(standardCampaign.archivedAt), isNotNull(published.id))
    : undefined;
  return or(inArray(listedState, [...states]), alsoRevised);
}

/** Lists of standards and what cities start from. */
export function createCampaignListReadModel(db: DatabaseOrTx) {
  return {
    /** One page, the last changed first, with the count of each state. */
    async page(actor: Actor, input: ListCampaignsInput): Promise<CampaignPage> {
      const search = searched(actor, input);
      const isChosen = chosen(input.states);
      const rows = await db
        .select({
          campaign: standardCampaign,
          state: listedState,
          version: {
            id: standardVersion.id,
            version: standardVersion.version,
            title: standardVersion.title,
            cityDefault: standardVersion.cityDefault,
            updatedByName: standardVersion.updatedByName,
            updatedAt: standardVersion.updatedAt,
            fieldCount: sql<number>`jsonb_array_length(${standardVersion.fields})`,
          },
          publishedVersion: published.version,
          publishedAt: published.publishedAt,
        })
        .from(standardCampaign)
        .innerJoin(standardVersion, shownVersion(actor))
        .leftJoin(published, isPublished)
        .where(and(search, isChosen))
        .orderBy(desc(standardVersion.updatedAt), desc(standardCampaign.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      // The page's total falls out of the counts of the states: each is a walk over all versions.
      const byState = await db
        .select({
          state: listedState,
          found: count(),
          chosen: sql<number>`count(*) filter (where ${isChosen ?? sql`true`})`.mapWith(Number),
        })
        .from(standardCampaign)
        .innerJoin(standardVersion, shownVersion(actor))
        .leftJoin(published, isPublished)
        .where(search)
        .groupBy(listedState);
      const locals = await createCampaignFactsReadModel(db).localCounts(rows.map((row) => row.campaign.id));
      return {
        total: byState.reduce((total, state) => total + state.chosen, 0),
        counts: Object.fromEntries(byState.map(({ state, found }) => [state, found])),
        rows: rows.map(({ campaign, state, version, publishedVersion, publishedAt }): CampaignRow => {
          const { id: versionId, updatedAt, ...shown } = version;
          return {
            id: campaign.id,
            number: campaign.number,
            kind: campaignKindSchema.parse(campaign.kind),
            versionId,
            ...shown,
            state,
            publishedVersion,
            publishedAt: publishedAt?.toISOString() ?? null,
            localCount: locals.get(campaign.id)?.localCount ?? 0,
            cityCount: locals.get(campaign.id)?.cityCount ?? 0,
            updatedAt: updatedAt.toISOString(),
          };
        }),
      };
    },

    /** The published version of a standard that is not archived, or null. */
    async publishedStandard(campaignId: string): Promise<StandardForCity | null> {
      const [row] = await db
        .select({ campaign: standardCampaign, version: published })
        .from(standardCampaign)
        .innerJoin(published, isPublished)
        .where(and(eq(standardCampaign.id, campaignId), isNull(standardCampaign.archivedAt)));
      if (!row?.version.publishedAt) return null;
      const { campaign, version } = row;
      return {
        campaignId: campaign.id,
        number: campaign.number,
        kind: campaignKindSchema.parse(campaign.kind),
        versionId: version.id,
        version: version.version,
        title: version.title,
        cityDefault: version.cityDefault,
        fields: version.fields,
        publishedAt: row.version.publishedAt.toISOString(),
      };
    },
  };
}
