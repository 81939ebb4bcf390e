import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { StartupError } from '../../config/startup-error';
import { words } from '../../config/words/words';
import { postgresUrl } from '../postgres-url';
import { sqlStateOf, sqlStates } from '../sql-state';
import { initialiseCluster, serverEnvironment } from './cluster-init';
import type { ClusterOptions } from './cluster-init';
import { makeSocketFolder } from './cluster-location';
import { clearForeignNote, findPostmaster, stopPostmaster } from './postmaster';
import type { Postmaster } from './postmaster';
import { neutralFolder } from './server-user';

export interface RunningCluster {
  pid: number;
  /** Address of a database in this cluster for one role. */
  url(database: string, role: string, password: string): string;
  stop: () => Promise<void>;
}

const startTimeoutMs = 60_000;
const logLimitBytes = 10 * 1024 * 1024;

/**
 * Gives the cluster a running server: the one that already runs there (this
 * process's or one a crash left behind), or a new one, made first when the folder
 * is empty. The caller makes sure that only one process does this at a time.
 * @throws StartupError with the end of the server's log when it does not start
 */
export async function runCluster(options: ClusterOptions): Promise<RunningCluster> {
  const found = findPostmaster(options.folder);
  if (found !== null) {
    if (await waitUntilReady(options, 15_000, () => null))
      return describe(options, currentPostmaster(options));
    await stopPostmaster(found.pid, options.folder, options.binaries.program('pg_ctl'));
  }
  if (!existsSync(join(options.folder, 'PG_VERSION'))) initialiseCluster(options);
  refuseOtherMajor(options);
  await clearForeignNote(options.folder);
  await startServer(options);
  return describe(options, currentPostmaster(options));
}

function refuseOtherMajor({ folder, binaries }: ClusterOptions): void {
  const major = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (major === String(binaries.major)) return;
  throw new StartupError(words().database.otherMajor(folder, major, String(binaries.major)));
}

/** In a session of its own, so that Ctrl-C in the terminal reaches this process alone. */
async function startServer(options: ClusterOptions): Promise<void> {
  const address: Record<string, string> =
    process.platform === 'win32'
      ? { listen_addresses: '127.0.0.1', port: String(await freePort()) }
      : {
          listen_addresses: '',
          port: '5432',
          unix_socket_directories: makeSocketFolder(options.folder, options.user),
        };
  const settings = Object.entries({ ...options.settings, ...address }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  if (existsSync(options.logFile) && statSync(options.logFile).size > logLimitBytes) {
    renameSync(options.logFile, `${options.logFile}.1`);
  }
  const log = openSync(options.logFile, 'a', 0o600);
  const logStart = statSync(options.logFile).size;
  // pg_ctl drops an administrator's rights on Windows, which the server itself refuses to run with.
  const [program, parameters]: [string, string[]] =
    process.platform === 'win32'
      ? [options.binaries.program('pg_ctl'), ['start', '-D', options.folder, '-W', '-o', settings.join(' ')]]
      : [options.binaries.program('postgres'), ['-D', options.folder, ...settings]];
  const child = spawn(program, parameters, {
    ...options.user,
    cwd: neutralFolder(),
    ...serverEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  closeSync(log);
  const fate: { ended: string | null } = { ended: null };
  child.on('error', (error) => {
    fate.ended = error.message;
  });
  child.on('exit', (code) => {
    const handedOver = process.platform === 'win32' && code === 0;
    if (!handedOver) fate.ended ??= words().database.endedWith(String(code ?? 'none'));
  });
  child.unref();
  try {
    if (await waitUntilReady(options, startTimeoutMs, () => fate.ended)) return;
  } catch (error) {
    // a server that nobody can use is not left running
    const started = findPostmaster(options.folder);
    if (started !== null)
      await stopPostmaster(started.pid, options.folder, options.binaries.program('pg_ctl'));
    throw error;
  }
  const tail = readFileSync(options.logFile)
    .subarray(logStart)
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(-12)
    .join('\n');
  throw new StartupError(
    words().database.notStarting(options.folder, fate.ended ?? words().database.notReady, tail),
  );
}

/**
 * True when it takes connections; false when it ended or did not get ready in time.
 * @throws StartupError when it takes them, but not with our keys
 */
async function waitUntilReady(
  options: ClusterOptions,
  timeoutMs: number,
  ended: () => string | null,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && ended() === null) {
    const postmaster = findPostmaster(options.folder);
    if (postmaster?.ready === true && (await answers(options, postmaster))) return true;
    await delay(20);
  }
  return false;
}

async function answers(options: ClusterOptions, postmaster: Postmaster): Promise<boolean> {
  const client = new Client({
    connectionString: postgresUrl({
      ...postmaster,
      role: 'postgres',
      password: options.superuserPassword,
      database: 'postgres',
    }),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if (sqlStateOf(error) !== sqlStates.invalidPassword) return false;
    throw new StartupError(words().keys.notOfCluster(options.folder));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function currentPostmaster(options: ClusterOptions): Postmaster {
  const postmaster = findPostmaster(options.folder);
  if (postmaster === null) throw new StartupError(words().database.ended(options.folder));
  return postmaster;
}

function describe(options: ClusterOptions, { pid, host, port }: Postmaster): RunningCluster {
  return {
    pid,
    url: (database, role, password) => postgresUrl({ host, port, role, password, database }),
    stop: async () => {
      // Another process may have started a new server since this one was reached.
      const current = findPostmaster(options.folder);
      if (current === null) return;
      await stopPostmaster(current.pid, options.folder, options.binaries.program('pg_ctl'));
      if (current.host.startsWith('/')) rmSync(current.host, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
