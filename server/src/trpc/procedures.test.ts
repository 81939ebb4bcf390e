import { Hono } from 'hono';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MAX_BATCH, storableText } from '@xietong/shared/kernel';
import { actorId, type PersonActor } from '@xietong/shared/tenants';
import type { CompletionPort, FailureEntry } from '../access/audit-port';
import type { AppEnv } from '../http/app-env';
import { AppError } from '../platform/app-error';
import { mountTrpc } from './mount-trpc';
import { listProcedures } from './procedure-list';
import { bareProcedure, protectedProcedure, publicProcedure, router } from './procedures';

const OPERATOR: PersonActor = {
  kind: 'PERSON',
  personId: 'x',
  staffId: 'NJ-OPS-01',
  name: 'X',
  sessionId: 's',
  dutyId: 'd',
  role: 'OPERATOR',
  tenant: { id: 'nj', code: '320100', kind: 'CITY', parentId: 'p' },
  functions: ['LOCAL_CONTENT'],
};

const update = protectedProcedure({ action: 'update', subject: 'LocalCampaign' });
const things = router({
  open: publicProcedure().query(() => 'open'),
  mine: protectedProcedure({ action: 'read', subject: 'LocalCampaign' }).query(
    ({ ctx }) => ctx.call.requestId,
  ),
  keys: protectedProcedure({ action: 'read', subject: 'ChannelKey' }).query(() => 'keys'),
  missing: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
    .input(z.object({ campaignId: z.string() }))
    .query(() => {
      throw new AppError('NOT_FOUND');
    }),
  called: protectedProcedure({ action: 'update', subject: 'LocalCampaign', act: 'things.do' }).mutation(
    () => {
      throw new AppError('STALE_VERSION');
    },
  ),
  admin: protectedProcedure({ action: 'create', subject: 'ChannelKey' }).mutation(() => 'made'),
  save: update
    .input(
      z.strictObject({
        id: z.string(),
        title: z.string().min(2),
        tags: z.array(z.number()).max(1).optional(),
      }),
    )
    .mutation(({ input }) => input.title),
  lock: update.mutation(() => {
    throw new AppError('SIGN_IN_LOCKED', { minutes: 15 });
  }),
  full: update.mutation(() => {
    throw new Error('Failed query', {
      cause: Object.assign(new Error('x'), { code: '53100', severity: 'ERROR' }),
    });
  }),
  conflict: update.mutation(() => {
    throw new AppError('STALE_VERSION');
  }),
  parse: update.mutation(() => z.string().parse(1)),
  crash: update.mutation(() => {
    throw new Error('secret detail of the database');
  }),
  crashing: protectedProcedure({ action: 'read', subject: 'LocalCampaign' }).query(() => {
    throw new Error('secret detail of the database');
  }),
  forgotten: bareProcedure.query(() => 'never'),
});
const root = router({ things });

let failures: FailureEntry[] = [];
let completions: object[] = [];

function appAs(actor: PersonActor | null): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('*', async (c, next) => {
    c.set('requestId', 'r-1');
    c.set('clientAddress', '203.0.113.7');
    c.set('actor', actor);
    await next();
  });
  const port = {
    failure: (entry: FailureEntry) => {
      failures.push(entry);
      return Promise.resolve();
    },
    completed: (...[{ requestId }, entry]: Parameters<CompletionPort['completed']>) => {
      completions.push({ requestId, ...entry });
      return Promise.resolve();
    },
  };
  mountTrpc(app, { router: root, audit: port, logger: pino({ level: 'silent' }) });
  return app;
}

async function call(actor: PersonActor | null, path: string, input?: unknown) {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input ?? {}),
  };
  const response = await appAs(actor).request(`/trpc/${path}`, init);
  return {
    status: response.status,
    body: (await response.json()) as { error?: unknown; result?: { data: unknown } },
  };
}

const query = async (actor: PersonActor | null, path: string, input?: object) => {
  const given = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await appAs(actor).request(`/trpc/${path}${given}`);
  return { status: response.status, text: await response.text() };
};

beforeEach(() => {
  failures = [];
  completions = [];
});

describe('a procedure that nobody declared', () => {
  it('refuses everybody', async () => {
    const { status, text } = await query(OPERATOR, 'things.forgotten');
    expect(status).toBe(500);
    expect(text).not.toContain('never');
  });
  it('is seen in the list', () => {
    const listed = listProcedures(root);
    expect(listed).toHaveLength(14);
    expect(listed.filter(({ access }) => access === null).map(({ path }) => path)).toEqual([
      'things.forgotten',
    ]);
    expect(listed).toContainEqual({
      path: 'things.save',
      type: 'mutation',
      access: { action: 'update', subject: 'LocalCampaign' },
    });
    expect(listed).toContainEqual({ path: 'things.open', type: 'query', access: { public: true } });
  });
});

