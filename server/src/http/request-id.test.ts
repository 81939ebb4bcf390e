import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { requestId } from './request-id';

function build(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(
    '*',
    requestId(() => 'id-1'),
  );
  app.get('/', (c) => c.text(c.get('requestId')));
  return app;
}

it('gives the handler and the caller the same id', async () => {
  const response = await build().request('/');
  expect(await response.text()).toBe('id-1');
  expect(response.headers.get('x-request-id')).toBe('id-1');
});

it('does not take over an id of the caller', async () => {
  const response = await build().request('/', { headers: { 'X-Request-Id': 'forged' } });
  expect(response.headers.get('x-request-id')).toBe('id-1');
});
