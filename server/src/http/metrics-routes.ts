import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Histogram, type Registry } from 'prom-client';
import type { AppEnv } from './app-env';
import { isLoopback } from './client-address';
import { publicRoute } from './session-middleware';

const NAME = 'xietong_http_request_duration_seconds';

export interface MetricsOptions {
  registry: Registry;
  /** Bearer token that a collector presents; null = only this machine itself may ask. */
  token: string | null;
  /** Whether people come through a proxy: one on this machine cannot be told from the machine itself. */
  isProxied: boolean;
}

/** What a proxy says of a request that it hands on; not every one says anything. */
const HANDED_ON = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

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
export function mountMetrics(app: Hono<AppEnv>, { registry, ...asked }: MetricsOptions): void {
  app.get('/metrics', publicRoute(), async (c, next) => {
    if (!mayCollect(c, asked)) return next();
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
  });
}

function mayCollect(c: Context<AppEnv>, { token, isProxied }: Omit<MetricsOptions, 'registry'>): boolean {
  if (token !== null) return sameText(c.req.header('authorization') ?? '', `Bearer ${token}`);
  if (isProxied || HANDED_ON.some((name) => c.req.header(name) !== undefined)) return false;
  return isLoopback(c.get('clientAddress'));
}

/** Compares in constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