describe('the permission gate', () => {
  it('lets everybody into public procedures alone', async () => {
    expect((await query(null, 'things.open')).status).toBe(200);
    const { status, text } = await query(null, 'things.mine');
    expect(status).toBe(401);
    expect(text).toContain('"UNAUTHENTICATED"');
  });
  it('hands the call to those who may, and stops the others before the input is looked at', async () => {
    expect((await query(OPERATOR, 'things.mine')).text).toContain('"r-1"');
    expect(await call(OPERATOR, 'things.admin')).toMatchObject({
      status: 403,
      body: { error: { data: { code: 'FORBIDDEN' } } },
    });
  });
});

describe('errors on the wire', () => {
  it('carry code, params and request id, and the status of their kind', async () => {
    expect(await call(OPERATOR, 'things.lock')).toEqual({
      status: 429,
      body: {
        error: {
          message: 'SIGN_IN_LOCKED',
          code: expect.any(Number) as number,
          data: {
            code: 'SIGN_IN_LOCKED',
            params: { minutes: 15 },
            fields: [],
            requestId: 'r-1',
            httpStatus: 429,
          },
        },
      },
    });
    expect((await call(OPERATOR, 'things.conflict')).status).toBe(409);
    expect((await call(OPERATOR, 'things.full')).status).toBe(503);
  });
  it('name every wrong field by path and code', async () => {
    const { status, body } = await call(OPERATOR, 'things.save', { title: 'x', tags: ['a'], extra: 1 });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        data: {
          code: 'INVALID_INPUT',
          fields: [
            { path: 'id', code: 'REQUIRED', params: {} },
            { path: 'title', code: 'TOO_SMALL', params: { minimum: 2 } },
            { path: 'tags.0', code: 'INVALID_TYPE', params: {} },
            { path: 'extra', code: 'UNKNOWN_FIELD', params: {} },
          ],
        },
      },
    });
  });
  it('refuse what no database can hold, wherever it stands, and say where, after the permission', async () => {
    for (const odd of ['\u0000', 'x\ud800']) {
      const refused = async (path: string, input: object) => {
        const { status, body } = await call(OPERATOR, path, input);
        expect(status).toBe(400);
        return body.error;
      };
      const named = (path: string) => ({
        data: { code: 'INVALID_INPUT', fields: [{ path, code: 'INVALID_VALUE' }] },
      });
      expect(await refused('things.save', { id: 'c', title: odd })).toMatchObject(named('title'));
      expect(await refused('things.save', { id: odd, title: 'fine' })).toMatchObject(named('id'));
      expect(await refused('things.lock', { some: [{ [odd]: 1 }] })).toMatchObject(
        named(`some.0.${storableText(odd)}`),
      );
      expect((await query(OPERATOR, 'things.open', { text: odd })).status).toBe(400);
      expect((await call(OPERATOR, 'things.admin', { id: odd })).status).toBe(403);
    }
    expect(failures.map(({ act, subject, code }) => [act, subject.id, code]).slice(0, 4)).toEqual([
      ['things.save', 'c', 'INVALID_INPUT'],
      ['things.save', null, 'INVALID_INPUT'],
      ['things.lock', null, 'INVALID_INPUT'],
      ['things.admin', null, 'FORBIDDEN'],
    ]);
  });

  it('tell of what nobody foresaw the request id alone', async () => {
    const mutation = await call(OPERATOR, 'things.crash');
    expect(mutation.status).toBe(500);
    expect(JSON.stringify(mutation.body)).not.toContain('secret');
    expect(mutation.body).toMatchObject({
      error: { data: { code: 'INTERNAL', params: {}, requestId: 'r-1' } },
    });
    expect((await call(OPERATOR, 'things.parse')).status).toBe(500);
    expect((await query(OPERATOR, 'things.crashing')).text).not.toMatch(/secret|stack/);
  });
  it('say of unknown procedures and unreadable bodies what they are', async () => {
    expect((await query(OPERATOR, 'things.none')).text).toContain('"NOT_FOUND"');
    const response = await appAs(OPERATOR).request('/trpc/things.save', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('"INVALID_INPUT"');
    expect((await appAs(OPERATOR).request('/trpc/things.save')).status).toBe(405);
  });
  it('carry the request id, too, where tRPC refuses before anything of ours runs', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (path: string, body: string, headers: Record<string, string> = json) =>
      appAs(OPERATOR).request(`/trpc/${path}`, { method: 'POST', headers, body });
    const names = Array<string>(MAX_BATCH + 1).fill('things.mine');
    const refused = await Promise.all([
      appAs(OPERATOR).request('/trpc/things.none'),
      appAs(OPERATOR).request('/trpc/'),
      appAs(OPERATOR).request('/trpc/things.save'),
      appAs(OPERATOR).request('/trpc/things.open', { method: 'PUT', headers: json, body: '{}' }),
      appAs(OPERATOR).request('/trpc/things.missing?input=%7B'),
      appAs(OPERATOR).request('/trpc/things.missing?batch=1&input=%7B'),
      appAs(OPERATOR).request(`/trpc/${names.join(',')}?batch=1&input=%7B%7D`),
      post('things.save', '{'),
      post('things.save?batch=1', '[1'),
      post('things.none', '{}'),
      post('things.save', '<a/>', { 'content-type': 'text/xml' }),
    ]);
    for (const answer of refused) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).toContain('"requestId":"r-1"');
    }
  });
  it('take no more calls in one request than there may be', async () => {
    const many = (calls: number) =>
      query(
        OPERATOR,
        `${Array(calls).fill('things.mine').join(',')}?batch=1&input=${encodeURIComponent('{}')}`,
      );
    const whole = await many(MAX_BATCH);
    expect([whole.status, whole.text.match(/"r-1"/g)]).toEqual([200, Array(MAX_BATCH).fill('"r-1"')]);
    const refused = await many(MAX_BATCH + 1);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('"INVALID_INPUT"');
    expect(refused.text).not.toContain('"result"');
  });
});

