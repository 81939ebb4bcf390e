import { sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';

describe('a connection that breaks between two statements of a transaction', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('fails the transaction and nothing else', async () => {
    const broken = database.app.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await database.app.$client.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      // the loop goes round until the server's last word has come
      for (let turn = 0; turn < 50; turn += 1) await database.app.$client.query('select 1');
      await tx.execute(sql`select 1`);
    });
    await expect(broken).rejects.toThrow();
    expect((await database.app.$client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('is given back to the pool where a transaction could not even begin', async () => {
    const pool = database.app.$client;
    const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
    const cut = async () => {
      const client = await connect();
      (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
      return client;
    };
    Object.assign(pool, { connect: cut });
    for (let turn = 0; turn < pool.options.max; turn += 1)
      await expect(database.app.transaction((tx) => tx.execute(sql`select 1`))).rejects.toThrow();
    Object.assign(pool, { connect });
    expect(pool.totalCount).toBe(0);
    const one = await database.app.transaction((tx) => tx.execute(sql`select 1 as one`));
    expect(one.rows).toEqual([{ one: 1 }]);
  });
});
