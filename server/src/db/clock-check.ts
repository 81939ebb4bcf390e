import { shanghaiDate } from '@xietong/shared/kernel';
import type { Client } from 'pg';
import { StartupError } from '../config/startup-error';
import { sqlStateOf, sqlStates } from '../platform/sql-state';

/** Clocks of one network differ by less; what is written in that time only seems to be of the future. */
const TOLERANCE_MS = 10 * 60_000;
/** No installation is older than this, so no clock that works can say so. */
const EARLIEST = new Date('2024-01-01T00:00:00.000Z');

/** The latest times that the database knows of. */
export interface LatestRecord {
  /** Of an audit event, or null where there is none. */
  auditedAt: Date | null;
  /** Shanghai day on which an event was received, `YYYY-MM-DD`, or null. */
  receivedDay: string | null;
}

/** Both through an index; a database without our tables has none. */
export async function readLatestRecord(owner: Client): Promise<LatestRecord> {
  try {
    const { rows } = await owner.query<{ auditedAt: Date | null; receivedDay: string | null }>(
      'select (select max(at) from audit_event) as "auditedAt", (select max(received_day)::text from event_identity) as "receivedDay"',
    );
    return rows[0] ?? { auditedAt: null, receivedDay: null };
  } catch (error) {
    if (sqlStateOf(error) === sqlStates.undefinedTable) return { auditedAt: null, receivedDay: null };
    throw error;
  }
}

/**
 * What is wrong with this machine's clock, in words for a person; null when nothing can be told.
 * A clock that lags behind the data would put campaigns live that have ended, and new entries before old.
 */
export function clockProblem(now: Date, { auditedAt, receivedDay }: LatestRecord): string | null {
  const says = `the clock says ${now.toISOString()}`;
  if (now < EARLIEST) return `${says}, which cannot be`;
  const bearable = new Date(now.getTime() + TOLERANCE_MS);
  if (auditedAt !== null && auditedAt > bearable)
    return `${says}, but something was recorded at ${auditedAt.toISOString()} already`;
  if (receivedDay !== null && receivedDay > shanghaiDate(bearable))
    return `${says}, but events were received on ${receivedDay} already`;
  return null;
}

/** @throws StartupError unless the clock can be right */
export async function requirePlausibleClock(owner: Client, now: Date): Promise<void> {
  const problem = clockProblem(now, await readLatestRecord(owner));
  if (problem === null) return;
  throw new StartupError(
    `This machine's time is wrong: ${problem}. Set the clock and start again. If it is right now and was wrong before, start once with XIETONG_ACCEPT_CLOCK=1.`,
  );
}
