import { shanghaiDate } from '@xietong/shared/kernel';
import type { Client } from 'pg';
import { StartupError } from '../config/startup-error';
import { spokenTime, words } from '../config/words/words';
import { sqlStateOf, sqlStates } from '../platform/sql-state';

/** Clocks of one network differ by less; what is written in that time only seems to be of the future. */
const TOLERANCE_MS = 10 * 60_000;
/** No installation is older than this, and none of this program is used for so long: no clock that works says otherwise. */
const EARLIEST = new Date('2024-01-01T00:00:00.000Z');
const LATEST = new Date('2046-01-01T00:00:00.000Z');
/** People sign in on every working day: an installation stood still for longer, or its clock has jumped. */
const LONGEST_PAUSE_DAYS = 400;
/** So long a holiday lasts, with room to spare: who worked in between says nothing, who did not is asked to look. */
const LONG_PAUSE_DAYS = 14;
const DAY_MS = 86_400_000;
/** Times of one database come from both clocks, in milliseconds. */
const DIFFERENCE_MS = 60_000;

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
 * A clock that lags behind the data would put campaigns live that have ended, and new entries before old. One that has
 * jumped ahead would end everything, and sign heads of the audit log in a time that the right clock then lags behind.
 */
export function clockProblem(now: Date, latest: LatestRecord): string | null {
  const { auditedAt, receivedDay } = latest;
  const { clock } = words();
  const says = clock.says(spokenTime(now));
  if (now < EARLIEST || now > LATEST) return clock.impossible(says);
  const bearable = new Date(now.getTime() + TOLERANCE_MS);
  if (auditedAt !== null && auditedAt > bearable) return clock.recorded(says, spokenTime(auditedAt));
  if (receivedDay !== null && receivedDay > shanghaiDate(bearable)) return clock.received(says, receivedDay);
  return silenceOver(LONGEST_PAUSE_DAYS, now, latest);
}

/**
 * What a person should look at although it may well be right: nobody worked for weeks, or the clock is ahead by so much.
 * Null where there is nothing of the kind.
 */
export function clockSuspicion(now: Date, latest: LatestRecord): string | null {
  return silenceOver(LONG_PAUSE_DAYS, now, latest);
}

function silenceOver(longest: number, now: Date, latest: LatestRecord): string | null {
  const lastAt = lastRecordedAt(latest);
  const days = lastAt === null ? 0 : Math.floor((now.getTime() - lastAt.getTime()) / DAY_MS);
  if (lastAt === null || days <= longest) return null;
  const { clock } = words();
  return clock.silent(clock.says(spokenTime(now)), spokenTime(lastAt), days);
}

function lastRecordedAt({ auditedAt, receivedDay }: LatestRecord): Date | null {
  const received = receivedDay === null ? null : new Date(`${receivedDay}T00:00:00+08:00`);
  if (auditedAt === null || received === null) return auditedAt ?? received;
  return auditedAt > received ? auditedAt : received;
}

/** By how much the database's clock differs from this machine's, in words; null while it is bearable. */
export async function clockDifference(owner: Client, now: () => Date): Promise<string | null> {
  const before = now().getTime();
  const { rows } = await owner.query<{ at: Date }>('select clock_timestamp() as at');
  const here = (before + now().getTime()) / 2;
  const difference = (rows[0]?.at.getTime() ?? here) - here;
  if (Math.abs(difference) <= DIFFERENCE_MS) return null;
  return words().clock.differs(Math.round(difference / 1000));
}

/**
 * Warns where the clock may be ahead by weeks.
 * @throws StartupError unless the clock can be right
 */
export async function requirePlausibleClock(
  owner: Client,
  now: Date,
  warn: (text: string) => void,
): Promise<void> {
  const { clock } = words();
  const latest = await readLatestRecord(owner);
  const problem = clockProblem(now, latest);
  if (problem !== null) throw new StartupError(clock.wrong(problem, clock.mend));
  const suspicion = clockSuspicion(now, latest);
  if (suspicion !== null) warn(clock.suspicious(suspicion, clock.look));
}

/** For a database on another machine. @throws StartupError unless both clocks agree */
export async function requireAgreeingClocks(owner: Client, now: () => Date): Promise<void> {
  const problem = await clockDifference(owner, now);
  if (problem === null) return;
  throw new StartupError(words().clock.disagree(problem));
}
