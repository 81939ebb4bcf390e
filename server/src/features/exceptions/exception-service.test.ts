import type { ContentField } from '@xietong/shared/content';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { approvalRequest, localVersion, notification, policyException } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { publishStandard } from '../../testing/standard-factory';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createLocalCampaignService } from '../localisation/local-campaign-service';
import { createPropagation } from '../propagation/propagation';
import { createNotificationWriter } from '../notifications/notification-writer';
import { createExceptionService } from './exception-service';

const START = '2026-11-22T02:00:00.000Z';
let now = new Date(START);
const clock = { now: () => now };
const headline = systemIds.next();
const body = systemIds.next();
const OPEN = { kind: 'EDITABLE' as const, constraint: { maxLength: 30 } };
const audited: { act: string; tenant?: unknown; after?: object | undefined }[] = [];

let database: TestDatabase;
let world: TestProvince;
let services: ReturnType<typeof makeServices>;
let nanjing: Call;
let approver: Call;
let reviewer: Call;

function makeServices() {
  const audit = {
    success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
    repeated: () => undefined,
  };
  const news = createNotificationWriter({ clock, ids: systemIds });
  const releases = createTestReleases(clock);
  const common = { database: database.app, clock, ids: systemIds, audit };
  const localisation = {
    ...common,
    releases: {
      ...releases,
      holdReplaced: () => Promise.resolve(true),
      correct: () => Promise.resolve(),
      adopt: () => Promise.resolve(),
    },
    smsSignature: '演示',
  };
  const locals = createLocalCampaignService(localisation);
  const approvals = createTestApprovals({ database, clock, audit, releases, subjects: { LOCAL: locals } });
  return {
    locals,
    approvals,
    propagation: createPropagation({
      ...localisation,
      news: { propagated: () => Promise.resolve() },
      releases: { pause: () => Promise.resolve([]), voidRequests: () => Promise.resolve(0) },
      locals,
    }).propagationService,
    exceptions: createExceptionService({ ...common, news, locals }),
  };
}

function fieldsOf(
  policies: Partial<Record<'headline' | 'body', ContentField['policy']>> = {},
): ContentField[] {
  const labels = (name: string) => ({ zh: name, en: name });
  return [
    {
      id: headline,
      role: 'headline',
      labels: labels('标题'),
      value: '手机报',
      policy: policies.headline ?? { kind: 'LOCKED', constraint: {} },
    },
    {
      id: body,
      role: 'body',
      labels: labels('正文'),
      value: '省正文',
      policy: policies.body ?? { kind: 'EDITABLE', constraint: { maxLength: 10 } },
    },
  ];
}

const publish = async (fields: ContentField[], known?: string) =>
  (await publishStandard({ database, world, at: now }, fields, known)).campaignId;

interface Draft {
  readonly id: string;
  readonly versionId: string;
  readonly rowVersion: number;
}

/** Saves own texts over the standard's, by field. */
async function write(draft: Draft, own: Record<string, string>): Promise<Draft> {
  const overrides = Object.fromEntries(Object.entries(own).map(([id, value]) => [id, { value }]));
  const { versionId, rowVersion } = draft;
  const saved = await services.locals.saveDraft(nanjing, {
    ...{ versionId, rowVersion, overrides },
    title: '南京手机报',
    assessment: null,
  });
  return { ...draft, rowVersion: saved.rowVersion };
}

/** A draft of Nanjing with one placement, on a new standard or a known one. */
async function begin(): Promise<Draft & { standard: string }> {
  const standard = await publish(fieldsOf());
  const { id, versionId } = await services.locals.create(nanjing, { standardCampaignId: standard });
  const placement = {
    ...{ id: null, pointCode: 'home-banner', firstDay: '2026-11-20', lastDay: '2027-03-30' },
    ...{ tier: 'LOCAL' as const, lever: 50, listVersionId: null, rule: null },
  };
  const { rowVersion } = await services.locals.savePlacements(nanjing, {
    ...{ versionId, rowVersion: 1 },
    placements: [placement],
  });
  return { id, versionId, rowVersion, standard };
}

