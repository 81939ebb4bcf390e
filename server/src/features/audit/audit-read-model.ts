import type { AuditRow } from '@xietong/shared/audit';
import { startOfShanghaiDate, windowOfDates } from '@xietong/shared/kernel';
import type { AUDIT_RESULTS } from '@xietong/shared/audit';
import type { SubjectName } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { and, desc, eq, gte, ilike, lt, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { auditEvent, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

export interface AuditSearch {
  readonly text?: string | undefined;
  readonly actor?: string | undefined;
  readonly act?: string | undefined;
  readonly subjectType?: SubjectName | undefined;
  readonly tenantCode?: string | undefined;
  readonly result?: (typeof AUDIT_RESULTS)[number] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Place in the log, newest first. */
export interface AuditPlace {
  readonly at: string;
  readonly id: string;
}

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

/** A text as it stands inside a LIKE pattern: its wildcards are characters. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

function shown<T extends { at: Date }>({ at, ...row }: T): Omit<T, 'at'> & { at: string } {
  return { ...row, at: at.toISOString() };
}

/** Reads the audit log, within what the actor may see. */
export function createAuditReadModel(tx: Tx, actor: Actor) {
  const scope = scopeFor(actor, 'read', 'AuditEvent', { tenantId: auditEvent.tenantId });

  function matching(search: AuditSearch) {
    const { text, actor: name, act, subjectType, tenantCode, result, from, to } = search;
    return [
      scope,
      text ? ilike(auditEvent.canonical, likePattern(text)) : undefined,
      name ? ilike(auditEvent.actorName, likePattern(name)) : undefined,
      act ? ilike(auditEvent.act, likePattern(act)) : undefined,
      subjectType ? eq(auditEvent.subjectType, subjectType) : undefined,
      tenantCode ? eq(tenant.code, tenantCode) : undefined,
      result ? eq(auditEvent.result, result) : undefined,
      from ? gte(auditEvent.at, new Date(startOfShanghaiDate(from))) : undefined,
      to ? lt(auditEvent.at, new Date(windowOfDates(to, to).endsAt)) : undefined,
    ];
  }

  return {
    /** How many events match, counted up to `most`. */
    async count(search: AuditSearch, most: number): Promise<number> {
      const found = tx
        .select({ one: sql`1`.as('one') })
        .from(auditEvent)
        .innerJoin(tenant, eq(tenant.id, auditEvent.tenantId))
        .where(and(...matching(search)))
        .limit(most)
        .as('found');
      const [row] = await tx.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(found);
      return row?.total ?? 0;
    },

    async search(search: AuditSearch, after: AuditPlace | null, limit: number): Promise<AuditRow[]> {
      const rows = await tx
        .select(columns)
        .from(auditEvent)
        .innerJoin(tenant, eq(tenant.id, auditEvent.tenantId))
        .where(
          and(
            ...matching(search),
            after
              ? sql`(${auditEvent.at}, ${auditEvent.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`
              : undefined,
          ),
        )
        .orderBy(desc(auditEvent.at), desc(auditEvent.id))
        .limit(limit);
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

    /** The newest events of a campaign's history. */
    async ofCampaign(campaignId: string, limit: number) {
      const rows = await tx
        .select({ ...columns, canonical: auditEvent.canonical })
        .from(auditEvent)
        .innerJoin(tenant, eq(tenant.id, auditEvent.tenantId))
        .where(and(scope, eq(auditEvent.campaignId, campaignId)))
        .orderBy(desc(auditEvent.at), desc(auditEvent.id))
        .limit(limit);
      return rows.map(shown);
    },
  };
}
