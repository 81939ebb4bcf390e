import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { reasonOf } from '../config/words/system-reason';
import { words } from '../config/words/words';
import { MAX_TABLE_BYTES } from '../platform/table-file';
import { UsageError } from './command';

/** A file named on the command line. @throws UsageError where it cannot be read or is too large */
export function readInputFile(path: string): { fileName: string; bytes: Buffer } {
  requireSize(path, MAX_TABLE_BYTES);
  return { fileName: basename(resolve(path)), bytes: orUnreadable(path, () => readFileSync(path)) };
}

/** The same as a stream, for files that are too large to hold. @throws UsageError */
export function openInputFile(
  path: string,
  maxBytes: number,
): { fileName: string; source: AsyncIterable<Uint8Array> } {
  requireSize(path, maxBytes);
  return { fileName: basename(resolve(path)), source: createReadStream(path) };
}

function requireSize(path: string, maxBytes: number): void {
  const file = orUnreadable(path, () => statSync(path));
  if (!file.isFile()) throw new UsageError(words().command.file.noFile(path));
  if (file.size <= maxBytes) return;
  throw new UsageError(words().command.file.tooLarge(path, maxBytes / 1024 / 1024));
}

function orUnreadable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(words().command.file.unreadable(path, reasonOf(error)));
  }
}
