import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastBackupName, restoringFolder } from '../config/data-folder';
import { requireKeysOfData } from '../config/secrets';
import { reasonOf } from '../config/words/system-reason';
import { spokenTime, words } from '../config/words/words';
import { lastBackupSchema } from '../db/backup-installation';
import { SPACE_NEEDED, freeSpaceOf, inMegabytes } from '../platform/free-space';
import { requireFreePort } from '../platform/http-listener';
import { findServingProcess } from '../platform/serving-lock';
import { attempt, fail, ok, warn } from './doctor-check';
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
  const { node } = words().doctor;
  if (fits) return ok('node', node.version(version));
  return fail('node', node.tooOld(version), node.install(OLDEST_NODE.join('.')));
}

/** Exists and may be written, or can be made. */
export function checkDataFolder(folder: string): Check {
  const said = words().doctor.folder;
  try {
    const place = existsSync(folder) ? folder : dirname(folder);
    if (!statSync(place).isDirectory()) return fail('data folder', said.noFolder(place), said.setToFolder);
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data folder', existsSync(folder) ? folder : said.willBeMade(folder));
  } catch (error) {
    return fail('data folder', reasonOf(error), said.setToWritable);
  }
}

/** Whoever can read the keys can read every number. */
export function checkPermissions(dataFolder: string): Check {
  const file = join(dataFolder, 'secrets.json');
  const said = words().doctor.folder;
  if (process.platform === 'win32' || !existsSync(file)) return ok('permissions', said.noPermissions);
  const mode = statSync(file).mode & 0o777;
  const shown = mode.toString(8).padStart(4, '0');
  if ((mode & 0o077) === 0) return ok('permissions', said.ownersAlone(shown));
  return fail('permissions', said.othersRead(shown), `chmod 600 ${file}`);
}

/** @param free bytes that may still be written */
export function checkSpace(dataFolder: string, free: number = freeSpaceOf(dataFolder)): Check {
  const { space, freeSpace: mend } = words().doctor.folder;
  const found = space(inMegabytes(free), dataFolder);
  if (free < SPACE_NEEDED) return fail('disk space', found, mend);
  return free < SPACE_WANTED ? warn('disk space', found, mend) : ok('disk space', found);
}

export function checkRestore(dataFolder: string): Check {
  const said = words().doctor.folder;
  if (!existsSync(restoringFolder(dataFolder))) return ok('restore', said.noRestore);
  return fail('restore', said.restoreInterrupted, said.restoreAgain);
}

/** Who serves the folder; where nobody does, whether a start would get its port. */
export async function checkServing(at: { dataFolder: string; host: string; port: number }): Promise<Check> {
  const { service } = words().doctor;
  const pid = findServingProcess(at.dataFolder);
  if (pid !== null) return ok('service', service.serves(pid));
  return attempt('service', service.endOther, async () => {
    await requireFreePort(at);
    return ok('service', service.portFree(at.port));
  });
}

export function checkKeyFile(dataFolder: string): Check {
  try {
    requireKeysOfData(dataFolder);
    const file = join(dataFolder, 'secrets.json');
    return ok('keys', existsSync(file) ? file : words().doctor.madeByStart);
  } catch (error) {
    return fail('keys', reasonOf(error), words().doctor.folder.copyKeys);
  }
}

/** A backup that nobody takes is missed too late. */
export function checkBackup(dataFolder: string, now: Date): Check {
  const said = words().doctor.backup;
  const mend = said.take;
  const note = join(dataFolder, lastBackupName);
  if (!existsSync(note)) return warn('backup', said.none, mend);
  const last = lastBackupSchema.safeParse(JSON.parse(readFileSync(note, 'utf8')));
  if (!last.success) return warn('backup', said.unreadable(note), mend);
  const days = Math.floor((now.getTime() - Date.parse(last.data.takenAt)) / DAY_MS);
  const found = said.last(spokenTime(new Date(last.data.takenAt)), last.data.file);
  return days >= BACKUP_DAYS ? warn('backup', said.old(found, days), mend) : ok('backup', found);
}
