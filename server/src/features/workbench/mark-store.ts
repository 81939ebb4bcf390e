import type { PersonActor } from '@xietong/shared/tenants';
import { and, eq } from 'drizzle-orm';
import { workbenchMark } from '../../db/schema';
import type { Tx } from '../../platform/database';

export type WorkbenchMark = typeof workbenchMark.$inferSelect;

/** What the workbench remembers of a person in the present role. */
export function createMarkStore(tx: Tx, { tenant, personId, role }: PersonActor) {
  const key = { tenantId: tenant.id, personId, role };
  return {
    async find(): Promise<WorkbenchMark> {
      const [row] = await tx
        .select()
        .from(workbenchMark)
        .where(
          and(
            eq(workbenchMark.tenantId, key.tenantId),
            eq(workbenchMark.personId, key.personId),
            eq(workbenchMark.role, key.role),
          ),
        );
      return row ?? { ...key, visitedAt: null, visitedBefore: null, guideHiddenAt: null, guideOpened: [] };
    },

    async save(change: Partial<Omit<WorkbenchMark, keyof typeof key>>): Promise<void> {
      await tx
        .insert(workbenchMark)
        .values({ ...key, ...change })
        .onConflictDoUpdate({
          target: [workbenchMark.personId, workbenchMark.tenantId, workbenchMark.role],
          set: change,
        });
    },
  };
}
