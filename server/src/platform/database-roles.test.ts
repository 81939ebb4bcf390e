import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { ensureRole, findServingRoleProblem } from './database-roles';
import { prepareExternalDatabase, withClient } from './database-urls';
import { withAddress } from './postgres-url';

/** Roles belong to the whole cluster, which other test files use at the same time. */
const suffix = randomBytes(4).toString('hex');
const password = 'a test password';

describe('serving roles', () => {
  let database: TestDatabase;
  let superuser: string;
  const made: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = withAddress(inject('testCluster').superuserUrl, {
      database: new URL(database.urls.app).pathname.slice(1),
    });
  });
  afterAll(async () => {
    await withClient(superuser, async (client) => {
      for (const role of made) await client.query(`drop owned by ${role} cascade`);
      for (const role of made) await client.query(`drop role ${role}`);
    });
    await database.close();
  });

  async function problemOf(role: string, ...statements: string[]): Promise<string | null> {
    const name = `${role}_${suffix}`;
    made.push(name);
    await withClient(superuser, async (client) => {
      await ensureRole(client, name, password);
      await client.query(`grant connect on database ${client.database ?? ''} to ${name}`);
      for (const statement of statements) await client.query(statement.replaceAll('ROLE', name));
    });
    const url = withAddress(superuser, { role: name, password });
    return withClient(url, (client) => findServingRoleProblem(client, 'app'));
  }

  it('accepts the roles of the installation, each for its own part', async () => {
    for (const role of ['app', 'engine', 'auth'] as const) {
      const problem = await withClient(database.urls[role], (client) => findServingRoleProblem(client, role));
      expect(problem).toBeNull();
    }
  });

  it('accepts a member of the role and refuses a stranger', async () => {
    expect(await problemOf('member', 'grant xietong_app to ROLE')).toBeNull();
    expect(await problemOf('stranger')).toContain('GRANT xietong_app');
  });

  it('refuses whoever steps around row-level security', async () => {
    expect(await problemOf('super', 'alter role ROLE superuser')).toContain('superuser');
    expect(await problemOf('bypass', 'alter role ROLE bypassrls')).toContain('BYPASSRLS');
    const owning = [
      'grant xietong_app to ROLE',
      'create table owned_probe ()',
      'alter table owned_probe owner to ROLE',
    ];
    expect(await problemOf('owning', ...owning)).toContain('owns public.owned_probe');
  });

  it('derives the missing addresses of an external server from the owner', async () => {
    const { app, owner } = database.urls;
    const urls = await prepareExternalDatabase({ app, owner, engine: null, auth: null }, database.secrets);
    expect(urls).toEqual(database.urls);
  });
});
