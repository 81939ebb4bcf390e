import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Config } from '../config/load-config';
import { loadSecrets } from '../config/secrets';
import type { Secrets } from '../config/secrets';
import { reasonOf } from '../config/words/system-reason';
import { words } from '../config/words/words';
import { systemClock } from '../platform/clock';
import type { ServingRole } from '../platform/database-roles';
import { openDatabaseServer } from '../platform/database-server';
import type { DatabaseServer } from '../platform/database-server';
import { withClient } from '../platform/database-urls';
import { findServingProcess } from '../platform/serving-lock';
import type { BareCommand } from './command';
import { attempt, fail, ok } from './doctor-check';
import type { Check, CheckName } from './doctor-check';
import {
  checkAuditLog,
  checkClock,
  checkConnections,
  checkJobs,
  checkKeys,
  checkMigrations,
  checkPartitions,
  checkRole,
  checkRowSecurity,
  checkVersion,
} from './doctor-database-checks';
import {
  checkBackup,
  checkDataFolder,
  checkKeyFile,
  checkNode,
  checkPermissions,
  checkRestore,
  checkServing,
  checkSpace,
} from './doctor-folder-checks';

const SERVING_ROLES: readonly ServingRole[] = ['app', 'engine', 'auth'];

/** `doctor`: looks at everything that a start needs, and says how to mend what is not in order. */
export const doctorCommand: BareCommand = {
  kind: 'bare',
  name: 'doctor',
  usage: '',
  positionals: [],
  options: {},
  async run(config) {
    const checks = await examine(config);
    const { doctor } = words();
    const lines = checks.flatMap(({ name, level, found, mend }) => [
      doctor.line(doctor.marks[level], doctor.names[name], found),
      ...(mend === null ? [] : [`      → ${mend}`]),
    ]);
    const failed = checks.filter(({ level }) => level === 'FAIL').length;
    const warned = checks.filter(({ level }) => level === 'WARN').length;
    const good = failed === 0;
    if (!good) lines.push(doctor.failed(failed, checks.length));
    else lines.push(warned === 0 ? doctor.inOrder : doctor.warned(warned));
    return { data: { good, checks }, lines, good };
  },
};

/** From the folder to the database; what cannot be reached is not asked any further. */
async function examine(config: Config): Promise<Check[]> {
  const { dataFolder, externalDatabase } = config;
  const embedded = externalDatabase === null;
  const checks = [
    checkNode(process.versions.node),
    checkDataFolder(dataFolder),
    checkPermissions(dataFolder),
    checkSpace(dataFolder),
    await checkServing(config),
    ...(embedded ? [checkRestore(dataFolder), checkKeyFile(dataFolder)] : []),
  ];
  if (checks.some(({ level, name }) => level === 'FAIL' && name !== 'service' && name !== 'permissions'))
    return checks;
  if (embedded && !existsSync(join(dataFolder, 'secrets.json')))
    return [...checks, ok('database', words().doctor.madeByStart)];
  if (embedded) checks.push(checkBackup(dataFolder, systemClock.now()));
  let secrets: Secrets;
  let server: DatabaseServer;
  try {
    secrets = loadSecrets(dataFolder);
    server = await openDatabaseServer(config, secrets);
  } catch (error) {
    const mend = embedded
      ? words().doctor.lookInto(join(dataFolder, 'postgres.log'))
      : words().doctor.checkUrls;
    return [...checks, fail('database', reasonOf(error), mend)];
  }
  try {
    return [...checks, ...(await examineDatabase(server, secrets, findServingProcess(dataFolder) !== null))];
  } finally {
    await server.release();
  }
}

async function examineDatabase(
  { urls, cluster }: DatabaseServer,
  secrets: Secrets,
  isServing: boolean,
): Promise<Check[]> {
  const { doctor } = words();
  const checks = [ok('database', cluster === null ? doctor.database.external : doctor.database.embedded)];
  for (const role of SERVING_ROLES) checks.push(await checkRole(urls[role], role));
  const migrations = await attempt('migrations', doctor.database.migrationsOwner, () =>
    checkMigrations(urls.owner),
  );
  checks.push(migrations);
  const look = (name: CheckName, check: (owner: Client) => Promise<Check>): Promise<Check> =>
    attempt(name, doctor.checkOwner, () => withClient(urls.owner, check));
  checks.push(
    await look('database version', checkVersion),
    await look('connections', checkConnections),
    await look('clock', (owner) => checkClock(owner, systemClock.now)),
    await look('keys and data', (owner) => checkKeys(owner, secrets)),
    await look('jobs', (owner) => checkJobs(owner, isServing)),
  );
  // what a migration is still to make cannot be looked at
  if (migrations.level !== 'OK') return checks;
  checks.push(
    await look('row-level security', checkRowSecurity),
    await look('audit log', (owner) => checkAuditLog(owner, isServing)),
    await look('partitions', (owner) => checkPartitions(owner, systemClock.now())),
  );
  return checks;
}
