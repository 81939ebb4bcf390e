import { redactText } from '@xietong/shared/audit';
import type { PersonActor } from '@xietong/shared/tenants';
import type { Context } from 'hono';
import { REFUSED_REQUEST } from '../access/audit-port';
import type { FailurePort } from '../access/audit-port';
import type { Clock } from '../platform/clock';
import type { AppEnv } from './app-env';
import { countingWindows } from './rate-limit';
import type { Sessions } from './sessions';

const WINDOW_MS = 60_000;
/** Of all addresses together, and of all who are signed in. */
const MOST_A_WINDOW = 60;
/** Of a path, which its sender makes up: what paths of ours look like, and no more of it. */
const KNOWN_PATH = /^\/[\w.,/-]{0,99}$/;

/** What is refused before any route looks at it. */
export type TurnedAwayCode = 'BAD_ORIGIN' | 'TOO_LARGE' | 'STORAGE_FULL';
export type OnTurnedAway = (c: Context<AppEnv>, code: TurnedAwayCode) => Promise<void>;

export interface TurnedAwayDeps {
  readonly sessions: Pick<Sessions, 'resolve'>;
  readonly failures: FailurePort;
  readonly clock: Clock;
}

/**
 * Puts requests that were turned away at the door into the audit log, with whose session they came and for what path.
 * Anybody can make any number of them: of an address the first in each minute is kept, of all addresses sixty. Whoever
 * is signed in and sends too much is kept each time, as with all else that fails for them. For want of room everything
 * that writes is refused: of each path the first in a minute is kept of whoever is signed in, by a count of their own.
 * Never rejects.
 */
export function recordTurnedAway({ sessions, failures, clock }: TurnedAwayDeps): OnTurnedAway {
  const ofSender = countingWindows({ windowMs: WINDOW_MS, maxKeys: 10_000 });
  const ofAll = countingWindows({ windowMs: WINDOW_MS, maxKeys: 2 });

  function isKept(sender: string, code: TurnedAwayCode, among: 'ANYBODY' | 'PEOPLE' = 'ANYBODY'): boolean {
    const at = clock.now().getTime();
    if (ofSender(`${code} ${sender}`, at).count > 1) return false;
    return ofAll(among, at).count <= MOST_A_WINDOW;
  }

  async function actorOf(c: Context<AppEnv>): Promise<PersonActor | null> {
    try {
      const state = await sessions.resolve(c.req.raw.headers);
      return 'actor' in state ? state.actor : null;
    } catch {
      // The refusal stands, and is told of, whoever it was.
      return null;
    }
  }

  return async (c, code) => {
    const address = c.get('clientAddress');
    if (code === 'BAD_ORIGIN' && !isKept(address, code)) return;
    const actor = await actorOf(c);
    if (code !== 'BAD_ORIGIN' && !actor && !isKept(address, code)) return;
    const path = KNOWN_PATH.test(c.req.path) ? redactText(c.req.path) : null;
    if (code === 'STORAGE_FULL' && actor && !isKept(`${actor.personId} ${path ?? ''}`, code, 'PEOPLE'))
      return;
    await failures.failure({
      ...{ actor, act: REFUSED_REQUEST, result: 'REFUSED', code, address, requestId: c.get('requestId') },
      subject: { type: 'Session', id: path },
    });
  };
}
