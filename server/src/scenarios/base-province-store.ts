import type { CityFunction, TenantRef } from '@xietong/shared/tenants';
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { channel, cityFunction, duty, machineActor, person, savingUnit, tenant } from '../db/schema';
import type { Database, DatabaseOrTx, Tx } from '../platform/database';

/*
 * Written as the owner: the first rows of a province cannot be anybody's yet. What is there already
 * is left as it is, so that this runs at every start.
 */

export async function insertTenant(tx: Tx, row: typeof tenant.$inferInsert): Promise<string> {
  await tx.insert(tenant).values(row).onConflictDoNothing({ target: tenant.code });
  const [found] = await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.code, row.code));
  if (!found) throw new Error('the tenant was not stored');
  return found.id;
}

/** Grants a function unless the city ever had it: what was revoked stays revoked. */
export async function grantFunction(
  tx: Tx,
  row: { id: string; tenantId: string; function: CityFunction; grantedAt: Date },
): Promise<void> {
  const [known] = await tx
    .select({ id: cityFunction.id })
    .from(cityFunction)
    .where(and(eq(cityFunction.tenantId, row.tenantId), eq(cityFunction.function, row.function)))
    .limit(1);
  if (!known) await tx.insert(cityFunction).values(row);
}

export async function insertChannels(tx: Tx, rows: (typeof channel.$inferInsert)[]): Promise<void> {
  await tx.insert(channel).values(rows).onConflictDoNothing({ target: channel.code });
}

/** Grants follow the program: a machine's are those that this version declares. */
export async function saveMachine(tx: Tx, row: typeof machineActor.$inferInsert): Promise<void> {
  await tx
    .insert(machineActor)
    .values(row)
    .onConflictDoUpdate({ target: machineActor.name, set: { grants: row.grants } });
}

export async function insertSavingUnit(tx: Tx, row: typeof savingUnit.$inferInsert): Promise<void> {
  await tx
    .insert(savingUnit)
    .values(row)
    .onConflictDoNothing({ target: [savingUnit.tenantId, savingUnit.version] });
}

/** Runs while no other process prepares the province. */
export async function withPreparationLock<T>(owner: Database, run: () => Promise<T>): Promise<T> {
  const client = await owner.$client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('xietong.province', 0))");
    return await run();
  } finally {
    // Closing the session frees the lock, also after an error that left it in doubt.
    client.release(true);
  }
}

export async function isAnybodyThere(db: DatabaseOrTx): Promise<boolean> {
  return (await db.select({ id: person.id }).from(person).limit(1)).length > 0;
}

/** Staff ids of everybody who was ever made. */
export async function staffIds(db: DatabaseOrTx): Promise<string[]> {
  return (await db.select({ staffId: person.staffId }).from(person)).map(({ staffId }) => staffId);
}

/** People with their only duty, as the scenarios make them. */
export async function findStaff(db: DatabaseOrTx) {
  return db
    .select({
      personId: person.id,
      staffId: person.staffId,
      name: person.name,
      dutyId: duty.id,
      role: duty.role,
      tenant: { id: tenant.id, code: tenant.code, kind: tenant.kind, parentId: tenant.parentId },
    })
    .from(person)
    .innerJoin(duty, eq(duty.personId, person.id))
    .innerJoin(tenant, eq(tenant.id, duty.tenantId));
}

/** The province and its cities by code. */
export async function findTenants(db: DatabaseOrTx): Promise<Map<string, TenantRef>> {
  const rows = await db
    .select({ id: tenant.id, code: tenant.code, kind: tenant.kind, parentId: tenant.parentId })
    .from(tenant)
    .orderBy(asc(tenant.code));
  return new Map(rows.map((row) => [row.code, row]));
}

/** @throws Error before the province was made, or for a city that is not there */
export async function findMachine(
  owner: Database,
  kind: 'CLI' | 'JOBS' | 'SEED',
  cityCode: string | undefined,
): Promise<{ id: string; name: string; grants: string[]; tenant: TenantRef }> {
  const [machine] = await owner
    .select({ id: machineActor.id, name: machineActor.name, grants: machineActor.grants })
    .from(machineActor)
    .where(eq(machineActor.kind, kind));
  const [found] = await owner
    .select({ id: tenant.id, code: tenant.code, kind: tenant.kind, parentId: tenant.parentId })
    .from(tenant)
    .where(
      cityCode === undefined
        ? isNull(tenant.parentId)
        : and(isNotNull(tenant.parentId), eq(tenant.code, cityCode)),
    );
  if (!machine) throw new Error('the installation has no province yet');
  if (!found) throw new Error(`there is no city ${cityCode ?? ''}`);
  return { ...machine, tenant: found };
}
