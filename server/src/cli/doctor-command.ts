import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config/load-config';
import { loadSecrets } from '../config/secrets';
import type { Secrets } from '../config/secrets';
import { readMigrationState } from '../db/migrate';
import { findServingRoleProblem } from '../platform/database-roles';
import type { ServingRole } from '../platform/database-roles';
import { openDatabaseServer } from '../platform/database-server';
import type { DatabaseServer } from '../platform/database-server';
import { withClient } from '../platform/database-urls';
import type { BareCommand } from './command';

/** One thing that was looked at; `mend` says what to do where it is not in order. */
interface Check {
  name: string;
  good: boolean;
  found: string;
  mend: string | null;
}

const SERVING_ROLES: readonly ServingRole[] = ['app', 'engine', 'auth'];
const OLDEST_NODE = [20, 19] as const;

/** `doctor`: looks at everything that a start needs, and says how to mend what is not in order. */
export const doctorCommand: BareCommand = {
  kind: 'bare',
  name: 'doctor',
  usage: '',
  help: 'Checks this installation and says how to mend what is not in order. Exit status 1 if anything is not.',
  positionals: [],
  options: {},
  async run(config) {
    const checks = await examine(config);
    const lines = checks.flatMap(({ name, good, found, mend }) => [
      `${good ? 'ok  ' : 'FAIL'}  ${name}: ${found}`,
      ...(mend === null ? [] : [`      → ${mend}`]),
    ]);
    const bad = checks.filter((check) => !check.good).length;
    lines.push(bad === 0 ? 'Everything is in order.' : `${bad} of ${checks.length} checks failed.`);
    return { data: { good: bad === 0, checks }, lines, good: bad === 0 };
  },
};

async function examine(config: Config): Promise<Check[]> {
  const checks = [checkNode(process.versions.node), checkDataFolder(config.dataFolder)];
  let secrets: Secrets;
  try {
    secrets = loadSecrets(config.dataFolder);
    checks.push(good('secrets', `${join(config.dataFolder, 'secrets.json')} can be read`));
  } catch (error) {
    const mend = 'Restore secrets.json from a backup; without it stored numbers cannot be read.';
    return [...checks, bad('secrets', messageOf(error), mend)];
  }
  let server: DatabaseServer;
  try {
    server = await openDatabaseServer(config, secrets);
  } catch (error) {
    const mend =
      config.externalDatabase === null
        ? `Look into ${join(config.dataFolder, 'postgres.log')}.`
        : 'Check DATABASE_URL and DATABASE_OWNER_URL, and that the server is reachable from here.';
    return [...checks, bad('database', messageOf(error), mend)];
  }
  try {
    checks.push(
      good(
        'database',
        server.cluster !== null ? 'embedded server is running' : 'external server is reachable',
      ),
    );
    for (const role of SERVING_ROLES) checks.push(await checkRole(server.urls[role], role));
    checks.push(await checkMigrations(server.urls.owner));
    return checks;
  } finally {
    await server.release();
  }
}

/** The oldest version that the program was tried on. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const mend = `Install Node ${OLDEST_NODE.join('.')} or newer.`;
  return fits ? good('node', `version ${version}`) : bad('node', `version ${version} is too old`, mend);
}

/** Exists and may be written, or can be made. */
export function checkDataFolder(folder: string): Check {
  try {
    const place = existsSync(folder) ? folder : dirname(folder);
    if (!statSync(place).isDirectory())
      return bad('data folder', `${place} is no folder`, 'Set XIETONG_DATA to a folder.');
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return good('data folder', existsSync(folder) ? folder : `${folder} will be made`);
  } catch (error) {
    return bad('data folder', messageOf(error), 'Set XIETONG_DATA to a folder that this user may write.');
  }
}

async function checkRole(url: string, role: ServingRole): Promise<Check> {
  const name = `database role ${role}`;
  try {
    const problem = await withClient(url, (client) => findServingRoleProblem(client, role));
    const mend =
      'Serve with a role that owns nothing and may not bypass row-level security; see server/README.md.';
    return problem === null ? good(name, 'cannot step around row-level security') : bad(name, problem, mend);
  } catch (error) {
    return bad(name, messageOf(error), 'Check the address and the password of this role.');
  }
}

async function checkMigrations(ownerUrl: string): Promise<Check> {
  try {
    const { applied, pending, unknown } = await readMigrationState(ownerUrl);
    if (unknown > 0) {
      return bad(
        'migrations',
        `the data was made by a newer version (${unknown} unknown)`,
        'Start that version, or restore a backup.',
      );
    }
    if (pending.length === 0) return good('migrations', `all ${applied.length} applied`);
    return bad(
      'migrations',
      `${pending.length} not applied yet (${pending.join(', ')})`,
      'Start the service once: it applies them.',
    );
  } catch (error) {
    return bad(
      'migrations',
      messageOf(error),
      'Check DATABASE_OWNER_URL: migrations are read and run as the owner.',
    );
  }
}

function good(name: string, found: string): Check {
  return { name, good: true, found, mend: null };
}

function bad(name: string, found: string, mend: string): Check {
  return { name, good: false, found, mend };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
