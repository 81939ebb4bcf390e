import { redactText } from '@xietong/shared/audit';
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env';

const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * One line per request, without query string, headers and body: those may hold personal data. A path is whatever its
 * sender makes of it: numbers in it are masked, ids left.
 * Probes are not logged while they succeed.
 */
export function requestLog(logger: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    await next();
    const { status } = c.res;
    if (PROBES.has(c.req.path) && status < 400) return;
    const line = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path.split('/').map(redactText).join('/'),
      status,
      durationMs: Math.round(performance.now() - startedAt),
    };
    if (status >= 500) logger.error(line, 'request failed');
    else logger.info(line, 'request');
  };
}