const ask = (
  localCampaignId: string,
  patch: Partial<{ fieldId: string; policy: typeof OPEN; reason: string }> = {},
) =>
  services.exceptions.ask(nanjing, {
    ...{ localCampaignId, fieldId: headline, policy: OPEN, reason: '本地活动名称不同' },
    ...patch,
  });
const grantOn = async (localCampaignId: string, lastDay = '2026-12-22') => {
  const { id } = await ask(localCampaignId);
  await services.exceptions.grant(approver, { id, lastDay });
  return id;
};
const submit = async ({ versionId, rowVersion }: Draft) => {
  const { releaseId } = await services.locals.submit(nanjing, { versionId, rowVersion });
  const [request] = await database.owner
    .select()
    .from(approvalRequest)
    .where(eq(approvalRequest.releaseId, releaseId));
  return request?.id ?? '';
};
const hashOf = async (id: string) => (await services.approvals.get(reviewer, id)).request.hash;
const approve = async (id: string) =>
  services.approvals.decide(reviewer, { id, hash: await hashOf(id), outcome: 'APPROVED' });

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  services = makeServices();
  approver = await world.call(world.province, 'APPROVER');
  reviewer = await world.call(world.nanjing, 'APPROVER');
  nanjing = await world.call(world.nanjing, 'OPERATOR');
});
afterAll(() => database.close());
beforeEach(() => {
  now = new Date(START);
  audited.length = 0;
});

describe('asking', () => {
  it('is seen on both sides, told to the province, and audited; the second click asks nothing anew', async () => {
    const local = await begin();
    const { id } = await ask(local.id);
    expect(await ask(local.id)).toEqual({ id });
    const [seen] = await services.exceptions.ofLocal(nanjing, { localCampaignId: local.id });
    expect(seen).toMatchObject({ id, state: 'ASKED', may: { withdraw: true, decide: false } });
    const { rows } = await services.exceptions.ofStandard(approver, { standardCampaignId: local.standard });
    expect(rows).toMatchObject([
      { id, tenant: { code: '320100' }, policyAsked: OPEN, may: { withdraw: false, decide: true } },
    ]);
    const told = await database.owner
      .select()
      .from(notification)
      .where(eq(notification.campaignId, local.standard));
    expect(told).toMatchObject([{ kind: 'EXCEPTION_ASKED', tenantId: world.province.id, role: 'APPROVER' }]);
    expect(audited.map(({ act }) => act).filter((act) => act.startsWith('exceptions'))).toEqual([
      'exceptions.ask',
    ]);
  });

  it('opens nothing before the province has said so', async () => {
    const local = await begin();
    await ask(local.id);
    await expect(write(local, { [headline]: '宁报' })).rejects.toMatchObject({ code: 'FIELD_LOCKED' });
  });

  it('refuses what is not looser, a field that is not there, and a second wish on the same field', async () => {
    const local = await begin();
    const tighter = { kind: 'EDITABLE' as const, constraint: { maxLength: 5 } };
    await expect(ask(local.id, { fieldId: body, policy: tighter })).rejects.toMatchObject({
      code: 'EXCEPTION_NOT_LOOSER',
    });
    await expect(ask(local.id, { policy: OPEN, fieldId: body })).resolves.toBeDefined();
    await expect(ask(local.id, { fieldId: systemIds.next() })).rejects.toMatchObject({
      code: 'EXCEPTION_FIELD_UNKNOWN',
    });
    await expect(ask(local.id, { fieldId: body, reason: '另一个理由' })).rejects.toMatchObject({
      code: 'EXCEPTION_ALREADY_ASKED',
    });
  });

  it('of two at once makes one', async () => {
    const local = await begin();
    const [one, other] = await Promise.all([ask(local.id), ask(local.id)]);
    expect(one).toEqual(other);
  });

  it('can be taken back, and only until it is decided', async () => {
    const local = await begin();
    const { id } = await ask(local.id);
    await services.exceptions.withdraw(nanjing, { id });
    await expect(services.exceptions.grant(approver, { id, lastDay: '2026-12-22' })).rejects.toMatchObject({
      code: 'EXCEPTION_WRONG_STATE',
    });
    const granted = await grantOn(local.id);
    await expect(services.exceptions.withdraw(nanjing, { id: granted })).rejects.toMatchObject({
      code: 'EXCEPTION_WRONG_STATE',
      params: { state: 'GRANTED' },
    });
  });
});

