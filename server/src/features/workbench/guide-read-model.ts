import type { PersonActor } from '@xietong/shared/tenants';
import { and, eq, sql } from 'drizzle-orm';
import { auditEvent } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Which of these acts the person has done with success, as the audit log of the tenant knows. */
export async function findActsDone(
  tx: Tx,
  { personId, tenant }: PersonActor,
  acts: readonly string[],
): Promise<string[]> {
  const wanted = sql`unnest(array[${sql.join(
    acts.map((act) => sql`${act}`),
    sql`, `,
  )}]::text[])`;
  const done = await tx.execute<{ act: string }>(sql`
    select wanted.act from ${wanted} as wanted(act)
    where exists (select from ${auditEvent} where ${and(
      eq(auditEvent.actorId, personId),
      eq(auditEvent.tenantId, tenant.id),
      eq(auditEvent.result, 'SUCCESS'),
      sql`${auditEvent.act} = wanted.act`,
    )})`);
  return done.rows.map((row) => row.act);
}
