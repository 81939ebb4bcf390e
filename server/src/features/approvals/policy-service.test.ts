import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRule } from '@xietong/shared/approvals';
import { notificationListSchema } from '@xietong/shared/notifications';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { duty } from '../../db/schema';
import { AppError } from '../../platform/app-error';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createNotificationService } from '../notifications/notification-service';
import { createNotificationWriter } from '../notifications/notification-writer';
import { countWork } from '../workbench/count-read-model';
import { createToDoReadModel } from '../workbench/to-do-read-model';
import { createPolicyService } from './policy-service';

let database: TestDatabase;
let world: TestProvince;
let first: Call;
let second: Call;
const clock = { now: () => new Date('2026-11-22T02:00:00.000Z') };
const audited: string[] = [];
const audit = {
  success: (_tx: unknown, _call: Call, { act }: { act: string }) => {
    audited.push(act);
    return Promise.resolve();
  },
  standalone: () => Promise.resolve(),
  repeated: () => undefined,
};
const news = createNotificationWriter({ clock, ids: systemIds });
const service = () => createPolicyService({ database: database.app, clock, ids: systemIds, audit, news });
const rule: PolicyRule = {
  ...{ name: '价格两级审', priority: 10, kinds: ['LOCAL'], tenants: ['320100'], changes: ['PRICE'] },
  order: 'SERIAL',
  steps: [
    { approver: 'OWN', approvals: 1 },
    { approver: 'PROVINCE', approvals: 1 },
  ],
};
const propose = (call: Call, base: { policyId: string; version: number } | null = null, given = rule) =>
  service().propose(call, { base, rule: given, reason: '演示' });
const inForceOf = async (name: string) =>
  (await service().list(first)).inForce.find((each) => each.rule.name === name);

async function confirmed(name: string) {
  const { id } = await propose(first, null, { ...rule, name });
  await service().confirm(second, { id });
  const found = await inForceOf(name);
  if (!found) throw new Error(`${name} is not in force`);
  return found;
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  first = await world.call(world.province, 'SECURITY_ADMIN');
  second = await world.call(world.province, 'SECURITY_ADMIN');
  await world.call(world.province, 'APPROVER');
  await world.call(world.nanjing, 'APPROVER');
});
afterAll(() => database.close());

