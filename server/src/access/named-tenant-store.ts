import { eq } from 'drizzle-orm';
import { tenant } from '../db/schema';
import type { Tx } from '../platform/database';

/** A tenant by its code, as far as the transaction's own tenant may see one. */
export async function findTenantByCode(tx: Tx, code: string) {
  const [row] = await tx.select().from(tenant).where(eq(tenant.code, code));
  return row;
}
