import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject } from 'vitest';
import { secretsFromMasterKey } from '../config/secrets';
import type { Secrets } from '../config/secrets';
import { openDatabases } from '../platform/database';
import type { Database, Databases, Tx } from '../platform/database';
import { databaseRoles } from '../platform/database-roles';
import { withClient } from '../platform/database-urls';
import type { DatabaseUrls } from '../platform/database-urls';
import { withAddress } from '../platform/postgres-url';

/** A migrated, otherwise empty database of a test file's own; close it in afterAll. */
export interface TestDatabase extends Databases {
  urls: DatabaseUrls;
  /** The secrets behind the roles' passwords; good for services that need keys, too. */
  secrets: Secrets;
  /** Where its installation keeps files; made when one is first written. */
  dataFolder: string;
}

/**
 * Clones a template; takes some tens of milliseconds.
 * @param from the migrated one, or PostgreSQL's own empty one for tests that migrate themselves
 */
export async function createTestDatabase(from: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const { superuserUrl, masterKey, template: migrated, folder } = inject('testCluster');
  const template = from === 'migrated' ? migrated : 'template0';
  const secrets = secretsFromMasterKey(Buffer.from(masterKey, 'base64'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(superuserUrl, async (client) => {
    await client.query(
      `create database ${name} template ${template} owner ${databaseRoles.owner} strategy file_copy`,
    );
    await client.query(
      `grant connect on database ${name} to ${databaseRoles.app}, ${databaseRoles.engine}, ${databaseRoles.auth}`,
    );
  });
  const url = (key: keyof typeof databaseRoles): string =>
    withAddress(superuserUrl, {
      database: name,
      role: databaseRoles[key],
      password: secrets.text(`database-role:${key}`),
    });
  const urls: DatabaseUrls = {
    owner: url('owner'),
    app: url('app'),
    engine: url('engine'),
    auth: url('auth'),
  };
  const databases = openDatabases(urls, pino({ level: 'silent' }), { app: 8, engine: 3, auth: 3, owner: 3 });
  return {
    ...databases,
    urls,
    secrets,
    dataFolder: join(folder, 'data', name),
    close: async () => {
      await databases.close();
      await withClient(superuserUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

const rolledBack = new Error('rolled back on purpose');

/** Runs the body in a transaction that is never committed, for tests of stores. */
export async function inRolledBack(database: Database, run: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      await run(tx);
      // Throwing is how Drizzle is told to roll back.
      throw rolledBack;
    });
  } catch (error) {
    if (error !== rolledBack) throw error;
  }
}
