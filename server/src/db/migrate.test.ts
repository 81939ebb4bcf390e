import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { migrateDatabase, migrationsFolder, readMigrationState } from './migrate';

describe('migrateDatabase', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'xietong-migrations-'));
    cpSync(migrationsFolder, folder, { recursive: true });
    const journalFile = join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: object[] };
    journal.entries.push({
      idx: 9999,
      version: '7',
      when: 4_000_000_000_000,
      tag: '9999_later',
      breakpoints: true,
    });
    writeFileSync(journalFile, JSON.stringify(journal));
    writeFileSync(join(folder, '9999_later.sql'), 'create table later (id int);');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.close();
  });

  it('has nothing to do on a database that is up to date', async () => {
    expect(await readMigrationState(database.urls.owner)).toMatchObject({ pending: [], unknown: 0 });
    await expect(migrateDatabase(database.urls.owner)).resolves.toBeUndefined();
  });

  it('applies what is pending once, also when several start at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => migrateDatabase(database.urls.owner, folder)));
    const { rows } = await database.owner.execute(sql`select to_regclass('later') as found`);
    expect(rows).toEqual([{ found: 'later' }]);
  });

  it('refuses data that a newer program made', async () => {
    await expect(migrateDatabase(database.urls.owner)).rejects.toThrow(/newer version/);
  });
});
