import { AppError } from './app-error';
import { databaseIsGone, sqlStateOf, sqlStates } from './sql-state';

/** Of the operating system: no room, no room for this account, or more than a file may grow to. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether a disk, ours or the database's, has no room left; wrapped errors are followed. */
export function isDiskFull(error: unknown): boolean {
  if (sqlStateOf(error) === sqlStates.diskFull) return true;
  for (let current = error; current instanceof Error; current = current.cause)
    if ('code' in current && typeof current.code === 'string' && NO_ROOM.has(current.code)) return true;
  return false;
}

/** The coded error that something caught is or stands for; null for one that nobody foresaw. */
export function codedError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isDiskFull(error)) return new AppError('STORAGE_FULL');
  return databaseIsGone(error) ? new AppError('DATABASE_UNAVAILABLE') : null;
}
