import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';

const MEBIBYTE = 1024 * 1024;
/** A start writes some segments of the log, a first one the whole cluster: in bytes. */
export const SPACE_NEEDED = 128 * MEBIBYTE;

/** Bytes that this account may still write on the disk of the folder, or of its nearest parent that is there. */
export function freeSpaceOf(folder: string): number {
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize;
}

/**
 * A database that runs out of space in the midst of a start has to recover: better not begun.
 * @throws StartupError with what is there and what is needed
 */
export function requireFreeSpace(folder: string, free: (folder: string) => number = freeSpaceOf): void {
  const found = free(folder);
  if (found >= SPACE_NEEDED) return;
  throw new StartupError(words().dataFolder.full(folder, inMegabytes(found), inMegabytes(SPACE_NEEDED)));
}

export function inMegabytes(bytes: number): number {
  return Math.floor(bytes / MEBIBYTE);
}
