import type { DutySpan } from '@xietong/shared/tenants';
import { eq } from 'drizzle-orm';
import { duty, person } from '../../db/schema';
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

export async function insertDuties(tx: Tx, rows: readonly NewDuty[]): Promise<void> {
  if (rows.length > 0) await tx.insert(duty).values([...rows]);
}
