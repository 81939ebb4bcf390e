import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins';
import { authAccount, authSession, authUser, authVerification } from '../db/schema';
import type { Database } from '../platform/database';
import { hashPassword, verifyPassword } from '../platform/password-hash';
import { SESSION_LIMITS } from './session-limits';

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
  /** Null when name or password are wrong, which takes equally long for either. */
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
