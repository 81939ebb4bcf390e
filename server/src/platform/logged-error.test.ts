import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { loggedError } from './logged-error';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** What a rejected query leaves in the log. */
async function loggedOf(failing: Promise<unknown>): Promise<string> {
  return JSON.stringify(
    await failing.then(
      () => 'it did not fail',
      (error: unknown) => loggedError(error),
    ),
  );
}

it('keeps of a query that failed what it was and why, and none of its values', async () => {
  const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
  const text = `somebody\n    at home (15400000001)`;
  const unknown = await loggedOf(database.app.execute(sql`select ${hash}::text, ${text}::text from nowhere`));
  expect(unknown).toContain('Failed query: select $1::text, $2::text from nowhere');
  expect(unknown).toContain('"code":"42P01"');
  expect(unknown).toMatch(/ {4}at .*logged-error\.test/);
  for (const value of [hash, 'argon2', 'somebody', 'home', '15400000001'])
    expect(unknown).not.toContain(value);
});

it('keeps nothing of what the database repeats of them', async () => {
  await database.owner.execute(sql`create table once (name text constraint once_name unique)`);
  const add = () => database.owner.execute(sql`insert into once values (${'JS-SECRET-01'})`);
  await add();
  const refused = await loggedOf(add());
  expect(refused).toContain('"constraint":"once_name"');
  expect(refused).not.toContain('JS-SECRET-01');
  const number = await loggedOf(database.owner.execute(sql`select ${'13800138000'}::text::uuid`));
  expect(number).toContain('invalid input syntax');
  expect(number).not.toContain('13800138000');
});

it('tells of any other error what it says, with its calls, without numbers and secrets', () => {
  const logged = JSON.stringify(loggedError(new TypeError('no 15400000001, password=abc', { cause: 'x' })));
  expect(logged).toMatch(/"type":"TypeError","message":"no 154\*\*\*\*0001, password=\*\*\*"/);
  expect(logged).toMatch(/ {4}at .*logged-error\.test/);
  expect(loggedError('15400000001')).toBe('154****0001');
});
