import { signInInputSchema, type PersonActor, type SignInInput } from '@xietong/shared/tenants';
import type { Context, Hono } from 'hono';
import type { AuditPort, FailureEntry, FailurePort } from '../access/audit-port';
import type { Clock } from '../platform/clock';
import type { Database } from '../platform/database';
import { AppError } from '../platform/app-error';
import { parseInput } from '../platform/field-errors';
import type { AppEnv } from './app-env';
import type { Authenticator } from './auth-store';
import type { KnownBrowsers } from './known-browsers';
import { attemptsOf, clearAttempts, reserveAttempt } from './lockout-store';
import { rateLimit } from './rate-limit';
import { LOCK_LIMITS } from './session-limits';
import { publicRoute } from './session-middleware';
import { homeOf, markSignIn } from './session-store';
import type { Sessions, SessionState } from './sessions';
import { createTriedPasswords, type TriedPasswords } from './tried-passwords';

export interface AuthRoutesDeps {
  /** Connection of the auth role. */
  db: Database;
  authenticator: Authenticator;
  browsers: KnownBrowsers;
  sessions: Sessions;
  audit: Pick<AuditPort, 'standalone'>;
  failures: FailurePort;
  clock: Clock;
  /** The one password that the page of sign-in shows in the demo; null outside it. */
  publicPassword: string | null;
}

/**
 * The sign-in surface, all of it: sign in, sign out, who am I. The token never leaves its
 * http-only cookie. Errors: INVALID_INPUT, SIGN_IN_FAILED, SIGN_IN_LOCKED {minutes},
 * PASSWORD_TRIED_WIDELY, NO_ACTIVE_DUTY.
 */
export function mountAuthRoutes(app: Hono<AppEnv>, deps: AuthRoutesDeps): void {
  // Every attempt costs a slow hash: beside the lock of the account, an address may make few.
  app.use(
    '/api/auth/sign-in/*',
    rateLimit({
      ...{ limit: 60, windowMs: 60_000, now: () => deps.clock.now().getTime() },
      onRefused: (c) => deps.failures.failure(untold(c, 'REFUSED', 'RATE_LIMITED')),
    }),
  );
  const passwords = createTriedPasswords(deps);
  app.post('/api/auth/sign-in/username', publicRoute(), (c) => signIn(c, { ...deps, passwords }));
  app.post('/api/auth/sign-out', publicRoute(), (c) => signOut(c, deps));
  app.get('/api/auth/get-session', publicRoute(), async (c) => {
    const signedIn = signedInOf(await deps.sessions.resolve(c.req.raw.headers));
    return c.json(signedIn && sessionBody(signedIn));
  });
}

async function signIn(
  c: Context<AppEnv>,
  deps: AuthRoutesDeps & { passwords: TriedPasswords },
): Promise<Response> {
  const { username, password } = await readSignIn(c, deps);
  const browser = deps.browsers.markOf(c.req.raw.headers, username);
  const attempts = attemptsOf(username, browser);
  if (!(await reserveAttempt(deps.db, attempts, deps.clock.now()))) {
    return refuse(c, deps, username, 'SIGN_IN_LOCKED');
  }
  // Whoever was here before is not who tries a password on everybody.
  if (browser === null && !deps.passwords.reserve(password, username)) {
    return refuse(c, deps, username, 'PASSWORD_TRIED_WIDELY');
  }
  const address = c.get('clientAddress');
  const userAgent = c.req.header('user-agent') ?? null;
  const opened = await deps.authenticator.signIn({ username, password, address, userAgent });
  if (!opened) return refuse(c, deps, username, 'SIGN_IN_FAILED');
  deps.passwords.release(password, username);
  const { sessionId, cookies } = opened;
  const state = await deps.sessions.load(sessionId);
  const signedIn = signedInOf(state);
  if (!signedIn) {
    await deps.sessions.end(sessionId);
    return refuse(c, deps, username, state.kind === 'NO_DUTY' ? 'NO_ACTIVE_DUTY' : 'SIGN_IN_FAILED');
  }
  await clearAttempts(deps.db, attempts);
  try {
    await deps.audit.standalone(callOf(c, signedIn.actor), {
      act: 'session.signIn',
      subject: { type: 'Person', id: signedIn.actor.personId },
    });
    await markSignIn(deps.db, username, deps.clock.now());
  } catch (error) {
    // A sign-in without its record must not stand.
    await deps.sessions.end(sessionId);
    throw error;
  }
  return withCookies(c.json(sessionBody(signedIn)), [...cookies, deps.browsers.cookieFor(username, browser)]);
}

/** What is no sign-in at all is tried by somebody, too. @throws AppError INVALID_INPUT */
async function readSignIn(c: Context<AppEnv>, { failures }: AuthRoutesDeps): Promise<SignInInput> {
  try {
    return parseInput(signInInputSchema, await readJson(c));
  } catch (error) {
    await failures.failure(untold(c, 'FAILED', 'INVALID_INPUT'));
    throw error;
  }
}

/** The record of a sign-in by nobody in particular, that was refused or failed. */
function untold(c: Context<AppEnv>, result: FailureEntry['result'], code: string): FailureEntry {
  return {
    ...{ actor: null, act: 'session.signIn', subject: { type: 'Session', id: null }, result, code },
    ...{ requestId: c.get('requestId'), address: c.get('clientAddress') },
  };
}

async function signOut(c: Context<AppEnv>, deps: AuthRoutesDeps): Promise<Response> {
  const { headers } = c.req.raw;
  const signedIn = signedInOf(await deps.sessions.resolve(headers));
  if (signedIn) {
    await deps.audit.standalone(callOf(c, signedIn.actor), {
      act: 'session.signOut',
      subject: { type: 'Person', id: signedIn.actor.personId },
    });
  }
  const { cookies } = await deps.authenticator.signOut(headers);
  if (signedIn) await deps.sessions.end(signedIn.actor.sessionId);
  return withCookies(c.json({ signedOut: true }), cookies);
}

async function refuse(
  c: Context<AppEnv>,
  { db, failures }: AuthRoutesDeps,
  username: string,
  code: 'SIGN_IN_LOCKED' | 'SIGN_IN_FAILED' | 'PASSWORD_TRIED_WIDELY' | 'NO_ACTIVE_DUTY',
): Promise<never> {
  const home = await homeOf(db, username);
  // What is nobody's staff id may be a password in the wrong field: it is not kept.
  await failures.failure({ ...untold(c, 'REFUSED', code), claimedName: home && username, tenant: home });
  throw new AppError(code, code === 'SIGN_IN_LOCKED' ? { minutes: LOCK_LIMITS.lockMs / 60_000 } : {});
}

function callOf(c: Context<AppEnv>, actor: PersonActor) {
  return { actor, requestId: c.get('requestId'), address: c.get('clientAddress') };
}

type SignedIn = Extract<SessionState, { actor: PersonActor }>;

/** The state of somebody who is signed in, restricted or not; null of nobody. */
function signedInOf(state: SessionState): SignedIn | null {
  return 'actor' in state ? state : null;
}

function sessionBody({ kind, actor, expiresAt }: SignedIn) {
  return {
    personId: actor.personId,
    staffId: actor.staffId,
    name: actor.name,
    expiresAt: expiresAt.toISOString(),
    mustChangePassword: kind === 'MUST_CHANGE_PASSWORD',
  };
}

async function readJson(c: Context<AppEnv>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new AppError('INVALID_INPUT');
  }
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
  return response;
}
