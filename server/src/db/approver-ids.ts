import { and, eq, isNull } from 'drizzle-orm';
import type { DatabaseOrTx } from '../platform/database';
import { heldAt } from './held-duty';
import { duty, person } from './schema';

/** People of a tenant who hold the duty of an approver at `now`: of another tenant nobody, unless the province asks. */
export async function approverIdsOf(db: DatabaseOrTx, tenantId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ personId: duty.personId })
    .from(duty)
    .innerJoin(person, eq(person.id, duty.personId))
    .where(
      and(eq(duty.tenantId, tenantId), eq(duty.role, 'APPROVER'), heldAt(now), isNull(person.disabledAt)),
    );
  return rows.map(({ personId }) => personId);
}
