import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { AppEnv, RouteMounter } from './http/app-env';
import { limitBodies, type BodyAllowance } from './http/body-limit';
import { clientAddress } from './http/client-address';
import { refuseCrossOrigin } from './http/cross-origin';
import { mountHealth, type Readiness } from './http/health-routes';
import { measureRequests, mountMetrics } from './http/metrics-routes';
import { requestId } from './http/request-id';
import { requestLog } from './http/request-log';
import { securityHeaders } from './http/security-headers';
import { refuseWithoutRoom } from './http/storage-guard';
import { mountStaticFiles } from './http/static-files';
import type { OnTurnedAway } from './http/turned-away';
import type { Room } from './platform/free-space';

export interface AppDeps {
  logger: Logger;
  newId: () => string;
  /** Where the app's own series are registered; one registry per app. */
  metrics: { registry: Registry; token: string | null };
  /** Absolute path of the built web application; null = none is served. */
  webRoot: string | null;
  /** Proxies that are believed whom they name, as addresses and networks. */
  trustedProxies: readonly string[];
  /** True when people reach the server by TLS. */
  tls: boolean;
  /** Paths that may receive more than the default megabyte. */
  bodyAllowances: readonly BodyAllowance[];
  /** What is left for what requests write. */
  room: Room;
  /** Hears of what is refused before any route looks at it. */
  onTurnedAway: OnTurnedAway;
  /** Mounted in this order, before the static files. */
  routes: readonly RouteMounter[];
  readiness: () => Promise<Readiness>;
  /** Answers a known error; null = unknown, then only the request's id is shown (500). */
  answerError: (error: Error, c: Context<AppEnv>) => Response | null;
}

/**
 * Composes the HTTP surface without side effects: it neither listens nor starts anything.
 * Unknown paths get 404 `NOT_FOUND` and unknown errors 500 `INTERNAL`, both as
 * `{code, requestId}`.
 */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('*', requestId(deps.newId));
  app.use('*', clientAddress(deps.trustedProxies));
  app.use('*', requestLog(deps.logger));
  app.use('*', measureRequests(deps.metrics.registry));
  app.use('*', securityHeaders({ tls: deps.tls }));
  app.use('*', refuseCrossOrigin(deps.onTurnedAway));
  app.use('*', refuseWithoutRoom(deps.room, deps.onTurnedAway));
  app.use('*', limitBodies(deps.bodyAllowances, deps.onTurnedAway));

  mountHealth(app, deps.readiness);
  mountMetrics(app, { ...deps.metrics, isProxied: deps.tls || deps.trustedProxies.length > 0 });
  for (const mount of deps.routes) mount(app);
  if (deps.webRoot !== null) mountStaticFiles(app, deps.webRoot);

  app.notFound((c) =>
    c.json({ code: 'NOT_FOUND', params: {}, fields: [], requestId: c.get('requestId') }, 404),
  );
  app.onError((error, c) => answer(deps, error, c));
  return app;
}

function answer({ logger, answerError }: AppDeps, error: Error, c: Context<AppEnv>): Response {
  const known = answerError(error, c);
  if (known !== null) {
    // what an operator has to mend
    if (known.status >= 500) logger.error({ requestId: c.get('requestId'), err: error }, 'request failed');
    return known;
  }
  if (error instanceof HTTPException) return error.getResponse();
  logger.error({ requestId: c.get('requestId'), err: error }, 'unexpected error');
  return c.json({ code: 'INTERNAL', params: {}, fields: [], requestId: c.get('requestId') }, 500);
}
