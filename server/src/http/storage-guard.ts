import type { MiddlewareHandler } from 'hono';
import { AppError } from '../platform/app-error';
import { URGENT_ROOM } from '../platform/free-space';
import type { Room } from '../platform/free-space';
import type { AppEnv } from './app-env';
import { discard } from './body-limit';
import { answerError } from './error-response';
import type { OnTurnedAway } from './turned-away';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Asked by POST, and nothing is written for it: channels go on being answered. */
const READING_PATHS: ReadonlySet<string> = new Set(['/v1/decisions']);
/** What ends harm cannot wait, nor who comes to do it. */
const URGENT_PATHS: ReadonlySet<string> = new Set([
  '/api/auth/sign-in/username',
  '/trpc/releases.takeDown',
  '/trpc/releases.takeDownCampaign',
]);

/**
 * Refuses with 503 `STORAGE_FULL` whatever would write while the disk has no room for it: a request that is not begun leaves
 * nothing half done. Reading and decisions go on, and so does taking down.
 */
export function refuseWithoutRoom(room: Room, onTurnedAway: OnTurnedAway): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (SAFE_METHODS.has(c.req.method) || READING_PATHS.has(c.req.path)) return next();
    const kept = URGENT_PATHS.has(c.req.path) ? URGENT_ROOM : 0;
    if (room.has(Number(c.req.header('content-length') ?? 0) - kept)) return next();
    await discard(c.req.raw.body);
    await onTurnedAway(c, 'STORAGE_FULL');
    return answerError(new AppError('STORAGE_FULL'), c) ?? c.body(null, 503);
  };
}
