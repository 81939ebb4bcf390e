import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { createReviewWorld } from '../../testing/review-world';
import type { ReviewWorld } from '../../testing/review-world';

let world: ReviewWorld;
let operator: Call & { actor: PersonActor };
let approver: Call & { actor: PersonActor };
let colleague: Call & { actor: PersonActor };
beforeAll(async () => {
  world = await createReviewWorld();
  operator = await world.call(world.nanjing, 'OPERATOR');
  approver = await world.call(world.nanjing, 'APPROVER');
  colleague = await world.call(world.nanjing, 'APPROVER');
});
afterAll(() => world.database.close());

const isOpened = async (call: Call, id: string) => {
  const { rows } = await world.approvals.list(call, { box: 'ALL', page: 1, pageSize: 100 });
  return rows.find((row) => row.id === id)?.isOpened;
};

describe('approving', () => {
  it('one after the other, whatever their kinds, asks for each to be opened by the approver', async () => {
    const { requestId: id, hash } = await world.submit(operator);
    const approval = { id, hash, outcome: 'APPROVED' } as const;
    await world.approvals.open(colleague, { id, hash });
    await expect(world.bareApprovals.decide(approver, approval)).rejects.toMatchObject({
      code: 'APPROVAL_NOT_OPENED',
    });
    await world.approvals.open(approver, { id, hash });
    expect(await world.bareApprovals.decide(approver, approval)).toMatchObject({ isLast: true });
    const other = await world.submit(operator);
    const refusal = { id: other.requestId, hash: other.hash, outcome: 'REJECTED', reason: '不妥' } as const;
    expect(await world.bareApprovals.decide(approver, refusal)).toMatchObject({ outcome: 'REJECTED' });
  });
});

describe('approving several at once', () => {
  it('takes what the approver opened as it is, and nothing that only a colleague opened', async () => {
    const { requestId: id, hash } = await world.submit(operator);
    const bulk = { id, hash, outcome: 'APPROVED', bulkOf: 'LOCAL' } as const;
    await world.approvals.open(colleague, { id, hash });
    expect([await isOpened(colleague, id), await isOpened(approver, id)]).toEqual([true, false]);
    await expect(world.bareApprovals.decide(approver, bulk)).rejects.toMatchObject({
      code: 'APPROVAL_NOT_OPENED',
    });
    await world.approvals.open(approver, { id, hash });
    expect(await world.bareApprovals.decide(approver, bulk)).toMatchObject({
      outcome: 'APPROVED',
      isLast: true,
    });
    await expect(world.bareApprovals.decide(colleague, bulk)).rejects.toMatchObject({
      code: 'APPROVAL_CLOSED',
    });
  });

  it('keeps to one kind, and to what was seen', async () => {
    const { requestId: id, hash } = await world.submit(operator);
    await world.approvals.open(approver, { id, hash });
    const bulk = { id, hash, outcome: 'APPROVED', bulkOf: 'LOCAL' } as const;
    await expect(world.bareApprovals.decide(approver, { ...bulk, bulkOf: 'STANDARD' })).rejects.toMatchObject(
      {
        code: 'APPROVAL_BULK_MIXED',
      },
    );
    await expect(
      world.bareApprovals.decide(approver, { ...bulk, hash: '0'.repeat(64) }),
    ).rejects.toMatchObject({
      code: 'APPROVAL_HASH_CHANGED',
    });
    await expect(world.bareApprovals.decide(operator, bulk)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await world.bareApprovals.decide(approver, bulk)).toMatchObject({ isLast: true });
  });
});
