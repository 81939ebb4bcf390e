import type { ContentField } from '@xietong/shared/content';
import { isInForce } from '@xietong/shared/exceptions';
import type { AskedView, ExceptionView } from '@xietong/shared/exceptions';
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
  /** What was asked for, open ones first, each with its record. */
  async function asked(where: SQL | undefined): Promise<{ row: ExceptionRecord; view: AskedView }[]> {
    const rows = await tx
      .select({ row: policyException, owner: tenant, number: localCampaign.number, title: latestTitle })
      .from(policyException)
      .innerJoin(localCampaign, eq(localCampaign.id, policyException.localCampaignId))
      .innerJoin(tenant, eq(tenant.id, policyException.tenantId))
      .where(and(where, scopeFor(actor, 'read', 'PolicyException', { tenantId: policyException.tenantId })))
      .orderBy(sql`${policyException.state} <> 'ASKED'`, desc(policyException.askedAt));
    return rows.map(({ row, owner, number, title }) => ({
      row,
      view: {
        ...viewOf(row, actor, now),
        tenant: { id: owner.id, code: owner.code, nameZh: owner.nameZh, nameEn: owner.nameEn },
        localCampaign: { id: row.localCampaignId, number, title },
      },
    }));
  }
  type Asked = Awaited<ReturnType<typeof asked>>;
  const exceptions = (found: Asked): ExceptionView[] =>
    found.flatMap(({ row, view }) => {
      const of = exceptionOf(row, now);
      return of ? [{ ...view, ...of }] : [];
    });
  const detachments = (found: Asked): AskedView[] =>
    found.flatMap(({ row, view }) => (row.kind === 'DETACHMENT' ? [view] : []));

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

    ofLocal: async (id: string) => exceptions(await asked(eq(policyException.localCampaignId, id))),
    detachmentsOfLocal: async (id: string) =>
      detachments(await asked(eq(policyException.localCampaignId, id))),
    ofStandard: async (id: string) => {
      const found = await asked(eq(policyException.standardCampaignId, id));
      return { exceptions: exceptions(found), detachments: detachments(found) };
    },
  };
}

function viewOf(row: ExceptionRecord, actor: Actor, now: Date): Omit<AskedView, 'tenant' | 'localCampaign'> {
  const owned = { tenantId: row.tenantId };
  const isOpen = row.state === 'ASKED';
  const mayDecide = can(actor, 'approve', 'PolicyException', owned) && row.askedBy !== actorId(actor);
  const expiresAt = row.expiresAt?.toISOString() ?? null;
  return {
    id: row.id,
    standardCampaignId: row.standardCampaignId,
    reason: row.reason,
    state: row.state,
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
      decide: isOpen && mayDecide,
      revoke: mayDecide && isInForce({ state: row.state, expiresAt }, now),
    },
  };
}

/** What a record says of a policy; null of one that is about none. */
function exceptionOf(row: ExceptionRecord, now: Date): Omit<ExceptionView, keyof AskedView> | null {
  const { fieldId, fieldRole, fieldLabels, policyBefore, policyAsked } = row;
  if (fieldId === null || !fieldRole || !fieldLabels || !policyBefore || !policyAsked) return null;
  const expiresAt = row.expiresAt?.toISOString() ?? null;
  return {
    ...{ fieldId, fieldRole, fieldLabels, policyBefore, policyAsked },
    inForce: isInForce({ state: row.state, expiresAt }, now),
    revocation: row.revokedAt && {
      byName: row.revokedByName ?? '',
      at: row.revokedAt.toISOString(),
      reason: row.revokedReason ?? '',
    },
  };
}
