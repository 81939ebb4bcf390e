import type { PersonActor } from '@xietong/shared/tenants';
import type { Clock } from '../platform/clock';
import type { Database } from '../platform/database';
import type { Authenticator } from './auth-store';
import { SESSION_LIMITS } from './session-limits';
import {
  deleteSession,
  findDuties,
  findFunctions,
  findSession,
  touchSession,
  type HeldDuty,
  type SessionRow,
} from './session-store';

/**
 * Sent by the console: seconds since the person last touched keyboard or pointer. A page that only
 * asks by itself must not keep a session alive; a request without the header counts as a touch.
 */
const IDLE_HEADER = 'x-idle-seconds';

/** More sessions than staff: beyond it the oldest look-up is forgotten. */
const CACHE_SIZE = 2_000;

/** Who somebody is, or why the session opens nothing. */
export type SessionState =
  | { readonly kind: 'ACTOR'; readonly actor: PersonActor; readonly expiresAt: Date }
  /** Signed in with a password that somebody else gave: a new one comes first. */
  | { readonly kind: 'MUST_CHANGE_PASSWORD'; readonly actor: PersonActor; readonly expiresAt: Date }
  | { readonly kind: 'NO_DUTY' }
  | { readonly kind: 'NONE' };

export interface Sessions {
  /** The actor of the session whose cookie these headers carry. Looked up at most every 2 seconds. */
  resolve(headers: Headers): Promise<SessionState>;
  /** The same by a known id, always looked up. */
  load(sessionId: string): Promise<SessionState>;
  /** Drops what is remembered of a session, after it changed or ended. */
  forget(sessionId: string): void;
  /** Drops what is remembered of all, after people, duties or functions changed. */
  forgetAll(): void;
  /** Ends a session. */
  end(sessionId: string): Promise<void>;
}

export interface SessionsDeps {
  /** Connection of the auth role. */
  db: Database;
  authenticator: Pick<Authenticator, 'sessionIdOf'>;
  clock: Clock;
}

interface Remembered {
  readonly at: number;
  readonly sessionId: string;
  readonly state: SessionState;
}

export function createSessions({ db, authenticator, clock }: SessionsDeps): Sessions {
  const byCookie = new Map<string, Remembered>();
  /** Raised whenever something is forgotten: a look-up begun before is then not remembered. */
  let forgotten = 0;

  async function load(sessionId: string, untouchedMs = 0): Promise<SessionState> {
    const now = clock.now();
    const session = await findSession(db, sessionId);
    if (!session || session.expiresAt <= now) return { kind: 'NONE' };
    const idleMs = now.getTime() - session.lastSeenAt.getTime();
    if (idleMs >= SESSION_LIMITS.idleMs) {
      await deleteSession(db, sessionId);
      return { kind: 'NONE' };
    }
    if (idleMs - untouchedMs >= SESSION_LIMITS.touchMs) {
      await touchSession(db, sessionId, new Date(now.getTime() - untouchedMs));
    }
    const duties = await findDuties(db, session.person.id, now);
    const active = duties.find((held) => held.id === session.activeDutyId) ?? duties[0];
    if (!active) return { kind: 'NO_DUTY' };
    const functions = active.tenant.kind === 'CITY' ? await findFunctions(db, active.tenant.id, now) : [];
    const kind = session.mustChangePassword ? 'MUST_CHANGE_PASSWORD' : 'ACTOR';
    return { kind, actor: actorOf(session, active, functions), expiresAt: session.expiresAt };
  }

  function remember(cookie: string, entry: Remembered): void {
    byCookie.delete(cookie);
    const oldest = byCookie.keys().next();
    if (byCookie.size >= CACHE_SIZE && !oldest.done) byCookie.delete(oldest.value);
    byCookie.set(cookie, entry);
  }

  function forget(sessionId: string): void {
    forgotten += 1;
    for (const [cookie, entry] of byCookie) if (entry.sessionId === sessionId) byCookie.delete(cookie);
  }

  return {
    async resolve(headers) {
      const cookie = headers.get('cookie');
      if (cookie === null) return { kind: 'NONE' };
      const known = byCookie.get(cookie);
      const at = clock.now().getTime();
      if (known && at - known.at < SESSION_LIMITS.cacheMs) return known.state;
      byCookie.delete(cookie);
      const forgottenBefore = forgotten;
      const sessionId = await authenticator.sessionIdOf(headers);
      if (sessionId === null) return { kind: 'NONE' };
      const state = await load(sessionId, untouchedMsOf(headers));
      if (state.kind === 'ACTOR' && forgotten === forgottenBefore) remember(cookie, { at, sessionId, state });
      return state;
    },
    load: (sessionId) => load(sessionId),
    forget,
    forgetAll() {
      forgotten += 1;
      byCookie.clear();
    },
    async end(sessionId) {
      await deleteSession(db, sessionId);
      forget(sessionId);
    },
  };
}

function untouchedMsOf(headers: Headers): number {
  const seconds = headers.get(IDLE_HEADER) ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : 0;
}

function actorOf(session: SessionRow, active: HeldDuty, functions: PersonActor['functions']): PersonActor {
  const { id, code, kind, parentId } = active.tenant;
  return {
    kind: 'PERSON',
    personId: session.person.id,
    staffId: session.person.staffId,
    name: session.person.name,
    sessionId: session.id,
    dutyId: active.id,
    role: active.role,
    tenant: { id, code, kind, parentId },
    functions,
  };
}
