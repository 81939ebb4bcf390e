import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { Client } from 'pg';
import { z } from 'zod';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { installationLock } from '../platform/database-roles';
import { withClient } from '../platform/database-urls';
import { sqlStateOf, sqlStates } from '../platform/sql-state';

/** Beside this file in the sources, and beside the bundle, where the build copies it. */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** What a database knows of the program's migrations, oldest first. */
export interface MigrationState {
  /** By the times that the journal names them by. */
  applied: number[];
  pending: string[];
  /** Applied migrations this program does not know: a newer program made the data. */
  unknown: number;
}

/**
 * Brings the database to the program's state, as the owner role, on one
 * connection, one process at a time; either all of it happens or none.
 * @throws StartupError when the data is newer than the program
 */
export async function migrateDatabase(ownerUrl: string, folder: string = migrationsFolder): Promise<void> {
  await withClient(
    ownerUrl,
    async (client) => {
      await client.query('select pg_advisory_lock($1)', [installationLock]);
      const state = await readState(client, folder);
      if (state.unknown > 0) {
        throw new StartupError(words().database.newerData(state.unknown));
      }
      if (state.pending.length > 0) await migrate(drizzle(client), { migrationsFolder: folder });
    },
    'DATABASE_OWNER_URL',
  );
}

/** Reads without changing anything; for `doctor` and readiness. */
export async function readMigrationState(
  ownerUrl: string,
  folder: string = migrationsFolder,
): Promise<MigrationState> {
  return withClient(ownerUrl, (client) => readState(client, folder), 'DATABASE_OWNER_URL');
}

/** How many of these migrations, named by their times, this program does not know. */
export function countUnknown(applied: readonly number[], folder: string = migrationsFolder): number {
  const known = new Set(readJournal(folder).entries.map((entry) => entry.when));
  return applied.filter((when) => !known.has(when)).length;
}

function readJournal(folder: string): z.infer<typeof journalSchema> {
  return journalSchema.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')));
}

async function readState(client: Client, folder: string): Promise<MigrationState> {
  const journal = readJournal(folder);
  const applied = await readApplied(client);
  const newest = Math.max(-Infinity, ...applied);
  return {
    applied,
    pending: journal.entries.filter((entry) => entry.when > newest).map((entry) => entry.tag),
    unknown: countUnknown(applied, folder),
  };
}

async function readApplied(client: Client): Promise<number[]> {
  try {
    const { rows } = await client.query<{ created_at: string }>(
      'select created_at from drizzle.__drizzle_migrations',
    );
    return rows.map((row) => Number(row.created_at));
  } catch (error) {
    if (sqlStateOf(error) === sqlStates.undefinedTable) return [];
    throw error;
  }
}
