import { applyExceptions } from '@xietong/shared/exceptions';
import type { AskedPolicy } from '@xietong/shared/exceptions';
import { impactOf, joinImpacts, mergeContent, standingOf } from '@xietong/shared/inheritance';
import type { ContentField } from '@xietong/shared/content';
import type { MergeImpact } from '@xietong/shared/inheritance';
import type {
  PropagatedStandard,
  PropagationBoard,
  PropagationItem,
  PropagationRow,
} from '@xietong/shared/localisation';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { exceptionsInForce } from '../../db/exceptions-in-force';
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
import type { PropagationItemRecord } from './propagation-store';

type Target = PropagatedStandard & { readonly fields: readonly ContentField[] };

/** What runs of a local campaign. */
interface Running {
  readonly placements: number;
  readonly listed: number;
  readonly unlisted: number;
  /** The newest version of the standard among what is approved; 0 where nothing is. */
  readonly base: number;
  readonly isPaused: boolean;
}
const NOTHING_RUNS: Running = { placements: 0, listed: 0, unlisted: 0, base: 0, isPaused: false };

/** What binds campaigns: the standards they are pinned to, and what the province granted them. */
interface Bound {
  readonly bases: ReadonlyMap<string, readonly ContentField[]>;
  readonly exceptions: Awaited<ReturnType<typeof exceptionsInForce>>;
  /** Of the fields of which a campaign says nothing of its own: the same for all on one base that leave the same ones. */
  readonly untouched: Map<string, MergeImpact>;
  readonly now: Date;
}

