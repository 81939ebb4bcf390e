import type { ListImportState } from './list-import-schema';

/** Before this many milliseconds a speed is a guess, and no time left is told. */
const SETTLED_MS = 1_000;

export interface ImportProgress {
  readonly state: ListImportState;
  readonly rows: number;
  readonly done: number;
  readonly total: number;
  /** When the present step began; null before the first. */
  readonly stepStartedAt: Date | null;
}

/**
 * Rows (numbers, while they are written) a second in the present step, and the seconds until it
 * ends at that speed; null while nothing runs.
 */
export function importPace(
  { state, rows, done, total, stepStartedAt }: ImportProgress,
  now: Date,
): { rowsPerSecond: number; secondsLeft: number | null } | null {
  if ((state !== 'READING' && state !== 'WRITING') || stepStartedAt === null) return null;
  const elapsed = Math.max(0, now.getTime() - stepStartedAt.getTime());
  const handled = state === 'READING' ? rows : done;
  const rowsPerSecond = elapsed === 0 ? 0 : Math.round((handled * 1000) / elapsed);
  if (elapsed < SETTLED_MS || done === 0 || total === 0) return { rowsPerSecond, secondsLeft: null };
  const left = (Math.max(0, total - done) * elapsed) / done / 1000;
  return { rowsPerSecond, secondsLeft: Math.ceil(left) };
}
