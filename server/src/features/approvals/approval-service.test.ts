import * as fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRule } from '@xietong/shared/approvals';
import { DEFAULT_LEVER } from '@xietong/shared/releases';
import type { Audience, ReleaseDocument } from '@xietong/shared/releases';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import {
  approvalDecision,
  approvalPolicy,
  approvalRequest,
  approvalStep,
  cityFunction,
  customerList,
  duty,
  listVersion,
  marketingPoint,
  person,
  release,
} from '../../db/schema';
import type { Tx } from '../../platform/database';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import type { Decided } from './approval-service';

let database: TestDatabase;
let world: TestProvince;
const now = new Date('2026-11-22T02:00:00.000Z');
const clock = { now: () => now };
const releases = createTestReleases(clock);
let told: Decided[] = [];
const subject = {
  decided: (_tx: unknown, _call: Call, decided: Decided) => {
    told.push(decided);
    return Promise.resolve();
  },
};
const audited: { act: string }[] = [];
const audit = {
  success: (_tx: unknown, _call: Call, entry: { act: string }) => {
    audited.push(entry);
    return Promise.resolve();
  },
  standalone: () => Promise.resolve(),
  repeated: () => undefined,
};

function approvals() {
  return createTestApprovals({
    database,
    clock,
    audit,
    releases,
    subjects: { STANDARD: subject, STANDARD_PLACEMENT: subject, LOCAL: subject },
  });
}

function documentOf(
  call: Call,
  campaignId: string,
  versionId: string,
  title = 'T',
  audience: Audience | null = null,
): ReleaseDocument {
  return {
    schema: 'xietong.release/1',
    tenant: { code: call.actor.tenant.code, kind: call.actor.tenant.kind },
    subject: { kind: 'LOCAL', campaignId, number: 'N-1', title, versionId, version: 1, base: null },
    cityDefault: null,
    content: [],
    assets: [],
    renderers: {},
    placements: [
      {
        id: systemIds.next(),
        point: 'home-banner',
        channel: 'web',
        startsAt: '2026-11-21T16:00:00.000Z',
        endsAt: '2026-11-30T16:00:00.000Z',
        tier: 'LOCAL',
        lever: DEFAULT_LEVER,
        audience,
      },
    ],
    offer: null,
  };
}

async function submit(
  call: Call,
  campaignId = systemIds.next(),
  coAuthors: readonly Call[] = [],
  audience: Audience | null = null,
) {
  const versionId = systemIds.next();
  for (const author of coAuthors)
    await asCaller(database.app, author, (tx) =>
      releases.recordAuthor(tx, author, { tenantId: author.actor.tenant.id, campaignId, kind: 'LOCAL' }),
    );
  const submitted = await asCaller(database.app, call, (tx) =>
    releases.submit(tx, call, {
      kind: 'LOCAL',
      campaignId,
      versionId,
      document: documentOf(call, campaignId, versionId, 'T', audience),
    }),
  );
  return { ...submitted, campaignId, versionId };
}

async function storedRelease(id: string) {
  const [row] = await database.owner.select().from(release).where(eq(release.id, id));
  if (!row) throw new Error('release not found');
  return row;
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
});
afterAll(() => database.close());

