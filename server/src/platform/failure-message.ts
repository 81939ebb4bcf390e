import { StartupError } from '../config/startup-error';
import { BackupError } from './archive/backup-format';
import { sqlStateOf, sqlStates } from './sql-state';

const fullDisk = new Set(['ENOSPC', 'EDQUOT']);

/**
 * What to tell a person of a failure that the person can mend; null = an error of the program, to be
 * shown with all that is known of it.
 */
export function failureMessage(error: unknown): string | null {
  if (error instanceof StartupError || error instanceof BackupError) return error.message;
  if (isFullDisk(error))
    return 'The disk is full. Nothing that was stored is lost: free some space and try again.';
  if (sqlStateOf(error) === sqlStates.tooManyConnections)
    return 'The database takes no more connections. Raise its max_connections (100 are enough), or end what else uses it.';
  return null;
}

/** Whether a disk, ours or the database's, has no room left; wrapped errors are followed. */
function isFullDisk(error: unknown): boolean {
  if (sqlStateOf(error) === sqlStates.diskFull) return true;
  for (let current = error; current instanceof Error; current = current.cause)
    if ('code' in current && typeof current.code === 'string' && fullDisk.has(current.code)) return true;
  return false;
}
