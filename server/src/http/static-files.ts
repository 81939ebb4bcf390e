import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, Hono, MiddlewareHandler, Next } from 'hono';
import type { AppEnv } from './app-env';

/** The bundler puts a content hash into every name below this folder. */
const HASHED_PREFIX = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';

/** Paths of interfaces: an unknown one is answered as data, never with a page. */
const INTERFACE_PREFIXES = ['/api', '/trpc', '/v1', '/files', '/metrics', '/healthz', '/readyz'];

/**
 * Serves the built web application from `webRoot` (absolute): hashed assets are cached for a
 * year, everything else is asked for again, and a page address that is no file gets
 * `index.html`. Without a build in `webRoot` nothing is mounted.
 */
export function mountStaticFiles(app: Hono<AppEnv>, webRoot: string): void {
  if (!existsSync(join(webRoot, 'index.html'))) return;
  const files = serveStatic<AppEnv>({ root: webRoot, precompressed: true });
  const page = serveStatic<AppEnv>({ root: webRoot, path: 'index.html', precompressed: true });
  app.get('/*', async (c: Context<AppEnv, string>, next) => {
    const file = await found(files, c);
    if (file !== null) return cached(file, c.req.path.startsWith(HASHED_PREFIX) ? FOREVER : REVALIDATE);
    if (!isPageRequest(c)) return next();
    const index = await found(page, c);
    return index === null ? next() : cached(index, REVALIDATE);
  });
}

async function found(serve: MiddlewareHandler<AppEnv>, c: Context<AppEnv, string>): Promise<Response | null> {
  const passOn: Next = () => Promise.resolve();
  return (await serve(c, passOn)) ?? null;
}

function cached(response: Response, cacheControl: string): Response {
  response.headers.set('Cache-Control', cacheControl);
  return response;
}

/** A person's browser asks for a page, not a script for data or a page for a missing asset. */
function isPageRequest(c: Context<AppEnv, string>): boolean {
  const { path } = c.req;
  if (path.startsWith(HASHED_PREFIX)) return false;
  if (INTERFACE_PREFIXES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return false;
  return c.req.header('accept')?.includes('text/html') ?? false;
}
