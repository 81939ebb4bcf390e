import { shanghaiDate } from '@xietong/shared/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MACHINES } from '../../scenarios/machine-actors';
import { cookiesOf } from '../../testing/session-world';
import { createPeopleWorld, type PeopleWorld } from '../../testing/people-world';

let world: PeopleWorld;
let people: PeopleWorld['services']['personKeepingService'];
let signIns: PeopleWorld['services']['signInKeepingService'];
let lists: PeopleWorld['services']['personListService'];
beforeAll(async () => {
  world = await createPeopleWorld();
  people = world.services.personKeepingService;
  signIns = world.services.signInKeepingService;
  lists = world.services.personListService;
});
afterAll(() => world.close());

const everybody = { text: '', state: 'ACTIVE', page: 1, pageSize: 100 } as const;

describe('a new person', () => {
  it('signs in once a duty was given, and then sets a password of their own', async () => {
    const { id, staffId, password } = await world.newcomer(world.tenants.nanjing);
    expect(await (await world.signIn(staffId, password)).json()).toMatchObject({ code: 'NO_ACTIVE_DUTY' });
    await world.give(world.admins.security, id, world.tenants.nanjing, 'OPERATOR');
    const response = await world.signIn(staffId, password);
    expect(await response.json()).toMatchObject({ staffId, mustChangePassword: true });
    const [event] = (await world.audited('people.create')).slice(-1);
    expect(event).toMatchObject({ tenant: '320100' });
    expect(event?.canonical).not.toContain(password);
    expect(await lists.get(world.admins.citySecurity, id)).toMatchObject({
      staffId,
      mustChangePassword: true,
      lastSignInAt: world.clock.at.toISOString(),
      duties: [{ role: 'OPERATOR' }],
    });
  });

  it('has a staff id of their own, wherever the other one is', async () => {
    const { staffId } = await world.newcomer(world.tenants.wuxi);
    const input = { staffId: staffId.toLowerCase(), name: 'x', tenantCode: '320100' };
    await expect(people.create(world.admins.citySystem, input)).rejects.toMatchObject({
      code: 'STAFF_ID_TAKEN',
      params: { staffId },
    });
  });

  it('is made by a city for itself alone', async () => {
    const { citySystem, citySecurity } = world.admins;
    const input = (tenantCode: string) => ({ staffId: 'NJ-X-01', name: 'x', tenantCode });
    for (const code of ['320200', '320000', '999999'])
      await expect(people.create(citySystem, input(code))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(people.create(citySecurity, input('320100'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await people.create(citySystem, input('320100'));
  });
});

describe('the list', () => {
  it('shows a city its own people and whoever acts in it, the province all', async () => {
    const { citySystem, system, security } = world.admins;
    const guest = await world.newcomer(world.tenants.wuxi);
    const stranger = await world.newcomer(world.tenants.wuxi);
    await world.give(security, guest.id, world.tenants.nanjing, 'AUDITOR');
    await world.give(security, guest.id, world.tenants.wuxi, 'OPERATOR');
    const seen = (await lists.list(citySystem, everybody)).rows;
    expect(seen.map(({ staffId }) => staffId)).toContain(guest.staffId);
    expect(seen.map(({ staffId }) => staffId)).not.toContain(stranger.staffId);
    const shown = seen.find(({ id }) => id === guest.id);
    expect(shown?.duties.map(({ role }) => role)).toEqual(['AUDITOR']);
    expect((await lists.get(citySystem, guest.id)).allDuties).toHaveLength(1);
    expect((await lists.get(system, guest.id)).allDuties).toHaveLength(2);
    await expect(lists.get(citySystem, stranger.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(lists.sessions(citySystem, guest.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(people.rename(citySystem, { id: guest.id, name: 'x', seen: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('finds by text, tenant, duty and state, a page at a time', async () => {
    const { system, security } = world.admins;
    const { id, staffId } = await world.newcomer();
    const found = async (more: object) => {
      const page = await lists.list(system, { ...everybody, ...more });
      return page.rows.some((row) => row.id === id);
    };
    expect(await found({ text: staffId.toLowerCase() })).toBe(true);
    expect(await found({ text: '%' })).toBe(false);
    expect(await found({ tenantCode: '320100' })).toBe(false);
    expect(await found({ state: 'WITHOUT_DUTY' })).toBe(true);
    await world.give(security, id, world.tenants.province, 'AUDITOR');
    expect(await found({ state: 'WITHOUT_DUTY' })).toBe(false);
    expect(await found({ role: 'AUDITOR' })).toBe(true);
    expect(await found({ role: 'APPROVER' })).toBe(false);
    const one = await lists.list(system, { ...everybody, pageSize: 1, page: 2 });
    expect(one.rows).toHaveLength(1);
    expect(one.total).toBeGreaterThan(2);
  });
});

describe('archiving', () => {
  it('ends sessions and duties at once, keeps the person, and gives no duty back', async () => {
    const { system, security } = world.admins;
    const worker = await world.worker(world.tenants.nanjing, 'OPERATOR');
    expect((await world.ask('tenants.list', worker.cookie)).status).toBe(200);
    await people.archive(system, { id: worker.id, reason: '调离' });
    expect((await world.ask('tenants.list', worker.cookie)).status).toBe(401);
    expect((await world.signIn(worker.staffId, worker.password)).status).toBe(401);
    await expect(people.archive(system, { id: worker.id, reason: 'x' })).rejects.toMatchObject({
      code: 'ALREADY_DONE',
    });
    await expect(world.give(security, worker.id, world.tenants.nanjing, 'OPERATOR')).rejects.toMatchObject({
      code: 'PERSON_ARCHIVED',
    });
    await expect(signIns.resetPassword(system, worker.id)).rejects.toMatchObject({ code: 'PERSON_ARCHIVED' });
    const page = await lists.list(system, { ...everybody, state: 'ARCHIVED' });
    expect(page.rows.map(({ id }) => id)).toContain(worker.id);
    await people.unarchive(system, worker.id);
    expect(await (await world.signIn(worker.staffId, worker.password)).json()).toMatchObject({
      code: 'NO_ACTIVE_DUTY',
    });
    const [event] = (await world.audited('people.archive')).slice(-1);
    expect(JSON.parse(event?.canonical ?? '')).toMatchObject({
      before: { archived: false, duties: ['320100 OPERATOR'] },
      after: { archived: true, reason: '调离' },
    });
  });

  it('leaves a duty in another tenant to whoever may end it', async () => {
    const { citySystem, security } = world.admins;
    const { id } = await world.newcomer(world.tenants.nanjing);
    await world.give(security, id, world.tenants.wuxi, 'OPERATOR');
    await expect(people.archive(citySystem, { id, reason: 'x' })).rejects.toMatchObject({
      code: 'DUTIES_ELSEWHERE',
      params: { tenant: '320200' },
    });
    expect((await lists.get(citySystem, id)).archivedAt).toBeNull();
  });

  it('is never done to oneself, and never to the last administrator', async () => {
    const { system, otherSystem, security, otherSecurity } = world.admins;
    const archive = (by: typeof system, whom: typeof system) =>
      people.archive(by, { id: whom.actor.personId, reason: 'x' });
    await expect(archive(system, system)).rejects.toMatchObject({ code: 'OWN_PERSON' });
    await archive(system, otherSecurity);
    await expect(archive(system, security)).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
      params: { role: 'SECURITY_ADMIN' },
    });
    await people.unarchive(system, otherSecurity.actor.personId);
    const { tenants } = world;
    await world.give(security, otherSecurity.actor.personId, tenants.province, 'SECURITY_ADMIN');
    const both = await Promise.allSettled([archive(system, otherSystem), archive(otherSystem, system)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('keeping sign-ins', () => {
  it('replaces a password by one that is shown once and ends the sessions', async () => {
    const admin = await world.tenants.call(world.tenants.province, 'SYSTEM_ADMIN');
    const worker = await world.worker(world.tenants.nanjing, 'AUDITOR');
    const { password } = await signIns.resetPassword(admin, worker.id);
    expect((await world.ask('tenants.list', worker.cookie)).status).toBe(401);
    expect((await world.signIn(worker.staffId, worker.password)).status).toBe(401);
    expect(await (await world.signIn(worker.staffId, password)).json()).toMatchObject({
      mustChangePassword: true,
    });
    const [event] = (await world.audited('people.resetPassword')).slice(-1);
    expect(event).toMatchObject({ tenant: '320100' });
    expect(event?.canonical).not.toContain(password);
    const { personId } = admin.actor;
    await expect(signIns.resetPassword(admin, personId)).rejects.toMatchObject({ code: 'OWN_PERSON' });
  });

  it('lets nobody but security administrators replace a security administrator’s password', async () => {
    const { province, nanjing } = world.tenants;
    const { system, security, citySystem, citySecurity } = world.admins;
    const refused = { code: 'PASSWORD_OF_SECURITY_ADMIN' };
    const guard = await world.worker(province, 'SECURITY_ADMIN');
    await expect(signIns.resetPassword(system, guard.id)).rejects.toMatchObject(refused);
    expect((await world.signIn(guard.staffId, guard.password)).status).toBe(200);
    const { password } = await signIns.resetPassword(security, guard.id);
    expect((await world.signIn(guard.staffId, password)).status).toBe(200);
    const cookie = cookiesOf(await world.signIn(guard.staffId, password));
    const self = { ...security, actor: { ...security.actor, personId: guard.id } };
    await expect(signIns.resetPassword(self, guard.id)).rejects.toMatchObject({ code: 'OWN_PERSON' });
    expect((await world.ask('tenants.list', cookie)).text).toContain('PASSWORD_CHANGE_REQUIRED');

    const coming = await world.newcomer(nanjing);
    const day = shanghaiDate(new Date(world.clock.at.getTime() + 3 * 86_400_000));
    const later = { personId: coming.id, role: 'SECURITY_ADMIN', firstDay: day, lastDay: null } as const;
    const { id } = await world.services.dutyService.grant(security, { ...later, tenantCode: province.code });
    // It will open more than the city: not even the city's own security administrators replace it.
    for (const call of [system, citySystem, citySecurity])
      await expect(signIns.resetPassword(call, coming.id)).rejects.toMatchObject(refused);
    await signIns.resetPassword(security, coming.id);
    await world.services.dutyService.end(security, id);
    await signIns.resetPassword(citySystem, coming.id);
    const guest = await world.give(security, coming.id, province, 'OPERATOR');
    await expect(signIns.resetPassword(citySystem, coming.id)).rejects.toMatchObject({
      code: 'DUTIES_ELSEWHERE',
      params: { tenant: '320000' },
    });
    await signIns.resetPassword(system, coming.id);
    await world.services.dutyService.end(security, guest.id);
    await world.give(security, coming.id, nanjing, 'SECURITY_ADMIN');
    await expect(signIns.resetPassword(citySystem, coming.id)).rejects.toMatchObject(refused);
    await signIns.resetPassword(citySecurity, coming.id);
  });

  it('lets the command line help where nobody else can', async () => {
    const guard = await world.worker(world.tenants.province, 'SECURITY_ADMIN');
    const { grants } = MACHINES.find(({ kind }) => kind === 'CLI') ?? { grants: [] };
    const machineId = world.admins.system.actor.personId;
    const actor = {
      kind: 'MACHINE',
      machineId,
      name: 'cli',
      grants,
      tenant: world.tenants.province,
    } as const;
    const { password } = await signIns.resetPassword({ actor, requestId: 'r', address: null }, guard.id);
    expect(await (await world.signIn(guard.staffId, password)).json()).toMatchObject({
      mustChangePassword: true,
    });
  });

  it('shows a lock and takes it off', async () => {
    const admin = await world.tenants.call(world.tenants.nanjing, 'SYSTEM_ADMIN');
    const worker = await world.worker(world.tenants.nanjing, 'APPROVER');
    for (let n = 0; n < 5; n += 1) await world.signIn(worker.staffId, 'Wrong-password-1');
    expect((await world.signIn(worker.staffId, worker.password)).status).toBe(429);
    const locked = await lists.list(admin, { ...everybody, state: 'LOCKED' });
    expect(locked.rows.map(({ id }) => id)).toEqual([worker.id]);
    expect(locked.rows[0]?.lockedUntil).not.toBeNull();
    await signIns.unlock(admin, worker.id);
    expect((await world.signIn(worker.staffId, worker.password)).status).toBe(200);
    await expect(signIns.unlock(admin, worker.id)).rejects.toMatchObject({ code: 'ALREADY_DONE' });
  });

  it('lists the sessions of a person and ends them all', async () => {
    const admin = await world.tenants.call(world.tenants.nanjing, 'SYSTEM_ADMIN');
    const worker = await world.worker(world.tenants.nanjing, 'OPERATOR');
    await world.signIn(worker.staffId, worker.password);
    const sessions = await lists.sessions(admin, worker.id);
    expect(sessions).toHaveLength(2);
    expect(JSON.stringify(sessions)).not.toContain(worker.cookie.split('=')[1]?.split('.')[0]);
    await signIns.endSessions(admin, worker.id);
    expect((await world.ask('tenants.list', worker.cookie)).status).toBe(401);
    expect(await lists.sessions(admin, worker.id)).toEqual([]);
    await expect(signIns.endSessions(admin, worker.id)).rejects.toMatchObject({ code: 'ALREADY_DONE' });
    const [event] = (await world.audited('people.endSessions')).slice(-1);
    expect(JSON.parse(event?.canonical ?? '')).toMatchObject({ after: { sessionsEnded: 2 } });
  });

  it('renames and is no business of security administrators', async () => {
    const { id } = await world.newcomer(world.tenants.nanjing);
    const { citySystem, citySecurity, security } = world.admins;
    const { name: seen } = await lists.get(citySystem, id);
    await people.rename(citySystem, { id, name: '改名', seen });
    await expect(people.rename(citySystem, { id, name: '又改', seen })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
    expect(await lists.get(citySecurity, id)).toMatchObject({ name: '改名' });
    for (const call of [citySecurity, security]) {
      await expect(people.rename(call, { id, name: 'x', seen })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(signIns.resetPassword(call, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(lists.sessions(call, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