/** How the local campaigns of a standard stand to its versions. */
export function createPropagationReadModel(db: DatabaseOrTx, actor: Actor) {
  /** The latest version of every local campaign of the standard that is not archived, by city. */
  async function latestVersions(campaignId: string) {
    return db
      .select({
        campaign: { id: localCampaign.id, number: localCampaign.number },
        // Without its whole resolved content, which no cell is made of.
        version: {
          campaignId: localVersion.campaignId,
          baseVersionId: localVersion.baseVersionId,
          version: localVersion.version,
          state: localVersion.state,
          title: localVersion.title,
          overrides: localVersion.overrides,
          updatedByName: localVersion.updatedByName,
          updatedAt: localVersion.updatedAt,
        },
        base: standardVersion.version,
        tenant: { id: tenant.id, code: tenant.code, nameZh: tenant.nameZh, nameEn: tenant.nameEn },
      })
      .from(localCampaign)
      .innerJoin(
        localVersion,
        and(
          eq(localVersion.campaignId, localCampaign.id),
          // Not by the highest number: that is looked for among the versions of all campaigns.
          sql`not exists (select from local_version v where v.campaign_id = ${localCampaign.id} and v.version > ${localVersion.version})`,
        ),
      )
      .innerJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
      .innerJoin(tenant, eq(tenant.id, localCampaign.tenantId))
      .where(
        and(
          eq(localCampaign.baseCampaignId, campaignId),
          isNull(localCampaign.archivedAt),
          scopeFor(actor, 'read', 'LocalCampaign', {
            tenantId: localCampaign.tenantId,
            baseCampaignId: localCampaign.baseCampaignId,
          }),
        ),
      )
      .orderBy(asc(tenant.code), asc(localCampaign.number));
  }
  type Latest = Awaited<ReturnType<typeof latestVersions>>[number];

  /** By local campaign what runs or will run, and whether something is paused that would. */
  async function running(campaignIds: readonly string[], now: Date): Promise<Map<string, Running>> {
    if (campaignIds.length === 0) return new Map();
    const isApproved = sql`${release.state} = 'APPROVED' and (${release.overtakenAt} is null or ${release.overtakenAt} > ${now.toISOString()}::timestamptz)`;
    const sum = (each: ReturnType<typeof sql>) =>
      sql<number>`coalesce(sum(${each}) filter (where ${isApproved}), 0)::int`;
    const rows = await db
      .select({
        campaignId: release.campaignId,
        placements: sum(sql`placed.placements`),
        listed: sum(sql`placed.listed`),
        unlisted: sum(sql`placed.placements - placed.lists`),
        base: sql<number>`coalesce(max(${standardVersion.version}) filter (where ${isApproved}), 0)::int`,
        // Once a later release was approved, nothing of the campaign waits to be mended.
        isPaused: sql<boolean>`bool_or(${release.state} = 'PAUSED') and not bool_or(${isApproved})`,
      })
      .from(release)
      .innerJoin(localVersion, eq(localVersion.id, release.versionId))
      .innerJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
      .innerJoin(
        sql`lateral (select count(*)::int as placements, count(p.value #> '{audience,list,size}')::int as lists,
          coalesce(sum((p.value #>> '{audience,list,size}')::int), 0)::int as listed
          from jsonb_array_elements(${release.text}::jsonb -> 'placements') p) placed`,
        sql`true`,
      )
      .where(
        and(
          inArray(release.campaignId, [...campaignIds]),
          eq(release.kind, 'LOCAL'),
          inArray(release.state, ['APPROVED', 'PAUSED']),
          sql`${release.endsAt} > ${now.toISOString()}::timestamptz`,
        ),
      )
      .groupBy(release.campaignId);
    return new Map(rows.map(({ campaignId, ...row }) => [campaignId, row]));
  }

  /** The fields of the bases: few, however many campaigns are pinned to them; of those at hand nothing is asked. */
  async function basesOf(
    rows: readonly Latest[],
    atHand: readonly { id: string; fields: readonly ContentField[] }[] = [],
  ): Promise<Map<string, readonly ContentField[]>> {
    const bases = new Map(atHand.map(({ id, fields }) => [id, fields]));
    const ids = [...new Set(rows.flatMap(({ version }) => version.baseVersionId ?? []))];
    const others = ids.filter((id) => !bases.has(id));
    if (others.length === 0) return bases;
    const found = await db
      .select({ id: standardVersion.id, fields: standardVersion.fields })
      .from(standardVersion)
      .where(inArray(standardVersion.id, others));
    for (const { id, fields } of found) bases.set(id, fields);
    return bases;
  }

  async function boundOf(
    rows: readonly Latest[],
    now: Date,
    atHand?: readonly { id: string; fields: readonly ContentField[] }[],
  ): Promise<Bound> {
    const ids = rows.map(({ campaign }) => campaign.id);
    return {
      bases: await basesOf(rows, atHand),
      exceptions: await exceptionsInForce(db, ids, now),
      untouched: new Map(),
      now,
    };
  }

  /** By version of the standard and local campaign. */
  async function itemsOf(versionIds: readonly string[]): Promise<Map<string, PropagationItemRecord>> {
    if (versionIds.length === 0) return new Map();
    const rows = await db
      .select()
      .from(propagationItem)
      .where(inArray(propagationItem.standardVersionId, [...versionIds]));
    return new Map(rows.map((row) => [`${row.standardVersionId} ${row.localCampaignId}`, row]));
  }

  /** Of the same, what a cell of the board is made of. */
  async function standingsOf(versionIds: readonly string[]) {
    if (versionIds.length === 0) return new Map<string, never>();
    const { standardVersionId, localCampaignId, waivedAt, dueAt } = propagationItem;
    const rows = await db
      .select({ standardVersionId, localCampaignId, waivedAt, dueAt })
      .from(propagationItem)
      // Without a day and a waiver it says nothing more than that there is none.
      .where(and(inArray(standardVersionId, [...versionIds]), or(isNotNull(waivedAt), isNotNull(dueAt))));
    return new Map(rows.map((row) => [`${row.standardVersionId} ${row.localCampaignId}`, row]));
  }

  /** What versions of the standard would change in a campaign; null of one that it stands on. */
  function impactsOn({ version, base }: Latest, { bases, exceptions, untouched, now }: Bound) {
    const from = bases.get(version.baseVersionId ?? '') ?? [];
    const granted = exceptions.get(version.campaignId) ?? [];
    const touched = new Set([...Object.keys(version.overrides), ...granted.map(({ fieldId }) => fieldId)]);
    const isTouched = ({ id }: ContentField) => touched.has(id);
    const isLeft = ({ id }: ContentField) => !touched.has(id);
    const names = [...touched].sort().join(' ');
    const bound = (fields: readonly ContentField[]) =>
      granted.length > 0 ? applyExceptions(fields.filter(isTouched), granted, now) : fields.filter(isTouched);
    const own = bound(from);

    return (target: Pick<Target, 'version' | 'fields'>): MergeImpact | null => {
      if (base >= target.version) return null;
      const key = `${String(base)} ${String(target.version)} ${names}`;
      const left =
        untouched.get(key) ?? impactOf(mergeContent(from.filter(isLeft), {}, target.fields.filter(isLeft)));
      untouched.set(key, left);
      if (touched.size === 0) return left;
      return joinImpacts(left, impactOf(mergeContent(own, version.overrides, bound(target.fields))));
    };
  }

  function standing(
    { version }: Latest,
    impact: MergeImpact | null,
    item: Pick<PropagationItemRecord, 'waivedAt' | 'dueAt'> | undefined,
    now: Date,
  ) {
    const hasOverrides = Object.keys(version.overrides).length > 0;
    const facts = { isOn: impact === null, hasOverrides, impact, isWaived: Boolean(item?.waivedAt) };
    return standingOf({ ...facts, dueAt: item?.dueAt ?? null }, now);
  }

  return {
    /** A version of a standard as the sheet is about it. */
    async target(
      versionId: string,
    ): Promise<(Target & { tenantId: string; publishedAt: Date | null }) | undefined> {
      const [row] = await db
        .select({ version: standardVersion, number: standardCampaign.number })
        .from(standardVersion)
        .innerJoin(standardCampaign, eq(standardCampaign.id, standardVersion.campaignId))
        .where(eq(standardVersion.id, versionId));
      if (!row) return undefined;
      const { id, campaignId, title, version, state, push, fields, tenantId, publishedAt } = row.version;
      const names = { campaignId, number: row.number, title, versionId: id, version };
      return { ...names, state, push, fields, tenantId, publishedAt };
    },

    /** Whose standard it is, as permissions look at it, and its number. */
    async owner(
      campaignId: string,
    ): Promise<{ tenantId: string; number: string; published: boolean } | undefined> {
      const [row] = await db
        .select({
          tenantId: standardCampaign.tenantId,
          number: standardCampaign.number,
          // Written out: of one table alone the query builder leaves its name away.
          published: sql<boolean>`exists (select from standard_version v where v.campaign_id = standard_campaign.id and v.published_at is not null)`,
        })
        .from(standardCampaign)
        .where(eq(standardCampaign.id, campaignId));
      return row;
    },

    async rows(target: Target, now: Date): Promise<PropagationRow[]> {
      const latest = await latestVersions(target.campaignId);
      const bound = await boundOf(
        latest.filter(({ base }) => base < target.version),
        now,
      );
      const ids = latest.map(({ campaign }) => campaign.id);
      const live = await running(ids, now);
      const items = await itemsOf([target.versionId]);
      return latest.map((row) => {
        const { campaign, version, base, tenant: owner } = row;
        const impact = impactsOn(row, bound)(target);
        const item = items.get(`${target.versionId} ${campaign.id}`);
        const { base: liveBase, isPaused, ...placed } = live.get(campaign.id) ?? NOTHING_RUNS;
        return {
          id: campaign.id,
          number: campaign.number,
          title: version.title,
          tenant: owner,
          version: { version: version.version, state: version.state, base },
          updatedByName: version.updatedByName,
          updatedAt: version.updatedAt.toISOString(),
          ...placed,
          standing: standing(row, impact, item, now),
          isLive: liveBase >= target.version,
          isPaused,
          impact,
          item: item ? itemOf(item) : null,
        };
      });
    },

    async board(
      { campaignId, number }: { campaignId: string; number: string },
      count: number,
      now: Date,
    ): Promise<PropagationBoard> {
      const versions = await db
        .select()
        .from(standardVersion)
        .where(and(eq(standardVersion.campaignId, campaignId), isNotNull(standardVersion.publishedAt)))
        .orderBy(desc(standardVersion.version))
        .limit(count);
      const latest = await latestVersions(campaignId);
      const bound = await boundOf(latest, now, versions);
      const items = await standingsOf(versions.map(({ id }) => id));
      return {
        standard: { campaignId, number, title: versions[0]?.title ?? '' },
        versions: versions.map(({ id, version, publishedAt, push }) => ({
          ...{ versionId: id, version, mode: push.mode },
          publishedAt: publishedAt?.toISOString() ?? '',
        })),
        rows: latest.map((row) => {
          const impactOfVersion = impactsOn(row, bound);
          return {
            id: row.campaign.id,
            number: row.campaign.number,
            title: row.version.title,
            tenant: row.tenant,
            version: { version: row.version.version, state: row.version.state, base: row.base },
            updatedByName: row.version.updatedByName,
            exceptions: exceptionsOf(bound.exceptions.get(row.campaign.id) ?? []),
            cells: versions.map((target) =>
              standing(row, impactOfVersion(target), items.get(`${target.id} ${row.campaign.id}`), now),
            ),
          };
        }),
      };
    },
  };
}

function exceptionsOf(granted: readonly AskedPolicy[]): PropagationBoard['rows'][number]['exceptions'] {
  const [nextEndsAt] = granted.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt])).sort();
  return nextEndsAt === undefined ? null : { count: granted.length, nextEndsAt };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function itemOf(item: PropagationItemRecord): PropagationItem {
  const { id, mode, onMiss, reminders, remindedByName, waivedByName, waiverReason, acknowledgedByName } =
    item;
  return {
    ...{ id, mode, onMiss, reminders, remindedByName, waivedByName, waiverReason },
    dueAt: iso(item.dueAt),
    pushedAt: item.pushedAt.toISOString(),
    remindedAt: iso(item.remindedAt),
    waivedAt: iso(item.waivedAt),
    missedAt: iso(item.missedAt),
    correctedAt: iso(item.correctedAt),
    acknowledgedAt: iso(item.acknowledgedAt),
    acknowledgedByName,
  };
}
