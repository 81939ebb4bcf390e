import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env';
import type { OnTurnedAway } from './turned-away';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses with 403 `BAD_ORIGIN` what another site makes a browser send with its cookies.
 *
 * A browser states where a request comes from (`Sec-Fetch-Site`, else `Origin`); what states
 * neither is no browser, carries no cookies of anybody else and passes.
 */
export function refuseCrossOrigin(onTurnedAway: OnTurnedAway): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (SAFE_METHODS.has(c.req.method) || isSameOrigin(c)) return next();
    await onTurnedAway(c, 'BAD_ORIGIN');
    return c.json({ code: 'BAD_ORIGIN', params: {}, fields: [], requestId: c.get('requestId') }, 403);
  };
}

function isSameOrigin(c: Context<AppEnv>): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return true;
  // hosts alone are compared: behind a proxy that ends TLS the schemes differ
  return URL.canParse(origin) && new URL(origin).host === hostOf(c);
}

function hostOf(c: Context<AppEnv>): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}
