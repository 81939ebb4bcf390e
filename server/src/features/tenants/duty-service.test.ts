import { ROLES, type Role } from '@xietong/shared/tenants';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../platform/database';
import { constraintOf } from '../../platform/sql-state';
import { systemIds } from '../../platform/ids';
import { createPeopleWorld, type PeopleWorld } from '../../testing/people-world';
import { endDuty, insertDuties } from './person-store';

let world: PeopleWorld;
let duties: PeopleWorld['services']['dutyService'];
beforeAll(async () => {
  world = await createPeopleWorld();
  duties = world.services.dutyService;
});
afterAll(() => world.close());

/** Pairs of duties that one person holds at one instant and must not, as the database itself sees it. */
async function forbiddenPairs(): Promise<unknown[]> {
  const { rows } = await world.database.owner.$client.query<object>(`
    select a.person_id, a.role, b.role as other from duty a join duty b on b.person_id = a.person_id and b.id > a.id
      and tstzrange(a.valid_from, a.valid_until) && tstzrange(b.valid_from, b.valid_until)
    where (a.role = b.role and a.tenant_id = b.tenant_id)
      or (a.role <> b.role and 'OPERATOR' not in (a.role, b.role) and
          (a.role in ('SYSTEM_ADMIN', 'SECURITY_ADMIN') or b.role in ('SYSTEM_ADMIN', 'SECURITY_ADMIN')))`);
  return rows;
}

const days = (first: number, length: number | null) => {
  const date = (n: number) => new Date(world.clock.at.getTime() + n * 86_400_000).toISOString().slice(0, 10);
  return {
    firstDay: first === 0 ? null : date(first),
    lastDay: length === null ? null : date(first + length),
  };
};

const stepArb = fc.oneof(
  fc.record({
    kind: fc.constant('grant' as const),
    role: fc.constantFrom(...ROLES),
    city: fc.boolean(),
    first: fc.integer({ min: 0, max: 4 }),
    length: fc.option(fc.integer({ min: 1, max: 4 })),
  }),
  fc.record({ kind: fc.constant('end' as const), place: fc.nat(5) }),
);

describe('separation of administrators', () => {
  it('holds for any sequence of grants and ends, several at once', { timeout: 60_000 }, async () => {
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(stepArb, { minLength: 2, maxLength: 5 }), { maxLength: 4 }),
        async (rounds) => {
          const { id: personId } = await world.newcomer(world.tenants.nanjing);
          const made: string[] = [];
          for (const steps of rounds) {
            world.pass();
            const done = await Promise.allSettled(
              steps.map((step, index) => {
                const call = index % 2 === 0 ? world.admins.security : world.admins.otherSecurity;
                if (step.kind === 'end') return duties.end(call, made[step.place] ?? systemIds.next());
                const tenantCode = step.city ? '320100' : '320000';
                const span = days(step.first, step.length);
                return duties.grant(call, { personId, tenantCode, role: step.role, ...span });
              }),
            );
            for (const each of done) {
              if (each.status === 'fulfilled') {
                if (each.value) made.push(each.value.id);
                continue;
              }
              expect([
                'DUTIES_CONFLICT',
                'DUTY_REPEATED',
                'NOT_FOUND',
                'ALREADY_DONE',
                'DUTY_SPAN_EMPTY',
              ]).toContain((each.reason as { code?: string }).code);
            }
            expect(await forbiddenPairs()).toEqual([]);
          }
          granted += made.length;
        },
      ),
      { numRuns: 25 },
    );
    expect(granted).toBeGreaterThan(25);
  });

  it('is kept by the database, too, against two transactions at once that ask no service', async () => {
    const { province, nanjing } = world.tenants;
    for (const [first, second, refusal] of [
      ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'duty_separated'],
      ['AUDITOR', 'SYSTEM_ADMIN', 'duty_separated'],
      ['SECURITY_ADMIN', 'APPROVER', 'duty_separated'],
      ['OPERATOR', 'OPERATOR', 'duty_repeated'],
    ] as const) {
      const { id: personId } = await world.newcomer(nanjing);
      const write = (role: Role, tenantId: string) =>
        withTenant(world.database.app, { tenantId: province.id, actorId: null, requestId: null }, (tx) =>
          insertDuties(tx, [
            {
              id: systemIds.next(),
              personId,
              personTenantId: nanjing.id,
              tenantId,
              role,
              validFrom: world.clock.at,
              validUntil: null,
              grantedByName: 'test',
            },
          ]),
        );
      const [a, b] = await Promise.allSettled([write(first, nanjing.id), write(second, nanjing.id)]);
      const refused = [a, b].flatMap((each) =>
        each.status === 'rejected' ? [constraintOf(each.reason)] : [],
      );
      expect(refused, `${first} and ${second}`).toEqual([refusal]);
    }
    expect(await forbiddenPairs()).toEqual([]);
  });
});

