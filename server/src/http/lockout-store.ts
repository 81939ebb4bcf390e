import { and, eq, isNull, like, lte, or, sql } from 'drizzle-orm';
import { authLockout } from '../db/schema';
import type { Database, DatabaseOrTx } from '../platform/database';
import { LOCK_LIMITS } from './session-limits';

/**
 * Counts an attempt BEFORE the password is looked at, so that a hundred attempts at once are not
 * judged by one old count. The fifth attempt since the last success, or since 15 quiet minutes,
 * sets the lock, and its success would take it off again.
 * @param name what attempts are counted by (`attemptsOf`); unknown ones count alike
 * @returns false while the name is locked
 */
export async function reserveAttempt(db: Database, name: string, now: Date): Promise<boolean> {
  const lockedUntil = new Date(now.getTime() + LOCK_LIMITS.lockMs);
  const quietSince = new Date(now.getTime() - LOCK_LIMITS.lockMs);
  const { attempts, attemptedAt } = authLockout;
  const isStale = sql`(${authLockout.lockedUntil} is not null or ${attemptedAt} <= ${quietSince.toISOString()}::timestamptz)`;
  const next = sql`case when ${isStale} then 1 else ${attempts} + 1 end`;
  const rows = await db
    .insert(authLockout)
    .values({ username: name, attempts: 1, attemptedAt: now, lockedUntil: null })
    .onConflictDoUpdate({
      target: authLockout.username,
      set: {
        attempts: next,
        attemptedAt: now,
        lockedUntil: sql`case when (${next}) >= ${LOCK_LIMITS.attempts} then ${lockedUntil.toISOString()}::timestamptz end`,
      },
      // A lock that still holds is neither counted on nor made longer.
      setWhere: sql`${authLockout.lockedUntil} is null or ${authLockout.lockedUntil} <= ${now.toISOString()}::timestamptz`,
    })
    .returning({ attempts });
  return rows.length > 0;
}

/**
 * What attempts are counted by: the staff id, in the form in which it is compared. A browser in which it signed in
 * before has a count of its own, so that strangers lock themselves out and not whom they pretend to be.
 */
export function attemptsOf(staffId: string, browser: string | null): string {
  return browser === null ? staffId : `${staffId} ${browser}`;
}

/** The staff id that a count is of. */
export const attemptsStaffId = sql<string>`split_part(${authLockout.username}, ' ', 1)`;

/** Forgets one count, after a success. */
export async function clearAttempts(db: DatabaseOrTx, name: string): Promise<void> {
  await db.delete(authLockout).where(eq(authLockout.username, name));
}

/**
 * Forgets all attempts of a staff id, as when an administrator takes the lock off.
 * @returns whether there were any
 */
export async function clearAllAttempts(db: DatabaseOrTx, staffId: string): Promise<boolean> {
  const forgotten = await db
    .delete(authLockout)
    .where(or(eq(authLockout.username, staffId), like(authLockout.username, `${staffId} %`)))
    .returning({ username: authLockout.username });
  return forgotten.length > 0;
}

/** Forgets the attempts that were made before `until` and lock nobody by then: they count no more. */
export async function forgetOldAttempts(db: DatabaseOrTx, until: Date): Promise<void> {
  const { attemptedAt, lockedUntil } = authLockout;
  await db
    .delete(authLockout)
    .where(and(lte(attemptedAt, until), or(isNull(lockedUntil), lte(lockedUntil, until))));
}
