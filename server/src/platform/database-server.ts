import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from '../config/data-folder';
import type { Config } from '../config/load-config';
import type { Secrets } from '../config/secrets';
import { prepareEmbeddedDatabase, prepareExternalDatabase } from './database-urls';
import type { DatabaseUrls } from './database-urls';
import { findBinaries } from './embedded-postgres/binaries';
import { runCluster } from './embedded-postgres/cluster';
import type { RunningCluster } from './embedded-postgres/cluster';
import { chooseClusterHome, clusterName } from './embedded-postgres/cluster-location';
import { findPostmaster } from './embedded-postgres/postmaster';
import { chooseServerUser } from './embedded-postgres/server-user';
import { identifyProcess, isAlive, processIdentitySchema } from './process-identity';
import { waitForProcessLock } from './process-lock';

/** What only the one who runs a server may know of it: for backups, never for serving. */
export interface OwnCluster {
  folder: string;
  superuserUrl: string;
  /** Major version of its PostgreSQL. */
  major: number;
}

/** A database that is up, with its roles and nothing else in it yet. */
export interface DatabaseServer {
  urls: DatabaseUrls;
  /** The cluster that this installation runs itself; null = somebody else's server. */
  cluster: OwnCluster | null;
  /**
   * Starts an embedded server anew that has ended by itself or was killed. Resolves to whether it had to.
   * @throws StartupError where it does not start
   */
  revive: () => Promise<boolean>;
  /** Lets go of it; the last process that uses an embedded server stops it. */
  release: () => Promise<void>;
}

const settings = {
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_min_duration_statement: '5000',
};

/** Longer than the slowest honest start of another process, crash recovery included. */
const turnTimeoutMs = 120_000;

/**
 * Reaches the external server, or attaches to the embedded one, starting it when
 * no other process has. Several processes may hold it at once (the service and
 * the command line); one that was killed counts no more.
 * @throws StartupError with what a person has to change
 */
export async function openDatabaseServer(
  config: Pick<Config, 'dataFolder' | 'externalDatabase'>,
  secrets: Secrets,
): Promise<DatabaseServer> {
  if (config.externalDatabase !== null) {
    const urls = await prepareExternalDatabase(config.externalDatabase, secrets);
    return { urls, cluster: null, revive: () => Promise.resolve(false), release: () => Promise.resolve() };
  }
  const runFolder = makeRunFolder(config.dataFolder);
  return inTurn(runFolder, async () => {
    const cluster = await runEmbedded(config.dataFolder, secrets);
    const note = signIn(runFolder);
    try {
      const urls = await prepareEmbeddedDatabase(cluster, secrets);
      return {
        urls,
        cluster: ownCluster(config.dataFolder, cluster, secrets),
        revive: () => reviveEmbedded(config.dataFolder, secrets, runFolder),
        release: () => inTurn(runFolder, () => signOut(runFolder, note, cluster)),
      };
    } catch (error) {
      await signOut(runFolder, note, cluster);
      throw error;
    }
  });
}

/** The folder for locks and notes about running processes. */
export function makeRunFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'run');
  makeDataFolder(dataFolder);
  makeDataFolder(folder, 0o700);
  makeDataFolder(join(folder, 'database-users'), 0o700);
  return folder;
}

function ownCluster(dataFolder: string, cluster: RunningCluster, secrets: Secrets): OwnCluster {
  const superuser = secrets.text('database-role:superuser');
  const folder = join(chooseClusterHome(dataFolder, chooseServerUser()), clusterName);
  const major = Number.parseInt(readFileSync(join(folder, 'PG_VERSION'), 'utf8'), 10);
  return { folder, superuserUrl: cluster.url('postgres', 'postgres', superuser), major };
}

/** Its address stays what it was: the pools find it again by themselves. */
async function reviveEmbedded(dataFolder: string, secrets: Secrets, runFolder: string): Promise<boolean> {
  const folder = join(chooseClusterHome(dataFolder, chooseServerUser()), clusterName);
  if (findPostmaster(folder) !== null) return false;
  return inTurn(runFolder, async () => {
    if (findPostmaster(folder) !== null) return false;
    await runEmbedded(dataFolder, secrets);
    return true;
  });
}

async function runEmbedded(dataFolder: string, secrets: Secrets): Promise<RunningCluster> {
  const user = chooseServerUser();
  const home = chooseClusterHome(dataFolder, user);
  return runCluster({
    folder: join(home, clusterName),
    binaries: findBinaries(user, home),
    user,
    superuserPassword: secrets.text('database-role:superuser'),
    settings,
    logFile: join(dataFolder, 'postgres.log'),
    durable: true,
  });
}

/** Starting, signing in, signing out and stopping happen in one process at a time. */
async function inTurn<T>(runFolder: string, run: () => Promise<T>): Promise<T> {
  const lock = await waitForProcessLock(join(runFolder, 'database.lock'), turnTimeoutMs);
  try {
    return await run();
  } finally {
    lock.release();
  }
}

function signIn(runFolder: string): string {
  const identity = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
  const note = join(runFolder, 'database-users', `${String(process.pid)}-${String(Date.now())}.json`);
  writeFileSync(note, JSON.stringify(identity), { mode: 0o600 });
  return note;
}

async function signOut(runFolder: string, note: string, cluster: RunningCluster): Promise<void> {
  rmSync(note, { force: true });
  const folder = join(runFolder, 'database-users');
  const others = readdirSync(folder).filter((name) => {
    if (isLiveNote(join(folder, name))) return true;
    rmSync(join(folder, name), { force: true });
    return false;
  });
  if (others.length === 0) await cluster.stop();
}

function isLiveNote(file: string): boolean {
  try {
    return isAlive(processIdentitySchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return false;
  }
}