describe('deciding on a release', () => {
  it('approves the hash that was shown, tells the owner of the version, and audits', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const approver = await world.call(world.nanjing, 'APPROVER');
    const { requestId, releaseId, hash } = await submit(operator);
    const list = await approvals().list(approver, { box: 'TODO', page: 1, pageSize: 20 });
    expect(list.rows.map((row) => row.id)).toContain(requestId);
    const shown = await approvals().get(approver, requestId);
    expect(shown).toMatchObject({ mayDecide: true, isAuthor: false, document: { subject: { title: 'T' } } });

    told = [];
    await approvals().decide(approver, { id: requestId, hash, outcome: 'APPROVED' });
    expect(await storedRelease(releaseId)).toMatchObject({ state: 'APPROVED', decidedAt: now });
    expect(told).toMatchObject([{ releaseId, outcome: 'APPROVED', kind: 'LOCAL' }]);
    expect(audited.at(-1)).toMatchObject({ act: 'approvals.decide' });
    const after = await approvals().list(approver, { box: 'DONE', page: 1, pageSize: 20 });
    expect(after.rows.map((row) => row.id)).toContain(requestId);
  });

  it('takes the second click for the first, and refuses another hash and returning without a reason', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const approver = await world.call(world.nanjing, 'APPROVER');
    const { requestId, hash } = await submit(operator);
    await expect(
      approvals().decide(approver, { id: requestId, hash: '0'.repeat(64), outcome: 'APPROVED' }),
    ).rejects.toMatchObject({ code: 'APPROVAL_HASH_CHANGED' });
    await expect(
      approvals().decide(approver, { id: requestId, hash, outcome: 'RETURNED' }),
    ).rejects.toMatchObject({ code: 'APPROVAL_REASON_REQUIRED' });
    told = [];
    const decided = () => audited.filter(({ act }) => act === 'approvals.decide').length;
    const before = decided();
    const decision = { id: requestId, hash, outcome: 'APPROVED' } as const;
    const [one, two] = await Promise.all([
      approvals().decide(approver, decision),
      approvals().decide(approver, decision),
    ]);
    expect([one, two]).toEqual(Array(2).fill({ id: requestId, outcome: 'APPROVED', isLast: true }));
    expect((await approvals().get(approver, requestId)).decisions).toHaveLength(1);
    expect([told.length, decided() - before]).toEqual([1, 1]);
    for (const other of [
      { ...decision, outcome: 'REJECTED', reason: '不妥' } as const,
      { ...decision, reason: '另有理由' },
    ])
      await expect(approvals().decide(approver, other)).rejects.toMatchObject({ code: 'APPROVAL_CLOSED' });
    const colleague = await world.call(world.nanjing, 'APPROVER');
    await expect(approvals().decide(colleague, decision)).rejects.toMatchObject({ code: 'APPROVAL_CLOSED' });
  });

  it('lets nothing go live that its city or its points may not do any more, and says so beforehand', async () => {
    await world.points();
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const approver = await world.call(world.nanjing, 'APPROVER');
    const [listId, versionId] = [systemIds.next(), systemIds.next()];
    const owned = { tenantId: world.nanjing.id, createdBy: systemIds.next() };
    await database.owner.insert(customerList).values({ id: listId, name: 'L', ...owned });
    await database.owner.insert(listVersion).values({
      ...{
        id: versionId,
        listId,
        version: 1,
        size: 3,
        digest: 'a'.repeat(64),
        keyVersion: 1,
        fileName: 'f.csv',
      },
      ...{ ...owned, report: {}, createdByName: 'maker', createdByKind: 'PERSON' },
    });
    const { requestId, hash } = await submit(operator, systemIds.next(), [], {
      list: { versionId, listName: 'L', size: 3, digest: 'a'.repeat(64) },
      rule: null,
    });
    const lists = eq(customerList.id, listId);
    await database.owner.update(customerList).set({ archivedAt: now }).where(lists);
    const point = eq(marketingPoint.code, 'home-banner');
    const functions = eq(cityFunction.tenantId, world.nanjing.id);
    await database.owner.update(marketingPoint).set({ enabled: false }).where(point);
    await database.owner.update(cityFunction).set({ revokedAt: now }).where(functions);
    const codes = [
      ...['LOCAL_CONTENT_NOT_GRANTED', 'MARKETING_POINTS_NOT_GRANTED', 'PRECISE_MARKETING_NOT_GRANTED'],
      ...['PLACEMENT_POINT_DISABLED', 'LIST_ARCHIVED'],
    ];
    const { guardRails } = await approvals().get(approver, requestId);
    expect(guardRails.map(({ code }) => code)).toEqual(codes);
    await expect(
      approvals().decide(approver, { id: requestId, hash, outcome: 'APPROVED' }),
    ).rejects.toMatchObject({
      code: 'GUARD_RAIL_BROKEN',
      fields: codes.map((code, index) => ({
        ...{ code, path: index < 3 ? 'placements' : 'placements.home-banner' },
      })),
    });
    await database.owner.update(customerList).set({ archivedAt: null }).where(lists);
    await database.owner.update(marketingPoint).set({ enabled: true }).where(point);
    await database.owner.update(cityFunction).set({ revokedAt: null }).where(functions);
    await approvals().decide(approver, { id: requestId, hash, outcome: 'APPROVED' });
  });

  it('goes to the province where every approver of the city is an author', async () => {
    const operator = await world.call(world.wuxi, 'OPERATOR');
    const { requestId, hash } = await submit(operator);
    const province = await world.call(world.province, 'APPROVER');
    const shown = await approvals().get(province, requestId);
    expect(shown.request.approverTenantId).toBe(world.province.id);
    await approvals().decide(province, { id: requestId, hash, outcome: 'APPROVED' });
  });

  it('does not exist for another city', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const stranger = await world.call(world.wuxi, 'APPROVER');
    const { requestId, hash } = await submit(operator);
    await expect(approvals().get(stranger, requestId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      approvals().decide(stranger, { id: requestId, hash, outcome: 'APPROVED' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const all = await approvals().list(stranger, { box: 'ALL', page: 1, pageSize: 100 });
    expect(all.rows.every((row) => row.tenantId === world.wuxi.id)).toBe(true);
  });

  it('lets the newer approved release take the place of the one before when it starts', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const approver = await world.call(world.nanjing, 'APPROVER');
    const first = await submit(operator);
    await approvals().decide(approver, { id: first.requestId, hash: first.hash, outcome: 'APPROVED' });
    const second = await submit(operator, first.campaignId);
    expect((await approvals().get(approver, second.requestId)).replaces?.hash).toBe(first.hash);
    await approvals().decide(approver, { id: second.requestId, hash: second.hash, outcome: 'APPROVED' });
    expect((await storedRelease(first.releaseId)).overtakenAt).toEqual(now);
    expect((await storedRelease(second.releaseId)).overtakenAt).toBeNull();
  });

  it('shows an answered request beside what stood when it was answered, whatever came after', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const approver = await world.call(world.nanjing, 'APPROVER');
    const campaignId = systemIds.next();
    const made = [];
    for (const reason of [undefined, '价格不对', undefined, undefined]) {
      const one = await submit(operator, campaignId);
      const outcome = reason === undefined ? 'APPROVED' : 'RETURNED';
      await approvals().decide(approver, { id: one.requestId, hash: one.hash, outcome, reason });
      made.push(one);
    }
    const [first, returned, second, third] = made;
    if (!first || !returned || !second || !third) throw new Error('four were expected');
    // Stopped after the last decision: it stood before, and its page says so on its own.
    await database.owner
      .update(release)
      .set({
        ...{ state: 'TAKEN_DOWN', takenDownAt: new Date(now.getTime() + 1), takenDownBy: systemIds.next() },
        ...{ takenDownByName: 'S-1', takenDownReason: '演示' },
      })
      .where(eq(release.id, second.releaseId));
    const seen = async ({ requestId }: { requestId: string }) => {
      const { replaces, policy, request } = await approvals().get(approver, requestId);
      return [replaces?.hash ?? null, policy?.comparedWith === 'FIRST', request.overtakenAt];
    };
    expect(await seen(first)).toEqual([null, true, now.toISOString()]);
    expect(await seen(returned)).toEqual([first.hash, false, null]);
    expect(await seen(second)).toEqual([first.hash, false, now.toISOString()]);
    expect(await seen(third)).toEqual([second.hash, false, null]);
    expect((await approvals().get(approver, third.requestId)).takedown).toBeNull();
    expect((await approvals().get(approver, second.requestId)).takedown?.ofThis).toBe(true);
    const open = await submit(operator, campaignId);
    expect((await seen(open))[0]).toBe(third.hash);
  });
});

