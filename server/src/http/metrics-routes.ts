import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Histogram, type Registry } from 'prom-client';
import type { AppEnv } from './app-env';
import { publicRoute } from './session-middleware';

const NAME = 'xietong_http_request_duration_seconds';

export interface MetricsOptions {
  registry: Registry;
  /** Bearer token that a collector presents; null = nobody may ask, as who stands behind a proxy is not told from this machine. */
  token: string | null;
}

/**
 * Measures every request. The labels are method, route pattern and status: never a tenant, a
 * person or a raw path, which would make a series of each.
 */
export function measureRequests(registry: Registry): MiddlewareHandler<AppEnv> {
  const durations = new Histogram({
    name: NAME,
    help: 'Time from a request to its answer, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return async (c, next) => {
    const stop = durations.startTimer();
    await next();
    stop({ method: c.req.method, route: routePath(c, -1), status: c.res.status });
  };
}

/** `GET /metrics` in Prometheus' text format; to anybody not entitled it does not exist. */
export function mountMetrics(app: Hono<AppEnv>, { registry, token }: MetricsOptions): void {
  app.get('/metrics', publicRoute(), async (c, next) => {
    if (!mayCollect(c, token)) return next();
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
  });
}

function mayCollect(c: Context<AppEnv>, token: string | null): boolean {
  return token !== null && sameText(c.req.header('authorization') ?? '', `Bearer ${token}`);
}

/** Compares in constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
