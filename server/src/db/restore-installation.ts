import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dataIn, makeDataFolder, restoredName, restoringFolder } from '../config/data-folder';
import type { Config } from '../config/load-config';
import { loadSecrets } from '../config/secrets';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { BackupError } from '../platform/archive/backup-format';
import type { BackupEntry, BackupHead } from '../platform/archive/backup-format';
import { readBackup } from '../platform/archive/backup-reader';
import { systemClock } from '../platform/clock';
import { openDatabaseServer } from '../platform/database-server';
import { findBinaries } from '../platform/embedded-postgres/binaries';
import { chooseClusterHome, clusterName, locationNote } from '../platform/embedded-postgres/cluster-location';
import { chooseServerUser } from '../platform/embedded-postgres/server-user';
import type { ServerUser } from '../platform/embedded-postgres/server-user';
import { takeServingLock } from '../platform/serving-lock';
import { requireOwnData } from './backup-installation';
import { countUnknown, readMigrationState } from './migrate';

/** Where the parts of a backup are put until all of it is there, and where they belong. */
interface Places {
  dataFolder: string;
  clusterDraft: string;
  cluster: string;
  user: ServerUser | null;
}

/**
 * Fills an empty data folder from a backup, checks every file on the way, and starts the database
 * once to prove that it recovers. It leaves a note by which the first start puts it into the audit log. A restore that was interrupted is begun anew by the next one;
 * until then nothing starts on the folder.
 * @throws StartupError, BackupError with what is wrong; then the folder is as empty as before
 */
export async function restoreInstallation(config: Config, file: string): Promise<BackupHead> {
  const { dataFolder } = config;
  requireOwnData(config, words().backup.restoreElsewhere);
  makeDataFolder(dataFolder);
  const lock = takeServingLock(dataFolder);
  try {
    if (existsSync(restoringFolder(dataFolder))) clear(dataFolder);
    const present = dataIn(dataFolder);
    if (present.length > 0) throw new StartupError(words().backup.holdsData(dataFolder, present.join(', ')));
    mkdirSync(restoringFolder(dataFolder), { mode: 0o700 });
    try {
      const head = await fill(dataFolder, file);
      await prove(config);
      return head;
    } catch (error) {
      clear(dataFolder);
      throw error;
    }
  } finally {
    lock.release();
  }
}

async function fill(dataFolder: string, file: string): Promise<BackupHead> {
  const user = chooseServerUser();
  const home = chooseClusterHome(dataFolder, user);
  const cluster = join(home, clusterName);
  const places = { dataFolder, cluster, clusterDraft: `${cluster}.restoring`, user };
  const { major } = findBinaries(user, home);
  const head = await readBackup(file, {
    head: (found) => {
      refuseForeign(found, major);
    },
    entry: (entry) => put(entry, places),
  });
  renameSync(places.clusterDraft, places.cluster);
  const note = { file: basename(file), takenAt: head.takenAt, restoredAt: systemClock.now().toISOString() };
  writeFileSync(join(dataFolder, restoredName), JSON.stringify(note), { mode: 0o600 });
  const draft = restoringFolder(dataFolder);
  for (const name of readdirSync(draft)) renameSync(join(draft, name), join(dataFolder, name));
  rmSync(draft, { recursive: true });
  return head;
}

function refuseForeign({ postgres, migrations }: BackupHead, major: number): void {
  if (postgres !== major) throw new BackupError(words().backup.otherMajor(String(postgres), String(major)));
  if (countUnknown(migrations) > 0) throw new BackupError(words().backup.newer);
}

async function put({ path, kind, content }: BackupEntry, places: Places): Promise<void> {
  const [top, ...rest] = path.split('/');
  if (top !== clusterName && (top !== 'data' || rest.length === 0))
    throw new BackupError(words().backup.unknownPath(path));
  const isCluster = top === clusterName;
  const target = join(isCluster ? places.clusterDraft : restoringFolder(places.dataFolder), ...rest);
  if (kind === 'folder') mkdirSync(target, { mode: 0o700 });
  else await writeDurably(target, content);
  if (isCluster && places.user !== null) chownSync(target, places.user.uid, places.user.gid);
}

async function writeDurably(file: string, content: BackupEntry['content']): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const part of content) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The database recovers by the log in the backup; one that does not is no restored one. */
async function prove(config: Config): Promise<void> {
  const server = await openDatabaseServer(config, loadSecrets(config.dataFolder));
  try {
    await readMigrationState(server.urls.owner);
  } finally {
    await server.release();
  }
}

/** Takes away whatever an unfinished restore put there; the mark of it comes last. */
function clear(dataFolder: string): void {
  const note = join(dataFolder, locationNote);
  if (existsSync(note)) {
    const elsewhere = readFileSync(note, 'utf8').trim();
    if (dirname(elsewhere) === '/var/lib/xietong') rmSync(elsewhere, { recursive: true, force: true });
  }
  const draft = restoringFolder(dataFolder);
  for (const name of dataIn(dataFolder))
    if (join(dataFolder, name) !== draft) rmSync(join(dataFolder, name), { recursive: true, force: true });
  rmSync(draft, { recursive: true, force: true });
}
