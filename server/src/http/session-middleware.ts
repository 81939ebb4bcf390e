import type { Action, SubjectName } from '@xietong/shared/tenants';
import type { Hono, MiddlewareHandler } from 'hono';
import type { FailurePort } from '../access/audit-port';
import { REFUSED_READ } from '../access/audit-port';
import { requireCan } from '../access/require-can';
import { AppError } from '../platform/app-error';
import { codedError } from '../platform/coded-error';
import type { AppEnv } from './app-env';
import type { Sessions } from './sessions';

/** Paths on which a cookie means somebody. The channels' API and the static files never look at one. */
const SESSION_PATHS = ['/trpc/*', '/files/*', '/api/*'] as const;

/**
 * Sent by the console: the duty that its page was made for. All tabs of a browser share one cookie,
 * and a page that another person or duty has taken it from must not act in their name.
 */
const ACTING_AS_HEADER = 'x-acting-as';

/** Resolves who is signed in before any route that asks. */
export function mountSessions(app: Hono<AppEnv>, deps: { sessions: Sessions; failures: FailurePort }): void {
  const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    const state = await deps.sessions.resolve(c.req.raw.headers);
    const claimed = c.req.header(ACTING_AS_HEADER);
    const actor = 'actor' in state && [undefined, state.actor.dutyId].includes(claimed) ? state.actor : null;
    c.set('actor', state.kind === 'ACTOR' ? actor : null);
    c.set('restricted', state.kind === 'MUST_CHANGE_PASSWORD' ? actor : null);
    c.set('failures', deps.failures);
    await next();
  };
  for (const path of SESSION_PATHS) app.use(path, middleware);
}

/** What a plain route does to what, and the act's name in the audit log. */
export interface RouteAccess {
  readonly action: Action;
  readonly subject: SubjectName;
  readonly act: string;
}

const declarations = new WeakMap<object, RouteAccess | { readonly public: true }>();

/**
 * Lets pass only who may do `action` to some row of `subject`, puts `call` into the context and
 * declares the route for the access matrix. Put it before the handler of every route with a
 * session. What fails behind it is audited; of what only reads, the refusals.
 */
export function sessionRoute(access: RouteAccess): MiddlewareHandler<AppEnv> {
  const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    const actor = c.get('actor');
    const restricted = c.get('restricted') ?? null;
    const origin = { requestId: c.get('requestId'), address: c.get('clientAddress') };
    const refused = async (error: unknown) => {
      const known = codedError(error);
      const isRead = access.action === 'read';
      // Of reads, what somebody wanted who may not, as one who guesses ids does.
      if (isRead && !(actor && known?.isRefusal)) return;
      await c.get('failures')?.failure({
        actor: actor ?? restricted,
        act: isRead ? REFUSED_READ : access.act,
        subject: { type: access.subject, id: null },
        result: known?.isRefusal ? 'REFUSED' : 'FAILED',
        code: known?.code ?? 'INTERNAL',
        ...origin,
      });
    };
    try {
      if (!actor) throw new AppError(restricted ? 'PASSWORD_CHANGE_REQUIRED' : 'UNAUTHENTICATED');
      requireCan(actor, access.action, access.subject);
    } catch (error) {
      await refused(error);
      throw error;
    }
    c.set('call', { actor, ...origin, act: access.act });
    await next();
    if (c.error) await refused(c.error);
  };
  declarations.set(middleware, access);
  return middleware;
}

/** Declares a route that needs no session: public, or with a key of its own. */
export function publicRoute(): MiddlewareHandler<AppEnv> {
  const middleware: MiddlewareHandler<AppEnv> = (_c, next) => next();
  declarations.set(middleware, { public: true });
  return middleware;
}

export interface ListedRoute {
  readonly method: string;
  readonly path: string;
  /** Null = it declares nothing. */
  readonly access: RouteAccess | { readonly public: true } | null;
}

/** Every route of an app with what it declares; middleware for all methods is left out. */
export function listRoutes(app: Hono<AppEnv>): ListedRoute[] {
  const routes = new Map<string, ListedRoute>();
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue;
    const key = `${method} ${path}`;
    const access = declarations.get(handler) ?? routes.get(key)?.access ?? null;
    routes.set(key, { method, path, access });
  }
  return [...routes.values()];
}
