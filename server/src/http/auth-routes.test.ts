import { auditLeafHash } from '@xietong/shared/audit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authAccount, authLockout, person } from '../db/schema';
import {
  cookiesOf,
  createSessionWorld,
  NANJING,
  PASSWORD,
  PUBLIC_PASSWORD,
  type SessionWorld,
} from '../testing/session-world';
import { MOST_NAMES } from './tried-passwords';

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

describe('signing in', () => {
  it('opens a session by staff id in any case, in the first duty', async () => {
    const response = await world.signIn('nj-ops-01');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^xietong\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const body: unknown = await response.json();
    expect(body).toMatchObject({ staffId: 'NJ-OPS-01' });
    expect(JSON.stringify(body)).not.toContain(decodeURIComponent(cookie.split(/[=.;]/)[2] ?? '?'));
    const { data } = await world.me(cookiesOf(response));
    expect(data).toMatchObject({
      person: { staffId: 'NJ-OPS-01' },
      duty: { role: 'OPERATOR', tenant: { code: '320100' } },
      functions: ['LOCAL_CONTENT'],
      demo: true,
    });
    expect(data?.duties).toHaveLength(2);
  });

  it('keeps passwords as argon2id hashes alone', async () => {
    const rows = await world.database.owner.select({ password: authAccount.password }).from(authAccount);
    expect(rows.length).toBeGreaterThan(0);
    for (const { password } of rows) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('audits what is no sign-in at all, without a word of it', async () => {
    const before = (await world.events('session.signIn')).length;
    const response = await world.app.request('/api/auth/sign-in/username', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"a-password-here"',
    });
    expect(response.status).toBe(400);
    const [event] = (await world.events('session.signIn')).slice(before);
    expect(event).toMatchObject({ result: 'FAILED', code: 'INVALID_INPUT', actorKind: 'ANONYMOUS' });
    expect(event?.canonical).not.toContain('a-password');
  });

  it('refuses a wrong password and an unknown name alike, and audits both', async () => {
    const before = (await world.events('session.signIn')).length;
    for (const name of ['NJ-OPS-01', 'NJ-OPS-99']) {
      const response = await world.signIn(name, 'Wrong-password-1');
      expect(response.status).toBe(401);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await response.json()).toMatchObject({ code: 'SIGN_IN_FAILED', params: {}, fields: [] });
    }
    const written = (await world.events('session.signIn')).slice(before);
    expect(
      written.map(({ result, code, actorKind, actorName }) => [result, code, actorKind, actorName]),
    ).toEqual([
      ['REFUSED', 'SIGN_IN_FAILED', 'ANONYMOUS', 'NJ-OPS-01'],
      ['REFUSED', 'SIGN_IN_FAILED', 'ANONYMOUS', ''],
    ]);
    // to the auditors of the account's own city; what is nobody's, to those of the province
    expect(written.map(({ canonical }) => (JSON.parse(canonical) as { tenant: string }).tenant)).toEqual([
      '320100',
      '320000',
    ]);
    expect(JSON.stringify(written.map(({ canonical }) => canonical))).not.toContain('Wrong-password');
  });

  it('refuses who holds no duty now, and who was disabled', async () => {
    expect(await (await world.signIn('JS-OLD-01')).json()).toMatchObject({ code: 'NO_ACTIVE_DUTY' });
    const cookie = await world.signedIn('JS-SYS-01');
    await world.database.owner
      .update(person)
      .set({ disabledAt: new Date() })
      .where(eq(person.staffId, 'JS-SYS-01'));
    expect((await world.signIn('JS-SYS-01')).status).toBe(401);
    world.clock.offsetMs = 2_000;
    expect((await world.me(cookie)).data).toBeNull();
    await world.database.owner
      .update(person)
      .set({ disabledAt: null })
      .where(eq(person.staffId, 'JS-SYS-01'));
  });

  it('names what is wrong with an input', async () => {
    const response = await world.post('/api/auth/sign-in/username', { username: 'a b' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [
        { path: 'username', code: 'INVALID_FORMAT' },
        { path: 'password', code: 'REQUIRED' },
      ],
    });
  });

  it('is audited with who, where and a leaf hash over the stored text', async () => {
    await world.signedIn('NJ-OPS-01');
    const last = (await world.events('session.signIn')).at(-1);
    expect(last).toMatchObject({
      result: 'SUCCESS',
      tenantId: NANJING.id,
      actorName: '市运营 NJ-OPS-01',
      subjectType: 'Person',
      address: '203.0.113.7',
      schemaVersion: 2,
    });
    expect(last?.leafHash).toEqual(Buffer.from(auditLeafHash(last?.canonical ?? '')));
  });
});

describe('the lock', () => {
  it('closes after five failures, for the right password too, and opens after 15 minutes', async () => {
    for (let n = 0; n < 5; n += 1)
      expect((await world.signIn('NJ-OPS-01', 'Wrong-password-1')).status).toBe(401);
    const locked = await world.signIn('NJ-OPS-01');
    expect(locked.status).toBe(429);
    expect(await locked.json()).toMatchObject({ code: 'SIGN_IN_LOCKED', params: { minutes: 15 } });
    world.clock.offsetMs = 15 * MINUTE_MS - 1_000;
    expect((await world.signIn('NJ-OPS-01')).status).toBe(429);
    world.clock.offsetMs = 15 * MINUTE_MS + 1_000;
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
  });

  it('lets the fifth attempt succeed and forgets the failures then', async () => {
    for (let n = 0; n < 4; n += 1) await world.signIn('NJ-OPS-01', 'Wrong-password-1');
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
    for (let n = 0; n < 4; n += 1)
      expect((await world.signIn('NJ-OPS-01', 'Wrong-password-1')).status).toBe(401);
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
  });

  it('looks at no more than five passwords of many that come at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 12 }, () =>
        world.signIn('NJ-OPS-01', 'Wrong-password-1').then(({ status }) => status),
      ),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('treats unknown names alike and leaves other accounts open', async () => {
    for (let n = 0; n < 5; n += 1) await world.signIn('NJ-OPS-99', 'Wrong-password-1');
    expect((await world.signIn('NJ-OPS-99')).status).toBe(429);
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
  });
});

