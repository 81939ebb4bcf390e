import { redactText } from '@xietong/shared/audit';
import { isFindingOverdue } from '@xietong/shared/findings';
import type { FindingListInput, FindingRow } from '@xietong/shared/findings';
import type { Page } from '@xietong/shared/kernel';
import type { Actor } from '@xietong/shared/tenants';
import { and, count, desc, eq, lte, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { likePattern } from '../../db/like-pattern';
import { auditFinding, auditFindingStep, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const columns = {
  tenantId: auditFinding.tenantId,
  ownerId: auditFinding.ownerId,
  notedTenantId: auditFinding.notedTenantId,
};

/**
 * Whether a finding has a text in its number, its owner or anything that was said of it. Numbers of customers are kept
 * masked, and are found as they are kept.
 */
function has(text: string): SQL {
  const inside = likePattern(redactText(text));
  // Written out: inside a subquery the query builder leaves the tables' names away.
  return sql`(${auditFinding.number} ilike ${inside} or ${auditFinding.title} ilike ${inside}
    or ${auditFinding.ownerName} ilike ${inside}
    or exists (select from ${auditFindingStep} s where s.finding_id = audit_finding.id and s.text ilike ${inside}))`;
}

/** Findings as pages show them, as far as the actor may see them. */
export function createFindingReadModel(tx: Tx, actor: Actor, now: Date) {
  const select = (where: SQL | undefined) =>
    tx
      .select({
        row: auditFinding,
        tenantCode: tenant.code,
        tenantNameZh: tenant.nameZh,
        tenantNameEn: tenant.nameEn,
      })
      .from(auditFinding)
      .innerJoin(tenant, eq(tenant.id, auditFinding.tenantId))
      .where(and(scopeFor(actor, 'read', 'AuditFinding', columns), where));

  return {
    async list(input: FindingListInput): Promise<Page<FindingRow>> {
      const where = and(
        input.text === '' ? undefined : has(input.text),
        input.state && eq(auditFinding.state, input.state),
        input.severity && eq(auditFinding.severity, input.severity),
        input.tenant === undefined ? undefined : eq(tenant.code, input.tenant),
        input.overdue ? and(eq(auditFinding.state, 'OPEN'), lte(auditFinding.dueAt, now)) : undefined,
      );
      const found = await select(where)
        .orderBy(desc(auditFinding.notedAt), desc(auditFinding.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      const [counted] = await tx
        .select({ total: count() })
        .from(auditFinding)
        .innerJoin(tenant, eq(tenant.id, auditFinding.tenantId))
        .where(and(scopeFor(actor, 'read', 'AuditFinding', columns), where));
      return { rows: found.map((each) => rowOf(each, now)), total: counted?.total ?? 0 };
    },

    async findById(id: string) {
      const [found] = await select(eq(auditFinding.id, id));
      return found && { ...found, shown: rowOf(found, now) };
    },
  };
}

interface Found {
  readonly row: typeof auditFinding.$inferSelect;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
}

function rowOf({ row, tenantNameZh, tenantNameEn }: Found, now: Date): FindingRow {
  const { id, number, title, severity, state, ownerName, notedByName } = row;
  return {
    ...{ id, number, title, severity, state, tenantNameZh, tenantNameEn, ownerName, notedByName },
    notedAt: row.notedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: isFindingOverdue(row, now),
  };
}
