import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { rowsOfKeptPlan } from './kept-plan';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('answers as the query itself, and plans each form of it once in a connection', async () => {
  const query = (from: number) =>
    sql`select n, n * 2 as "twice", null as nothing from generate_series(${from}::int, 3) n order by n desc`;
  await database.owner.transaction(async (tx) => {
    const kept = async () =>
      (await tx.execute<{ n: number }>(sql`select count(*)::int as n from pg_prepared_statements`)).rows[0]
        ?.n;
    const before = (await kept()) ?? 0;
    expect(await rowsOfKeptPlan(tx, query(2))).toEqual([
      { n: 3, twice: 6, nothing: null },
      { n: 2, twice: 4, nothing: null },
    ]);
    expect(await rowsOfKeptPlan(tx, query(3))).toEqual([{ n: 3, twice: 6, nothing: null }]);
    expect(await kept()).toBe(before + 1);
    await rowsOfKeptPlan(tx, sql`select 1 as n`);
    expect(await kept()).toBe(before + 2);
  });
});
