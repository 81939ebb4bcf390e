import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRule } from '@xietong/shared/approvals';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { approvalPolicy, approvalStep, notification } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createReviewWorld } from '../../testing/review-world';
import type { ReviewWorld } from '../../testing/review-world';
import { createToDoReadModel } from '../workbench/to-do-read-model';

type PersonCall = Call & { actor: PersonActor };
const RULE: PolicyRule = {
  ...{ name: '限时两级', priority: 10, kinds: ['LOCAL'], tenants: [], changes: [], order: 'SERIAL' },
  steps: [
    { approver: 'OWN', approvals: 1, hours: 8, escalation: 'PROVINCE_APPROVERS' },
    { approver: 'PROVINCE', approvals: 1, hours: 4, escalation: 'SECURITY_ADMINS' },
  ],
  copies: [
    { at: 'PROVINCE', role: 'OPERATOR' },
    { at: 'OWN', role: 'AUDITOR' },
  ],
};

let world: ReviewWorld;
let operator: PersonCall;
let colleague: PersonCall;
let approver: PersonCall;
let auditor: PersonCall;
let provinceOperator: PersonCall;
let provinceApprover: PersonCall;
let stranger: PersonCall;
beforeAll(async () => {
  world = await createReviewWorld();
  operator = await world.call(world.nanjing, 'OPERATOR');
  colleague = await world.call(world.nanjing, 'OPERATOR');
  approver = await world.call(world.nanjing, 'APPROVER');
  auditor = await world.call(world.nanjing, 'AUDITOR');
  provinceOperator = await world.call(world.province, 'OPERATOR');
  provinceApprover = await world.call(world.province, 'APPROVER');
  stranger = await world.call(world.wuxi, 'OPERATOR');
  const by = { decidedBy: systemIds.next(), decidedByName: 'B', decidedAt: world.clock.now() };
  await world.database.owner.insert(approvalPolicy).values({
    ...{ id: systemIds.next(), tenantId: world.province.id, policyId: systemIds.next(), version: 1 },
    ...{ change: 'SET', rule: RULE, state: 'IN_FORCE', reason: 'x' },
    ...{ proposedBy: systemIds.next(), proposedByName: 'A', proposedAt: world.clock.now(), ...by },
  });
});
afterAll(() => world.database.close());

const list = (call: Call, box: 'COPIED' | 'TODO') =>
  world.approvals.list(call, { box, page: 1, pageSize: 100 });
const copied = async (call: Call) =>
  (await list(call, 'COPIED')).rows.map(({ id, isNewCopy }) => [id, isNewCopy]);
const news = async (requestId: string, kind: string) =>
  (
    await world.database.owner.select().from(notification).where(eq(notification.requestId, requestId))
  ).filter((row) => row.kind === kind);

