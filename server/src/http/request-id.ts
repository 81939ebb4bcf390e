import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env';

/**
 * Gives the request an id of our own and names it in the answer.
 *
 * An id that the caller sends is not taken over: it would let anybody write into our log lines.
 */
export function requestId(newId: () => string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const id = newId();
    c.set('requestId', id);
    await next();
    c.header('X-Request-Id', id);
  };
}