describe('giving and ending duties', () => {
  it('acts on sessions at once', async () => {
    const { security } = world.admins;
    const worker = await world.worker(world.tenants.nanjing, 'OPERATOR');
    expect((await world.ask('session.me', worker.cookie)).text).toContain('"role":"OPERATOR"');
    const { id } = await duties.grant(security, {
      personId: worker.id,
      tenantCode: '320100',
      role: 'APPROVER',
      firstDay: null,
      lastDay: null,
    });
    expect((await world.ask('session.me', worker.cookie)).text).toContain('"role":"APPROVER"');
    world.pass();
    await duties.end(security, id);
    expect((await world.ask('session.me', worker.cookie)).text).not.toContain('"role":"APPROVER"');
    const person = await world.services.personListService.get(security, worker.id);
    for (const held of person.duties) await duties.end(security, held.id);
    expect((await world.ask('tenants.list', worker.cookie)).status).toBe(401);
    expect(person.allDuties).toMatchObject([
      { role: 'APPROVER', phase: 'OVER', endedByName: security.actor.staffId },
      { role: 'OPERATOR', phase: 'HELD', grantedByName: security.actor.staffId },
    ]);
  });

  it('cancels what has not begun, and ends nothing twice', async () => {
    const { security } = world.admins;
    const { id: personId } = await world.newcomer(world.tenants.nanjing);
    const input = { personId, tenantCode: '320100', role: 'AUDITOR' as const, ...days(2, 3) };
    const { id } = await duties.grant(security, input);
    await duties.end(security, id);
    await expect(duties.end(security, id)).rejects.toMatchObject({ code: 'ALREADY_DONE' });
    const { allDuties } = await world.services.personListService.get(security, personId);
    expect(allDuties).toMatchObject([{ phase: 'CANCELLED' }]);
    await duties.grant(security, input);
  });

  it('is never about oneself, not even in the database', async () => {
    const { security } = world.admins;
    const { personId, dutyId } = security.actor;
    const input = {
      personId,
      tenantCode: '320100',
      role: 'OPERATOR' as const,
      firstDay: null,
      lastDay: null,
    };
    await expect(duties.grant(security, input)).rejects.toMatchObject({ code: 'OWN_DUTY' });
    await expect(duties.end(security, dutyId)).rejects.toMatchObject({ code: 'OWN_DUTY' });
    const { province } = world.tenants;
    const scope = { tenantId: province.id, actorId: personId, requestId: null };
    const written = withTenant(world.database.app, scope, (tx) =>
      endDuty(tx, dutyId, world.clock.at, 'self'),
    );
    await expect(written.catch((error: unknown) => constraintOf(error))).resolves.toBe('duty_not_own');
  });

  it('leaves a city its own people in its own duties', async () => {
    const { citySecurity, security } = world.admins;
    const { nanjing, wuxi, province } = world.tenants;
    const own = await world.newcomer(nanjing);
    const foreign = await world.newcomer(wuxi);
    await world.give(citySecurity, own.id, nanjing, 'OPERATOR');
    for (const tenant of [wuxi, province])
      await expect(world.give(citySecurity, own.id, tenant, 'OPERATOR')).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    await expect(world.give(citySecurity, foreign.id, nanjing, 'OPERATOR')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { id } = await world.give(security, own.id, wuxi, 'APPROVER');
    await expect(duties.end(citySecurity, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.give(citySecurity, own.id, nanjing, 'SYSTEM_ADMIN')).rejects.toMatchObject({
      code: 'DUTIES_CONFLICT',
    });
    const guest = await world.give(security, foreign.id, nanjing, 'AUDITOR');
    await duties.end(citySecurity, guest.id);
    expect((await world.audited('duties.end')).at(-1)).toMatchObject({ tenant: '320100' });
  });

  it('is no business of system administrators', async () => {
    const { id } = await world.newcomer(world.tenants.nanjing);
    for (const call of [world.admins.system, world.admins.citySystem])
      await expect(world.give(call, id, world.tenants.nanjing, 'OPERATOR')).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
  });

  it('starts today at the earliest', async () => {
    const { security } = world.admins;
    const { id: personId } = await world.newcomer();
    const input = { personId, tenantCode: '320000', role: 'OPERATOR' as const, lastDay: null };
    await expect(duties.grant(security, { ...input, firstDay: '2020-01-01' })).rejects.toMatchObject({
      code: 'DUTY_STARTS_IN_PAST',
      fields: [{ path: 'firstDay' }],
    });
  });
});