describe('deciding', () => {
  it('is told to who asked, with the reason, and is done once', async () => {
    const local = await begin();
    const { id } = await ask(local.id);
    await services.exceptions.refuse(approver, { id, reason: '全省统一' });
    await expect(services.exceptions.grant(approver, { id, lastDay: '2026-12-22' })).rejects.toMatchObject({
      code: 'EXCEPTION_WRONG_STATE',
    });
    const [seen] = await services.exceptions.ofLocal(nanjing, { localCampaignId: local.id });
    expect(seen).toMatchObject({ state: 'REFUSED', inForce: false, decision: { reason: '全省统一' } });
    const told = await database.owner
      .select()
      .from(notification)
      .where(eq(notification.campaignId, local.id));
    expect(told).toMatchObject([
      { kind: 'EXCEPTION_REFUSED', reason: '全省统一', tenantId: world.nanjing.id },
    ]);
    expect(audited).toContainEqual(
      expect.objectContaining({ act: 'exceptions.refuse', tenant: { id: world.nanjing.id, code: '320100' } }),
    );
  });

  it.each([['2026-11-21'], ['2027-11-24']])('takes no end on %s', async (lastDay) => {
    const { id } = await ask((await begin()).id);
    await expect(services.exceptions.grant(approver, { id, lastDay })).rejects.toMatchObject({
      code: 'EXCEPTION_EXPIRY_INVALID',
    });
  });

  it('is for the approvers of the province alone, and never for who asked', async () => {
    const { id } = await ask((await begin()).id);
    const grant = (call: Call) => services.exceptions.grant(call, { id, lastDay: '2026-12-22' });
    for (const call of [nanjing, reviewer, await world.call(world.province, 'OPERATOR')])
      await expect(grant(call)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { actor } = nanjing;
    if (actor.kind !== 'PERSON') throw new Error('a person asked');
    const self: Call = {
      ...nanjing,
      actor: { ...actor, role: 'APPROVER', tenant: world.province, functions: [] },
    };
    await expect(grant(self)).rejects.toMatchObject({ code: 'EXCEPTION_BY_ASKER' });
    await expect(
      database.owner
        .update(policyException)
        .set({ state: 'REFUSED', decidedBy: actor.personId, decidedByName: 'X', decidedAt: now })
        .where(eq(policyException.id, id)),
    ).rejects.toMatchObject({ cause: { constraint: 'policy_exception_not_by_asker' } });
  });

  it('stays as it was decided, whoever writes', async () => {
    const id = await grantOn((await begin()).id);
    await expect(
      database.owner
        .update(policyException)
        .set({ expiresAt: new Date('2030-01-01') })
        .where(eq(policyException.id, id)),
    ).rejects.toMatchObject({ cause: { constraint: 'policy_exception_final' } });
  });
});

describe('an exception in force', () => {
  it('is on the board of its standard, with its end, as long as it is in force', async () => {
    const local = await begin();
    const province = await world.call(world.province, 'OPERATOR');
    const shown = async () =>
      (await services.propagation.board(province, { campaignId: local.standard, versions: 1 })).rows[0]
        ?.exceptions;
    expect(await shown()).toBeNull();
    await grantOn(local.id);
    expect(await shown()).toEqual({ count: 1, nextEndsAt: '2026-12-22T16:00:00.000Z' });
    now = new Date('2026-12-22T16:00:00.000Z');
    expect(await shown()).toBeNull();
    now = new Date(START);
  });

  it('opens the field for saving, submitting and approving', async () => {
    const local = await begin();
    await grantOn(local.id);
    const { standard } = await services.locals.get(nanjing, { id: local.id });
    expect(standard?.fields[0]?.policy).toEqual(OPEN);
    expect(standard?.fields[1]?.policy).toEqual(fieldsOf()[1]?.policy);
    const draft = await write(local, { [headline]: '宁报' });
    await approve(await submit(draft));
    const { version } = await services.locals.get(nanjing, { id: local.id });
    expect(version).toMatchObject({ stored: 'APPROVED', resolved: [{ value: '宁报' }, {}] });
  });

  it('binds by its own guard-rail', async () => {
    const local = await begin();
    await grantOn(local.id);
    const draft = await write(local, { [headline]: '宁'.repeat(31) });
    await expect(submit(draft)).rejects.toMatchObject({
      code: 'DRAFT_INCOMPLETE',
      fields: [expect.objectContaining({ path: `content.${headline}`, code: 'FIELD_TOO_LONG' })],
    });
  });

  it('is no other campaign’s of the same city', async () => {
    const local = await begin();
    await grantOn(local.id);
    now = new Date(now.getTime() + 60_000);
    const made = await services.locals.create(nanjing, { standardCampaignId: local.standard });
    await expect(write({ ...made, rowVersion: 1 }, { [headline]: '宁报' })).rejects.toMatchObject({
      code: 'FIELD_LOCKED',
    });
  });

  it('moves along to a newer standard that leaves the policy, and the sheet foretells it', async () => {
    const local = await begin();
    await grantOn(local.id);
    await write(local, { [headline]: '宁报' });
    const [, rest] = fieldsOf();
    if (rest?.role !== 'body') throw new Error('the standard has a body');
    await publish([...fieldsOf().slice(0, 1), { ...rest, value: '新正文' }], local.standard);
    const { fields, to } = await services.locals.merge(nanjing, { id: local.id });
    expect(fields.map((field) => field.case)).toEqual(['KEPT', 'TAKEN']);
    const sheet = await services.propagation.get(approver, { standardVersionId: to.versionId });
    expect(sheet.rows[0]?.impact).toMatchObject({ outlook: 'CLEAN', counts: { KEPT: 1, TAKEN: 1 } });
  });

  it('gives way where a newer standard gives the field another policy, and the words are archived', async () => {
    const local = await begin();
    await grantOn(local.id);
    await write(local, { [headline]: '宁报' });
    await publish(fieldsOf({ headline: { kind: 'LOCKED', constraint: { maxLength: 60 } } }), local.standard);
    const { fields } = await services.locals.merge(nanjing, { id: local.id });
    expect(fields[0]).toMatchObject({ case: 'LOCKED', local: { value: '宁报' } });
  });
});

describe('an exception that ended', () => {
  const LATER = new Date('2026-12-22T16:00:00.000Z');

  it('lasts to the end of its last day', async () => {
    const local = await begin();
    await grantOn(local.id);
    now = new Date(LATER.getTime() - 1);
    await expect(write(local, { [headline]: '宁报' })).resolves.toBeDefined();
    now = LATER;
    const [seen] = await services.exceptions.ofLocal(nanjing, { localCampaignId: local.id });
    expect(seen).toMatchObject({ state: 'GRANTED', inForce: false });
  });

  it('leaves what is approved, and refuses the next submission beside the field', async () => {
    const local = await begin();
    await grantOn(local.id);
    await approve(await submit(await write(local, { [headline]: '宁报' })));
    now = LATER;
    const { version } = await services.locals.get(nanjing, { id: local.id });
    expect(version).toMatchObject({ state: 'LIVE', resolved: [{ value: '宁报' }, {}] });
    const next = await services.locals.revise(nanjing, { versionId: local.versionId });
    await expect(submit({ ...next, rowVersion: 1 })).rejects.toMatchObject({
      code: 'DRAFT_INCOMPLETE',
      fields: [expect.objectContaining({ path: `content.${headline}`, code: 'FIELD_LOCKED' })],
    });
  });

  it('keeps what was submitted in time from being approved too late', async () => {
    const local = await begin();
    await grantOn(local.id);
    const request = await submit(await write(local, { [headline]: '宁报' }));
    const railsOf = async () => (await services.approvals.get(reviewer, request)).guardRails;
    expect(await railsOf()).toEqual([]);
    now = LATER;
    // Who is to approve it sees what would keep it from being so.
    expect(await railsOf()).toMatchObject([{ fieldId: headline, code: 'FIELD_LOCKED' }]);
    await expect(approve(request)).rejects.toMatchObject({ code: 'GUARD_RAIL_BROKEN' });
    const hash = await hashOf(request);
    await services.approvals.decide(reviewer, {
      id: request,
      hash,
      outcome: 'RETURNED',
      reason: '放宽已到期',
    });
  });

  it('loses no word of a draft: it is saved on, reported, and not shown', async () => {
    const local = await begin();
    await grantOn(local.id);
    const draft = await write(local, { [headline]: '宁报' });
    now = LATER;
    await write(draft, { [headline]: '宁报', [body]: '宁正文' });
    const [stored] = await database.owner
      .select()
      .from(localVersion)
      .where(eq(localVersion.id, local.versionId));
    expect(stored?.overrides[headline]?.value).toBe('宁报');
    expect(stored?.resolved.map(({ value }) => value)).toEqual(['手机报', '宁正文']);
    const { version } = await services.locals.get(nanjing, { id: local.id });
    expect(version.problems).toContainEqual(
      expect.objectContaining({ path: `content.${headline}`, code: 'FIELD_LOCKED' }),
    );
    const changed = { ...draft, rowVersion: version.rowVersion };
    await expect(write(changed, { [headline]: '另一个' })).rejects.toMatchObject({ code: 'FIELD_LOCKED' });
  });
});

describe('an exception that is revoked', () => {
  it('ends at once with a reason; what was handed in under it is no longer approved', async () => {
    const local = await begin();
    const id = await grantOn(local.id);
    const { versionId, rowVersion } = await write(local, { [headline]: '宁报' });
    await services.locals.submit(nanjing, { versionId, rowVersion });
    const { exceptions } = services;
    await expect(exceptions.revoke(nanjing, { id, reason: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await exceptions.revoke(approver, { id, reason: '监管要求' });
    const [seen] = await exceptions.ofLocal(nanjing, { localCampaignId: local.id });
    expect(seen).toMatchObject({
      ...{ state: 'REVOKED', inForce: false, decision: { reason: null } },
      ...{ revocation: { reason: '监管要求' }, may: { revoke: false } },
    });
    expect(audited.at(-1)).toMatchObject({ act: 'exceptions.revoke' });
    await expect(exceptions.revoke(approver, { id, reason: 'x' })).rejects.toMatchObject({
      code: 'EXCEPTION_WRONG_STATE',
    });
    const { version } = await services.locals.get(nanjing, { id: local.id });
    expect(version.stored).toBe('IN_REVIEW');
    const [request] = await database.owner
      .select()
      .from(approvalRequest)
      .where(eq(approvalRequest.state, 'OPEN'))
      .orderBy(desc(approvalRequest.submittedAt), desc(approvalRequest.id));
    const { id: requestId = '', hash = '' } = request ?? {};
    await expect(
      services.approvals.decide(reviewer, { id: requestId, hash, outcome: 'APPROVED' }),
    ).rejects.toMatchObject({ code: 'GUARD_RAIL_BROKEN' });
  });

  it('is no more to be revoked once its time is over', async () => {
    const local = await begin();
    const id = await grantOn(local.id);
    now = new Date('2026-12-24T00:00:00.000Z');
    await expect(services.exceptions.revoke(approver, { id, reason: 'x' })).rejects.toMatchObject({
      code: 'EXCEPTION_WRONG_STATE',
    });
  });
});

describe('another city', () => {
  it('finds nothing by guessed ids, and is shown nobody else’s', async () => {
    const local = await begin();
    const { id } = await ask(local.id);
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    const { exceptions } = services;
    await expect(exceptions.ofLocal(wuxi, { localCampaignId: local.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(exceptions.withdraw(wuxi, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      exceptions.ask(wuxi, { localCampaignId: local.id, fieldId: headline, policy: OPEN, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { rows } = await exceptions.ofStandard(wuxi, { standardCampaignId: local.standard });
    expect(rows).toEqual([]);
  });
});
