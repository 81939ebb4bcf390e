import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { BackupError } from './archive/backup-format';
import { isDiskFull } from './coded-error';
import { sqlStateOf, sqlStates } from './sql-state';

/**
 * What to tell a person of a failure that the person can mend; null = an error of the program, to be
 * shown with all that is known of it.
 */
export function failureMessage(error: unknown): string | null {
  if (error instanceof StartupError || error instanceof BackupError) return error.message;
  if (isDiskFull(error)) return words().failures.diskFull;
  if (sqlStateOf(error) === sqlStates.tooManyConnections) return words().failures.connections;
  return null;
}
