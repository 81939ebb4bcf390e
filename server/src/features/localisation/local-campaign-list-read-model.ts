import type { Page } from '@xietong/shared/kernel';
import { shownVersionState } from '@xietong/shared/localisation';
import type { ListLocalCampaignsInput, LocalCampaignRow } from '@xietong/shared/localisation';
import type { SHOWN_STATES } from '@xietong/shared/releases';
import type { Actor } from '@xietong/shared/tenants';
import { and, count, desc, eq, gt, ilike, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { scopeFor } from '../../access/scope-for';
import { likePattern } from '../../db/like-pattern';
import {
  localCampaign,
  localVersion,
  placement,
  release,
  standardCampaign,
  standardVersion,
  tenant,
} from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** The same rule as `shownVersionState`, for filtering inside the query; a test holds them together. */
function shownStateSql(now: Date): SQL<(typeof SHOWN_STATES)[number]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`case
    when ${localVersion.state} <> 'APPROVED' or ${release.id} is null then ${localVersion.state}
    when ${release.state} in ('TAKEN_DOWN', 'PAUSED') then ${release.state}
    when ${release.overtakenAt} <= ${at} and (${release.endsAt} is null or ${release.endsAt} > ${release.overtakenAt}) then 'SUPERSEDED'
    when ${release.startsAt} is null then 'APPROVED'
    when ${at} < ${release.startsAt} then 'SCHEDULED'
    when ${at} < ${release.endsAt} then 'LIVE'
    else 'ENDED' end`;
}

function conditions(actor: Actor, input: ListLocalCampaignsInput, shown: SQL): SQL | undefined {
  const pattern = likePattern(input.text);
  return and(
    scopeFor(actor, 'read', 'LocalCampaign', {
      tenantId: localCampaign.tenantId,
      baseCampaignId: localCampaign.baseCampaignId,
    }),
    input.archived ? isNotNull(localCampaign.archivedAt) : isNull(localCampaign.archivedAt),
    input.text ? or(ilike(localCampaign.number, pattern), ilike(localVersion.title, pattern)) : undefined,
    input.states.length > 0 ? inArray(shown, input.states) : undefined,
    input.standardCampaignId ? eq(localCampaign.baseCampaignId, input.standardCampaignId) : undefined,
    input.city ? eq(tenant.code, input.city) : undefined,
  );
}

