import type { PeopleFilter } from '@xietong/shared/tenants';
import { and, asc, count, eq, exists, gt, ilike, inArray, isNotNull, isNull, not, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Call } from '../../access/call';
import { scopeFor } from '../../access/scope-for';
import { likePattern } from '../../db/like-pattern';
import { heldAt } from '../../db/held-duty';
import { duty, person, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';
import type { StoredPerson } from './person-store';

const NAMES = {
  id: tenant.id,
  code: tenant.code,
  kind: tenant.kind,
  nameZh: tenant.nameZh,
  nameEn: tenant.nameEn,
};

/** A duty is seen by the administrators of its tenant, and by those who keep the person. */
function visibleDuty({ actor }: Call): SQL | undefined {
  return or(
    scopeFor(actor, 'read', 'Duty', { tenantId: duty.tenantId }),
    scopeFor(actor, 'read', 'Duty', { tenantId: duty.personTenantId }),
  );
}

/** People of the own tenants, and whoever acts in one of them or soon will. */
function visiblePerson(tx: Tx, { actor }: Call, now: Date): SQL | undefined {
  const actsHere = tx
    .select({ id: duty.id })
    .from(duty)
    .where(
      and(
        eq(duty.personId, person.id),
        or(isNull(duty.validUntil), gt(duty.validUntil, now)),
        scopeFor(actor, 'read', 'Person', { tenantId: duty.tenantId }),
      ),
    );
  return or(scopeFor(actor, 'read', 'Person', { tenantId: person.tenantId }), exists(actsHere));
}

function searched(tx: Tx, call: Call, filter: PeopleFilter, now: Date): SQL | undefined {
  const pattern = likePattern(filter.text);
  const held = (more?: SQL) =>
    exists(
      tx
        .select({ id: duty.id })
        .from(duty)
        .where(and(eq(duty.personId, person.id), heldAt(now), more)),
    );
  return and(
    visiblePerson(tx, call, now),
    filter.text ? or(ilike(person.staffId, pattern), ilike(person.name, pattern)) : undefined,
    filter.tenantCode === undefined ? undefined : eq(tenant.code, filter.tenantCode),
    filter.role === undefined ? undefined : held(and(eq(duty.role, filter.role), visibleDuty(call))),
    filter.state === 'ARCHIVED' ? isNotNull(person.disabledAt) : isNull(person.disabledAt),
    filter.state === 'WITHOUT_DUTY' ? not(held()) : undefined,
  );
}

/**
 * One page of people by tenant and staff id.
 * @param among staff ids; null = whoever is found
 */
export async function pageOfPeople(
  tx: Tx,
  call: Call,
  { filter, among, now }: { filter: PeopleFilter; among: readonly string[] | null; now: Date },
): Promise<{ total: number; rows: StoredPerson[] }> {
  const where = and(
    searched(tx, call, filter, now),
    among === null ? undefined : inArray(person.staffId, [...among]),
  );
  const rows = await tx
    .select({
      id: person.id,
      staffId: person.staffId,
      name: person.name,
      tenantId: person.tenantId,
      tenant: NAMES,
      disabledAt: person.disabledAt,
      createdAt: person.createdAt,
    })
    .from(person)
    .innerJoin(tenant, eq(tenant.id, person.tenantId))
    .where(where)
    .orderBy(asc(tenant.code), asc(person.staffId))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize);
  const [counted] = await tx
    .select({ total: count() })
    .from(person)
    .innerJoin(tenant, eq(tenant.id, person.tenantId))
    .where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** The duties that people hold now, as far as the caller may see them. */
export async function heldDuties(tx: Tx, call: Call, personIds: readonly string[], now: Date) {
  if (personIds.length === 0) return [];
  return tx
    .select({ id: duty.id, personId: duty.personId, role: duty.role, tenant: NAMES })
    .from(duty)
    .innerJoin(tenant, eq(tenant.id, duty.tenantId))
    .where(and(inArray(duty.personId, [...personIds]), heldAt(now), visibleDuty(call)))
    .orderBy(asc(duty.validFrom), asc(duty.id));
}
