import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authLockout, authSession } from '../../db/schema';
import { createSessionWorld, type SessionWorld } from '../../testing/session-world';

const ME = 'NJ-OPS-01';

let world: SessionWorld;
beforeAll(async () => {
  world = await createSessionWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await world.database.owner.delete(authLockout);
  await world.database.owner.delete(authSession);
});

async function list(cookie: string): Promise<{ id: string; current: boolean; address: string }[]> {
  const response = await world.app.request('/trpc/session.list', { headers: { cookie } });
  const body = (await response.json()) as {
    result: { data: { id: string; current: boolean; address: string }[] };
  };
  return body.result.data;
}

describe("one's own sessions", () => {
  it('are listed with a masked address, and end at once when they are ended', async () => {
    const here = await world.signedIn(ME);
    const elsewhere = await world.signedIn(ME);
    await world.signedIn('JS-SYS-01');
    const sessions = await list(here);
    expect(sessions).toHaveLength(2);
    expect(sessions.every(({ address }) => address === '203.0.*.*')).toBe(true);
    const gone = sessions.find(({ current }) => !current)?.id ?? '';
    expect((await world.me(elsewhere)).data).not.toBeNull();
    expect((await world.post('/trpc/session.end', { id: gone }, here)).status).toBe(200);
    expect((await world.me(elsewhere)).data).toBeNull();
    expect(await list(here)).toHaveLength(1);
    expect((await world.events('session.end')).at(-1)).toMatchObject({ result: 'SUCCESS' });
  });

  it("are one's own alone: another person's does not exist", async () => {
    const here = await world.signedIn(ME);
    const foreign = await world.signedIn('JS-SYS-01');
    const id = (await list(foreign))[0]?.id;
    expect((await world.post('/trpc/session.end', { id }, here)).status).toBe(404);
    const rows = await world.database.owner
      .select({ id: authSession.id })
      .from(authSession)
      .where(eq(authSession.id, id ?? ''));
    expect(rows).toHaveLength(1);
  });
});
