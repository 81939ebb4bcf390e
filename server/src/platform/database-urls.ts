import { Client } from 'pg';
import type { ExternalDatabase } from '../config/load-config';
import type { Secrets } from '../config/secrets';
import { StartupError } from '../config/startup-error';
import { reasonOf } from '../config/words/system-reason';
import { words } from '../config/words/words';
import { databaseRoles, ensureRole, installationLock } from './database-roles';
import type { DatabaseRole } from './database-roles';
import { requireSupportedVersion } from './database-version';
import type { RunningCluster } from './embedded-postgres/cluster';
import { withAddress } from './postgres-url';

/** One address per role of the same database. */
export type DatabaseUrls = Readonly<Record<DatabaseRole, string>>;

/**
 * Makes the four roles and the database on the embedded server, where missing.
 * @param database its name; tests make several in one cluster
 */
export async function prepareEmbeddedDatabase(
  cluster: RunningCluster,
  secrets: Secrets,
  database = 'xietong',
): Promise<DatabaseUrls> {
  const superuser = secrets.text('database-role:superuser');
  await withClient(cluster.url('postgres', 'postgres', superuser), async (client) => {
    await client.query('select pg_advisory_lock($1)', [installationLock]);
    for (const [key, role] of roleEntries())
      await ensureRole(client, role, secrets.text(`database-role:${key}`));
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) {
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${databaseRoles.owner}`);
    }
    await client.query(`revoke all on database ${client.escapeIdentifier(database)} from public`);
    await client.query(
      `grant connect on database ${client.escapeIdentifier(database)} to ${databaseRoles.app}, ${databaseRoles.engine}, ${databaseRoles.auth}`,
    );
  });
  const url = (key: DatabaseRole): string =>
    cluster.url(database, databaseRoles[key], secrets.text(`database-role:${key}`));
  return { owner: url('owner'), app: url('app'), engine: url('engine'), auth: url('auth') };
}

/**
 * Completes the addresses of an external server. The roles the migrations grant
 * to are made when missing, if the owner may; engine and auth then sign in with
 * passwords derived from this installation's secrets.
 * @throws StartupError naming the variable to set
 */
export async function prepareExternalDatabase(
  given: ExternalDatabase,
  secrets: Secrets,
): Promise<DatabaseUrls> {
  await withClient(
    given.owner,
    async (client) => {
      await requireSupportedVersion(client);
      await client.query('select pg_advisory_lock($1)', [installationLock]);
      for (const key of ['app', 'engine', 'auth'] as const) await ensureExternalRole(client, key, secrets);
    },
    'DATABASE_OWNER_URL',
  );
  const derived = (role: 'engine' | 'auth'): string =>
    withAddress(given.owner, { role: databaseRoles[role], password: secrets.text(`database-role:${role}`) });
  return {
    app: given.app,
    owner: given.owner,
    engine: given.engine ?? derived('engine'),
    auth: given.auth ?? derived('auth'),
  };
}

async function ensureExternalRole(
  client: Client,
  key: 'app' | 'engine' | 'auth',
  secrets: Secrets,
): Promise<void> {
  const role = databaseRoles[key];
  try {
    await ensureRole(client, role, secrets.text(`database-role:${key}`));
  } catch (error) {
    const variable = { app: 'DATABASE_URL', engine: 'DATABASE_ENGINE_URL', auth: 'DATABASE_AUTH_URL' }[key];
    throw new StartupError(words().database.roleMissing(role, reasonOf(error), variable));
  }
}

/** Runs on a connection of its own, which is closed at the end whatever happens. */
export async function withClient<T>(
  url: string,
  run: (client: Client) => Promise<T>,
  variable?: string,
): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks rejects its query; without a listener it would end the process, too.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartupError(words().database.unreachable(variable, reasonOf(error)));
  }
  try {
    return await run(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function roleEntries(): [DatabaseRole, string][] {
  return (['owner', 'app', 'engine', 'auth'] as const).map((key) => [key, databaseRoles[key]]);
}
