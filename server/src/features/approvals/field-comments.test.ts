import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContentField } from '@xietong/shared/content';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { localCampaign } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createReviewWorld } from '../../testing/review-world';
import type { ReviewWorld } from '../../testing/review-world';

type PersonCall = Call & { actor: PersonActor };
const REASON = '见字段意见';

let world: ReviewWorld;
let operator: PersonCall;
let approver: PersonCall;
let stranger: PersonCall;
beforeAll(async () => {
  world = await createReviewWorld();
  operator = await world.call(world.nanjing, 'OPERATOR');
  approver = await world.call(world.nanjing, 'APPROVER');
  stranger = await world.call(world.wuxi, 'OPERATOR');
});
afterAll(() => world.database.close());

const headline = (id: string, value: string): ContentField => ({
  ...{ id, role: 'headline', labels: { zh: '标题', en: 'Headline' }, value },
  policy: { kind: 'EDITABLE', constraint: {} },
});
const ids = { headline: systemIds.next(), other: systemIds.next(), gone: systemIds.next() };
const content = (text: string) => [headline(ids.headline, text), headline(ids.other, 'same')];

async function campaign(): Promise<string> {
  const id = systemIds.next();
  const { tenant, personId, staffId } = operator.actor;
  const at = new Date('2026-11-20T02:00:00.000Z');
  await world.database.owner.insert(localCampaign).values({
    ...{ id, tenantId: tenant.id, number: id, title: 'T', createdBy: personId, createdByName: staffId },
    createdAt: at,
  });
  return id;
}

describe('comments on fields', () => {
  it('come back to the author with the field, and to the next approver with whether it has changed', async () => {
    const campaignId = await campaign();
    const fields = [...content('旧'), headline(ids.gone, 'x')];
    const first = await world.submit(operator, campaignId, fields);
    const comments = [
      { fieldId: ids.headline, text: '写清时段' },
      { fieldId: ids.other, text: '核对' },
      { fieldId: ids.gone, text: '删去' },
    ];
    expect(await draft(operator, campaignId)).toEqual([]);
    world.audited.length = 0;
    const { requestId: id, hash } = first;
    await world.approvals.decide(approver, { id, hash, outcome: 'RETURNED', reason: REASON, comments });
    expect(world.audited).toEqual(['approvals.decide']);
    const mine = await draft(operator, campaignId);
    expect(mine.map(({ text, version, field }) => [text, version, field.value])).toEqual(
      expect.arrayContaining([
        ['写清时段', 1, '旧'],
        ['核对', 1, 'same'],
        ['删去', 1, 'x'],
      ]),
    );
    expect(await world.approvals.get(operator, id)).toMatchObject({
      comments: [{ by: approver.actor.staffId, outcome: 'RETURNED', hash }, {}, {}],
      earlierComments: [],
    });

    world.pass(1);
    const second = await world.submit(operator, campaignId, content('新'));
    const shown = await world.approvals.get(approver, second.requestId);
    expect(shown.comments).toEqual([]);
    expect(Object.fromEntries(shown.earlierComments.map((each) => [each.field.id, each.since]))).toEqual({
      [ids.headline]: 'CHANGED',
      [ids.other]: 'UNCHANGED',
      [ids.gone]: 'REMOVED',
    });
    await world.approvals.decide(approver, { id: second.requestId, hash: second.hash, outcome: 'APPROVED' });
    // What was said before the approval is history: neither the next draft nor its approver is held to it.
    expect(await draft(operator, campaignId)).toEqual([]);
    world.pass(1);
    const third = await world.submit(operator, campaignId, content('三'));
    expect((await world.approvals.get(approver, third.requestId)).earlierComments).toEqual([]);
    // It remains in the request that it was said of, with every field as it was.
    expect((await world.approvals.get(approver, id)).comments).toHaveLength(3);
  });

  it('are refused beside an approval, on a field of nothing, and twice on one, beside the comment', async () => {
    const { requestId: id, hash } = await world.submit(operator, undefined, content('旧'));
    const decide = (outcome: 'APPROVED' | 'RETURNED', ...on: string[]) =>
      world.approvals.decide(approver, {
        ...{ id, hash, outcome, reason: REASON },
        comments: on.map((fieldId) => ({ fieldId, text: 'x' })),
      });
    await expect(decide('APPROVED', ids.headline)).rejects.toMatchObject({
      code: 'APPROVAL_COMMENT_WITH_APPROVAL',
    });
    await expect(decide('RETURNED', ids.headline, ids.gone)).rejects.toMatchObject({
      code: 'APPROVAL_COMMENT_FIELD_UNKNOWN',
      fields: [{ path: 'comments.1.fieldId' }],
    });
    await expect(decide('RETURNED', ids.headline, ids.headline)).rejects.toMatchObject({
      code: 'APPROVAL_COMMENT_TWICE',
      fields: [{ path: 'comments.1.fieldId' }],
    });
    expect((await world.approvals.get(approver, id)).comments).toEqual([]);
  });

  it('do not exist for another city', async () => {
    const campaignId = await campaign();
    await expect(draft(stranger, campaignId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(draft(operator, systemIds.next())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are held by the database: nobody changes one, or adds one to what another decided', async () => {
    const { requestId: id, hash, releaseId } = await world.submit(operator, undefined, content('旧'));
    const comments = [{ fieldId: ids.headline, text: 'x' }];
    await world.approvals.decide(approver, { id, hash, outcome: 'REJECTED', reason: REASON, comments });
    const tried = (call: Call, statement: ReturnType<typeof sql>) =>
      asCaller(world.database.app, call, (tx) => tx.execute(statement)).then(
        () => null,
        (reason: unknown) => reason,
      );
    const insert = (fieldId: string) => sql`
      insert into approval_comment (id, tenant_id, decision_id, release_id, hash, field_id, text, decided_by_tenant_id)
      select ${systemIds.next()}, tenant_id, id, release_id, hash, ${fieldId}::uuid, 'x', decided_by_tenant_id
      from approval_decision where release_id = ${releaseId}`;
    expect(constraintOf(await tried(operator, insert(ids.other)))).toBe('approval_comment_of_field');
    expect(constraintOf(await tried(approver, insert(ids.gone)))).toBe('approval_comment_of_field');
    expect(constraintOf(await tried(approver, insert(ids.headline)))).toBe('approval_comment_once');
    for (const statement of [
      sql`update approval_comment set text = 'y' where release_id = ${releaseId}`,
      sql`delete from approval_comment where release_id = ${releaseId}`,
    ])
      expect(await tried(approver, statement)).toMatchObject({ cause: { code: '42501' } });
  });
});

function draft(call: Call, campaignId: string) {
  return world.approvals.draftComments(call, { campaignId, kind: 'LOCAL' });
}
