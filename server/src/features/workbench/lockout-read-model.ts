import type { PersonActor } from '@xietong/shared/tenants';
import { and, countDistinct, eq, gt } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { authLockout, duty, person } from '../../db/schema';
import { attemptsStaffId } from '../../http/lockout-store';
import type { Database } from '../../platform/database';

/** How many people whom the actor administers cannot sign in now. `authDb`: only the auth role reads sign-ins. */
export async function countLockedAccounts(authDb: Database, actor: PersonActor, now: Date): Promise<number> {
  if (!can(actor, 'update', 'Person')) return 0;
  const [row] = await authDb
    .select({ found: countDistinct(person.id) })
    .from(authLockout)
    .innerJoin(person, eq(person.staffId, attemptsStaffId))
    .innerJoin(duty, eq(duty.personId, person.id))
    .where(
      and(gt(authLockout.lockedUntil, now), scopeFor(actor, 'update', 'Person', { tenantId: duty.tenantId })),
    );
  return row?.found ?? 0;
}
