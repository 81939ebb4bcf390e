import { HTTPException } from 'hono/http-exception';
import pino from 'pino';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createApp, type AppDeps } from './app';
import type { RouteMounter } from './http/app-env';
import { roomIn, roomOf, SPACE_NEEDED, UNSEEN_ROOM } from './platform/free-space';

function build(overrides: Partial<AppDeps> = {}) {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    {},
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const app = createApp({
    trustedProxies: [],
    logger,
    newId: () => 'id-1',
    metrics: { registry: new Registry(), token: null },
    webRoot: null,
    tls: false,
    bodyAllowances: [],
    room: UNSEEN_ROOM,
    onTurnedAway: () => Promise.resolve(),
    routes: [],
    readiness: () => Promise.resolve({ ready: true, parts: { database: true } }),
    answerError: () => null,
    ...overrides,
  });
  return { app, lines };
}

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

describe('probes', () => {
  it('is alive and ready', async () => {
    const { app } = build();
    expect((await app.request('/healthz')).status).toBe(200);
    const ready = await app.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', parts: { database: true } }]);
  });

  it('is unready when a part is, or when asking fails', async () => {
    const part = build({ readiness: () => Promise.resolve({ ready: false, parts: { database: false } }) });
    expect((await part.app.request('/readyz')).status).toBe(503);
    const broken = build({ readiness: () => Promise.reject(new Error('no connection')) });
    const answer = await broken.app.request('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('no connection');
  });
});

describe('errors', () => {
  const failing = (error: Error): AppDeps['routes'] => [
    (app) =>
      app.get('/fail', () => {
        throw error;
      }),
  ];

  it('answers an unknown path as data', async () => {
    const response = await build().app.request('/nowhere');
    expect([response.status, await response.json()]).toEqual([
      404,
      { code: 'NOT_FOUND', params: {}, fields: [], requestId: 'id-1' },
    ]);
  });

  it("shows of an unknown error the request's id only, and logs it", async () => {
    const { app, lines } = build({ routes: failing(new Error('password in here')) });
    const response = await app.request('/fail');
    expect([response.status, await response.json()]).toEqual([
      500,
      { code: 'INTERNAL', params: {}, fields: [], requestId: 'id-1' },
    ]);
    expect(response.headers.has('content-security-policy')).toBe(true);
    expect(lines.some((line) => line.msg === 'unexpected error' && line.requestId === 'id-1')).toBe(true);
  });

  it('lets a known error be answered by its kind', async () => {
    const { app } = build({
      routes: failing(new Error('known')),
      answerError: (error, c) => c.json({ code: error.message }, 409),
    });
    expect((await app.request('/fail')).status).toBe(409);
  });

  it("keeps the status of the framework's own errors", async () => {
    const { app } = build({ routes: failing(new HTTPException(401)) });
    expect((await app.request('/fail')).status).toBe(401);
  });
});

describe('/metrics', () => {
  const COLLECTOR = { headers: { Authorization: 'Bearer collector' } };
  const withToken = (overrides: Partial<AppDeps> = {}) =>
    build({ metrics: { registry: new Registry(), token: 'collector' }, ...overrides }).app;

  it('labels by route pattern, never by raw path', async () => {
    const app = withToken({ routes: [(a) => a.get('/v1/things/:id', (c) => c.text('ok'))] });
    await app.request('/v1/things/4711');
    const text = await (await app.request('/metrics', COLLECTOR)).text();
    expect(text).toContain('route="/v1/things/:id"');
    expect(text).not.toContain('4711');
  });

  it('opens with the token alone', async () => {
    const app = withToken();
    expect((await app.request('/metrics', COLLECTOR, from('198.51.100.7'))).status).toBe(200);
    for (const authorization of ['Bearer collecto', 'Bearer ', 'collector'])
      expect((await app.request('/metrics', { headers: { authorization } })).status).toBe(404);
  });

  it('opens without a token for this machine alone, and not for what a proxy hands on', async () => {
    const statusOf = async (
      overrides: Partial<AppDeps>,
      address: string,
      headers: Record<string, string> = {},
    ) => (await build(overrides).app.request('/metrics', { headers }, from(address))).status;
    expect(await statusOf({}, '127.0.0.1')).toBe(200);
    expect(await statusOf({}, '::1')).toBe(200);
    expect(await statusOf({}, '198.51.100.7', { authorization: 'Bearer null' })).toBe(404);
    for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'])
      expect(await statusOf({}, '127.0.0.1', { [header]: '127.0.0.1' }), header).toBe(404);
    // A proxy that says nothing of itself is known by the settings that it needs.
    expect(await statusOf({ tls: true }, '127.0.0.1')).toBe(404);
    expect(await statusOf({ trustedProxies: ['10.0.0.7'] }, '127.0.0.1')).toBe(404);
  });
});

describe('without room on the disk', () => {
  const URGENT = ['/api/auth/sign-in/username', '/trpc/releases.takeDown', '/trpc/releases.takeDownCampaign'];
  const routes = ['/v1/decisions', '/draft', ...URGENT].map(
    (path): RouteMounter =>
      (a) =>
        a.all(path, (c) => c.text('done')),
  );
  const turnedAway: string[] = [];
  const onTurnedAway: AppDeps['onTurnedAway'] = (c, code) =>
    Promise.resolve(void turnedAway.push(`${c.req.path} ${code}`));
  const withRoom = (room: AppDeps['room']) => build({ room, routes, onTurnedAway }).app;

  it('refuses what would write more than is left, and hears it out first', async () => {
    const app = withRoom(roomIn('/', () => SPACE_NEEDED + 10));
    const send = (bytes: number) =>
      app.request('/draft', {
        method: 'POST',
        headers: { 'content-length': String(bytes) },
        body: 'x'.repeat(bytes),
      });
    expect((await send(10)).status).toBe(200);
    const refused = await send(11);
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { code: 'STORAGE_FULL', params: {}, fields: [], requestId: 'id-1' },
    ]);
    expect(turnedAway).toEqual(['/draft STORAGE_FULL']);
  });

  it('goes on reading and deciding', async () => {
    const full = withRoom(roomOf(() => false));
    const statuses = ['GET /draft', 'POST /v1/decisions', 'POST /draft'].map(async (request) => {
      const [method = '', path = ''] = request.split(' ');
      return (await full.request(path, { method })).status;
    });
    expect(await Promise.all(statuses)).toEqual([200, 200, 503]);
  });

  it('takes down, and lets in who does, for as long as half of it is left', async () => {
    const statusesWith = (left: number) => {
      const app = withRoom(roomIn('/', () => left));
      return Promise.all(URGENT.map(async (path) => (await app.request(path, { method: 'POST' })).status));
    };
    expect(await statusesWith(SPACE_NEEDED / 2)).toEqual([200, 200, 200]);
    expect(await statusesWith(SPACE_NEEDED / 2 - 1)).toEqual([503, 503, 503]);
  });
});

it('logs a request without its query string, and no number in its path', async () => {
  const { app, lines } = build();
  const id = '0192f0c1-1345-7000-8000-13912345678a';
  await app.request('/somewhere?phone=15400000000');
  await app.request(`/subscribers/15400000000/${id}`);
  await app.request('/subscribers/%31%35400000000');
  expect(JSON.stringify(lines)).not.toContain('00000000');
  expect(lines.map(({ path }) => path)).toEqual([
    '/somewhere',
    `/subscribers/154****0000/${id}`,
    '/subscribers/154****0000',
  ]);
});
