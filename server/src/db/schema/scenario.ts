import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/**
 * Which scenarios were put into this database; the owner's alone. A row without `finishedAt` is the
 * trace of a start that was interrupted.
 */
export const scenarioRun = pgTable('scenario_run', {
  name: text('name').primaryKey(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
});
