import type { ApprovalCopy } from '@xietong/shared/approvals';
import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { asc, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { approvalCopy, approvalOpening, approvalRequest, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** The actor is told of the query's request: by name, or with everybody of the role. */
export function isCopiedTo(actor: Actor): SQL {
  const role = actor.kind === 'PERSON' ? actor.role : '';
  return sql`exists (select from approval_copy copy where copy.request_id = ${approvalRequest.id}
    and copy.to_tenant_id = ${actor.tenant.id}::uuid and (copy.person_id = ${actorId(actor)}::uuid or copy.role = ${role}))`;
}

/** The actor has opened the query's request as it is. */
export function hasOpened(actor: Actor): SQL {
  return sql`exists (select from approval_opening opening where opening.request_id = ${approvalRequest.id}
    and opening.person_id = ${actorId(actor)}::uuid and opening.hash = ${approvalRequest.hash})`;
}

/** Whether the actor has opened a request as it is. */
export async function hasOpenedRequest(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ isOpened: sql<boolean>`${hasOpened(actor)}` })
    .from(approvalRequest)
    .where(eq(approvalRequest.id, id));
  return row?.isOpened ?? false;
}

/** Who is told of requests, and who has opened them. */
export function createCopyStore(tx: Tx) {
  return {
    /** Of two who tell of the same request at once the second waits: nobody is told twice. */
    async lock(requestId: string): Promise<void> {
      await tx.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`approval_copy ${requestId}`}, 0))`,
      );
    },

    async insert(rows: readonly (typeof approvalCopy.$inferInsert)[]): Promise<void> {
      if (rows.length > 0) await tx.insert(approvalCopy).values([...rows]);
    },

    /** Those who are told already, by name or role. */
    async toldOf(requestId: string) {
      return tx
        .select({
          tenantId: approvalCopy.toTenantId,
          role: approvalCopy.role,
          personId: approvalCopy.personId,
        })
        .from(approvalCopy)
        .where(eq(approvalCopy.requestId, requestId));
    },

    async viewsOf(requestId: string): Promise<ApprovalCopy[]> {
      const rows = await tx
        .select({
          tenantNameZh: tenant.nameZh,
          tenantNameEn: tenant.nameEn,
          role: approvalCopy.role,
          personName: approvalCopy.personName,
          byName: approvalCopy.byName,
          at: approvalCopy.at,
          note: approvalCopy.note,
        })
        .from(approvalCopy)
        .innerJoin(tenant, eq(tenant.id, approvalCopy.toTenantId))
        .where(eq(approvalCopy.requestId, requestId))
        .orderBy(asc(approvalCopy.at), asc(approvalCopy.id));
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    },

    /** Answers whether it was the first time. */
    async open(row: typeof approvalOpening.$inferInsert): Promise<boolean> {
      const opened = await tx
        .insert(approvalOpening)
        .values(row)
        .onConflictDoNothing()
        .returning({ requestId: approvalOpening.requestId });
      return opened.length > 0;
    },
  };
}
