import { and, eq, sql } from 'drizzle-orm';
import { policyException } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type ExceptionRecord = typeof policyException.$inferSelect;
export type NewException = typeof policyException.$inferInsert;
type Decision = Pick<ExceptionRecord, 'state'> &
  Partial<
    Pick<
      ExceptionRecord,
      | 'decidedBy'
      | 'decidedByName'
      | 'decidedAt'
      | 'decisionReason'
      | 'expiresAt'
      | 'revokedAt'
      | 'revokedBy'
      | 'revokedByName'
      | 'revokedReason'
    >
  >;

/** Exceptions as they were asked for and decided. */
export function createExceptionStore(db: DatabaseOrTx) {
  return {
    async insert(row: NewException): Promise<void> {
      await db.insert(policyException).values(row);
    },

    async findById(id: string): Promise<ExceptionRecord | undefined> {
      return (await db.select().from(policyException).where(eq(policyException.id, id)))[0];
    },

    /**
     * As it is now, held until the transaction ends. What was decided is no longer the city's to
     * change, so that its lock finds no row: the state is read once more behind the lock.
     */
    async lockById(id: string): Promise<ExceptionRecord | undefined> {
      await db
        .select({ id: policyException.id })
        .from(policyException)
        .where(eq(policyException.id, id))
        .for('update');
      return this.findById(id);
    },

    /** Of two that ask for the same field at once the second waits. */
    async lockField(localCampaignId: string, fieldId: string): Promise<void> {
      const name = `policy_exception ${localCampaignId} ${fieldId}`;
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
    },

    /** The open one on a field of a campaign, of which there is one at most. */
    async findOpen(localCampaignId: string, fieldId: string): Promise<ExceptionRecord | undefined> {
      const rows = await db
        .select()
        .from(policyException)
        .where(
          and(
            eq(policyException.localCampaignId, localCampaignId),
            eq(policyException.fieldId, fieldId),
            eq(policyException.state, 'ASKED'),
          ),
        );
      return rows[0];
    },

    /** The open wish to leave the standard, of which there is one at most. */
    async findOpenDetachment(localCampaignId: string): Promise<ExceptionRecord | undefined> {
      const rows = await db
        .select()
        .from(policyException)
        .where(
          and(
            eq(policyException.localCampaignId, localCampaignId),
            eq(policyException.kind, 'DETACHMENT'),
            eq(policyException.state, 'ASKED'),
          ),
        );
      return rows[0];
    },

    async update(id: string, change: Decision): Promise<void> {
      await db.update(policyException).set(change).where(eq(policyException.id, id));
    },
  };
}
