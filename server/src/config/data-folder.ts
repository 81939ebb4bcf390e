import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from './startup-error';
import { reasonOf } from './words/system-reason';
import { words } from './words/words';

/**
 * Makes the data folder, or a folder inside it, where missing.
 * @throws StartupError when it cannot be made or written
 */
export function makeDataFolder(folder: string, mode = 0o711): void {
  try {
    makeWithParents(folder, mode);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** The error to end a start with when something in the data folder cannot be used. */
export function unusable(folder: string, error: unknown): StartupError {
  return new StartupError(words().dataFolder.unusable(folder, reasonOf(error)));
}

/** Its presence says that a restore has begun and not ended. */
const restoringName = 'restoring';

/** Where a restore keeps files until all of them are there. */
export function restoringFolder(dataFolder: string): string {
  return join(dataFolder, restoringName);
}

/** @throws StartupError while a restore into the folder is unfinished */
export function requireNoRestore(dataFolder: string): void {
  if (!existsSync(restoringFolder(dataFolder))) return;
  throw new StartupError(words().dataFolder.restoreUnfinished(dataFolder));
}

/** What running programs keep in the data folder: made anew where it is missing. */
const ownOfPrograms = /^(run|postgres\.log(\.1)?|postgres-bin-.*)$/;
/** The database's files, which nobody may copy as they lie there while its server runs. */
const ownOfDatabase = /^postgres([.-].*)?$/;
/** The note of the last backup says nothing to whoever restores it. */
export const lastBackupName = 'last-backup.json';
/** Says that the data comes from a backup, until the first start has put that into the audit log. */
export const restoredName = 'restored.json';
/** The settings that the audit log was told last. */
export const toldSettingsName = 'told-settings.json';
/** Where the files of audit events lie that left the database. */
export const auditArchiveName = 'audit-archive';

/** Names in the data folder that tell of an installation's data; empty = it may be filled. */
export function dataIn(dataFolder: string): string[] {
  return namesIn(dataFolder).filter((name) => !ownOfPrograms.test(name));
}

/** Names in the data folder that are copied as they lie there: keys and files, not the database. */
export function plainDataIn(dataFolder: string): string[] {
  const left = [lastBackupName, restoredName];
  return dataIn(dataFolder).filter((name) => !ownOfDatabase.test(name) && !left.includes(name));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** One level at a time: Node's own recursion never ends where a parent takes no children, as in /proc. */
function makeWithParents(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeWithParents(parent, 0o755);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