describe('failures of mutations', () => {
  it('are audited once, as refusals or failures', async () => {
    await call(OPERATOR, 'things.admin', { id: 'k-1' });
    await call(OPERATOR, 'things.save', { id: 'c-1' });
    await call(OPERATOR, 'things.crash', { id: 'c-2' });
    await call(null, 'things.save', { id: 'c-3' });
    const seen = failures.map(({ actor, act, subject, result, code }) => [
      actor && actorId(actor),
      act,
      subject.type,
      subject.id,
      result,
      code,
    ]);
    expect(seen).toEqual([
      ['x', 'things.admin', 'ChannelKey', 'k-1', 'REFUSED', 'FORBIDDEN'],
      ['x', 'things.save', 'LocalCampaign', 'c-1', 'FAILED', 'INVALID_INPUT'],
      ['x', 'things.crash', 'LocalCampaign', 'c-2', 'FAILED', 'INTERNAL'],
      [null, 'things.save', 'LocalCampaign', 'c-3', 'REFUSED', 'UNAUTHENTICATED'],
    ]);
  });
  it('have the name of the success, and never a number in the place of an id', async () => {
    await call(OPERATOR, 'things.called', { id: '15400000001' });
    expect(failures).toMatchObject([{ act: 'things.do', subject: { id: '154****0001' } }]);
  });
  it('are joined by reads of what somebody may not see, with what was wanted', async () => {
    await query(OPERATOR, 'things.keys');
    await query(OPERATOR, 'things.missing', { campaignId: 'c-9' });
    await query(null, 'things.keys');
    await query(OPERATOR, 'things.crashing');
    expect(failures.map(({ act, subject, result }) => [act, subject.type, subject.id, result])).toEqual([
      ['access.read', 'ChannelKey', null, 'REFUSED'],
      ['access.read', 'LocalCampaign', 'c-9', 'REFUSED'],
    ]);
  });
  it('are not audited when nothing failed, nor for reads of who is not signed in', async () => {
    expect((await call(OPERATOR, 'things.save', { id: 'c-1', title: 'fine' })).body.result?.data).toBe(
      'fine',
    );
    await query(null, 'things.mine');
    expect(failures).toEqual([]);
  });
});

describe('mutations that succeed', () => {
  it('are reported once as complete, with what they are about; failures and reads are not', async () => {
    await call(OPERATOR, 'things.save', { id: 'c-1', title: 'fine' });
    await call(OPERATOR, 'things.save', { id: 'c-2' });
    await query(OPERATOR, 'things.mine');
    expect(completions).toEqual([
      { requestId: 'r-1', act: 'things.save', subject: { type: 'LocalCampaign', id: 'c-1' } },
    ]);
  });
});
