import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { MAX_TABLE_BYTES } from '../platform/table-file';
import { UsageError } from './command';

/** A file named on the command line. @throws UsageError where it cannot be read or is too large */
export function readInputFile(path: string): { fileName: string; bytes: Buffer } {
  try {
    if (statSync(path).size > MAX_TABLE_BYTES) {
      throw new UsageError(
        `${path} is larger than ${MAX_TABLE_BYTES / 1024 / 1024} MB. Split it and import the parts.`,
      );
    }
    return { fileName: basename(resolve(path)), bytes: readFileSync(path) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