describe('being told of a request', () => {
  it('comes by policy, stands in a box of its own until opened, and lets nobody decide', async () => {
    const { requestId: id, hash } = await world.submit(operator);
    for (const call of [provinceOperator, auditor]) expect(await copied(call)).toContainEqual([id, true]);
    for (const call of [colleague, stranger, provinceApprover])
      expect((await copied(call)).map(([each]) => each)).not.toContain(id);
    expect((await news(id, 'APPROVAL_COPIED')).map(({ role }) => role).sort()).toEqual([
      'AUDITOR',
      'OPERATOR',
    ]);
    const shown = await world.approvals.get(provinceOperator, id);
    expect(shown).toMatchObject({ mayDecide: false, isOpened: false, may: { remind: false } });
    expect(shown.copies.map(({ role, byName }) => [role, byName]).sort()).toEqual([
      ['AUDITOR', null],
      ['OPERATOR', null],
    ]);
    const { newCopies } = await world.approvals.count(provinceOperator);
    await world.approvals.open(provinceOperator, { id, hash });
    await world.approvals.open(provinceOperator, { id, hash });
    expect(await copied(provinceOperator)).toContainEqual([id, false]);
    expect((await world.approvals.count(provinceOperator)).newCopies).toBe(newCopies - 1);
    await expect(
      world.approvals.decide(provinceOperator, { id, hash, outcome: 'APPROVED' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('comes from author or approver, to people whom they see and roles that may read it', async () => {
    const { requestId: id } = await world.submit(operator);
    const choices = await world.approvals.copyChoices(operator, id);
    expect(choices.people.map(({ staffId }) => staffId)).toContain(colleague.actor.staffId);
    expect(choices.people.map(({ staffId }) => staffId)).not.toContain(operator.actor.staffId);
    // A city sees no people of the province, but can tell its approvers.
    expect(choices.people.map(({ staffId }) => staffId)).not.toContain(provinceApprover.actor.staffId);
    expect(choices.roles).toContainEqual({ at: 'PROVINCE', role: 'APPROVER' });
    expect(choices.roles).not.toContainEqual({ at: 'PROVINCE', role: 'OPERATOR' });
    world.audited.length = 0;
    const personIds = [colleague.actor.personId];
    await world.approvals.copy(operator, {
      ...{ id, personIds, roles: [{ at: 'PROVINCE', role: 'APPROVER' }], note: '请知悉' },
    });
    expect(world.audited).toEqual(['approvals.copy']);
    expect(await copied(colleague)).toContainEqual([id, true]);
    expect(await copied(provinceApprover)).toContainEqual([id, true]);
    expect(await news(id, 'APPROVAL_COPIED')).toContainEqual(
      expect.objectContaining({ personId: colleague.actor.personId, reason: '请知悉' }),
    );
    const copy = (call: Call, personId: string) =>
      world.approvals.copy(call, { id, personIds: [personId], roles: [] });
    for (const personId of [...personIds, stranger.actor.personId, systemIds.next()])
      await expect(copy(operator, personId)).rejects.toMatchObject({
        code: 'APPROVAL_COPY_UNKNOWN',
        fields: [{ path: 'personIds.0' }],
      });
    await expect(copy(auditor, approver.actor.personId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(copy(stranger, approver.actor.personId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reaches no other tenant, whatever the application does', async () => {
    const { requestId } = await world.submit(operator);
    const insert = sql`insert into approval_copy (id, tenant_id, request_id, to_tenant_id, role, at)
      select ${systemIds.next()}, tenant_id, id, ${world.wuxi.id}::uuid, 'OPERATOR', now() from approval_request where id = ${requestId}`;
    const refused = await asCaller(world.database.app, operator, (tx) => tx.execute(insert)).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(constraintOf(refused)).toBe('approval_copy_readable');
  });
});

describe('the deadline of a step', () => {
  /** The job runner acts in the province's name. */
  const runner = (): Call => provinceApprover;

  it('begins when the step opens, reminds once, is missed once, told upwards, and decides nothing', async () => {
    const { requestId: id, hash } = await world.submit(operator);
    await world.approvals.runDeadlines(runner());
    expect(await news(id, 'APPROVAL_DUE_SOON')).toEqual([]);
    const dueAt = (await list(approver, 'TODO')).rows.find((row) => row.id === id)?.dueAt;
    expect(dueAt).toBe(new Date(world.clock.now().getTime() + 8 * 3_600_000).toISOString());
    const found = await asCaller(world.database.app, approver, (tx) =>
      createToDoReadModel(tx, approver.actor, world.clock.now()).all(),
    );
    // Its window is open already, which is more pressing than any deadline.
    expect(found.find(({ kind }) => kind === 'APPROVE')?.rows.length).toBeGreaterThan(0);

    world.pass(6 * 60);
    world.audited.length = 0;
    // Two at once, as two processes would: each step is seen to once.
    await Promise.all([world.approvals.runDeadlines(runner()), world.approvals.runDeadlines(runner())]);
    await world.approvals.runDeadlines(runner());
    expect(await news(id, 'APPROVAL_DUE_SOON')).toMatchObject([
      { role: 'APPROVER', tenantId: world.nanjing.id },
    ]);
    world.pass(2 * 60);
    await Promise.all([world.approvals.runDeadlines(runner()), world.approvals.runDeadlines(runner())]);
    await world.approvals.runDeadlines(runner());
    expect(await news(id, 'APPROVAL_OVERDUE')).toHaveLength(1);
    expect(await news(id, 'APPROVAL_ESCALATED')).toMatchObject([
      { role: 'APPROVER', tenantId: world.province.id },
    ]);
    const shown = await world.approvals.get(approver, id);
    expect(shown).toMatchObject({ mayDecide: true, request: { state: 'OPEN', dueAt } });
    expect(shown.steps.map(({ missedAt }) => missedAt !== null)).toEqual([true, false]);
    expect(shown.steps[1]?.dueAt).toBeNull();
    await world.approvals.decide(approver, { id, hash, outcome: 'APPROVED' });
    // The next step has its own time, from now on.
    const next = await world.approvals.get(provinceApprover, id);
    expect(next.request.dueAt).toBe(new Date(world.clock.now().getTime() + 4 * 3_600_000).toISOString());
    world.pass(4 * 60);
    await world.approvals.runDeadlines(runner());
    const told = await world.database.owner
      .select()
      .from(notification)
      .where(eq(notification.role, 'SECURITY_ADMIN'));
    // They hear of it without a way into what they do not decide.
    expect(told).toMatchObject([
      { kind: 'APPROVAL_ESCALATED', tenantId: world.province.id, requestId: null },
    ]);
  });

  it('holds for who is asked in addition, and neither moves nor is missed early', async () => {
    const second = await world.call(world.nanjing, 'APPROVER');
    const { requestId: id } = await world.submit(operator);
    await world.approvals.addApprover(approver, {
      ...{ id, personId: second.actor.personId, note: '请一并审批' },
    });
    const steps = await world.database.owner
      .select()
      .from(approvalStep)
      .where(eq(approvalStep.requestId, id));
    const open = steps.filter(({ stage }) => stage === 1);
    expect(new Set(open.map(({ dueAt }) => dueAt?.toISOString())).size).toBe(1);
    expect(open).toHaveLength(2);
    const tried = async (set: ReturnType<typeof sql>) =>
      constraintOf(
        await asCaller(world.database.app, approver, (tx) =>
          tx.execute(sql`update approval_step set ${set} where request_id = ${id} and due_at is not null`),
        ).then(
          () => null,
          (reason: unknown) => reason,
        ),
      );
    expect(await tried(sql`due_at = due_at + interval '1 hour'`)).toBe('approval_step_deadline');
    expect(await tried(sql`missed_at = due_at - interval '1 hour'`)).toBe('approval_step_deadline');
  });

  it('lets its author ask for a decision, not too often, and nobody else', async () => {
    const { requestId: id } = await world.submit(operator);
    expect((await world.approvals.get(operator, id)).may).toEqual({ copy: true, remind: true });
    world.audited.length = 0;
    await world.approvals.remind(operator, id);
    expect(world.audited).toEqual(['approvals.remind']);
    expect(await news(id, 'APPROVAL_URGED')).toMatchObject([
      { role: 'APPROVER', tenantId: world.nanjing.id },
    ]);
    await expect(world.approvals.remind(operator, id)).rejects.toMatchObject({
      ...{ code: 'APPROVAL_REMINDED', params: { minutes: 240 } },
    });
    await expect(world.approvals.remind(colleague, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(world.approvals.remind(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    world.pass(240);
    await world.approvals.remind(operator, id);
    expect(await news(id, 'APPROVAL_URGED')).toHaveLength(2);
  });
});
