import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock';

/** Staff ids for which one password may be wrong in a day before it is looked at no more. */
export const MOST_NAMES = 20;
const DAY_MS = 86_400_000;
/** Passwords remembered at once; the oldest is forgotten first. */
const MOST_PASSWORDS = 20_000;

interface Tried {
  readonly since: number;
  readonly names: Set<string>;
}

/**
 * Counts for how many staff ids one password was tried in vain, from whatever addresses: whoever tries one on everybody
 * stays below the lock of each account. Passwords are held as hashes under a key of this process alone.
 * @param publicPassword the demo's, which stands on the page of sign-in: nobody guesses it, and everybody has it
 */
export function createTriedPasswords({
  clock,
  publicPassword,
}: {
  readonly clock: Clock;
  readonly publicPassword: string | null;
}) {
  const key = randomBytes(32);
  const tried = new Map<string, Tried>();
  const digestOf = (password: string): string =>
    createHmac('sha256', key).update(password).digest('base64url');

  function current(digest: string): Tried {
    const now = clock.now().getTime();
    const known = tried.get(digest);
    if (known && now - known.since < DAY_MS) return known;
    tried.delete(digest);
    const oldest = tried.keys().next();
    if (tried.size >= MOST_PASSWORDS && !oldest.done) tried.delete(oldest.value);
    const fresh = { since: now, names: new Set<string>() };
    tried.set(digest, fresh);
    return fresh;
  }

  return {
    /** Counts a name BEFORE the password is looked at, as many come at once; false where there were too many others. */
    reserve(password: string, name: string): boolean {
      if (password === publicPassword) return true;
      const { names } = current(digestOf(password));
      if (!names.has(name) && names.size >= MOST_NAMES) return false;
      names.add(name);
      return true;
    },
    /** Takes a name back for which it was right. */
    release(password: string, name: string): void {
      tried.get(digestOf(password))?.names.delete(name);
    },
  };
}
export type TriedPasswords = ReturnType<typeof createTriedPasswords>;