/** One page of local campaigns, the last changed first; the state is that of the latest version. */
export function createLocalCampaignListReadModel(db: DatabaseOrTx) {
  const later = alias(localVersion, 'later');
  /** No later version: walked along the index of the order, a page looks at little more than its own rows. */
  const isNewest = notExists(
    db
      .select({ id: later.id })
      .from(later)
      .where(and(eq(later.campaignId, localVersion.campaignId), gt(later.version, localVersion.version))),
  );

  /** Versions besides the latest one that were approved and whose window is not over. */
  async function runningOf(campaignIds: readonly string[], now: Date) {
    const rows = await db
      .select({
        campaignId: release.campaignId,
        versionId: release.versionId,
        version: localVersion.version,
        state: release.state,
        startsAt: release.startsAt,
        endsAt: release.endsAt,
        overtakenAt: release.overtakenAt,
      })
      .from(release)
      .innerJoin(localVersion, eq(localVersion.id, release.versionId))
      .where(
        and(
          inArray(release.campaignId, [...campaignIds]),
          eq(release.kind, 'LOCAL'),
          eq(release.state, 'APPROVED'),
        ),
      )
      .orderBy(desc(localVersion.version));
    return rows.flatMap((row) => {
      const state = shownVersionState('APPROVED', releaseFacts(row), now);
      return state === 'LIVE' || state === 'SCHEDULED' ? [{ ...row, state }] : [];
    });
  }

  /** The span of the placements of drafts, which have no release yet; a draft without placements has none. */
  async function windowsOf(versionIds: readonly string[]) {
    const rows = await db
      .select({
        versionId: placement.versionId,
        startsAt: sql<Date>`min(${placement.startsAt})`.mapWith(placement.startsAt),
        endsAt: sql<Date>`max(${placement.endsAt})`.mapWith(placement.endsAt),
      })
      .from(placement)
      .where(inArray(placement.versionId, [...versionIds]))
      .groupBy(placement.versionId);
    return new Map(rows.map((row) => [row.versionId, windowOf(row)]));
  }

  /** Joins what the filter asks about alone: every campaign has one newest version, and one tenant. */
  async function countOf({ text, states }: ListLocalCampaignsInput, where: SQL | undefined): Promise<number> {
    const campaigns = db
      .select({ total: count() })
      .from(localCampaign)
      .innerJoin(tenant, eq(tenant.id, localCampaign.tenantId));
    const versions = () =>
      campaigns.innerJoin(localVersion, and(eq(localVersion.campaignId, localCampaign.id), isNewest));
    const asked =
      states.length > 0 ? versions().leftJoin(release, latestRelease) : text ? versions() : campaigns;
    const [counted] = await asked.where(where);
    return counted?.total ?? 0;
  }

  return {
    async page(actor: Actor, input: ListLocalCampaignsInput, now: Date): Promise<Page<LocalCampaignRow>> {
      const shown = shownStateSql(now);
      const where = conditions(actor, input, shown);
      const rows = await db
        .select({
          campaign: localCampaign,
          version: {
            id: localVersion.id,
            version: localVersion.version,
            title: localVersion.title,
            updatedByName: localVersion.updatedByName,
            updatedAt: localVersion.updatedAt,
          },
          tenant,
          standardNumber: standardCampaign.number,
          standardTitle: standardVersion.title,
          shown,
          startsAt: release.startsAt,
          endsAt: release.endsAt,
        })
        .from(localCampaign)
        .innerJoin(localVersion, and(eq(localVersion.campaignId, localCampaign.id), isNewest))
        .innerJoin(tenant, eq(tenant.id, localCampaign.tenantId))
        .leftJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
        .leftJoin(standardCampaign, eq(standardCampaign.id, localCampaign.baseCampaignId))
        .leftJoin(release, latestRelease)
        .where(where)
        .orderBy(desc(localVersion.updatedAt), desc(localCampaign.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      const total = await countOf(input, where);
      const running =
        rows.length > 0
          ? await runningOf(
              rows.map((row) => row.campaign.id),
              now,
            )
          : [];
      const drafts = rows.flatMap((row) => (row.startsAt === null ? [row.version.id] : []));
      const windows = drafts.length > 0 ? await windowsOf(drafts) : undefined;
      return {
        total,
        rows: rows.map((row) => {
          const { campaign, version } = row;
          const other = running.find(
            (each) => each.campaignId === campaign.id && each.versionId !== version.id,
          );
          return {
            id: campaign.id,
            number: campaign.number,
            title: version.title,
            tenant: {
              id: row.tenant.id,
              code: row.tenant.code,
              nameZh: row.tenant.nameZh,
              nameEn: row.tenant.nameEn,
            },
            standard:
              campaign.baseCampaignId === null
                ? null
                : {
                    campaignId: campaign.baseCampaignId,
                    number: row.standardNumber ?? '',
                    title: row.standardTitle ?? '',
                  },
            versionId: version.id,
            version: version.version,
            state: row.shown,
            window: windowOf(row) ?? windows?.get(version.id) ?? null,
            running: other ? { version: other.version, state: other.state } : null,
            updatedByName: version.updatedByName,
            updatedAt: version.updatedAt.toISOString(),
          };
        }),
      };
    },
  };
}

/** One version is handed in as one release; a later attempt is a later version. */
const latestRelease = and(eq(release.versionId, localVersion.id), eq(release.kind, 'LOCAL'));

function windowOf(row: { startsAt: Date | null; endsAt: Date | null }) {
  return row.startsAt && row.endsAt
    ? { startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }
    : null;
}

function releaseFacts(row: {
  state: string;
  startsAt: Date | null;
  endsAt: Date | null;
  overtakenAt: Date | null;
}) {
  return { state: row.state, window: windowOf(row), overtakenAt: row.overtakenAt?.toISOString() ?? null };
}
