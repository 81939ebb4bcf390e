import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { PersonActor } from '@xietong/shared/tenants';
import type { FailureEntry } from '../access/audit-port';
import type { AppEnv } from './app-env';
import { recordTurnedAway } from './turned-away';
import type { TurnedAwayCode } from './turned-away';

const OPERATOR = { kind: 'PERSON', personId: 'own' } as unknown as PersonActor;

function build() {
  const clock = { at: 0, now: () => new Date(clock.at) };
  const told: FailureEntry[] = [];
  const onTurnedAway = recordTurnedAway({
    clock,
    failures: {
      failure: (entry) => {
        told.push(entry);
        return Promise.resolve();
      },
    },
    sessions: {
      resolve: (headers) => {
        const cookie = headers.get('cookie');
        if (cookie === 'broken') return Promise.reject(new Error('no connection'));
        const actor = { ...OPERATOR, personId: cookie } as PersonActor;
        const state = { kind: 'ACTOR', actor, expiresAt: new Date() } as const;
        return Promise.resolve(cookie === null ? { kind: 'NONE' } : state);
      },
    },
  });
  const app = new Hono<AppEnv>();
  app.use('*', async (c, next) => {
    c.set('requestId', 'r-1');
    c.set('clientAddress', c.req.header('x-address') ?? 'a');
    await next();
  });
  app.post('*', async (c) => {
    await onTurnedAway(c, c.req.header('x-code') as TurnedAwayCode);
    return c.text('no', 403);
  });
  const send = (
    code: TurnedAwayCode,
    headers: Record<string, string> = {},
    path = '/trpc/campaigns.create',
  ) => app.request(path, { method: 'POST', headers: { 'x-code': code, ...headers } });
  return { clock, told, send };
}

it('is told once a minute of each address and reason, however often it comes', async () => {
  const { clock, told, send } = build();
  for (const address of ['a', 'a', 'b', 'a']) await send('BAD_ORIGIN', { 'x-address': address });
  await send('TOO_LARGE');
  await send('TOO_LARGE');
  clock.at = 60_000;
  await send('BAD_ORIGIN');
  expect(told.map(({ address, code }) => [address, code])).toEqual([
    ['a', 'BAD_ORIGIN'],
    ['b', 'BAD_ORIGIN'],
    ['a', 'TOO_LARGE'],
    ['a', 'BAD_ORIGIN'],
  ]);
  expect(told[0]).toMatchObject({ actor: null, act: 'access.request', result: 'REFUSED', requestId: 'r-1' });
});

it('is told of sixty a minute at most, from however many addresses', async () => {
  const { clock, told, send } = build();
  for (let n = 0; n < 200; n += 1) await send('BAD_ORIGIN', { 'x-address': String(n) });
  expect(told).toHaveLength(60);
  clock.at = 60_000;
  await send('BAD_ORIGIN', { 'x-address': '500' });
  expect(told).toHaveLength(61);
});

it('names whose session it was, and keeps each body too large of who is signed in', async () => {
  const { told, send } = build();
  await send('BAD_ORIGIN', { cookie: 'own' });
  await send('TOO_LARGE', { cookie: 'own' });
  await send('TOO_LARGE', { cookie: 'own' });
  await send('BAD_ORIGIN', { cookie: 'broken', 'x-address': 'b' });
  expect(told.map(({ actor, code }) => [actor, code])).toEqual([
    [OPERATOR, 'BAD_ORIGIN'],
    [OPERATOR, 'TOO_LARGE'],
    [OPERATOR, 'TOO_LARGE'],
    [null, 'BAD_ORIGIN'],
  ]);
});

it('keeps for want of room the first of each path in a minute, of people whoever else is turned away', async () => {
  const { clock, told, send } = build();
  for (let n = 0; n < 200; n += 1) await send('STORAGE_FULL', { 'x-address': String(n) });
  expect(told).toHaveLength(60);
  for (const path of ['/trpc/campaigns.create', '/trpc/points.update', '/trpc/campaigns.create'])
    await send('STORAGE_FULL', { cookie: 'own' }, path);
  await send('STORAGE_FULL', { cookie: 'other' });
  expect(told.slice(60).map(({ actor, subject, code }) => [actor, subject.id, code])).toEqual([
    [OPERATOR, '/trpc/campaigns.create', 'STORAGE_FULL'],
    [OPERATOR, '/trpc/points.update', 'STORAGE_FULL'],
    [{ ...OPERATOR, personId: 'other' }, '/trpc/campaigns.create', 'STORAGE_FULL'],
  ]);
  for (let n = 0; n < 200; n += 1) await send('STORAGE_FULL', { cookie: 'own' }, `/trpc/a${String(n)}`);
  expect(told).toHaveLength(120);
  clock.at = 60_000;
  await send('STORAGE_FULL', { cookie: 'own' });
  expect(told).toHaveLength(121);
});

it('keeps of the path what a path of ours looks like, without numbers', async () => {
  const { told, send } = build();
  for (const path of ['/trpc/campaigns.create', '/files/%315400000001', '/a%20b', `/${'x'.repeat(200)}`])
    await send('TOO_LARGE', { cookie: 'own' }, path);
  expect(told.map(({ subject }) => subject.id)).toEqual([
    '/trpc/campaigns.create',
    '/files/154****0001',
    null,
    null,
  ]);
});
