import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { AppError } from './app-error';

const MEBIBYTE = 1024 * 1024;
/** A start writes some segments of the log, a first one the whole cluster; who serves leaves as much. In bytes. */
export const SPACE_NEEDED = 128 * MEBIBYTE;
/** Of that, what ends harm may use half, in bytes. */
export const URGENT_ROOM = SPACE_NEEDED / 2;
/** And what tells of refusals and of reads a quarter: however many there are, the rest is left to what ends harm. */
export const REFUSAL_ROOM = SPACE_NEEDED / 4;

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

/**
 * The room that is left for what people save. A database whose log finds none ends, and takes reading and decisions with
 * it: what would come near to that is refused before.
 */
export interface Room {
  /** Whether so many bytes may still be written; less than none: into so many of those that are kept. */
  readonly has: (bytes?: number) => boolean;
  /** @throws AppError STORAGE_FULL */
  readonly require: () => void;
}

export function roomOf(has: Room['has']): Room {
  return {
    has,
    require() {
      if (!has()) throw new AppError('STORAGE_FULL');
    },
  };
}

/** The room on the disk of a folder, of which a start's need is never touched. */
export function roomIn(folder: string, free: (folder: string) => number = freeSpaceOf): Room {
  return roomOf((bytes = 0) => free(folder) - bytes >= SPACE_NEEDED);
}

/** On a disk that is not ours to see; a database without room there says so itself. */
export const UNSEEN_ROOM = roomOf(() => true);

export function inMegabytes(bytes: number): number {
  return Math.floor(bytes / MEBIBYTE);
}
