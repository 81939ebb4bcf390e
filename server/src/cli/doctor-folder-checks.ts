import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastBackupName, restoringFolder } from '../config/data-folder';
import { requireKeysOfData } from '../config/secrets';
import { lastBackupSchema } from '../db/backup-installation';
import { SPACE_NEEDED, freeSpaceOf, inMegabytes } from '../platform/free-space';
import { requireFreePort } from '../platform/http-listener';
import { findServingProcess } from '../platform/serving-lock';
import { attempt, fail, messageOf, ok, warn } from './doctor-check';
import type { Check } from './doctor-check';

const OLDEST_NODE = [20, 19] as const;
/** Below this the disk fills up within days of ordinary events, in bytes. */
const SPACE_WANTED = 2 * 1024 * 1024 * 1024;
const DAY_MS = 86_400_000;
const BACKUP_DAYS = 7;

/** The oldest version that the program was tried on. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (fits) return ok('node', `version ${version}`);
  return fail('node', `version ${version} is too old`, `Install Node ${OLDEST_NODE.join('.')} or newer.`);
}

/** Exists and may be written, or can be made. */
export function checkDataFolder(folder: string): Check {
  try {
    const place = existsSync(folder) ? folder : dirname(folder);
    if (!statSync(place).isDirectory())
      return fail('data folder', `${place} is no folder`, 'Set XIETONG_DATA to a folder.');
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data folder', existsSync(folder) ? folder : `${folder} will be made`);
  } catch (error) {
    return fail('data folder', messageOf(error), 'Set XIETONG_DATA to a folder that this user may write.');
  }
}

/** Whoever can read the keys can read every number. */
export function checkPermissions(dataFolder: string): Check {
  const file = join(dataFolder, 'secrets.json');
  if (process.platform === 'win32' || !existsSync(file)) return ok('permissions', 'nothing to see here');
  const mode = statSync(file).mode & 0o777;
  const shown = mode.toString(8).padStart(4, '0');
  if ((mode & 0o077) === 0) return ok('permissions', `secrets.json is its owner's alone (${shown})`);
  return fail('permissions', `others may read secrets.json (${shown})`, `chmod 600 ${file}`);
}

/** @param free bytes that may still be written */
export function checkSpace(dataFolder: string, free: number = freeSpaceOf(dataFolder)): Check {
  const found = `${inMegabytes(free)} MB are free on the disk of ${dataFolder}`;
  const mend = 'Free some space, or move the data folder to a larger disk and set XIETONG_DATA.';
  if (free < SPACE_NEEDED) return fail('disk space', found, mend);
  return free < SPACE_WANTED ? warn('disk space', found, mend) : ok('disk space', found);
}

export function checkRestore(dataFolder: string): Check {
  if (!existsSync(restoringFolder(dataFolder))) return ok('restore', 'none is unfinished');
  return fail('restore', 'a restore was interrupted', 'Run it again: npm run xietong -- restore FILE');
}

/** Who serves the folder; where nobody does, whether a start would get its port. */
export async function checkServing(at: { dataFolder: string; host: string; port: number }): Promise<Check> {
  const pid = findServingProcess(at.dataFolder);
  if (pid !== null) return ok('service', `process ${pid} serves this data folder`);
  return attempt('service', 'End the program that uses the port, or set PORT and HOST.', async () => {
    await requireFreePort(at);
    return ok('service', `not running; port ${at.port} is free`);
  });
}

export function checkKeyFile(dataFolder: string): Check {
  try {
    requireKeysOfData(dataFolder);
    const file = join(dataFolder, 'secrets.json');
    return ok('keys', existsSync(file) ? file : 'will be made by the first start');
  } catch (error) {
    return fail('keys', messageOf(error), 'Copy secrets.json from a backup into the data folder.');
  }
}

/** A backup that nobody takes is missed too late. */
export function checkBackup(dataFolder: string, now: Date): Check {
  const mend = 'Take one: npm run xietong -- backup FILE, best every night and to another machine.';
  const note = join(dataFolder, lastBackupName);
  if (!existsSync(note)) return warn('backup', 'none was taken yet', mend);
  const last = lastBackupSchema.safeParse(JSON.parse(readFileSync(note, 'utf8')));
  if (!last.success) return warn('backup', `${note} cannot be read`, mend);
  const days = Math.floor((now.getTime() - Date.parse(last.data.takenAt)) / DAY_MS);
  const found = `the last one was taken at ${last.data.takenAt}: ${last.data.file}`;
  return days >= BACKUP_DAYS ? warn('backup', `${found}, ${days} days ago`, mend) : ok('backup', found);
}
