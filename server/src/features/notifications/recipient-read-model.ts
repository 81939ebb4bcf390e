import { eq } from 'drizzle-orm';
import { tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Every city of the province, whose operators a publication concerns. */
export async function findCityIds(tx: Tx): Promise<string[]> {
  const rows = await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.kind, 'CITY'));
  return rows.map((row) => row.id);
}
