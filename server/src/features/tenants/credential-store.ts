import { and, eq } from 'drizzle-orm';
import { authAccount, authUser } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** The provider under which the sign-in library keeps passwords. */
const PASSWORD_PROVIDER = 'credential';

export interface Credential {
  /** Id of the identity if it is new. */
  id: string;
  staffId: string;
  name: string;
  passwordHash: string;
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
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoUpdate({ target: authUser.username, set: { name: credential.name, updatedAt: now } })
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
