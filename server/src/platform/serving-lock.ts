import { join } from 'node:path';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { makeRunFolder } from './database-server';
import { lockHolder, tryProcessLock } from './process-lock';
import type { ProcessLock } from './process-lock';

const lockName = 'serving.lock';

/** The id of the process that serves the data folder now, or null; changes nothing. */
export function findServingProcess(dataFolder: string): number | null {
  return lockHolder(join(dataFolder, 'run', lockName))?.pid ?? null;
}

/**
 * One data folder is served by one process; the command line needs no such lock.
 * @throws StartupError naming the process that serves already
 */
export function takeServingLock(dataFolder: string): ProcessLock {
  const lock = tryProcessLock(join(makeRunFolder(dataFolder), lockName));
  if ('release' in lock) return lock;
  throw new StartupError(words().dataFolder.served(lock.heldBy.pid, dataFolder));
}
