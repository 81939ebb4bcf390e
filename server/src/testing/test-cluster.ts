import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { secretsFromMasterKey } from '../config/secrets';
import { migrateDatabase, migrationsFolder } from '../db/migrate';
import { prepareEmbeddedDatabase, withClient } from '../platform/database-urls';
import { findBinaries } from '../platform/embedded-postgres/binaries';
import { runCluster } from '../platform/embedded-postgres/cluster';
import { locateSocketFolder } from '../platform/embedded-postgres/cluster-location';
import { chooseServerUser } from '../platform/embedded-postgres/server-user';
import { findPostmaster } from '../platform/embedded-postgres/postmaster';
import { identifyProcess, isAlive, processIdentitySchema } from '../platform/process-identity';

/** What test files need to clone databases of their own. */
export interface TestCluster {
  superuserUrl: string;
  /** 32 bytes, base64: the secrets behind the roles' passwords. */
  masterKey: string;
  /** The migrated database that clones are made from. */
  template: string;
  /** Taken away with the cluster. */
  folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

const folderPrefix = 'xietong-test-';

/** Nothing here outlives the run, so nothing is flushed to disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  io_method: 'sync',
  // beside the data, so that a server that is killed leaves nothing in the machine's shared memory
  dynamic_shared_memory_type: 'mmap',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** One cluster per run, with a migrated template database; taken away at the end, also after a crash. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(identifyProcess(process.pid)));
  const atExit = (): void => {
    removeFolder(folder);
  };
  process.once('exit', atExit);
  try {
    const masterKey = randomBytes(32);
    const secrets = secretsFromMasterKey(masterKey);
    const user = chooseServerUser();
    const superuserPassword = secrets.text('database-role:superuser');
    const cluster = await runCluster({
      folder: join(folder, 'postgres'),
      binaries: findBinaries(user, folder),
      user,
      superuserPassword,
      settings,
      logFile: join(folder, 'postgres.log'),
      durable: false,
    });
    const template = 'xietong_template';
    const urls = await prepareEmbeddedDatabase(cluster, secrets, template);
    if (existsSync(join(migrationsFolder, 'meta', '_journal.json'))) await migrateDatabase(urls.owner);
    const superuserUrl = cluster.url('postgres', 'postgres', superuserPassword);
    await withClient(superuserUrl, (client) => client.query('checkpoint'));
    project.provide('testCluster', {
      superuserUrl,
      masterKey: masterKey.toString('base64'),
      template,
      folder,
    });
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
  return () => {
    process.off('exit', atExit);
    removeFolder(folder);
    return Promise.resolve();
  };
}

/** Data that nobody wants needs no orderly shutdown. */
function removeFolder(folder: string): void {
  const postmaster = findPostmaster(join(folder, 'postgres'));
  if (postmaster !== null) process.kill(postmaster.pid, 'SIGKILL');
  const sockets = locateSocketFolder(join(folder, 'postgres'), chooseServerUser());
  rmSync(sockets, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** A run that was killed could not clean up; the next one does. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue;
    const folder = join(tmpdir(), name);
    try {
      const owner = processIdentitySchema.parse(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')));
      if (!isAlive(owner)) removeFolder(folder);
    } catch {
      // Being made this moment, or not ours to judge.
    }
  }
}
