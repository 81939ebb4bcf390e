import { and, eq, inArray, ne } from 'drizzle-orm';
import { authAccount, authSession, authUser, PASSWORD_PROVIDER, person } from '../../db/schema';
import type { DatabaseOrTx, Tx } from '../../platform/database';

export interface Credential {
  /** Id of the identity if it is new. */
  id: string;
  staffId: string;
  name: string;
  passwordHash: string;
  /** Somebody else knows the password: it opens nothing until another one is set. */
  mustChangePassword: boolean;
}

/**
 * Makes or renews the identity of a staff id with its password. One that was left over by an
 * interrupted creation is taken up again.
 * @returns the identity's id
 */
export async function saveCredential(tx: Tx, credential: Credential, now: Date): Promise<string> {
  const username = credential.staffId.toLowerCase();
  const [user] = await tx
    .insert(authUser)
    .values({
      id: credential.id,
      name: credential.name,
      // The library wants one; `.invalid` can never be delivered to.
      email: `${username}@staff.invalid`,
      username,
      mustChangePassword: credential.mustChangePassword,
      passwordChangedAt: now,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoUpdate({
      target: authUser.username,
      set: {
        name: credential.name,
        mustChangePassword: credential.mustChangePassword,
        passwordChangedAt: now,
        updatedAt: now,
      },
    })
    .returning({ id: authUser.id });
  if (!user) throw new Error('the identity was not stored');
  await tx
    .delete(authAccount)
    .where(and(eq(authAccount.userId, user.id), eq(authAccount.providerId, PASSWORD_PROVIDER)));
  await tx.insert(authAccount).values({
    id: user.id,
    accountId: user.id,
    providerId: PASSWORD_PROVIDER,
    userId: user.id,
    password: credential.passwordHash,
    createdAt: now,
    updatedAt: now,
  });
  return user.id;
}

/** The identity of a person and the hash of its password; null for one who cannot sign in. */
export async function findPassword(
  db: DatabaseOrTx,
  personId: string,
): Promise<{ userId: string; hash: string } | null> {
  const [row] = await db
    .select({ userId: authAccount.userId, hash: authAccount.password })
    .from(person)
    .innerJoin(authAccount, eq(authAccount.userId, person.authUserId))
    .where(and(eq(person.id, personId), eq(authAccount.providerId, PASSWORD_PROVIDER)));
  return row?.hash ? { userId: row.userId, hash: row.hash } : null;
}

/**
 * Sets a password in place of the one whose hash was read before.
 * @returns false when somebody else has replaced that one meanwhile
 */
export async function replacePassword(
  tx: Tx,
  { userId, formerHash, hash, mustChange }: ReplacedPassword,
  now: Date,
): Promise<boolean> {
  const replaced = await tx
    .update(authAccount)
    .set({ password: hash, updatedAt: now })
    .where(
      and(
        eq(authAccount.userId, userId),
        eq(authAccount.providerId, PASSWORD_PROVIDER),
        eq(authAccount.password, formerHash),
      ),
    )
    .returning({ id: authAccount.id });
  if (replaced.length === 0) return false;
  await tx
    .update(authUser)
    .set({ mustChangePassword: mustChange, passwordChangedAt: now, updatedAt: now })
    .where(eq(authUser.id, userId));
  return true;
}

export interface ReplacedPassword {
  userId: string;
  formerHash: string;
  hash: string;
  mustChange: boolean;
}

/**
 * Ends the sessions of an identity, but for one.
 * @returns how many there were
 */
export async function endSessions(tx: Tx, userId: string, but: string | null = null): Promise<number> {
  const ended = await tx
    .delete(authSession)
    .where(and(eq(authSession.userId, userId), but === null ? undefined : ne(authSession.id, but)))
    .returning({ id: authSession.id });
  return ended.length;
}

/** Ends every session of a person. */
export async function endSessionsOf(db: DatabaseOrTx, personId: string): Promise<void> {
  const identities = db.select({ id: person.authUserId }).from(person).where(eq(person.id, personId));
  await db.delete(authSession).where(inArray(authSession.userId, identities));
}
