import type { AuditRow } from '@xietong/shared/audit';
import type { Actor } from '@xietong/shared/tenants';
import { and, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { auditEvent, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const columns = {
  id: auditEvent.id,
  at: auditEvent.at,
  tenantCode: tenant.code,
  tenantNameZh: tenant.nameZh,
  tenantNameEn: tenant.nameEn,
  actorKind: auditEvent.actorKind,
  actorName: auditEvent.actorName,
  act: auditEvent.act,
  subjectType: auditEvent.subjectType,
  subjectId: auditEvent.subjectId,
  campaignId: auditEvent.campaignId,
  result: auditEvent.result,
  code: auditEvent.code,
  requestId: auditEvent.requestId,
} as const;

/** What campaigns are made of: failures tell no campaign, but the thing that somebody wanted to do something with. */
const OF_CAMPAIGNS = [
  'StandardCampaign',
  'LocalCampaign',
  'Placement',
  'Release',
  'ApprovalRequest',
] as const;

function shown<T extends { at: Date }>({ at, ...row }: T): Omit<T, 'at'> & { at: string } {
  return { ...row, at: at.toISOString() };
}

/** Reads the audit log, within what the actor may see. */
export function createAuditReadModel(tx: Tx, actor: Actor) {
  const scope = scopeFor(actor, 'read', 'AuditEvent', { tenantId: auditEvent.tenantId });

  return {
    /** What may be read of it, for a search. */
    scope,

    async tenantOf(code: string): Promise<{ id: string; code: string } | undefined> {
      const [row] = await tx
        .select({ id: tenant.id, code: tenant.code })
        .from(tenant)
        .where(eq(tenant.code, code));
      return row;
    },

    /** Events as a list shows them, newest first. */
    async rowsOf(ids: readonly string[]): Promise<AuditRow[]> {
      if (ids.length === 0) return [];
      const rows = await tx
        .select(columns)
        .from(auditEvent)
        .innerJoin(tenant, eq(tenant.id, auditEvent.tenantId))
        .where(and(scope, inArray(auditEvent.id, [...ids])))
        .orderBy(desc(auditEvent.at), desc(auditEvent.id));
      return rows.map(shown);
    },

    async findById(id: string) {
      const [row] = await tx
        .select({
          ...columns,
          address: auditEvent.address,
          canonical: auditEvent.canonical,
          leafHash: auditEvent.leafHash,
          schemaVersion: auditEvent.schemaVersion,
        })
        .from(auditEvent)
        .innerJoin(tenant, eq(tenant.id, auditEvent.tenantId))
        .where(and(scope, eq(auditEvent.id, id)));
      return row ? shown(row) : undefined;
    },

    /**
     * Events of a campaign's history before a place, the newest first; with them what was tried in vain with the things
     * of it, as its versions and releases.
     */
    async ofCampaign(
      { campaignId, things }: { campaignId: string; things: readonly string[] },
      before: { at: string; id: string } | null,
      limit: number,
    ) {
      const failed = and(
        ne(auditEvent.result, 'SUCCESS'),
        inArray(auditEvent.subjectType, [...OF_CAMPAIGNS]),
        inArray(auditEvent.subjectId, [campaignId, ...things]),
      );
      const rows = await tx
        .select({ ...columns, canonical: auditEvent.canonical })
        .from(auditEvent)
        .innerJoin(tenant, eq(tenant.id, auditEvent.tenantId))
        .where(
          and(
            scope,
            or(eq(auditEvent.campaignId, campaignId), failed),
            before
              ? sql`(${auditEvent.at}, ${auditEvent.id}) < (${before.at}::timestamptz, ${before.id}::uuid)`
              : undefined,
          ),
        )
        .orderBy(desc(auditEvent.at), desc(auditEvent.id))
        .limit(limit);
      return rows.map(shown);
    },
  };
}
