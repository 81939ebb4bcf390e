import type { PolicyState } from '@xietong/shared/approvals';
import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { approvalPolicy } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type PolicyRecord = typeof approvalPolicy.$inferSelect;

const WAITING_OR_IN_FORCE = ['PROPOSED', 'IN_FORCE'] as const satisfies readonly PolicyState[];

/** Policies of approvals, version by version. */
export function createPolicyStore(db: DatabaseOrTx) {
  return {
    async insert(row: typeof approvalPolicy.$inferInsert): Promise<void> {
      await db.insert(approvalPolicy).values(row);
    },

    /** As it is now, held until the transaction ends, so that of two decisions at once one comes second. */
    async lockById(id: string): Promise<PolicyRecord | undefined> {
      return (await db.select().from(approvalPolicy).where(eq(approvalPolicy.id, id)).for('update'))[0];
    },

    /** Of two that change the same policy at once the second waits. */
    async lockPolicy(policyId: string): Promise<void> {
      await db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`approval_policy ${policyId}`}, 0))`,
      );
    },

    async versionsOf(policyId: string): Promise<PolicyRecord[]> {
      return db
        .select()
        .from(approvalPolicy)
        .where(eq(approvalPolicy.policyId, policyId))
        .orderBy(desc(approvalPolicy.version));
    },

    async decide(
      id: string,
      decision: Pick<PolicyRecord, 'state' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'decisionReason'>,
    ): Promise<void> {
      await db.update(approvalPolicy).set(decision).where(eq(approvalPolicy.id, id));
    },

    /** The version in force of a policy gives way. */
    async supersede(policyId: string): Promise<void> {
      await db
        .update(approvalPolicy)
        .set({ state: 'SUPERSEDED' })
        .where(and(eq(approvalPolicy.policyId, policyId), eq(approvalPolicy.state, 'IN_FORCE')));
    },

    /** Everything that waits or holds, and the latest of the others. */
    async all(latest: number): Promise<PolicyRecord[]> {
      const present = await db
        .select()
        .from(approvalPolicy)
        .where(inArray(approvalPolicy.state, [...WAITING_OR_IN_FORCE]))
        .orderBy(desc(approvalPolicy.proposedAt), desc(approvalPolicy.id));
      const past = await db
        .select()
        .from(approvalPolicy)
        .where(notInArray(approvalPolicy.state, [...WAITING_OR_IN_FORCE]))
        .orderBy(desc(approvalPolicy.decidedAt), desc(approvalPolicy.id))
        .limit(latest);
      return [...present, ...past];
    },
  };
}
