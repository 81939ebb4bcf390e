import { auditedContentFields } from '@xietong/shared/audit';
import type { AuditCampaign, AuditedContentField } from '@xietong/shared/audit';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { scopeFor } from '../../access/scope-for';
import { likePattern } from '../../db/like-pattern';
import {
  approvalDecision,
  approvalRequest,
  auditEvent,
  localCampaign,
  localVersion,
  release,
  releaseAuthor,
  standardCampaign,
  standardPlacement,
  standardVersion,
  tenant,
} from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Releases, their authors and decisions, and the campaigns that they belong to, for auditors. */
export function createCampaignHistoryReadModel(tx: Tx, actor: Actor) {
  const releaseScope = scopeFor(actor, 'read', 'Release', { tenantId: release.tenantId });

  /** Of whose campaigns the actor may read the history: a city's auditor reads no standard's. */
  const campaigns = () => {
    const standards = tx
      .select({
        id: standardCampaign.id,
        kind: sql<'STANDARD' | 'LOCAL'>`'STANDARD'`.as('campaign_kind'),
        number: standardCampaign.number,
        tenantId: standardCampaign.tenantId,
        baseCampaignId: sql<string | null>`null::uuid`.as('base_campaign_id'),
        // Written out: inside a subquery the query builder leaves the tables' names away.
        title:
          sql<string>`(select v.title from ${standardVersion} v where v.campaign_id = standard_campaign.id order by v.version desc limit 1)`.as(
            'title',
          ),
      })
      .from(standardCampaign);
    const locals = tx
      .select({
        id: localCampaign.id,
        kind: sql<'STANDARD' | 'LOCAL'>`'LOCAL'`.as('campaign_kind'),
        number: localCampaign.number,
        tenantId: localCampaign.tenantId,
        baseCampaignId: localCampaign.baseCampaignId,
        title:
          sql<string>`(select v.title from ${localVersion} v where v.campaign_id = local_campaign.id order by v.version desc limit 1)`.as(
            'title',
          ),
      })
      .from(localCampaign);
    return standards.unionAll(locals).as('campaign');
  };

  function select(campaign: ReturnType<typeof campaigns>) {
    const changedAt =
      sql<Date | null>`(select max(${auditEvent.at}) from ${auditEvent} where ${auditEvent.campaignId} = ${campaign.id})`.mapWith(
        auditEvent.at,
      );
    return {
      id: campaign.id,
      kind: campaign.kind,
      number: campaign.number,
      title: campaign.title,
      baseCampaignId: campaign.baseCampaignId,
      tenantCode: tenant.code,
      tenantNameZh: tenant.nameZh,
      tenantNameEn: tenant.nameEn,
      changedAt,
    };
  }
  type Found = Omit<AuditCampaign, 'changedAt'> & { changedAt: Date | null; baseCampaignId: string | null };
  const viewOf = ({
    id,
    kind,
    number,
    title,
    tenantCode,
    tenantNameZh,
    tenantNameEn,
    changedAt,
  }: Found): AuditCampaign => ({
    id,
    kind,
    number,
    title,
    tenantCode,
    tenantNameZh,
    tenantNameEn,
    changedAt: (changedAt ?? new Date(0)).toISOString(),
  });

  return {
    /** Campaigns by number or title, those changed last first. */
    async search(text: string, limit: number): Promise<AuditCampaign[]> {
      const campaign = campaigns();
      const pattern = likePattern(text);
      const rows = await tx
        .select(select(campaign))
        .from(campaign)
        .innerJoin(tenant, eq(tenant.id, campaign.tenantId))
        .where(
          and(
            scopeFor(actor, 'read', 'AuditEvent', { tenantId: campaign.tenantId }),
            text
              ? sql`(${campaign.number} ilike ${pattern} or ${campaign.title} ilike ${pattern})`
              : undefined,
          ),
        )
        .orderBy(sql`${select(campaign).changedAt} desc nulls last`, desc(campaign.number))
        .limit(limit);
      return rows.map(viewOf);
    },

    async findCampaign(id: string) {
      const campaign = campaigns();
      const [row] = await tx
        .select(select(campaign))
        .from(campaign)
        .innerJoin(tenant, eq(tenant.id, campaign.tenantId))
        .where(
          and(eq(campaign.id, id), scopeFor(actor, 'read', 'AuditEvent', { tenantId: campaign.tenantId })),
        );
      if (!row) return undefined;
      const [base] = row.baseCampaignId
        ? await tx
            .select({ campaignId: standardCampaign.id, number: standardCampaign.number })
            .from(standardCampaign)
            .where(eq(standardCampaign.id, row.baseCampaignId))
        : [];
      return { campaign: viewOf(row), base: base ?? null };
    },

    /** What the content fields of all versions of a campaign are called, those of the newest first. */
    async contentFieldsOf(campaignId: string): Promise<AuditedContentField[]> {
      const standards = await tx
        .select({ fields: standardVersion.fields })
        .from(standardVersion)
        .where(eq(standardVersion.campaignId, campaignId))
        .orderBy(desc(standardVersion.version));
      const locals = await tx
        .select({ fields: localVersion.resolved })
        .from(localVersion)
        .where(eq(localVersion.campaignId, campaignId))
        .orderBy(desc(localVersion.version));
      const byName = new Map<string, AuditedContentField>();
      for (const { fields } of [...standards, ...locals])
        for (const { name, role, labels } of auditedContentFields(fields))
          if (!byName.has(name)) byName.set(name, { name, role, labels });
      return [...byName.values()];
    },

    /** Ids of what a campaign is made of: versions, releases, requests for approval. */
    async thingsOf(campaignId: string): Promise<string[]> {
      const releases = tx.select({ id: release.id }).from(release).where(eq(release.campaignId, campaignId));
      const found = await unionAll(
        tx
          .select({ id: standardVersion.id })
          .from(standardVersion)
          .where(eq(standardVersion.campaignId, campaignId)),
        tx.select({ id: localVersion.id }).from(localVersion).where(eq(localVersion.campaignId, campaignId)),
        tx
          .select({ id: standardPlacement.id })
          .from(standardPlacement)
          .where(eq(standardPlacement.campaignId, campaignId)),
        tx
          .select({ id: approvalRequest.id })
          .from(approvalRequest)
          .where(inArray(approvalRequest.releaseId, releases)),
        releases,
      );
      return found.map(({ id }) => id);
    },

    async releasesOf(campaignId: string) {
      return tx
        .select({ release, note: approvalRequest.note })
        .from(release)
        .leftJoin(approvalRequest, eq(approvalRequest.releaseId, release.id))
        .where(and(releaseScope, eq(release.campaignId, campaignId)))
        .orderBy(asc(release.submittedAt));
    },

    async findRelease(id: string) {
      const [row] = await tx
        .select()
        .from(release)
        .where(and(releaseScope, eq(release.id, id)));
      return row;
    },

    /** The exact text that was approved under a hash, as far as the actor may read its release. */
    async releaseTextOf(hash: string): Promise<string | undefined> {
      const [row] = await tx
        .select({ text: release.text })
        .from(release)
        .where(and(releaseScope, eq(release.hash, hash)))
        .limit(1);
      return row?.text;
    },

    async authorsOf(releaseIds: readonly string[]) {
      if (releaseIds.length === 0) return [];
      return tx
        .select({ releaseId: releaseAuthor.releaseId, name: releaseAuthor.actorName })
        .from(releaseAuthor)
        .where(inArray(releaseAuthor.releaseId, [...releaseIds]))
        .orderBy(asc(releaseAuthor.actorName));
    },

    async decisionsOf(releaseIds: readonly string[]) {
      if (releaseIds.length === 0) return [];
      return tx
        .select()
        .from(approvalDecision)
        .where(inArray(approvalDecision.releaseId, [...releaseIds]))
        .orderBy(asc(approvalDecision.decidedAt));
    },
  };
}
export type HistoryRelease = Awaited<
  ReturnType<ReturnType<typeof createCampaignHistoryReadModel>['releasesOf']>
>[number];
export type HistoryDecision = Awaited<
  ReturnType<ReturnType<typeof createCampaignHistoryReadModel>['decisionsOf']>
>[number];
