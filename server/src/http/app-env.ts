import type { HttpBindings } from '@hono/node-server';
import type { Actor, PersonActor } from '@xietong/shared/tenants';
import type { Hono } from 'hono';
import type { FailurePort } from '../access/audit-port';
import type { Call } from '../access/call';

/**
 * What every handler finds in its Hono context.
 *
 * `Bindings` is partial because `app.request()` in tests calls the app without a socket.
 */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** One per request, also sent back as `X-Request-Id`. */
    requestId: string;
    /** Address of the peer at the other end of the socket; `unknown` when there is none. */
    clientAddress: string;
    /** Who is signed in; not set on paths without sessions. */
    actor?: Actor | null;
    /** Who is signed in but must first set a new password; `actor` is then null. */
    restricted?: PersonActor | null;
    /** Set by `sessionRoute`, which lets nobody pass without it. */
    call: Call;
    failures?: FailurePort;
  };
}

/** Adds a feature's routes to the app. */
export type RouteMounter = (app: Hono<AppEnv>) => void;