describe('a policy', () => {
  const rule: PolicyRule = {
    ...{ name: '价格两级审', priority: 10, kinds: ['LOCAL'], tenants: ['320100'], changes: ['PLACEMENT'] },
    order: 'SERIAL',
    steps: [
      { approver: 'OWN', approvals: 1 },
      { approver: 'PROVINCE', approvals: 1 },
    ],
  };
  const inForce = async (given: PolicyRule): Promise<void> => {
    await database.owner.delete(approvalPolicy);
    await database.owner.insert(approvalPolicy).values({
      ...{ id: systemIds.next(), tenantId: world.province.id, policyId: systemIds.next(), version: 1 },
      ...{ change: 'SET', state: 'IN_FORCE', rule: given, reason: '演示' },
      ...{ proposedBy: systemIds.next(), proposedByName: 'S-1', proposedAt: now },
      ...{ decidedBy: systemIds.next(), decidedByName: 'S-2', decidedAt: now },
    });
  };
  const toDos = async (call: Call) => {
    const { rows } = await approvals().list(call, { box: 'TODO', page: 1, pageSize: 100 });
    return rows.map(({ id }) => id);
  };
  const none = async (): Promise<void> => {
    await database.owner.delete(approvalPolicy);
  };
  afterEach(none);

  it('leads from the city to the province, one after the other, and reaches new requests alone', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const city = await world.call(world.nanjing, 'APPROVER');
    const province = await world.call(world.province, 'APPROVER');
    const earlier = await submit(operator);
    await inForce(rule);
    const { requestId, releaseId, hash } = await submit(operator);
    const decide = (call: Call) => approvals().decide(call, { id: requestId, hash, outcome: 'APPROVED' });
    expect(await toDos(province)).not.toContain(requestId);
    expect((await approvals().get(province, requestId)).mayDecide).toBe(false);
    await expect(decide(province)).rejects.toMatchObject({ code: 'APPROVAL_NOT_YOUR_TURN' });
    expect(await decide(city)).toMatchObject({ isLast: false });
    // The same once more, as when the answer was lost, is what it was; who comes second is told so.
    expect(await decide(city)).toEqual({ id: requestId, outcome: 'APPROVED', isLast: false });
    const slower = await world.call(world.nanjing, 'APPROVER');
    await expect(decide(slower)).rejects.toMatchObject({ code: 'APPROVAL_STEP_MET' });
    const otherwise = { id: requestId, hash, outcome: 'RETURNED', reason: '不妥' } as const;
    await expect(approvals().decide(city, otherwise)).rejects.toMatchObject({
      code: 'APPROVAL_ALREADY_GIVEN',
    });
    expect((await storedRelease(releaseId)).state).toBe('IN_REVIEW');
    expect(await toDos(city)).not.toContain(requestId);
    expect(await toDos(province)).toContain(requestId);
    const shown = await approvals().get(province, requestId);
    expect(shown).toMatchObject({
      mayDecide: true,
      request: { approverTenantId: world.province.id, required: 2 },
      policy: { name: rule.name, version: 1, changes: ['CONTENT', 'PLACEMENT'] },
      steps: [
        { state: 'MET', approvedBy: [city.actor.staffId] },
        { state: 'OPEN', approvedBy: [] },
      ],
    });
    // What is in force now does not touch what was handed in under another policy.
    await none();
    expect(await decide(province)).toMatchObject({ isLast: true });
    expect((await storedRelease(releaseId)).state).toBe('APPROVED');
    const first = await approvals().get(city, earlier.requestId);
    expect(first).toMatchObject({ mayDecide: true, policy: { name: null }, steps: [{ state: 'OPEN' }] });
  });

  it('asks both at once where its steps are parallel, and is ended by one who returns it', async () => {
    await inForce({ ...rule, order: 'PARALLEL' });
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const city = await world.call(world.nanjing, 'APPROVER');
    const province = await world.call(world.province, 'APPROVER');
    const { requestId, releaseId, hash } = await submit(operator);
    expect(await toDos(city)).toContain(requestId);
    expect(await toDos(province)).toContain(requestId);
    await approvals().decide(province, { id: requestId, hash, outcome: 'APPROVED' });
    expect((await storedRelease(releaseId)).state).toBe('IN_REVIEW');
    await approvals().decide(city, { id: requestId, hash, outcome: 'RETURNED', reason: '价格不对' });
    expect((await storedRelease(releaseId)).state).toBe('RETURNED');
  });

  it('does not concern what it is not about', async () => {
    await inForce({ ...rule, changes: ['PRICE'] });
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const city = await world.call(world.nanjing, 'APPROVER');
    const { requestId, hash } = await submit(operator);
    expect(await approvals().decide(city, { id: requestId, hash, outcome: 'APPROVED' })).toMatchObject({
      isLast: true,
    });
  });

  it.each([
    [
      'taken down',
      {
        state: 'TAKEN_DOWN',
        takenDownAt: now,
        takenDownBy: systemIds.next(),
        takenDownByName: 'S-1',
        takenDownReason: '演示',
      },
    ],
    ['paused', { state: 'PAUSED', pausedAt: now, pausedBecause: 'STANDARD_RETIRED' }],
    ['over', { endsAt: now }],
  ] as const)('fits as a whole what comes back after what ran was %s', async (_, stopped) => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const city = await world.call(world.nanjing, 'APPROVER');
    const approve = ({ requestId, hash }: { requestId: string; hash: string }) =>
      approvals().decide(city, { id: requestId, hash, outcome: 'APPROVED' });
    const first = await submit(operator);
    await approve(first);
    await inForce(rule);
    const second = await submit(operator, first.campaignId);
    const seen = async ({ requestId }: { requestId: string }) => {
      const { policy, replaces, approvedLast, steps } = await approvals().get(city, requestId);
      return {
        ...{ changes: policy?.changes, comparedWith: policy?.comparedWith, steps: steps.length },
        ...{ replaces: replaces?.hash ?? null, last: approvedLast?.hash ?? null },
      };
    };
    expect(await seen(second)).toEqual({
      ...{ changes: [], comparedWith: 'IN_FORCE', steps: 1, replaces: first.hash, last: null },
    });
    await approve(second);
    // The first was overtaken by it and is nothing to go on from either.
    await database.owner.update(release).set(stopped).where(eq(release.id, second.releaseId));
    const third = await submit(operator, first.campaignId);
    expect(await seen(third)).toEqual({
      ...{ changes: ['CONTENT', 'PLACEMENT'], comparedWith: 'NOTHING_IN_FORCE', steps: 2 },
      ...{ replaces: null, last: second.hash },
    });
  });

  it('is held by the database: no step before its turn, none met without its approvals, nothing live', async () => {
    await inForce(rule);
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const city = await world.call(world.nanjing, 'APPROVER');
    const province = await world.call(world.province, 'APPROVER');
    const { requestId, releaseId, hash } = await submit(operator);
    const steps = await database.owner
      .select()
      .from(approvalStep)
      .where(eq(approvalStep.requestId, requestId))
      .orderBy(approvalStep.stage);
    const [first, second] = steps;
    if (!first || !second) throw new Error('two steps were expected');
    const tried = async (call: Call, run: (tx: Tx) => Promise<unknown>) =>
      constraintOf(
        await asCaller(database.app, call, run).then(
          () => null,
          (reason: unknown) => reason,
        ),
      );
    const given = { tenantId: world.nanjing.id, requestId, releaseId, hash, outcome: 'APPROVED' as const };
    const by = ({ actor }: Call & { actor: PersonActor }) => ({
      ...{ id: systemIds.next(), decidedBy: actor.personId, decidedByName: actor.staffId },
      ...{ decidedByTenantId: actor.tenant.id, decidedAt: now },
    });
    const give = (tx: Tx, call: Call & { actor: PersonActor }, stepId: string) =>
      tx.insert(approvalDecision).values({ ...given, ...by(call), stepId });
    const meet = (tx: Tx, id: string) =>
      tx.update(approvalStep).set({ metAt: now }).where(eq(approvalStep.id, id));
    const close = (tx: Tx) =>
      tx.update(approvalRequest).set({ state: 'APPROVED' }).where(eq(approvalRequest.id, requestId));
    const goLive = (tx: Tx) => tx.update(release).set({ state: 'APPROVED' }).where(eq(release.id, releaseId));
    expect(await tried(province, (tx) => give(tx, province, second.id))).toBe('approval_of_step');
    expect(await tried(city, (tx) => give(tx, city, second.id))).toBe('approval_of_step');
    expect(await tried(city, (tx) => meet(tx, first.id))).toBe('approval_step_met');
    await approvals().decide(city, { id: requestId, hash, outcome: 'APPROVED' });
    expect(await tried(city, close)).toBe('approval_policy_met');
    expect(await tried(city, goLive)).toBe('release_approved');
  });
});

