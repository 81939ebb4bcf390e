import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins';
import { and, eq } from 'drizzle-orm';
import { authAccount, authSession, authUser, authVerification, PASSWORD_PROVIDER } from '../db/schema';
import type { Database } from '../platform/database';
import { hashPassword, verifyPassword } from '../platform/password-hash';
import { SESSION_LIMITS } from './session-limits';
import { deleteSession } from './session-store';

export interface AuthDeps {
  /** Connection of the auth role. */
  db: Database;
  /** Signs the cookies. */
  secret: string;
  /** Whether people reach the server by TLS: cookies are then `Secure`. */
  tls: boolean;
}

export interface SignIn {
  username: string;
  password: string;
  address: string;
  userAgent: string | null;
}

/** The only acts of the sign-in library that are reachable; its own routes are not mounted. */
export interface Authenticator {
  /** Null when name or password are wrong, which takes equally long for either, or the password was replaced meanwhile. */
  signIn(input: SignIn): Promise<{ sessionId: string; cookies: string[] } | null>;
  /** Id of the session whose signed cookie these headers carry, unless it is over; null without one. */
  sessionIdOf(headers: Headers): Promise<string | null>;
  /** Ends the session; the cookies clear the browser's. */
  signOut(headers: Headers): Promise<{ cookies: string[] }>;
}

const ADDRESS_HEADER = 'x-client-address';

/** Sign-in by staff id and password, kept in the auth role's tables. */
export function createAuthenticator(deps: AuthDeps): Authenticator {
  const auth = buildAuth(deps);
  return {
    async signIn({ username: name, password, address, userAgent }) {
      const headers = new Headers({ [ADDRESS_HEADER]: address });
      if (userAgent !== null) headers.set('user-agent', userAgent.slice(0, 300));
      const proved = await passwordHashOf(deps.db, name);
      const response = await auth.api.signInUsername({
        body: { username: name, password },
        headers,
        asResponse: true,
      });
      if (!response.ok) {
        if (response.status >= 500) throw new Error(`sign-in answered ${String(response.status)}`);
        return null;
      }
      const cookies = response.headers.getSetCookie();
      const sessionId = await sessionIdOf(new Headers({ cookie: asRequestCookies(cookies) }));
      // Whoever replaces a password ends the sessions that it opened, and may not see one that is made meanwhile.
      if ((await passwordHashOf(deps.db, name, 'SETTLED')) !== proved) {
        if (sessionId !== null) await deleteSession(deps.db, sessionId);
        return null;
      }
      if (sessionId === null) throw new Error('the session just made cannot be read');
      return { sessionId, cookies };
    },
    sessionIdOf,
    async signOut(headers) {
      const response = await auth.api.signOut({ headers: onlyCookies(headers), asResponse: true });
      return { cookies: response.headers.getSetCookie() };
    },
  };

  async function sessionIdOf(headers: Headers): Promise<string | null> {
    const found = await auth.api.getSession({
      headers: onlyCookies(headers),
      query: { disableRefresh: true },
    });
    return found?.session.id ?? null;
  }
}

/** The hash of a name's password; `SETTLED`: after a change that is under way, if there is one. */
async function passwordHashOf(db: Database, name: string, which?: 'SETTLED'): Promise<string | null> {
  const found = db
    .select({ hash: authAccount.password })
    .from(authUser)
    .innerJoin(authAccount, eq(authAccount.userId, authUser.id))
    .where(and(eq(authUser.username, name.toLowerCase()), eq(authAccount.providerId, PASSWORD_PROVIDER)))
    .$dynamic();
  const [row] = await (which ? found.for('share', { of: authAccount }) : found);
  return row?.hash ?? null;
}

function buildAuth({ db, secret, tls }: AuthDeps) {
  return betterAuth({
    appName: 'xietong',
    secret,
    // Only links in e-mails would need it, and none is sent.
    baseURL: 'http://localhost',
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: authUser, session: authSession, account: authAccount, verification: authVerification },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: 3,
        maxUsernameLength: 30,
        usernameValidator: (name) => /^[a-z0-9-]+$/i.test(name),
      }),
    ],
    session: {
      expiresIn: SESSION_LIMITS.absoluteMs / 1000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'xietong',
      useSecureCookies: tls,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  });
}

/** Nothing else of a request reaches the library: no origin, host or forwarding header. */
function onlyCookies(headers: Headers): Headers {
  const cookie = headers.get('cookie');
  return new Headers(cookie === null ? {} : { cookie });
}

function asRequestCookies(setCookies: readonly string[]): string {
  return setCookies.map((cookie) => cookie.split(';', 1)[0] ?? '').join('; ');
}
