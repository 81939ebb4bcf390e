import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authLockout, authSession } from '../db/schema';
import { createSessionWorld, NANJING, type SessionWorld } from '../testing/session-world';
import { listRoutes } from './session-middleware';
import { registerSignInJobs } from './sign-in-jobs';

const MINUTE_MS = 60_000;

let world: SessionWorld;
beforeAll(async () => {
  world = await createSessionWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  world.clock.offsetMs = 0;
  await world.database.owner.delete(authLockout);
});

describe('a session', () => {
  it('ends at sign-out at once, and its cookie opens nothing any more', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    expect((await world.me(cookie)).status).toBe(200);
    const response = await world.post('/api/auth/sign-out', {}, cookie);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect((await world.me(cookie)).data).toBeNull();
    expect(
      await (await world.app.request('/api/auth/get-session', { headers: { cookie } })).json(),
    ).toBeNull();
    expect((await world.events('session.signOut')).at(-1)).toMatchObject({
      result: 'SUCCESS',
      tenantId: NANJING.id,
    });
  });

  it('ends after 30 minutes without a request, not while it is used', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    for (const minutes of [29, 58, 87]) {
      world.clock.offsetMs = minutes * MINUTE_MS;
      expect((await world.me(cookie)).status).toBe(200);
    }
    world.clock.offsetMs = (87 + 31) * MINUTE_MS;
    expect((await world.me(cookie)).data).toBeNull();
  });

  it('is not kept alive by a page that asks while nobody touches it', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    for (const minutes of [10, 20, 29]) {
      world.clock.offsetMs = minutes * MINUTE_MS;
      const headers = { cookie, 'x-idle-seconds': String(minutes * 60) };
      const response = await world.app.request('/trpc/session.me', { headers });
      expect(await response.text()).toContain('NJ-OPS-01');
    }
    world.clock.offsetMs = 31 * MINUTE_MS;
    expect((await world.me(cookie)).data).toBeNull();
  });

  it('ends after 12 hours, however busy', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      world.clock.offsetMs = minutes * MINUTE_MS;
      expect((await world.me(cookie)).status).toBe(200);
    }
    world.clock.offsetMs = 12 * 60 * MINUTE_MS + 1_000;
    expect((await world.me(cookie)).data).toBeNull();
  });

  it('cannot be forged', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    const [name = '', value = ''] = cookie.split('=');
    const [token = ''] = decodeURIComponent(value).split('.');
    expect((await world.me(`${name}=${token}`)).data).toBeNull();
    expect((await world.me(`${name}=${encodeURIComponent(`${token}.AAAA`)}`)).data).toBeNull();
    const rows = await world.database.owner
      .select({ id: authSession.id })
      .from(authSession)
      .where(eq(authSession.token, token));
    expect(rows).toHaveLength(1);
  });
});

describe('a page made for another duty', () => {
  it('is nobody: it neither reads nor writes in the name of who has the cookie now', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    const own = (await world.me(cookie)).data?.duty;
    const other = (await world.me(await world.signedIn('JS-SYS-01'))).data?.duty;
    const tenants = async (dutyId: string | undefined) => {
      const headers = { cookie, 'x-acting-as': dutyId ?? '' };
      return (await world.app.request('/trpc/tenants.list', { headers })).status;
    };
    expect(await tenants(own?.id)).toBe(200);
    expect(await tenants(other?.id)).toBe(401);
  });
});

describe('what is reachable', () => {
  it.each([
    ['POST', '/api/auth/sign-up/email'],
    ['POST', '/api/auth/sign-in/email'],
    ['POST', '/api/auth/is-username-available'],
    ['POST', '/api/auth/update-user'],
    ['POST', '/api/auth/change-password'],
    ['POST', '/api/auth/delete-user'],
    ['GET', '/api/auth/list-sessions'],
    ['POST', '/api/auth/revoke-sessions'],
    ['POST', '/api/auth/request-password-reset'],
    ['GET', '/api/auth/ok'],
    ['GET', '/api/auth/sign-in/username'],
  ])('%s %s is not there', async (method, path) => {
    const cookie = await world.signedIn('JS-SYS-01');
    const init =
      method === 'POST'
        ? { method, headers: { 'content-type': 'application/json', cookie }, body: '{}' }
        : { method, headers: { cookie } };
    expect((await world.app.request(path, init)).status).toBe(404);
  });

  it('declares every route', () => {
    const listed = listRoutes(world.app);
    expect(listed.filter(({ access }) => access === null)).toEqual([]);
    expect(listed).toContainEqual({
      method: 'POST',
      path: '/files/assets',
      access: { action: 'create', subject: 'Asset', act: 'assets.upload' },
    });
  });
});

describe('a plain route with a session', () => {
  it('lets pass who may, refuses the others and audits the refusal', async () => {
    expect((await world.post('/files/assets')).status).toBe(401);
    expect((await world.post('/files/assets', {}, await world.signedIn('JS-SYS-01'))).status).toBe(403);
    const refusals = (await world.events('assets.upload')).slice(-2);
    expect(refusals.map(({ code, actorKind }) => [code, actorKind])).toEqual([
      ['UNAUTHENTICATED', 'ANONYMOUS'],
      ['FORBIDDEN', 'PERSON'],
    ]);
    const response = await world.post('/files/assets', {}, await world.signedIn('NJ-OPS-01'));
    expect(await response.json()).toEqual({ by: '320100' });
  });
});

describe('the daily upkeep', () => {
  it('forgets sessions and attempts that are over for a day, and no others', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    await world.signIn('NJ-APR-01', 'Wrong-password-1');
    const left = async () => ({
      sessions: await world.database.owner.$count(authSession),
      attempts: await world.database.owner.$count(authLockout),
    });
    const before = await left();
    const runs: (() => Promise<unknown>)[] = [];
    await registerSignInJobs(
      {
        work: async (_, run) => void runs.push(() => run({ id: '1', data: {} })),
        schedule: () => Promise.resolve(),
      },
      { db: world.database.auth, clock: world.clock },
    );
    const upkeep = async () => {
      for (const run of runs) await run();
    };
    await upkeep();
    expect(await left()).toEqual({ ...before, attempts: 1 });
    expect((await world.me(cookie)).status).toBe(200);
    world.clock.offsetMs = 3 * 24 * 60 * MINUTE_MS;
    await upkeep();
    expect(await left()).toEqual({ sessions: 0, attempts: 0 });
  });
});
