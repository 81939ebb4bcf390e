import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { CONTENT_SECURITY_POLICY, securityHeaders } from './security-headers';

function build(tls: boolean): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('*', securityHeaders({ tls }));
  app.get('/', (c) => c.text('ok'));
  app.get('/kept', (c) => c.text('ok', 200, { 'Cache-Control': 'public, max-age=60' }));
  app.get('/broken', () => {
    throw new Error('broken');
  });
  app.onError((_error, c) => c.text('error', 500));
  return app;
}

it('protects answers, unknown paths and errors alike', async () => {
  for (const path of ['/', '/unknown', '/broken']) {
    const { headers } = await build(false).request(path);
    expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

it('allows neither inline code nor inline styles', () => {
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe/);
});

it('sends HSTS behind TLS alone', async () => {
  expect((await build(false).request('/')).headers.has('strict-transport-security')).toBe(false);
  expect((await build(true).request('/')).headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
});

it('leaves the caching that a handler declares', async () => {
  expect((await build(false).request('/kept')).headers.get('cache-control')).toBe('public, max-age=60');
});
