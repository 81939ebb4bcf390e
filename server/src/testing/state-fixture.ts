import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Client } from 'pg';
import { z } from 'zod';

/**
 * The data of a whole installation as an earlier program left it, small enough to be kept with the
 * tests. Rows are PostgreSQL's own text of a whole row, in the order of the columns of that time.
 */
export const stateFixtureSchema = z.object({
  /** The installation's master key, base64; a made-up one of the demo. */
  masterKey: z.string(),
  takenAt: z.iso.datetime(),
  /** Names of the migrations that were applied, oldest first. */
  migrations: z.array(z.string()).min(1),
  /** What that program answered at `takenAt`. */
  decisions: z.array(
    z.object({
      channel: z.string(),
      city: z.string(),
      subscriber: z.string(),
      points: z.array(
        z.object({ point: z.string(), fallback: z.boolean(), campaigns: z.array(z.string().nullable()) }),
      ),
    }),
  ),
  tables: z.record(z.string(), z.array(z.string())),
});
export type StateFixture = z.infer<typeof stateFixtureSchema>;

const folder = fileURLToPath(new URL('./data', import.meta.url));
const namePattern = /^state-(\d{4})\.json\.gz$/;

/** File name of the data that was made with that newest migration, e.g. `0001_security`. */
export function stateFixtureName(newestMigration: string): string {
  return `state-${newestMigration.slice(0, 4)}.json.gz`;
}

/** Every state that is kept, oldest first. */
export function listStateFixtures(): string[] {
  return readdirSync(folder)
    .filter((name) => namePattern.test(name))
    .sort();
}

export function readStateFixture(name: string): StateFixture {
  const text = gunzipSync(readFileSync(`${folder}/${name}`)).toString('utf8');
  return stateFixtureSchema.parse(JSON.parse(text));
}

/** Tables of ours that hold rows themselves or through their partitions. */
export const tablesQuery = `
  select c.relname as name from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   order by c.relname`;

/**
 * Puts the rows into a database at the fixture's own migrations. Triggers and foreign keys rest
 * meanwhile: the rows passed them when they were made.
 */
export async function loadStateFixture(superuser: Client, { tables }: StateFixture): Promise<void> {
  await superuser.query('begin');
  await superuser.query('set local session_replication_role = replica');
  const days = (tables.event ?? []).map((line) => line.slice(1, 11)).sort();
  if (days.length > 0)
    await superuser.query('select ensure_event_partitions($1, $2)', [days[0], days.at(-1)]);
  for (const [table, rows] of Object.entries(tables)) {
    const name = superuser.escapeIdentifier(table);
    await superuser.query(`delete from ${name}`);
    await superuser.query(`insert into ${name} select (line::${name}).* from unnest($1::text[]) line`, [
      rows,
    ]);
  }
  await superuser.query('commit');
}
