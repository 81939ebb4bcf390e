import type { ViewList } from '@xietong/shared/views';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { savedView } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type ViewRow = typeof savedView.$inferSelect;

/** The saved views that an actor may see: their own. */
export function createViewStore(db: DatabaseOrTx, actor: Actor) {
  const mine = and(
    scopeFor(actor, 'read', 'SavedView', { tenantId: savedView.tenantId, personId: savedView.personId }),
    isNull(savedView.archivedAt),
  );
  return {
    /** Of two at once the second waits, so that the limit holds. */
    async lock(personId: string): Promise<void> {
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`saved_view ${personId}`}, 0))`);
    },

    async list(list: ViewList): Promise<ViewRow[]> {
      return db
        .select()
        .from(savedView)
        .where(and(mine, eq(savedView.list, list)))
        .orderBy(asc(savedView.name));
    },

    async findById(id: string): Promise<ViewRow | undefined> {
      return (
        await db
          .select()
          .from(savedView)
          .where(and(mine, eq(savedView.id, id)))
          .for('update')
      )[0];
    },

    async insert(row: typeof savedView.$inferInsert): Promise<void> {
      await db.insert(savedView).values(row);
    },

    async update(id: string, values: Pick<ViewRow, 'updatedAt'> & Partial<ViewRow>): Promise<void> {
      await db.update(savedView).set(values).where(eq(savedView.id, id));
    },
  };
}
