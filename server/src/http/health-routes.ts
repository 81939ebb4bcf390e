import type { Hono } from 'hono';
import type { AppEnv } from './app-env';
import { publicRoute } from './session-middleware';

/** What `/readyz` answers from: each part by name, and whether it can serve. */
export interface Readiness {
  ready: boolean;
  parts: Readonly<Record<string, boolean>>;
}

/**
 * `GET /healthz` answers 200 while the process runs; `GET /readyz` answers 200 when every part
 * it needs can serve and 503 otherwise, also when asking fails. Neither tells why.
 */
export function mountHealth(app: Hono<AppEnv>, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', publicRoute(), (c) => c.json({ status: 'ok' }));
  app.get('/readyz', publicRoute(), async (c) => {
    const state = await readiness().catch((): Readiness => ({ ready: false, parts: {} }));
    return c.json({ status: state.ready ? 'ready' : 'unready', parts: state.parts }, state.ready ? 200 : 503);
  });
}