describe('no author approves', () => {
  it('holds for whoever edited, under any mix of editors, submitter and approver', async () => {
    const people = [
      await world.call(world.nanjing, 'APPROVER'),
      await world.call(world.nanjing, 'APPROVER'),
      await world.call(world.nanjing, 'APPROVER'),
    ];
    const operator = await world.call(world.nanjing, 'OPERATOR');
    await fc.assert(
      fc.asyncProperty(fc.subarray([0, 1, 2]), fc.constantFrom(0, 1, 2), async (editors, decider) => {
        const coAuthors = editors.map((index) => people[index]).filter((each) => each !== undefined);
        const approver = people[decider];
        if (!approver) return;
        const { requestId, releaseId, hash } = await submit(operator, systemIds.next(), coAuthors);
        const attempt = approvals().decide(approver, { id: requestId, hash, outcome: 'APPROVED' });
        if (coAuthors.includes(approver))
          await expect(attempt).rejects.toMatchObject({ code: 'APPROVAL_BY_AUTHOR' });
        else await attempt;
        const live = (await storedRelease(releaseId)).state === 'APPROVED';
        expect(live).toBe(!coAuthors.includes(approver));
      }),
      { numRuns: 25 },
    );
  });

  it('is done by an approver of the tenant, in their own name, while the duty lasts: the database holds it', async () => {
    const { requestId, releaseId, hash } = await submit(await world.call(world.nanjing, 'OPERATOR'));
    const approver = await world.call(world.nanjing, 'APPROVER');
    const other = await world.call(world.nanjing, 'APPROVER');
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const abroad = await world.call(world.wuxi, 'APPROVER');
    const former = await world.call(world.nanjing, 'APPROVER');
    const past = new Date('2026-01-01T00:00:00Z');
    await database.owner.update(duty).set({ validUntil: past }).where(eq(duty.id, former.actor.dutyId));
    const gone = await world.call(world.nanjing, 'APPROVER');
    await database.owner.update(person).set({ disabledAt: past }).where(eq(person.id, gone.actor.personId));
    const machineId = systemIds.next();
    const { tenant } = operator.actor;
    const machine: Call = {
      ...operator,
      actor: { kind: 'MACHINE', machineId, name: 'job-runner', tenant, grants: [] },
    };
    const give = async (call: Call, decidedBy: string) =>
      constraintOf(
        await asCaller(database.app, call, async (tx) => {
          await tx.execute(sql`
            insert into approval_decision (id, tenant_id, request_id, step_id, release_id, hash, outcome, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
            select ${systemIds.next()}, tenant_id, request_id, id, ${releaseId}, ${hash}, 'APPROVED', ${decidedBy}, 'x', tenant_id, now()
            from approval_step where request_id = ${requestId}`);
          throw new Error('taken');
        }).catch((error: unknown) => error),
      );
    const refused = 'approval_by_approver';
    expect(await give(approver, other.actor.personId)).toBe(refused);
    expect(await give(approver, systemIds.next())).toBe(refused);
    expect(await give(operator, operator.actor.personId)).toBe(refused);
    expect(await give(operator, approver.actor.personId)).toBe(refused);
    expect(await give(approver, abroad.actor.personId)).toBe(refused);
    expect(await give(former, former.actor.personId)).toBe(refused);
    expect(await give(gone, gone.actor.personId)).toBe(refused);
    expect(await give(machine, machineId)).toBe(refused);
    expect(await give(approver, approver.actor.personId)).toBeNull();
    const decide = (call: Call) => approvals().decide(call, { id: requestId, hash, outcome: 'APPROVED' });
    await expect(decide(former)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(decide(gone)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await decide(approver)).toMatchObject({ isLast: true });
  });

  it('is held by the database when a service is wrong', async () => {
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const { releaseId, requestId, hash } = await submit(operator);
    const approve = (decidedBy: string, ofHash: string) =>
      asCaller(database.app, operator, (tx) =>
        tx.execute(sql`
          insert into approval_decision (id, tenant_id, request_id, release_id, hash, outcome, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
          values (${systemIds.next()}, ${world.nanjing.id}, ${requestId}, ${releaseId}, ${ofHash}, 'APPROVED', ${decidedBy}, 'x', ${world.nanjing.id}, now())`),
      );
    const goLive = () =>
      asCaller(database.app, operator, (tx) =>
        tx.update(release).set({ state: 'APPROVED' }).where(eq(release.id, releaseId)),
      );
    const constraint = async (attempt: Promise<unknown>) => {
      const error: unknown = await attempt.then(
        () => null,
        (reason: unknown) => reason,
      );
      return constraintOf(error);
    };
    expect(await constraint(approve(operator.actor.personId, hash))).toBe('approval_not_by_author');
    expect(await constraint(approve(systemIds.next(), 'f'.repeat(64)))).toBe('approval_of_hash');
    expect(await constraint(goLive())).toBe('release_approved');
    const forge = asCaller(database.app, operator, (tx) =>
      tx.execute(sql`update release set text = text || ' ' where id = ${releaseId}`),
    );
    await expect(forge).rejects.toThrow();
  });
});
