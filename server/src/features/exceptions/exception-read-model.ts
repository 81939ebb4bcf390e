import type { ContentField } from '@xietong/shared/content';
import { isInForce } from '@xietong/shared/exceptions';
import type { ExceptionView } from '@xietong/shared/exceptions';
import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import {
  localCampaign,
  localVersion,
  policyException,
  standardCampaign,
  standardVersion,
  tenant,
} from '../../db/schema';
import type { Tx } from '../../platform/database';
import type { ExceptionRecord } from './exception-store';

/** A local campaign with what its latest version is called and based on; fields are null without a standard. */
export interface ExceptionSubject {
  readonly campaign: typeof localCampaign.$inferSelect;
  readonly owner: { readonly id: string; readonly code: string };
  readonly title: string;
  readonly standard: { readonly number: string; readonly fields: readonly ContentField[] } | null;
}

const latestTitle = sql<string>`(select v.title from local_version v where v.campaign_id = ${localCampaign.id} order by v.version desc limit 1)`;

/** What exceptions are about, and the lists of them that an actor may see. */
export function createExceptionReadModel(tx: Tx, actor: Actor, now: Date) {
  async function views(where: SQL | undefined): Promise<ExceptionView[]> {
    const rows = await tx
      .select({ row: policyException, owner: tenant, number: localCampaign.number, title: latestTitle })
      .from(policyException)
      .innerJoin(localCampaign, eq(localCampaign.id, policyException.localCampaignId))
      .innerJoin(tenant, eq(tenant.id, policyException.tenantId))
      .where(and(where, scopeFor(actor, 'read', 'PolicyException', { tenantId: policyException.tenantId })))
      .orderBy(sql`${policyException.state} <> 'ASKED'`, desc(policyException.askedAt));
    return rows.map(({ row, owner, number, title }) => ({
      ...viewOf(row, actor, now),
      tenant: { id: owner.id, code: owner.code, nameZh: owner.nameZh, nameEn: owner.nameEn },
      localCampaign: { id: row.localCampaignId, number, title },
    }));
  }

  return {
    async subjectOf(localCampaignId: string): Promise<ExceptionSubject | undefined> {
      const [row] = await tx
        .select({
          campaign: localCampaign,
          owner: { id: tenant.id, code: tenant.code },
          title: localVersion.title,
          number: standardCampaign.number,
          fields: standardVersion.fields,
        })
        .from(localCampaign)
        .innerJoin(tenant, eq(tenant.id, localCampaign.tenantId))
        .innerJoin(localVersion, eq(localVersion.campaignId, localCampaign.id))
        .leftJoin(standardVersion, eq(standardVersion.id, localVersion.baseVersionId))
        .leftJoin(standardCampaign, eq(standardCampaign.id, standardVersion.campaignId))
        .where(eq(localCampaign.id, localCampaignId))
        .orderBy(desc(localVersion.version))
        .limit(1);
      if (!row) return undefined;
      const { campaign, owner, title, number, fields } = row;
      return { campaign, owner, title, standard: number !== null && fields ? { number, fields } : null };
    },

    /** What a standard is called, by its latest version that the actor may see. */
    async standardOf(id: string) {
      const [row] = await tx
        .select({
          id: standardCampaign.id,
          tenantId: standardCampaign.tenantId,
          number: standardCampaign.number,
          title: standardVersion.title,
          published: isNotNull(standardVersion.publishedAt).mapWith(Boolean),
        })
        .from(standardCampaign)
        .innerJoin(standardVersion, eq(standardVersion.campaignId, standardCampaign.id))
        .where(eq(standardCampaign.id, id))
        .orderBy(sql`${standardVersion.publishedAt} is null`, desc(standardVersion.version))
        .limit(1);
      return row;
    },

    ofLocal: (id: string) => views(eq(policyException.localCampaignId, id)),
    ofStandard: (id: string) => views(eq(policyException.standardCampaignId, id)),
  };
}

function viewOf(
  row: ExceptionRecord,
  actor: Actor,
  now: Date,
): Omit<ExceptionView, 'tenant' | 'localCampaign'> {
  const owned = { tenantId: row.tenantId };
  const isOpen = row.state === 'ASKED';
  const expiresAt = row.expiresAt?.toISOString() ?? null;
  return {
    id: row.id,
    standardCampaignId: row.standardCampaignId,
    fieldId: row.fieldId,
    fieldRole: row.fieldRole,
    fieldLabels: row.fieldLabels,
    policyBefore: row.policyBefore,
    policyAsked: row.policyAsked,
    reason: row.reason,
    state: row.state,
    inForce: isInForce({ state: row.state, expiresAt }, now),
    askedByName: row.askedByName,
    askedAt: row.askedAt.toISOString(),
    decision: row.decidedAt && {
      byName: row.decidedByName ?? '',
      at: row.decidedAt.toISOString(),
      reason: row.decisionReason,
      expiresAt,
    },
    may: {
      withdraw: isOpen && can(actor, 'withdraw', 'PolicyException', owned),
      decide: isOpen && can(actor, 'approve', 'PolicyException', owned) && row.askedBy !== actorId(actor),
    },
  };
}
