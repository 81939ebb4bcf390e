import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from './startup-error';

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
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(
    `The data folder ${folder} cannot be used (${reason}). Set XIETONG_DATA to a folder that may be written.`,
  );
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
