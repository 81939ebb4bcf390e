import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authLockout, authSession, authUser } from '../../db/schema';
import {
  createSessionWorld,
  PASSWORD,
  PROVINCE,
  seedCall,
  type SessionWorld,
} from '../../testing/session-world';

const NEXT = 'Another-one-1540';

let world: SessionWorld;
beforeAll(async () => {
  world = await createSessionWorld();
  await world.people.createWithPassword(seedCall, {
    staffId: 'JS-NEW-01',
    name: '省运营',
    password: PASSWORD,
    mustChangePassword: true,
    duties: [{ tenantId: PROVINCE.id, role: 'SYSTEM_ADMIN' }],
  });
});
afterAll(() => world.database.close());
beforeEach(async () => {
  world.clock.offsetMs = 0;
  await world.database.owner.delete(authLockout);
});

const change = async (cookie: string, currentPassword: string, newPassword: string) => {
  const response = await world.post('/trpc/session.changePassword', { currentPassword, newPassword }, cookie);
  return { status: response.status, text: await response.text() };
};

describe('a password that somebody else gave', () => {
  it('opens nothing but setting another one', async () => {
    const response = await world.signIn('JS-NEW-01');
    expect(await response.json()).toMatchObject({ staffId: 'JS-NEW-01', mustChangePassword: true });
    const cookie = await world.signedIn('JS-NEW-01');
    expect((await world.me(cookie)).data).toMatchObject({ mustChangePassword: true, rules: [] });
    for (const path of ['/trpc/tenants.list', '/trpc/session.me,tenants.list?batch=1&input={}']) {
      const answer = await world.app.request(path, { headers: { cookie } });
      expect(await answer.text(), path).toContain('PASSWORD_CHANGE_REQUIRED');
    }
    const switched = await world.post('/trpc/session.switchDuty', { dutyId: PROVINCE.id }, cookie);
    expect(switched.status).toBe(403);
    expect((await world.events('session.switchDuty')).at(-1)).toMatchObject({
      result: 'REFUSED',
      code: 'PASSWORD_CHANGE_REQUIRED',
      actorName: '省运营 JS-NEW-01',
    });
    expect((await world.post('/files/assets', {}, cookie)).status).toBe(403);
    const session = await world.app.request('/api/auth/get-session', { headers: { cookie } });
    expect(await session.json()).toMatchObject({ mustChangePassword: true });
    expect((await world.post('/api/auth/sign-out', {}, cookie)).status).toBe(200);
    expect((await world.me(cookie)).data).toBeNull();
  });

  it('is replaced by one of their own, and the same session goes on with everything', async () => {
    const other = await world.signedIn('JS-NEW-01');
    const cookie = await world.signedIn('JS-NEW-01');
    expect((await change(cookie, PASSWORD, NEXT)).status).toBe(200);
    expect((await world.me(cookie)).data).toMatchObject({ mustChangePassword: false });
    expect((await world.app.request('/trpc/tenants.list', { headers: { cookie } })).status).toBe(200);
    expect((await world.me(other)).data).toBeNull();
    expect((await world.signIn('JS-NEW-01')).status).toBe(401);
    expect((await world.signIn('JS-NEW-01', NEXT)).status).toBe(200);
    const event = (await world.events('session.changePassword')).at(-1);
    expect(event).toMatchObject({ result: 'SUCCESS', subjectType: 'Person', tenantId: PROVINCE.id });
    expect(JSON.parse(event?.canonical ?? '')).toMatchObject({ after: { sessionsEnded: 2 } });
    expect(event?.canonical).not.toContain(NEXT);
  });
});

describe('changing the own password', () => {
  it('names the field and the rule that is broken', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    for (const [current, next, code, path] of [
      [PASSWORD, 'weak', 'PASSWORD_TOO_WEAK', 'newPassword'],
      [PASSWORD, 'My-nj-ops-01-154', 'PASSWORD_HOLDS_STAFF_ID', 'newPassword'],
      [PASSWORD, PASSWORD, 'PASSWORD_UNCHANGED', 'newPassword'],
      ['Wrong-password-1', NEXT, 'PASSWORD_WRONG', 'currentPassword'],
    ] as const) {
      const { status, text } = await change(cookie, current, next);
      expect([status, text]).toEqual([400, expect.stringContaining(`"code":"${code}"`)]);
      expect(text).toContain(`"path":"${path}"`);
      expect((await world.events('session.changePassword')).at(-1)).toMatchObject({ result: 'FAILED', code });
    }
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
  });

  it('is locked like the sign-in after five wrong guesses, also when they come at once', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => change(cookie, 'Wrong-password-1', NEXT)),
    );
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(5);
    expect(answers.filter(({ text }) => text.includes('SIGN_IN_LOCKED'))).toHaveLength(3);
    expect((await change(cookie, PASSWORD, NEXT)).text).toContain('SIGN_IN_LOCKED');
  });

  it('is not locked by strangers at the sign-in page', async () => {
    const cookie = await world.signedIn('JS-SYS-01');
    for (let n = 0; n < 6; n += 1) await world.signIn('JS-SYS-01', 'Wrong-password-1');
    expect((await world.signIn('JS-SYS-01')).status).toBe(429);
    expect((await change(cookie, 'Wrong-password-1', NEXT)).text).toContain('PASSWORD_WRONG');
  });

  it('lets one of two changes at once through', async () => {
    const [first, second] = [await world.signedIn('NJ-OPS-01'), await world.signedIn('NJ-OPS-01')];
    const answers = await Promise.all([
      change(first, PASSWORD, 'First-choice-154'),
      change(second, PASSWORD, 'Second-choice-154'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const opened = await Promise.all(
      ['First-choice-154', 'Second-choice-154', PASSWORD].map((password) =>
        world.signIn('NJ-OPS-01', password),
      ),
    );
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('leaves no session to who signs in by the former one meanwhile', async () => {
    const { owner } = world.database;
    const before = await owner.$count(authSession);
    const client = await owner.$client.connect();
    const restore = `update auth_account set password = trim(password)`;
    try {
      await client.query(`begin; update auth_account set password = password || ' '`);
      const opening = world.signIn('JS-SYS-01');
      await expect.poll(() => owner.$count(authSession), { timeout: 10_000 }).toBe(before + 1);
      await client.query('commit');
      expect((await opening).status).toBe(401);
    } finally {
      await client.query(`rollback; ${restore}`);
    }
    expect(await owner.$count(authSession)).toBe(before);
    // Nor where it is replaced, and its sessions are ended, before the new one is looked at.
    try {
      await client.query(
        `create function replaced() returns trigger language plpgsql as $$ begin
           update auth_account set password = password || ' ';
           delete from auth_session where id = new.id;
           return null;
         end $$;
         create trigger replaced after insert on auth_session for each row execute function replaced()`,
      );
      expect((await world.signIn('JS-SYS-01')).status).toBe(401);
    } finally {
      await client.query(`drop trigger replaced on auth_session; drop function replaced; ${restore}`);
      client.release();
    }
    expect(await owner.$count(authSession)).toBe(before);
    expect((await world.signIn('JS-SYS-01')).status).toBe(200);
  });

  it('remembers the last sign-in', async () => {
    const [user] = await world.database.owner
      .select()
      .from(authUser)
      .where(eq(authUser.username, 'nj-ops-01'));
    expect(user?.lastSignInAt).not.toBeNull();
  });
});
