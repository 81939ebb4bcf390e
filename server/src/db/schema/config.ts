import { bigint, boolean, pgTable } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** One row: raised by every change that decisions depend on. Looked at every second. */
export const configRevision = pgTable('config_revision', {
  only: boolean('only').primaryKey(),
  revision: bigint('revision', { mode: 'number' }).notNull(),
  at: instant('at').notNull(),
});
