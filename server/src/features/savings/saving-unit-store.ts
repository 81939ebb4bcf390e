import type { SavingUnit } from '@xietong/shared/savings';
import type { Actor } from '@xietong/shared/tenants';
import { desc } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { savingUnit } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** The units that were set. One is added, none is changed. */
export function createSavingUnitStore(tx: Tx) {
  return {
    /** Those that the actor may see, newest version first. */
    async list(actor: Actor): Promise<SavingUnit[]> {
      const rows = await tx
        .select()
        .from(savingUnit)
        .where(scopeFor(actor, 'read', 'SavingUnit', { tenantId: savingUnit.tenantId }))
        .orderBy(desc(savingUnit.version));
      return rows.map(({ version, validFrom, fen, reason, setBy, setByName, setAt }) => ({
        version,
        validFrom,
        fen,
        reason,
        setByName: setBy === null ? null : setByName,
        setAt: setAt.toISOString(),
      }));
    },

    /** False when somebody else was first with that version. */
    async insert(row: typeof savingUnit.$inferInsert): Promise<boolean> {
      const rows = await tx
        .insert(savingUnit)
        .values(row)
        .onConflictDoNothing({ target: [savingUnit.tenantId, savingUnit.version] })
        .returning({ id: savingUnit.id });
      return rows.length > 0;
    },
  };
}
