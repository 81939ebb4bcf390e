import { and, eq, isNull, sql } from 'drizzle-orm';
import { configRevision, scenarioRun } from '../db/schema';
import type { Database, DatabaseOrTx, Tx } from '../platform/database';

/** What is known of a scenario in this database. */
export type ScenarioState = 'ABSENT' | 'INTERRUPTED' | 'FINISHED';

export async function scenarioState(db: DatabaseOrTx, name: string): Promise<ScenarioState> {
  const [row] = await db.select().from(scenarioRun).where(eq(scenarioRun.name, name));
  if (!row) return 'ABSENT';
  return row.finishedAt === null ? 'INTERRUPTED' : 'FINISHED';
}

export async function beginScenario(db: DatabaseOrTx, name: string, startedAt: Date): Promise<void> {
  await db.insert(scenarioRun).values({ name, startedAt });
}

export async function finishScenario(owner: Database, name: string, finishedAt: Date): Promise<void> {
  await owner
    .update(scenarioRun)
    .set({ finishedAt })
    .where(and(eq(scenarioRun.name, name), isNull(scenarioRun.finishedAt)));
}

/**
 * Empties every table: the way back from a half-made scenario. The configuration's revision goes
 * on rising, because a reader may remember the last one.
 */
export async function emptyDatabase(tx: Tx): Promise<void> {
  const [revision] = await tx.select().from(configRevision);
  const { rows } = await tx.execute<{ name: string }>(sql`
    select format('%I', c.relname) as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
  await tx.execute(sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')}`));
  if (revision) await tx.insert(configRevision).values({ ...revision, revision: revision.revision + 1 });
}
