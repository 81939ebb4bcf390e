import type { DutySpan } from '@xietong/shared/tenants';
import { and, desc, eq, isNull, lte, ne, sql, type SQL } from 'drizzle-orm';
import { duty, person, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

export interface NewPerson {
  id: string;
  tenantId: string;
  staffId: string;
  name: string;
  authUserId: string | null;
}

export interface NewDuty extends DutySpan {
  id: string;
  personId: string;
  personTenantId: string;
  grantedByName: string;
}

export async function insertPerson(tx: Tx, row: NewPerson): Promise<void> {
  await tx.insert(person).values(row);
}

export async function linkIdentity(tx: Tx, personId: string, authUserId: string): Promise<void> {
  await tx.update(person).set({ authUserId }).where(eq(person.id, personId));
}

/** A person with the tenant that keeps them, as far as the transaction's tenant may see them. */
export async function findPerson(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: person.id,
      staffId: person.staffId,
      name: person.name,
      tenantId: person.tenantId,
      tenant: {
        id: tenant.id,
        code: tenant.code,
        kind: tenant.kind,
        nameZh: tenant.nameZh,
        nameEn: tenant.nameEn,
      },
      disabledAt: person.disabledAt,
      createdAt: person.createdAt,
    })
    .from(person)
    .innerJoin(tenant, eq(tenant.id, person.tenantId))
    .where(eq(person.id, id));
  return row;
}
export type StoredPerson = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/** @returns whether the person was called `seen` until now. */
export async function renamePerson(
  tx: Tx,
  id: string,
  { name, seen }: { name: string; seen: string },
): Promise<boolean> {
  const renamed = await tx
    .update(person)
    .set({ name })
    .where(and(eq(person.id, id), eq(person.name, seen)))
    .returning({ id: person.id });
  return renamed.length > 0;
}

/** @param disabledAt null = may sign in again */
export async function setDisabled(tx: Tx, id: string, disabledAt: Date | null): Promise<void> {
  await tx.update(person).set({ disabledAt }).where(eq(person.id, id));
}

/** Whoever changes the duties or the state of a person waits here for others who do. */
export async function lockDuties(tx: Tx, personId: string): Promise<void> {
  // The key is the one of the trigger that guards the table.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`duty ${personId}`}, 0))`);
}

export async function insertDuties(tx: Tx, rows: readonly NewDuty[]): Promise<void> {
  if (rows.length > 0) await tx.insert(duty).values([...rows]);
}

function storedDuties(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      id: duty.id,
      personId: duty.personId,
      personTenantId: duty.personTenantId,
      role: duty.role,
      tenantId: duty.tenantId,
      tenant: {
        id: tenant.id,
        code: tenant.code,
        kind: tenant.kind,
        nameZh: tenant.nameZh,
        nameEn: tenant.nameEn,
      },
      validFrom: duty.validFrom,
      validUntil: duty.validUntil,
      grantedByName: duty.grantedByName,
      endedByName: duty.endedByName,
    })
    .from(duty)
    .innerJoin(tenant, eq(tenant.id, duty.tenantId))
    .where(where)
    .orderBy(desc(duty.validFrom), desc(duty.id));
}
export type StoredDuty = Awaited<ReturnType<typeof storedDuties>>[number];

/** Every duty that a person was ever given, the latest first, as far as the tenant may see them. */
export async function listDuties(tx: Tx, personId: string): Promise<StoredDuty[]> {
  return storedDuties(tx, eq(duty.personId, personId));
}

export async function findDuty(tx: Tx, id: string): Promise<StoredDuty | undefined> {
  return (await storedDuties(tx, eq(duty.id, id)))[0];
}

/** @returns false where the tenant may not end it */
export async function endDuty(tx: Tx, id: string, validUntil: Date, endedByName: string): Promise<boolean> {
  const ended = await tx
    .update(duty)
    .set({ validUntil, endedByName })
    .where(eq(duty.id, id))
    .returning({ id: duty.id });
  return ended.length > 0;
}

/**
 * Whether somebody else administers a tenant in a role, now and without an end. One at a time asks,
 * so that two administrators cannot take each other's duty at once.
 */
export async function isAdministeredByAnother(
  tx: Tx,
  { personId, tenantId, role }: { personId: string; tenantId: string; role: StoredDuty['role'] },
  now: Date,
): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`administrators ${tenantId}`}, 0))`);
  const others = await tx
    .select({ id: duty.id })
    .from(duty)
    .innerJoin(person, eq(person.id, duty.personId))
    .where(
      and(
        eq(duty.tenantId, tenantId),
        eq(duty.role, role),
        ne(duty.personId, personId),
        lte(duty.validFrom, now),
        isNull(duty.validUntil),
        isNull(person.disabledAt),
      ),
    )
    .limit(1);
  return others.length > 0;
}
