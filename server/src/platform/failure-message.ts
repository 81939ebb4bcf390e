import { StartupError } from '../config/startup-error';
import { BackupError } from './archive/backup-format';
import { isDiskFull } from './coded-error';
import { sqlStateOf, sqlStates } from './sql-state';

/**
 * What to tell a person of a failure that the person can mend; null = an error of the program, to be
 * shown with all that is known of it.
 */
export function failureMessage(error: unknown): string | null {
  if (error instanceof StartupError || error instanceof BackupError) return error.message;
  if (isDiskFull(error))
    return 'The disk is full. Nothing that was stored is lost: free some space and try again.';
  if (sqlStateOf(error) === sqlStates.tooManyConnections)
    return 'The database takes no more connections. Raise its max_connections (100 are enough), or end what else uses it.';
  return null;
}
