import type { ApproversOf } from '@xietong/shared/approvals';
import type { Role } from '@xietong/shared/tenants';
import { aliasedTable, and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { heldAt } from '../../db/held-duty';
import { duty, person, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const owner = aliasedTable(tenant, 'owner');

/** Roles whose people may read requests. */
const READING = ['OPERATOR', 'APPROVER', 'AUDITOR'] as const;

/** Who approves in the tenant of a release or in its province at `now`, as far as the reader sees people. */
export async function findApprovers(tx: Tx, releaseTenantId: string, now: Date) {
  return withDuty(tx, releaseTenantId, ['APPROVER'], now);
}

/** Who may confirm what a security administrator of the tenant proposes, as far as the reader sees people. */
export async function findSecurityAdmins(tx: Tx, tenantId: string, now: Date) {
  return withDuty(tx, tenantId, ['SECURITY_ADMIN'], now);
}

/** Who may read a request of a tenant at `now`, each once, as far as the reader sees people. */
export async function findReaders(tx: Tx, releaseTenantId: string, now: Date) {
  const found = await withDuty(tx, releaseTenantId, READING, now);
  return [...new Map(found.map((each) => [each.personId, each])).values()];
}

/** Who approves in each tenant at `now`, as the province sees it. */
export async function findApproversByTenant(tx: Tx, now: Date): Promise<ApproversOf[]> {
  const rows = await tx
    .select({
      tenantId: tenant.id,
      tenantCode: tenant.code,
      parentId: tenant.parentId,
      approverIds: sql<
        string[]
      >`array(select distinct duty.person_id from duty join person p on p.id = duty.person_id
        where duty.tenant_id = tenant.id and duty.role = 'APPROVER' and p.disabled_at is null and ${heldAt(now)})`,
    })
    .from(tenant)
    .orderBy(asc(tenant.code));
  return rows;
}

export async function tenantOf(tx: Tx, id: string) {
  return (
    await tx.select({ id: tenant.id, parentId: tenant.parentId }).from(tenant).where(eq(tenant.id, id))
  )[0];
}

async function withDuty(tx: Tx, releaseTenantId: string, roles: readonly Role[], now: Date) {
  return tx
    .select({
      personId: person.id,
      staffId: person.staffId,
      name: person.name,
      tenantId: tenant.id,
      tenantNameZh: tenant.nameZh,
      tenantNameEn: tenant.nameEn,
    })
    .from(duty)
    .innerJoin(person, eq(person.id, duty.personId))
    .innerJoin(tenant, eq(tenant.id, duty.tenantId))
    .innerJoin(owner, eq(owner.id, releaseTenantId))
    .where(
      and(
        or(eq(tenant.id, owner.id), eq(tenant.id, owner.parentId)),
        inArray(duty.role, [...roles]),
        heldAt(now),
        isNull(person.disabledAt),
      ),
    )
    .orderBy(asc(tenant.code), asc(person.staffId));
}
