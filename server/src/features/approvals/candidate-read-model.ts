import { aliasedTable, and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { duty, person, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const owner = aliasedTable(tenant, 'owner');

/** Who approves in the tenant of a release or in its province at `now`, as far as the reader sees people. */
export async function findApprovers(tx: Tx, releaseTenantId: string, now: Date) {
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
        eq(duty.role, 'APPROVER'),
        lte(duty.validFrom, now),
        sql`(${duty.validUntil} is null or ${duty.validUntil} > ${now.toISOString()}::timestamptz)`,
        isNull(person.disabledAt),
      ),
    )
    .orderBy(asc(tenant.code), asc(person.staffId));
}