describe('a browser in which somebody signed in before', () => {
  /** The cookie that is left when the session is over. */
  const markOf = (response: Response) =>
    cookiesOf(response)
      .split('; ')
      .find((pair) => pair.startsWith('xietong.browser=')) ?? '';

  it('is known by a cookie of its own, that opens nothing', async () => {
    const response = await world.signIn('NJ-OPS-01');
    const [, cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^xietong\.browser=[\w-]{22}\.\d+\.[\w-]{43}; Max-Age=15552000; Path=\/api\/auth; HttpOnly; SameSite=Lax$/,
    );
    expect((await world.me(markOf(response))).data).toBeNull();
  });

  it('is not locked by strangers, and locks nobody else', async () => {
    const mine = markOf(await world.signIn('NJ-OPS-01'));
    const fail = (cookie: string) => world.signIn('NJ-OPS-01', 'Wrong-password-1', cookie);
    for (let n = 0; n < 5; n += 1) await fail('');
    expect((await world.signIn('NJ-OPS-01')).status).toBe(429);
    const again = await world.signIn('NJ-OPS-01', PASSWORD, mine);
    expect(again.status).toBe(200);
    // It goes on by the same mark, and takes no lock off a stranger.
    expect(markOf(again).split('.', 2)).toEqual(mine.split('.', 2));
    expect((await world.signIn('NJ-OPS-01')).status).toBe(429);
    world.clock.offsetMs = 15 * MINUTE_MS + 1_000;
    for (let n = 0; n < 5; n += 1) expect((await fail(mine)).status).toBe(401);
    expect((await world.signIn('NJ-OPS-01', PASSWORD, mine)).status).toBe(429);
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
  });

  it('is known for its own staff id alone, for half a year, by a cookie that nobody changed', async () => {
    const mine = markOf(await world.signIn('NJ-OPS-01'));
    const [mark = '', until = '', proof = ''] = mine.slice('xietong.browser='.length).split('.');
    const changed = `xietong.browser=${mark}.${String(Number(until) + 1)}.${proof}`;
    const strange = async (name: string, cookie: string) => {
      await world.database.owner.delete(authLockout);
      await world.signIn(name, 'Wrong-password-1', cookie);
      const [count] = await world.database.owner.select({ name: authLockout.username }).from(authLockout);
      return count?.name === name;
    };
    expect(await strange('NJ-OPS-01', mine)).toBe(false);
    expect(await strange('JS-SYS-01', mine)).toBe(true);
    expect(await strange('NJ-OPS-01', changed)).toBe(true);
    world.clock.offsetMs = 181 * 24 * 60 * MINUTE_MS;
    expect(await strange('NJ-OPS-01', mine)).toBe(true);
  });
});

// The last ones: of what they refuse an address or a password more is refused for a while.
describe('a password that is tried on everybody', () => {
  it('is looked at no more, right or wrong, but in a browser that is known', async () => {
    world.clock.offsetMs = 20 * MINUTE_MS;
    const mine = cookiesOf(await world.signIn('JS-SYS-01'));
    const names = Array.from({ length: MOST_NAMES + 5 }, (_, n) => `NJ-OPS-${String(n + 40)}`);
    const codes = await Promise.all(
      names.map(async (name) => ((await (await world.signIn(name)).json()) as { code: string }).code),
    );
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(MOST_NAMES);
    expect(codes.filter((code) => code === 'PASSWORD_TRIED_WIDELY')).toHaveLength(5);
    expect(await (await world.signIn('JS-SYS-01')).json()).toMatchObject({ code: 'PASSWORD_TRIED_WIDELY' });
    const told = (await world.events('session.signIn')).filter(
      ({ code }) => code === 'PASSWORD_TRIED_WIDELY',
    );
    expect(told.filter(({ result }) => result === 'REFUSED')).toHaveLength(6);
    expect(told.map(({ actorName }) => actorName)).toContain('JS-SYS-01');
    expect((await world.signIn('JS-SYS-01', PASSWORD, mine)).status).toBe(200);
    expect((await world.signIn('JS-SYS-01', 'Wrong-password-1')).status).toBe(401);
    world.clock.offsetMs = 26 * 60 * MINUTE_MS;
    // It is looked at again; the session that it opens is over at once by this clock.
    expect(await (await world.signIn('JS-SYS-01')).json()).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('is counted for nobody where the page of sign-in shows it to all', async () => {
    world.clock.offsetMs = 27 * 60 * MINUTE_MS;
    const names = Array.from({ length: MOST_NAMES + 1 }, (_, n) => `NJ-OPS-${String(n + 40)}`);
    const answers = await Promise.all(names.map((name) => world.signIn(name, PUBLIC_PASSWORD)));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 401));
  });
});

// What it refuses an address is refused for a minute.
describe('more sign-ins than an address may try', () => {
  it('are refused, and one event tells of them', async () => {
    const codes = async () =>
      (await world.events('session.signIn')).filter(({ code }) => code === 'RATE_LIMITED').length;
    expect(await codes()).toBe(0);
    let refused = 0;
    for (let n = 0; n < 65; n += 1)
      refused += (await world.signIn('NJ-OPS-99', 'Wrong-password-1')).status === 429 ? 1 : 0;
    expect(refused).toBeGreaterThanOrEqual(5);
    expect(await codes()).toBe(1);
  });
});
