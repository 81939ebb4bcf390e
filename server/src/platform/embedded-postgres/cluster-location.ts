import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataFolder } from '../../config/data-folder';
import { StartupError } from '../../config/startup-error';
import { words } from '../../config/words/words';
import { canEnter } from './server-user';
import type { ServerUser } from './server-user';

/** Longest socket path every system takes, in bytes. */
const socketPathLimit = 107;

/** Name of the cluster's own folder below its home. */
export const clusterName = 'postgres';
/** The file of the data folder that says where the cluster's home is, when it is elsewhere. */
export const locationNote = 'postgres-location';

/**
 * The folder below which the database keeps its files: the data folder itself,
 * or, where the server's account cannot enter that (a data folder inside /root),
 * a folder of its own under /var/lib that a note in the data folder points to.
 * @throws StartupError when the account can enter neither
 */
export function chooseClusterHome(dataFolder: string, user: ServerUser | null): string {
  makeDataFolder(dataFolder);
  if (user === null) return dataFolder;
  const note = join(dataFolder, locationNote);
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  chmodSync(dataFolder, lstatSync(dataFolder).mode | 0o011);
  if (canEnter(dataFolder, user)) return dataFolder;
  const elsewhere = join('/var/lib/xietong', randomUUID());
  makeDataFolder(elsewhere);
  if (!canEnter(elsewhere, user)) {
    throw new StartupError(words().dataFolder.notEnterable(user.uid, dataFolder, elsewhere));
  }
  writeFileSync(note, `${elsewhere}\n`);
  return elsewhere;
}

/** Makes a folder that only the server's account (and root) can look into. */
export function makePrivateFolder(folder: string, user: ServerUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (user !== null && uid !== user.uid) chownSync(folder, user.uid, user.gid);
}

/** Where the cluster's socket folder is or would be; the name follows from the cluster's. */
export function locateSocketFolder(clusterFolder: string, user: ServerUser | null): string {
  const name = `xietong-${createHash('sha256').update(clusterFolder).digest('hex').slice(0, 12)}`;
  const candidate = join(tmpdir(), name);
  const fits = Buffer.byteLength(join(candidate, '.s.PGSQL.5432')) <= socketPathLimit;
  return fits && canEnter(tmpdir(), user) ? candidate : join('/tmp', name);
}

/**
 * The folder for the server's Unix socket: short, the same for the same cluster,
 * and ours alone, since the folder for temporary files is open to everybody.
 * @throws StartupError when somebody else took the name
 */
export function makeSocketFolder(clusterFolder: string, user: ServerUser | null): string {
  const folder = locateSocketFolder(clusterFolder, user);
  const owner = user?.uid ?? process.getuid?.();
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (user !== null) chownSync(folder, user.uid, user.gid);
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new StartupError(words().dataFolder.notOurs(folder));
  }
  return folder;
}
