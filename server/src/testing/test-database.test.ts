import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../platform/database';
import { sqlStateOf, sqlStates } from '../platform/sql-state';
import { createTestDatabase, inRolledBack } from './test-database';
import type { TestDatabase } from './test-database';

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.execute(sql`create table probe (id int primary key)`);
  });
  afterAll(() => database.close());

  it('gives each role its own connection', async () => {
    for (const role of ['app', 'engine', 'auth', 'owner'] as const) {
      const { rows } = await database[role].execute<{ name: string }>(sql`select current_user as name`);
      expect(rows[0]?.name).toBe(`xietong_${role}`);
    }
  });

  it('keeps the serving roles away from what was not granted, and tells the SQLSTATE', async () => {
    const refused: unknown = await database.app
      .execute(sql`select * from probe`)
      .catch((error: unknown) => error);
    expect(sqlStateOf(refused)).toBe(sqlStates.insufficientPrivilege);
    const made: unknown = await database.app
      .execute(sql`create table mine ()`)
      .catch((error: unknown) => error);
    expect(sqlStateOf(made)).toBe(sqlStates.insufficientPrivilege);
  });

  it('sets tenant and actor for the transaction alone', async () => {
    const scope = { tenantId: 'a-tenant', actorId: 'an-actor', requestId: null };
    const read = sql`select current_setting('app.tenant', true) as tenant, current_setting('app.actor', true) as actor, current_setting('app.request', true) as request`;
    const inside = await withTenant(database.app, scope, (tx) => tx.execute(read));
    expect(inside.rows[0]).toEqual({ tenant: 'a-tenant', actor: 'an-actor', request: '' });
    const outside = await Promise.all(Array.from({ length: 8 }, () => database.app.execute(read)));
    for (const { rows } of outside) expect(rows[0]?.tenant ?? '').toBe('');
  });

  it('rolls a test back', async () => {
    await inRolledBack(database.owner, async (tx) => {
      await tx.execute(sql`insert into probe values (1)`);
      expect((await tx.execute(sql`select * from probe`)).rowCount).toBe(1);
    });
    expect((await database.owner.execute(sql`select * from probe`)).rowCount).toBe(0);
    await expect(
      inRolledBack(database.owner, () => Promise.reject(new Error('a failing expectation'))),
    ).rejects.toThrow('a failing expectation');
  });

  it('is cloned quickly', async () => {
    const startedAt = performance.now();
    const clone = await createTestDatabase();
    const took = performance.now() - startedAt;
    await clone.close();
    expect(took).toBeLessThan(2_000);
  });
});
