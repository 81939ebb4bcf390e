import type { SessionRow, SignInFacts } from '@xietong/shared/tenants';
import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { authLockout, authSession, authUser, person } from '../../db/schema';
import { attemptsStaffId } from '../../http/lockout-store';
import { SESSION_LIMITS } from '../../http/session-limits';
import type { DatabaseOrTx } from '../../platform/database';

const UNKNOWN: SignInFacts = {
  lastSignInAt: null,
  lockedUntil: null,
  mustChangePassword: false,
  passwordChangedAt: null,
};

/**
 * What the sign-in tables know of people whom the caller may see, by staff id. Read as the auth role.
 */
export async function findSignInFacts(
  db: DatabaseOrTx,
  staffIds: readonly string[],
  now: Date,
): Promise<(staffId: string) => SignInFacts> {
  if (staffIds.length === 0) return () => UNKNOWN;
  const users = await db
    .select({
      username: authUser.username,
      lastSignInAt: authUser.lastSignInAt,
      mustChangePassword: authUser.mustChangePassword,
      passwordChangedAt: authUser.passwordChangedAt,
    })
    .from(authUser)
    .where(
      inArray(
        authUser.username,
        staffIds.map((staffId) => staffId.toLowerCase()),
      ),
    );
  const locks = await db
    .select({ username: attemptsStaffId, lockedUntil: authLockout.lockedUntil })
    .from(authLockout)
    .where(and(inArray(attemptsStaffId, [...staffIds]), gt(authLockout.lockedUntil, now)))
    .orderBy(desc(authLockout.lockedUntil));
  return (staffId) => {
    const user = users.find(({ username }) => username === staffId.toLowerCase());
    const lock = locks.find(({ username }) => username === staffId);
    return {
      lastSignInAt: user?.lastSignInAt?.toISOString() ?? null,
      lockedUntil: lock?.lockedUntil?.toISOString() ?? null,
      mustChangePassword: user?.mustChangePassword ?? false,
      passwordChangedAt: user?.passwordChangedAt?.toISOString() ?? null,
    };
  };
}

/** Names that are locked now, those of nobody among them. */
export async function findLockedNames(db: DatabaseOrTx, now: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ username: attemptsStaffId })
    .from(authLockout)
    .where(gt(authLockout.lockedUntil, now));
  return rows.map(({ username }) => username);
}

/** Sessions of a person that are open now, the last used first. */
export async function findSessions(
  db: DatabaseOrTx,
  { personId, presentId }: { personId: string; presentId: string | null },
  now: Date,
): Promise<SessionRow[]> {
  const idleSince = new Date(now.getTime() - SESSION_LIMITS.idleMs);
  const rows = await db
    .select({
      id: authSession.id,
      signedInAt: authSession.createdAt,
      lastSeenAt: authSession.lastSeenAt,
      address: authSession.ipAddress,
      userAgent: authSession.userAgent,
    })
    .from(authSession)
    .innerJoin(person, eq(person.authUserId, authSession.userId))
    .where(
      and(eq(person.id, personId), gt(authSession.expiresAt, now), gt(authSession.lastSeenAt, idleSince)),
    )
    .orderBy(desc(authSession.lastSeenAt));
  return rows.map(({ signedInAt, lastSeenAt, ...row }) => ({
    ...row,
    signedInAt: signedInAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    present: row.id === presentId,
  }));
}

/** The identity by which a person signs in; null for one who cannot. */
export async function findIdentity(db: DatabaseOrTx, personId: string): Promise<string | null> {
  const [row] = await db
    .select({ authUserId: person.authUserId })
    .from(person)
    .where(eq(person.id, personId));
  return row?.authUserId ?? null;
}
