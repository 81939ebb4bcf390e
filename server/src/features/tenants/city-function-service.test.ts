import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPeopleWorld, type PeopleWorld } from '../../testing/people-world';

let world: PeopleWorld;
let functions: PeopleWorld['services']['cityFunctionService'];
beforeAll(async () => {
  world = await createPeopleWorld();
  functions = world.services.cityFunctionService;
});
afterAll(() => world.close());

const change = (cityCode: string) => ({ cityCode, function: 'LOCAL_CONTENT', reason: '试点结束' }) as const;

describe('the functions of a city', () => {
  it('are taken and given for the very next request, with who and why', async () => {
    const { security } = world.admins;
    const worker = await world.worker(world.tenants.nanjing, 'OPERATOR');
    const mayLocalise = async () => {
      const { text } = await world.ask('session.me', worker.cookie);
      return text.includes('LOCAL_CONTENT');
    };
    expect(await mayLocalise()).toBe(true);
    await functions.revoke(security, change('320100'));
    expect(await mayLocalise()).toBe(false);
    await expect(functions.revoke(security, change('320100'))).rejects.toMatchObject({
      code: 'ALREADY_DONE',
    });
    world.pass();
    await functions.grant(security, { ...change('320100'), reason: '再试' });
    expect(await mayLocalise()).toBe(true);
    const { spans } = await functions.list(security);
    const { staffId } = security.actor;
    const history = spans.filter((span) => span.cityCode === '320100' && span.function === 'LOCAL_CONTENT');
    expect(history).toMatchObject([
      { grantedByName: staffId, grantReason: '再试', revokedAt: null },
      { revokedByName: staffId, revokeReason: '试点结束' },
    ]);
    for (const [act, before, after] of [
      ['cityFunctions.revoke', { granted: true }, { granted: false, reason: '试点结束' }],
      ['cityFunctions.grant', { granted: false }, { granted: true, reason: '再试' }],
    ] as const) {
      const event = (await world.audited(act)).at(-1);
      expect(event?.tenant).toBe('320100');
      expect(JSON.parse(event?.canonical ?? '')).toMatchObject({ before, after });
    }
  });

  it('are granted once by two who do it at once', async () => {
    const { security, otherSecurity } = world.admins;
    await functions.revoke(security, change('320200'));
    const both = await Promise.allSettled(
      [security, otherSecurity].map((call) => functions.grant(call, change('320200'))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')).toMatchObject({
      reason: { code: 'ALREADY_DONE' },
    });
  });

  it('are the province’s to change; a city reads its own', async () => {
    const { citySecurity, security, system } = world.admins;
    const seen = await functions.list(citySecurity);
    expect(seen.cities.map(({ code }) => code)).toEqual(['320100']);
    expect(new Set(seen.spans.map(({ cityCode }) => cityCode))).toEqual(new Set(['320100']));
    for (const call of [citySecurity, system])
      await expect(functions.revoke(call, change('320100'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(functions.revoke(citySecurity, change('320200'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const code of ['320000', '999999'])
      await expect(functions.grant(security, change(code))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const operator = await world.tenants.call(world.tenants.province, 'OPERATOR');
    expect((await functions.list(operator)).cities).toHaveLength(2);
  });
});
