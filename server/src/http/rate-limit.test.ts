import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { rateLimit } from './rate-limit';

function build(limit: number, maxKeys = 100) {
  const clock = { now: 0 };
  const app = new Hono<AppEnv>();
  const keyOf = (c: { req: { query: (name: string) => string | undefined } }) => c.req.query('key') ?? '';
  app.use('*', rateLimit({ limit, windowMs: 10_000, now: () => clock.now, keyOf, maxKeys }));
  app.get('/', (c) => c.text('ok'));
  return { clock, status: async (key: string) => (await app.request(`/?key=${key}`)).status, app };
}

it('refuses what goes over the limit and says when to come back', async () => {
  const { clock, status, app } = build(2);
  expect([await status('a'), await status('a'), await status('a')]).toEqual([200, 200, 429]);
  clock.now = 4_000;
  const refused = await app.request('/?key=a');
  expect(refused.headers.get('retry-after')).toBe('6');
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED', params: { retryAfter: 6 } });
});

it('tells of the first one in each window that it refuses, and of no other', async () => {
  const told: string[] = [];
  let now = 0;
  const app = new Hono<AppEnv>();
  app.use(
    '*',
    rateLimit({
      ...{ limit: 1, windowMs: 10_000, now: () => now, keyOf: (c) => c.req.query('key') ?? '' },
      onRefused: (c) => {
        told.push(c.req.query('key') ?? '');
        return Promise.resolve();
      },
    }),
  );
  app.get('/', (c) => c.text('ok'));
  for (const key of ['a', 'a', 'a', 'b', 'b']) await app.request(`/?key=${key}`);
  now = 10_000;
  for (let n = 0; n < 3; n += 1) await app.request('/?key=a');
  expect(told).toEqual(['a', 'b', 'a']);
});

it('counts each key for itself', async () => {
  const { status } = build(1);
  expect([await status('a'), await status('b'), await status('a')]).toEqual([200, 200, 429]);
});

it('starts anew with the next window', async () => {
  const { clock, status } = build(1);
  await status('a');
  clock.now = 9_999;
  expect(await status('a')).toBe(429);
  clock.now = 10_000;
  expect(await status('a')).toBe(200);
});

it('forgets the oldest key when there are too many', async () => {
  const { status } = build(1, 2);
  for (const key of ['a', 'b', 'c']) await status(key);
  expect(await status('c')).toBe(429);
  expect(await status('a')).toBe(200);
});