describe('a policy', () => {
  it('holds once somebody else than its proposer has confirmed it, and is audited once each', async () => {
    audited.length = 0;
    const { id } = await propose(first, null, { ...rule, name: '甲' });
    expect(await inForceOf('甲')).toBeUndefined();
    // Who proposes is told who can confirm; an approver or an administrator of a city cannot.
    const otherAdmin = second.actor.kind === 'PERSON' ? second.actor.staffId : '';
    expect((await service().list(first)).confirmers).toEqual([otherAdmin]);
    await expect(service().confirm(first, { id })).rejects.toMatchObject({
      code: 'APPROVAL_POLICY_BY_PROPOSER',
    });
    const waiting = async (call: Call) =>
      (await service().list(call)).proposed.find((each) => each.id === id)?.may;
    expect(await waiting(first)).toEqual({ confirm: false, withdraw: true });
    expect(await waiting(second)).toEqual({ confirm: true, withdraw: false });
    await service().confirm(second, { id });
    expect(await inForceOf('甲')).toMatchObject({ version: 1, rule: { name: '甲' } });
    const { cities } = await service().list(first);
    expect(cities).toContainEqual({ code: '320100', approvers: 1 });
    expect(cities.map(({ code }) => code)).not.toContain('320000');
    await expect(service().refuse(second, { id, reason: 'x' })).rejects.toMatchObject({
      code: 'APPROVAL_POLICY_DECIDED',
    });
    expect(audited).toEqual(['approvalPolicies.propose', 'approvalPolicies.confirm']);
  });

  it('is told once to the others who can confirm it, and its outcome to who proposed it', async () => {
    const told = async (call: Call) => {
      const input = notificationListSchema.parse({ pageSize: 100 });
      const { rows } = await createNotificationService({ database: database.app, clock, audit }).list(
        call,
        input,
      );
      return rows
        .filter(({ title }) => title === '通知')
        .map(({ kind, subject, reason }) => [kind, subject.type, reason]);
    };
    const { id } = await propose(first, null, { ...rule, name: '通知' });
    await service().refuse(second, { id, reason: '范围太大' });
    const { id: again } = await propose(first, null, { ...rule, name: '通知' });
    await service().confirm(second, { id: again });
    const { id: withdrawn } = await propose(first, null, { ...rule, name: '通知' });
    await service().withdraw(first, { id: withdrawn });
    const waits = ['POLICY_PROPOSED', 'APPROVAL_POLICY', '演示'];
    expect(await told(second)).toEqual([waits, waits, waits]);
    expect((await told(first)).toSorted()).toEqual([
      ['POLICY_CONFIRMED', 'APPROVAL_POLICY', null],
      ['POLICY_REFUSED', 'APPROVAL_POLICY', '范围太大'],
    ]);
    for (const role of ['AUDITOR', 'OPERATOR', 'SYSTEM_ADMIN'] as const)
      expect(await told(await world.call(world.province, role))).toEqual([]);
  });

  it('holds on as it was while a change of it waits; a second change waits for the first', async () => {
    const base = await confirmed('乙');
    const { id } = await propose(second, base, { ...base.rule, name: '乙2' });
    expect(await inForceOf('乙')).toMatchObject({ version: 1 });
    await expect(propose(first, base)).rejects.toMatchObject({ code: 'APPROVAL_POLICY_WAITS' });
    await service().confirm(first, { id });
    expect(await inForceOf('乙')).toBeUndefined();
    expect(await inForceOf('乙2')).toMatchObject({ policyId: base.policyId, version: 2 });
    await expect(propose(first, base)).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('ends by two people, too', async () => {
    const { policyId, version } = await confirmed('丙');
    const { id } = await service().proposeEnd(first, { policyId, version, reason: '不再需要' });
    await service().confirm(second, { id });
    expect(await inForceOf('丙')).toBeUndefined();
    const states = (await service().list(first)).past
      .filter((each) => each.policyId === policyId)
      .map(({ state }) => state);
    expect(states.sort()).toEqual(['ENDED', 'SUPERSEDED']);
  });

  it('is left as it was by what is refused or taken back', async () => {
    const base = await confirmed('丁');
    const refused = await propose(first, base, { ...base.rule, priority: 1 });
    await service().refuse(second, { id: refused.id, reason: '太宽' });
    const taken = await propose(first, base, { ...base.rule, priority: 2 });
    await expect(service().withdraw(second, taken)).rejects.toMatchObject({
      code: 'APPROVAL_POLICY_BY_PROPOSER',
    });
    await service().withdraw(first, taken);
    expect(await inForceOf('丁')).toMatchObject({ version: 1, rule: { priority: 10 } });
  });

  it('is refused where it asks for more people than there are, beside its steps', async () => {
    const steps = [{ approver: 'PROVINCE' as const, approvals: 3 }];
    await expect(propose(first, null, { ...rule, steps })).rejects.toMatchObject({
      code: 'APPROVAL_POLICY_TOO_MANY',
      fields: [{ path: 'rule.steps', params: { code: '320100', needed: 3, available: 1 } }],
    });
    // Nor is it confirmed when people have gone since it was proposed.
    const leaver = await world.call(world.province, 'APPROVER');
    const two = await propose(first, null, { ...rule, steps: [{ approver: 'PROVINCE', approvals: 2 }] });
    const validUntil = new Date(clock.now().getTime() - 1);
    await database.owner.update(duty).set({ validUntil }).where(eq(duty.personId, leaver.actor.personId));
    await expect(service().confirm(second, two)).rejects.toMatchObject({ code: 'APPROVAL_POLICY_TOO_MANY' });
    await service().withdraw(first, two);
    // What a city lacks the province takes, and lacks it, too.
    const own = [{ approver: 'OWN' as const, approvals: 2 }];
    await expect(propose(first, null, { ...rule, steps: own })).rejects.toMatchObject({
      code: 'APPROVAL_POLICY_TOO_MANY',
    });
  });

  it('waits in the workbench and the menu of whoever can confirm it, and of nobody else', async () => {
    const { id } = await propose(first, null, { ...rule, name: '待办' });
    const seen = (call: typeof first) =>
      asCaller(database.app, call, async (tx) => ({
        toDos: (await createToDoReadModel(tx, call.actor, clock.now()).all()).flatMap(({ kind, rows }) =>
          rows.map((row) => [kind, row.campaignId, row.title]),
        ),
        count: (await countWork(tx, call.actor, clock.now())).policiesToConfirm,
      }));
    expect(await seen(second)).toMatchObject({ count: 1, toDos: [['POLICY', id, '待办']] });
    expect(await seen(first)).toMatchObject({ count: 0, toDos: [] });
    const operator = await world.call(world.province, 'OPERATOR');
    expect((await seen(operator)).count).toBe(0);
    await service().withdraw(first, { id });
    expect((await seen(second)).count).toBe(0);
  });

  it('names tenants that there are', async () => {
    await expect(propose(first, null, { ...rule, tenants: ['999999'] })).rejects.toMatchObject({
      code: 'APPROVAL_POLICY_TENANT_UNKNOWN',
    });
  });

  it('is nobody else’s to propose or read: neither operators nor a city’s administrators', async () => {
    const others = [
      await world.call(world.province, 'OPERATOR'),
      await world.call(world.province, 'APPROVER'),
      await world.call(world.nanjing, 'SECURITY_ADMIN'),
    ];
    for (const call of others) {
      await expect(propose(call)).rejects.toBeInstanceOf(AppError);
      await expect(service().list(call)).rejects.toBeInstanceOf(AppError);
    }
  });

  it('is held by the database: by two people, never rewritten, never a city’s', async () => {
    const { id } = await propose(first, null, { ...rule, name: '戊' });
    const tried = async (call: Call, statement: ReturnType<typeof sql>) =>
      constraintOf(
        await asCaller(database.app, call, (tx) => tx.execute(statement)).then(
          () => null,
          (reason: unknown) => reason,
        ),
      );
    const by = (call: Call) => (call.actor.kind === 'PERSON' ? call.actor.personId : '');
    const decided = (call: Call) =>
      sql`update approval_policy set state = 'IN_FORCE', decided_by = ${by(call)}, decided_by_name = 'x', decided_at = now() where id = ${id}`;
    expect(await tried(first, decided(first))).toBe('approval_policy_not_by_proposer');
    expect(await tried(first, decided(second))).toBe('approval_policy_final');
    await service().confirm(second, { id });
    expect(await tried(first, sql`update approval_policy set state = 'PROPOSED' where id = ${id}`)).toBe(
      'approval_policy_final',
    );
    const rewrite = asCaller(database.app, first, (tx) =>
      tx.execute(sql`update approval_policy set rule = '{}' where id = ${id}`),
    );
    await expect(rewrite).rejects.toThrow();
    const city = await world.call(world.nanjing, 'SECURITY_ADMIN');
    const { rowCount } = await asCaller(database.app, city, (tx) =>
      tx.execute(sql`update approval_policy set state = 'SUPERSEDED' where id = ${id}`),
    );
    expect(rowCount).toBe(0);
  });
});
