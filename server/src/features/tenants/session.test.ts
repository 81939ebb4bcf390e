import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { authLockout } from '../../db/schema';
import type { NewStaff } from './person-service';
import {
  createSessionWorld,
  PASSWORD,
  PROVINCE,
  SEED,
  seedCall,
  type SessionWorld,
} from '../../testing/session-world';

let world: SessionWorld;
beforeAll(async () => {
  world = await createSessionWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  world.clock.offsetMs = 0;
  await world.database.owner.delete(authLockout);
});

describe('switching the duty', () => {
  it('acts in the other duty from the next request on, and is audited', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    const duties = (await world.me(cookie)).data?.duties;
    const approver = duties?.find(({ role }) => role === 'APPROVER');
    expect((await world.post('/trpc/session.switchDuty', { dutyId: approver?.id }, cookie)).status).toBe(200);
    expect((await world.me(cookie)).data).toMatchObject({
      duty: { role: 'APPROVER', tenant: { code: '320200' } },
      functions: [],
    });
    const event = (await world.events('session.switchDuty')).at(-1);
    expect(event).toMatchObject({ result: 'SUCCESS', subjectType: 'Duty', subjectId: approver?.id });
    expect(JSON.parse(event?.canonical ?? '')).toMatchObject({
      before: { role: 'OPERATOR', tenant: '320100' },
      after: { role: 'APPROVER', tenant: '320200' },
    });
  });

  it('refuses a duty of somebody else, and audits the refusal', async () => {
    const cookie = await world.signedIn('NJ-OPS-01');
    const foreign = (await world.me(await world.signedIn('JS-SYS-01'))).data?.duty;
    const response = await world.post('/trpc/session.switchDuty', { dutyId: foreign?.id }, cookie);
    expect(response.status).toBe(404);
    expect((await world.events('session.switchDuty')).at(-1)).toMatchObject({
      result: 'REFUSED',
      code: 'DUTY_NOT_HELD',
    });
    expect((await world.me(cookie)).data).toMatchObject({ duty: { role: 'OPERATOR' } });
  });
});

describe('tenants', () => {
  it('shows a city the province and itself, the province all', async () => {
    const codes = async (staffId: string) => {
      const response = await world.app.request('/trpc/tenants.list', {
        headers: { cookie: await world.signedIn(staffId) },
      });
      const body = (await response.json()) as { result: { data: { code: string }[] } };
      return body.result.data.map(({ code }) => code);
    };
    expect(await codes('NJ-OPS-01')).toEqual(['320000', '320100']);
    expect(await codes('JS-SYS-01')).toEqual(['320000', '320100', '320200']);
  });
});

describe('making people', () => {
  const staff = { staffId: 'NJ-OPS-02', name: 'X', password: PASSWORD };
  const duty = (role: 'AUDITOR' | 'SYSTEM_ADMIN') => ({ tenantId: PROVINCE.id, role });

  it('keeps administrators apart, passwords strong and staff ids unique', async () => {
    const make = (input: Partial<NewStaff>) =>
      world.people.createWithPassword(seedCall, { ...staff, duties: [duty('AUDITOR')], ...input });
    await expect(make({ duties: [duty('AUDITOR'), duty('SYSTEM_ADMIN')] })).rejects.toMatchObject({
      code: 'DUTIES_CONFLICT',
    });
    await expect(make({ password: 'weak' })).rejects.toMatchObject({ code: 'PASSWORD_TOO_WEAK' });
    await expect(make({ staffId: 'nj-ops-01' })).rejects.toMatchObject({ code: 'STAFF_ID_TAKEN' });
    expect((await world.signIn('NJ-OPS-02')).status).toBe(401);
  });

  it('leaves the password of who has the staff id alone', async () => {
    const input = { ...staff, staffId: 'NJ-OPS-01', password: 'Another-password-1', duties: [] };
    await expect(world.people.createWithPassword(seedCall, input)).rejects.toMatchObject({
      code: 'STAFF_ID_TAKEN',
    });
    expect((await world.signIn('NJ-OPS-01')).status).toBe(200);
  });

  it('is refused to a machine without the grants', async () => {
    const call: Call = { ...seedCall, actor: { ...SEED, grants: [] } };
    await expect(
      world.people.createWithPassword(call, { ...staff, duties: [duty('AUDITOR')] }),
    ).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    });
  });
});
