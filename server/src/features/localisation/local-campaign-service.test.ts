import type { ContentField } from '@xietong/shared/content';
import type { PlacementInput } from '@xietong/shared/localisation';
import { releaseDocumentSchema, SHOWN_STATES } from '@xietong/shared/releases';
import { and, eq, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import {
  approvalRequest,
  authorship,
  customerList,
  listVersion,
  placement,
  release,
  standardCampaign,
  standardVersion,
} from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince, TestTenant } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import type { ApprovalService } from '../approvals/approval-service';
import { createLocalCampaignService } from './local-campaign-service';
import type { LocalCampaignService } from './local-campaign-service';
import { createStandardPlacementService } from './standard-placement-service';
import type { StandardPlacementService } from './standard-placement-service';

let database: TestDatabase;
let world: TestProvince;
let service: LocalCampaignService;
let standards: StandardPlacementService;
let approvals: ApprovalService;
let now = new Date('2026-11-22T02:00:00.000Z');
const clock = { now: () => now };
const audited: { act: string; before?: object | undefined; after?: object | undefined }[] = [];

const fieldIds = Object.fromEntries(
  ['headline', 'body', 'terms', 'smsText', 'period', 'channels'].map((role) => [role, systemIds.next()]),
);

function standardFields(patch: { requireLocal?: boolean } = {}): ContentField[] {
  const field = (role: string, value: unknown, kind: string, constraint: object = {}) =>
    ({
      id: fieldIds[role],
      role,
      labels: { zh: role, en: role },
      value,
      policy: { kind, constraint },
    }) as ContentField;
  return [
    field('headline', '手机报推广', 'LOCKED'),
    patch.requireLocal === false
      ? field('body', '省正文', 'EDITABLE', { maxLength: 20 })
      : field('body', null, 'REQUIRED_LOCAL', { maxLength: 20 }),
    field('smsText', '订手机报', 'EDITABLE'),
    field('period', { from: '2026-11-01', to: '2026-12-31' }, 'NARROW_ONLY'),
    field('channels', ['web', 'sms'], 'NARROW_ONLY'),
  ];
}

async function publishStandard(fields = standardFields(), cityDefault: 'NONE' | 'SHOW_STANDARD' = 'NONE') {
  const campaignId = systemIds.next();
  const versionId = systemIds.next();
  const createdBy = systemIds.next();
  const tenantId = world.province.id;
  await database.owner
    .insert(standardCampaign)
    .values({ id: campaignId, tenantId, number: `JS-${campaignId}`, kind: 'PROMOTION', createdBy });
  await database.owner.insert(standardVersion).values({
    id: versionId,
    tenantId,
    campaignId,
    version: 1,
    state: 'PUBLISHED',
    title: '手机报',
    cityDefault,
    fields,
    rowVersion: 1,
    createdBy,
    updatedBy: createdBy,
    updatedByName: 'JS',
    updatedAt: now,
    publishedAt: now,
  });
  return campaignId;
}

async function makeList(
  tenant: TestTenant,
  createdBy = systemIds.next(),
  purpose: 'MARKETING' | 'BLOCKLIST' = 'MARKETING',
): Promise<string> {
  const listId = systemIds.next();
  const id = systemIds.next();
  await database.owner
    .insert(customerList)
    .values({ id: listId, tenantId: tenant.id, name: id, purpose, createdBy });
  await database.owner.insert(listVersion).values({
    id,
    tenantId: tenant.id,
    listId,
    version: 1,
    size: 3,
    digest: 'a'.repeat(64),
    keyVersion: 1,
    fileName: 'f.csv',
    report: {},
    createdBy,
    createdByName: 'maker',
    createdByKind: 'PERSON',
  });
  return id;
}

function banner(patch: Partial<PlacementInput> = {}): PlacementInput {
  return {
    id: null,
    pointCode: 'home-banner',
    firstDay: '2026-11-20',
    lastDay: '2026-11-30',
    tier: 'LOCAL',
    lever: 50,
    listVersionId: null,
    rule: null,
    ...patch,
  };
}

const body = (value: unknown) => ({ [fieldIds.body ?? '']: { value } });

async function drafted(call: Call, placements: PlacementInput[] = [banner()]) {
  const made = await service.create(call, { standardCampaignId: await publishStandard() });
  const first = await service.saveDraft(call, {
    versionId: made.versionId,
    rowVersion: 1,
    title: '充值50元送5个月手机报',
    overrides: body('充值50元看5个月'),
    assessment: null,
  });
  const saved = await service.savePlacements(call, {
    versionId: made.versionId,
    rowVersion: first.rowVersion,
    placements,
  });
  return { ...made, rowVersion: saved.rowVersion, saved };
}

async function approve(call: Call, releaseId: string) {
  const [request] = await database.owner
    .select()
    .from(approvalRequest)
    .where(eq(approvalRequest.releaseId, releaseId));
  if (!request) throw new Error('no request');
  await approvals.decide(call, { id: request.id, hash: request.hash, outcome: 'APPROVED' });
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  await world.call(world.nanjing, 'APPROVER');
  const audit = {
    success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
    repeated: () => undefined,
  };
  const releases = createTestReleases(clock);
  const deps = {
    ...{ database: database.app, clock, ids: systemIds, audit, smsSignature: '演示' },
    releases: {
      ...releases,
      holdReplaced: () => Promise.resolve(true),
      correct: () => Promise.resolve(),
      adopt: () => Promise.resolve(),
    },
  };
  service = createLocalCampaignService(deps);
  standards = createStandardPlacementService(deps);
  approvals = createTestApprovals({
    database,
    clock,
    audit,
    releases,
    subjects: { STANDARD: service, LOCAL: service, STANDARD_PLACEMENT: standards },
  });
});
afterAll(() => database.close());

describe('a draft of a local campaign', () => {
  it('is pinned to the published version and numbered by its city; a second click makes no second one', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const standardCampaignId = await publishStandard();
    const form = { standardCampaignId, idempotencyKey: systemIds.next() };
    const [one, two] = await Promise.all([service.create(call, form), service.create(call, form)]);
    expect(two).toEqual(one);
    expect(one.number).toMatch(/^320100-2026-\d{4}$/);
    const shown = await service.get(call, { id: one.id });
    expect(shown).toMatchObject({
      standard: { campaignId: standardCampaignId, version: 1 },
      version: { state: 'DRAFT', title: '手机报', rowVersion: 1 },
      may: { edit: true, submit: true, withdraw: false },
    });
    await expect(service.create(call, { standardCampaignId: systemIds.next() })).rejects.toMatchObject({
      code: 'STANDARD_NOT_PUBLISHED',
    });
  });

  it('refuses a locked field by name, and reports what may be mended later', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const { versionId } = await service.create(call, { standardCampaignId: await publishStandard() });
    const draft = { versionId, rowVersion: 1, title: 'T', assessment: null };
    const locked = fieldIds.headline ?? '';
    await expect(
      service.saveDraft(call, { ...draft, overrides: { [locked]: { value: '我的标题' } } }),
    ).rejects.toMatchObject({
      code: 'FIELD_LOCKED',
      fields: [{ path: `content.${locked}`, code: 'FIELD_LOCKED' }],
    });
    const tooLong = await service.saveDraft(call, { ...draft, overrides: body('长'.repeat(21)) });
    expect(tooLong.problems).toContainEqual({
      path: `content.${fieldIds.body ?? ''}`,
      code: 'FIELD_TOO_LONG',
      params: { max: 20, length: 21 },
    });
    const widened = await service.saveDraft(call, {
      ...draft,
      rowVersion: 2,
      overrides: { [fieldIds.period ?? '']: { value: { from: '2026-10-01', to: '2026-12-31' } } },
    });
    expect(widened.problems.map(({ code }) => code)).toEqual([
      'FIELD_NOT_NARROWED',
      'FIELD_REQUIRED_LOCAL',
      'RELEASE_NO_PLACEMENT',
    ]);
  });

  it('goes by its last name while the form has none', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(call);
    const { title } = (await service.get(call, { id: made.id })).version;
    const save = { versionId: made.versionId, rowVersion: made.rowVersion, assessment: null };
    const { rowVersion } = await service.saveDraft(call, {
      ...save,
      title: ' ',
      overrides: body('充值送5个月'),
    });
    const stored = (await service.get(call, { id: made.id })).version;
    expect(stored.title).toBe(title);
    expect(stored.overrides[fieldIds.body ?? '']).toMatchObject({ value: '充值送5个月' });
    expect(rowVersion).toBe(made.rowVersion + 1);
  });

  it('keeps only what differs from the standard, and who set it', async () => {
    const author = await world.call(world.nanjing, 'OPERATOR');
    const other = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(author);
    const sms = fieldIds.smsText ?? '';
    await service.saveDraft(other, {
      versionId: made.versionId,
      rowVersion: made.rowVersion,
      title: 'T',
      overrides: { ...body('充值50元看5个月'), [sms]: { value: '订手机报' } },
      assessment: null,
    });
    const { version } = await service.get(author, { id: made.id });
    expect(version.overrides).toEqual({
      [fieldIds.body ?? '']: { value: '充值50元看5个月', setBy: author.actor.staffId },
    });
    expect(version.updatedByName).toBe(other.actor.staffId);
    expect(audited.filter(({ act }) => act === 'localCampaigns.saveDraft').at(-1)).toMatchObject({
      before: { title: '充值50元送5个月手机报' },
      after: { title: 'T', 'content body': '充值50元看5个月' },
    });
  });

  it('refuses a save on an older state and says who saved; the same save again is none', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(call);
    const save = { versionId: made.versionId, title: 'X', overrides: {}, assessment: null };
    await expect(service.saveDraft(call, { ...save, rowVersion: 1 })).rejects.toMatchObject({
      code: 'STALE_VERSION',
      params: { by: call.actor.staffId },
    });
    const first = await service.saveDraft(call, { ...save, rowVersion: made.rowVersion });
    const again = await service.saveDraft(call, { ...save, rowVersion: made.rowVersion });
    expect(again.rowVersion).toBe(first.rowVersion);
  });
});

describe('placements', () => {
  it('report windows outside the period, channels outside the standard and content that cannot be shown', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const { saved } = await drafted(call, [
      banner({ lastDay: '2027-01-01' }),
      banner({ firstDay: '2026-12-02', lastDay: '2026-12-01' }),
      banner({ firstDay: '2026-11-01', lastDay: '2026-11-21' }),
      banner({ pointCode: 'sms-tail', rule: { $what: 1 } }),
    ]);
    expect(saved.problems).toMatchObject([
      {
        path: 'placements.0.window',
        code: 'PLACEMENT_WINDOW_OUTSIDE_PERIOD',
        params: { from: '2026-11-01', to: '2026-12-31' },
      },
      { path: 'placements.1.window', code: 'PLACEMENT_WINDOW_REVERSED' },
      { path: 'placements.2.window', code: 'RELEASE_WINDOW_OVER' },
      { path: 'placements.3.rule', code: 'CONDITION_UNKNOWN_OPERATOR' },
      { path: 'assessment', code: 'RELEASE_ASSESSMENT_REQUIRED' },
    ]);
  });

  it('keep what they are meant to aim by, also where nothing else of them changes, and audit it', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(call);
    const [id = null] = made.saved.placementIds;
    const { versionId, rowVersion } = made;
    const placements = [banner({ id, aim: 'both' })];
    const kept = await service.savePlacements(call, { versionId, rowVersion, placements });
    expect(kept.rowVersion).toBe(rowVersion + 1);
    expect(kept.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['AUDIENCE_LIST_REQUIRED', 'AUDIENCE_RULE_REQUIRED']),
    );
    const { version } = await service.get(call, { id: made.id });
    expect(version.placements).toMatchObject([{ id, aim: 'both', listVersionId: null, rule: null }]);
    expect(audited.at(-1)).toMatchObject({
      act: 'localCampaigns.savePlacements',
      after: { 'placement 1': { aim: 'both' } },
    });
    // the second click changes nothing
    const again = await service.savePlacements(call, { versionId, rowVersion: kept.rowVersion, placements });
    expect(again.rowVersion).toBe(kept.rowVersion);
  });

  it('keep ids of their own, take none of another version, and refuse tiers of the province', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const one = await drafted(call);
    const [id = ''] = one.saved.placementIds;
    const two = await drafted(call, [banner({ id })]);
    expect(two.saved.placementIds).not.toContain(id);
    const kept = await service.savePlacements(call, {
      versionId: one.versionId,
      rowVersion: one.rowVersion,
      placements: [banner({ pointCode: 'web-dialog' }), banner({ id, lever: 60 })],
    });
    expect(kept.placementIds[1]).toBe(id);
    const { version } = await service.get(call, { id: one.id });
    expect(version.placements).toMatchObject([
      {
        pointCode: 'web-dialog',
        firstDay: '2026-11-20',
        lastDay: '2026-11-30',
        point: { channel: 'web', format: 'dialog' },
      },
      { id, lever: 60 },
    ]);
    await expect(
      service.savePlacements(call, {
        versionId: one.versionId,
        rowVersion: kept.rowVersion,
        placements: [banner({ tier: 'GUARANTEED' })],
      }),
    ).rejects.toMatchObject({ code: 'PLACEMENT_TIER_NOT_ALLOWED', fields: [{ path: 'placements.0.tier' }] });
  });

  it('take the own lists, and know none of another city', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const own = await makeList(world.nanjing);
    const foreign = await makeList(world.wuxi);
    const made = await drafted(call, [banner({ listVersionId: own })]);
    expect((await service.get(call, { id: made.id })).version.placements[0]?.list).toEqual({
      name: own,
      version: 1,
      size: 3,
    });
    await expect(
      service.savePlacements(call, {
        versionId: made.versionId,
        rowVersion: made.rowVersion,
        placements: [banner({ listVersionId: foreign })],
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const blocked = await makeList(world.nanjing, systemIds.next(), 'BLOCKLIST');
    await expect(
      service.savePlacements(call, {
        versionId: made.versionId,
        rowVersion: made.rowVersion,
        placements: [banner({ listVersionId: blocked })],
      }),
    ).rejects.toMatchObject({ code: 'LIST_IS_BLOCKLIST' });
    await expect(
      database.owner.execute(
        sql`update placement set list_version_id = ${blocked} where version_id = ${made.versionId}`,
      ),
    ).rejects.toMatchObject({ cause: { constraint: 'placement_list_marketing' } });
  });
});

describe('handing in', () => {
  it('names every problem and changes nothing', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const { versionId, id } = await service.create(call, { standardCampaignId: await publishStandard() });
    await expect(service.submit(call, { versionId, rowVersion: 1 })).rejects.toMatchObject({
      code: 'DRAFT_INCOMPLETE',
      fields: [{ code: 'FIELD_REQUIRED_LOCAL' }, { path: 'placements', code: 'RELEASE_NO_PLACEMENT' }],
    });
    expect((await service.get(call, { id })).version.state).toBe('DRAFT');
  });

  it('keeps a draft with an image that no words stand for, names it, and refuses to hand it in', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const id = systemIds.next();
    const value = { sha256: 'a'.repeat(64), alt: '手机报' };
    const labels = { zh: '图', en: 'Image' };
    const image = { id, role: 'image', labels, value, policy: { kind: 'EDITABLE', constraint: {} } } as const;
    const standardCampaignId = await publishStandard([...standardFields(), image]);
    const { versionId } = await service.create(call, { standardCampaignId });
    const saved = await service.saveDraft(call, {
      versionId,
      rowVersion: 1,
      title: '手机报',
      overrides: { ...body('充值50元看5个月'), [id]: { value: { ...value, alt: '' } } },
      assessment: null,
    });
    const problem = expect.objectContaining({ path: `content.${id}`, code: 'IMAGE_ALT_REQUIRED' }) as unknown;
    expect(saved.problems).toContainEqual(problem);
    await expect(service.submit(call, { versionId, rowVersion: saved.rowVersion })).rejects.toMatchObject({
      code: 'DRAFT_INCOMPLETE',
      fields: expect.arrayContaining([problem]) as unknown,
    });
  });

  it('aims by no list that was taken out of use since it was chosen', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const list = await makeList(world.nanjing);
    const { id, versionId, rowVersion } = await drafted(call, [banner({ listVersionId: list })]);
    await database.owner
      .update(customerList)
      .set({ archivedAt: clock.now() })
      .where(eq(customerList.name, list));
    const problem = { path: 'placements.0.rule', code: 'LIST_ARCHIVED', params: { name: list } };
    expect((await service.get(call, { id })).version.problems).toContainEqual(problem);
    await expect(service.submit(call, { versionId, rowVersion })).rejects.toMatchObject({
      code: 'DRAFT_INCOMPLETE',
      fields: expect.arrayContaining([problem]) as unknown,
    });
  });

  it('asks for the functions that the city has, not for those that it had when the draft was written', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(call, [banner({ rule: { Contract: 'Month-to-month' } })]);
    const lost = { ...call, actor: { ...call.actor, functions: ['LOCAL_CONTENT'] as const } };
    await expect(
      service.submit(lost, { versionId: made.versionId, rowVersion: made.rowVersion }),
    ).rejects.toMatchObject({
      code: 'DRAFT_INCOMPLETE',
      fields: [
        { path: 'placements.0.rule', code: 'PRECISE_MARKETING_NOT_GRANTED' },
        { code: 'RELEASE_ASSESSMENT_REQUIRED' },
        { path: 'placements', code: 'MARKETING_POINTS_NOT_GRANTED' },
      ],
    });
  });

  it('takes no aim of a city without precise marketing; what it had before can be read, kept and taken away', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const functions = ['LOCAL_CONTENT', 'MARKETING_POINTS'] as const;
    const lost = { ...call, actor: { ...call.actor, functions } };
    const rule = { Contract: 'Month-to-month' };
    const list = await makeList(world.nanjing);
    const { id, versionId, rowVersion, saved } = await drafted(call, [banner({ listVersionId: list, rule })]);
    const [placementId = null] = saved.placementIds;
    const problem = { path: 'placements.0.rule', code: 'PRECISE_MARKETING_NOT_GRANTED', params: {} };
    const save = (version: number, ...placements: PlacementInput[]) =>
      service.savePlacements(lost, { versionId, rowVersion: version, placements });

    const shown = await service.get(lost, { id });
    expect(shown).toMatchObject({ may: { aim: false }, version: { placements: [{ rule }] } });
    expect(shown.version.problems).toContainEqual(problem);
    const kept = { ...banner({ listVersionId: list, rule }), id: placementId };
    for (const aim of [{ rule }, { listVersionId: list }])
      await expect(save(rowVersion, kept, banner(aim))).rejects.toMatchObject({
        code: 'PRECISE_MARKETING_NOT_GRANTED',
        fields: [{ ...problem, path: 'placements.1.rule' }],
      });
    const other = { ...kept, rule: { Contract: 'One year' } };
    await expect(save(rowVersion, other)).rejects.toMatchObject({ code: problem.code, fields: [problem] });

    const elsewhere = await save(rowVersion, { ...kept, lever: 40 }, banner());
    expect(elsewhere.problems).toContainEqual(problem);
    const [first = null] = elsewhere.placementIds;
    const less = await save(elsewhere.rowVersion, { ...kept, id: first, rule: null });
    expect(less.problems).toContainEqual(problem);
    const none = await save(less.rowVersion, { ...banner(), id: less.placementIds[0] ?? null });
    expect(none.problems.map(({ code }) => code)).not.toContain('PRECISE_MARKETING_NOT_GRANTED');
  });

  it('seals content, window and audience; a second click gets the same release', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const list = await makeList(world.nanjing);
    const made = await drafted(call, [banner({ listVersionId: list, rule: { Contract: 'Month-to-month' } })]);
    const assessed = await service.saveDraft(call, {
      versionId: made.versionId,
      rowVersion: made.rowVersion,
      title: 'T',
      overrides: body('充值50元看5个月'),
      assessment: { purpose: 'a', necessity: 'b', safeguards: 'c' },
    });
    expect(assessed.problems).toEqual([]);
    const input = { versionId: made.versionId, rowVersion: assessed.rowVersion };
    const [one, two] = await Promise.all([service.submit(call, input), service.submit(call, input)]);
    expect(two).toEqual(one);
    const [row] = await database.owner.select().from(release).where(eq(release.id, one.releaseId));
    const document = releaseDocumentSchema.parse(JSON.parse(row?.text ?? ''));
    expect(document).toMatchObject({
      tenant: { code: '320100', kind: 'CITY' },
      subject: { kind: 'LOCAL', number: made.number, base: { version: 1 } },
      renderers: { web: '2' },
      placements: [
        {
          point: 'home-banner',
          startsAt: '2026-11-19T16:00:00.000Z',
          endsAt: '2026-11-30T16:00:00.000Z',
          audience: { list: { versionId: list, size: 3 }, rule: { Contract: 'Month-to-month' } },
        },
      ],
    });
    expect(document.content.find((field) => field.role === 'body')?.value).toBe('充值50元看5个月');
    await expect(
      service.saveDraft(call, { ...input, title: 'Y', overrides: {}, assessment: null }),
    ).rejects.toMatchObject({ code: 'VERSION_WRONG_STATE' });
    const shown = await service.get(call, { id: made.id });
    expect(shown).toMatchObject({
      version: { state: 'IN_REVIEW', release: { approver: { code: '320100' } } },
      may: { edit: false, withdraw: true },
    });
  });

  it('counts a co-editor among the authors', async () => {
    const author = await world.call(world.nanjing, 'OPERATOR');
    const coEditor = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(author);
    const { rowVersion } = await service.savePlacements(coEditor, {
      versionId: made.versionId,
      rowVersion: made.rowVersion,
      placements: [banner({ lever: 51 })],
    });
    const rows = await database.owner
      .select({ actorId: authorship.actorId })
      .from(authorship)
      .where(and(eq(authorship.campaignId, made.id), eq(authorship.kind, 'LOCAL')));
    expect(rows.map((row) => row.actorId).sort()).toEqual(
      [author.actor.personId, coEditor.actor.personId].sort(),
    );
    const { releaseId } = await service.submit(author, { versionId: made.versionId, rowVersion });
    const asApprover: Call = { ...coEditor, actor: { ...coEditor.actor, role: 'APPROVER' } };
    await expect(approve(asApprover, releaseId)).rejects.toMatchObject({ code: 'APPROVAL_BY_AUTHOR' });
  });

  it('is live in its window alone, and the next version takes over from its own start', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const approver = await world.call(world.nanjing, 'APPROVER');
    const made = await drafted(call);
    const { releaseId } = await service.submit(call, made);
    const requestId = async () => (await service.get(call, { id: made.id })).version.release?.requestId;
    const asked = await requestId();
    expect(asked).toBeTruthy();
    await approve(approver, releaseId);
    // What was decided stays within reach of its page.
    expect(await requestId()).toBe(asked);
    const state = async () =>
      (await service.get(call, { id: made.id, versionId: made.versionId })).version.state;
    const present = now;
    expect(await state()).toBe('LIVE');
    now = new Date('2026-11-19T15:59:59.999Z');
    expect(await state()).toBe('SCHEDULED');
    now = new Date('2026-11-30T16:00:00.000Z');
    expect(await state()).toBe('ENDED');
    now = present;
    await expect(service.archive(call, { id: made.id })).rejects.toMatchObject({
      code: 'CAMPAIGN_STILL_RUNNING',
    });

    const next = await service.revise(call, { versionId: made.versionId });
    expect(await service.revise(call, { versionId: made.versionId })).toEqual(next);
    const copy = await service.get(call, { id: made.id });
    expect(copy.version).toMatchObject({
      version: 2,
      state: 'DRAFT',
      placements: [{ pointCode: 'home-banner' }],
    });
    expect(copy.version.placements[0]?.id).not.toBe(made.saved.placementIds[0]);
    const second = await service.submit(call, { versionId: next.versionId, rowVersion: 1 });
    await approve(approver, second.releaseId);
    expect(await state()).toBe('SUPERSEDED');
    expect((await service.get(call, { id: made.id })).versions.map((each) => each.state)).toEqual([
      'LIVE',
      'SUPERSEDED',
    ]);
  });

  it('is taken back by its author, again without harm, and then revised or archived', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const stranger = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(call);
    await service.submit(call, made);
    await expect(service.withdraw(stranger, made)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await service.withdraw(call, made);
    await service.withdraw(call, made);
    expect((await service.get(call, { id: made.id })).version.state).toBe('WITHDRAWN');
    await service.archive(call, { id: made.id });
    await expect(service.revise(call, made)).rejects.toMatchObject({ code: 'VERSION_WRONG_STATE' });
    const archived = await service.list(call, listInput({ archived: true }));
    expect(archived.rows.map((row) => row.id)).toContain(made.id);
  });
});

function listInput(patch: object = {}) {
  return {
    page: 1,
    pageSize: 100,
    text: '',
    states: [],
    standardCampaignId: null,
    city: '',
    archived: false,
    ...patch,
  };
}

describe('who sees what', () => {
  it('shows nothing of one city to another, by list, by id, by any act', async () => {
    const nanjing = await world.call(world.nanjing, 'OPERATOR');
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    const made = await drafted(nanjing);
    const own = await drafted(wuxi);
    const attempts: ((call: Call) => Promise<unknown>)[] = [
      (call) => service.get(call, { id: made.id }),
      (call) => service.get(call, { id: own.id, versionId: made.versionId }),
      (call) => service.saveDraft(call, { ...made, title: 'x', overrides: {}, assessment: null }),
      (call) => service.savePlacements(call, { ...made, placements: [] }),
      (call) => service.submit(call, made),
      (call) => service.withdraw(call, made),
      (call) => service.revise(call, made),
      (call) => service.archive(call, made),
    ];
    for (const attempt of attempts) await expect(attempt(wuxi)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const seen = await service.list(wuxi, listInput());
    expect(new Set(seen.rows.map((row) => row.tenant.code))).toEqual(new Set(['320200']));
    expect((await service.list(wuxi, listInput({ city: '320100' }))).total).toBe(0);
    expect((await service.list(wuxi, listInput({ text: made.number }))).total).toBe(0);
  });

  it('lets the province read all and change none', async () => {
    const nanjing = await world.call(world.nanjing, 'OPERATOR');
    const province = await world.call(world.province, 'OPERATOR');
    const made = await drafted(nanjing);
    expect(
      (await service.list(province, listInput({ city: '320100', text: made.number }))).rows,
    ).toHaveLength(1);
    expect((await service.get(province, { id: made.id })).may).toEqual({
      edit: false,
      aim: false,
      submit: false,
      withdraw: false,
      archive: false,
    });
    await expect(service.savePlacements(province, { ...made, placements: [] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.archive(province, made)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('shows the span of a draft’s placements, which have no release yet', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const made = await drafted(call, [banner()]);
    const windowOf = async () =>
      (await service.list(call, listInput())).rows.find(({ id }) => id === made.id)?.window;
    expect(await windowOf()).toEqual({
      startsAt: '2026-11-19T16:00:00.000Z',
      endsAt: '2026-11-30T16:00:00.000Z',
    });
    await database.owner.delete(placement).where(eq(placement.versionId, made.versionId));
    expect(await windowOf()).toBeNull();
  });

  it('filters by the state that it shows', async () => {
    const province = await world.call(world.province, 'OPERATOR');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -20, max: 40 }), async (days) => {
        const present = now;
        now = new Date(present.getTime() + days * 86_400_000);
        try {
          const all = await service.list(province, listInput());
          for (const row of all.rows)
            expect((await service.get(province, { id: row.id })).version.state).toBe(row.state);
          const counts = await Promise.all(
            SHOWN_STATES.map(
              async (state) => (await service.list(province, listInput({ states: [state] }))).total,
            ),
          );
          expect(counts.reduce((sum, each) => sum + each, 0)).toBe(all.total);
        } finally {
          now = present;
        }
      }),
      { numRuns: 4 },
    );
  });
});

describe("the province's placement of a standard", () => {
  it('is refused where cities decide themselves or have to fill something', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    const hidden = await publishStandard(standardFields({ requireLocal: false }), 'NONE');
    await expect(standards.revise(call, { standardCampaignId: hidden })).rejects.toMatchObject({
      code: 'STANDARD_NOT_SHOWN_IN_CITIES',
    });
    const open = await publishStandard(standardFields(), 'SHOW_STANDARD');
    await expect(standards.revise(call, { standardCampaignId: open })).rejects.toMatchObject({
      code: 'STANDARD_NEEDS_LOCAL_VALUES',
    });
    expect(await standards.get(call, { standardCampaignId: open })).toMatchObject({
      blocked: 'STANDARD_NEEDS_LOCAL_VALUES',
      version: null,
    });
  });

  it('goes the way of a release with all tiers, and is not the cities’ to see', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    const approver = await world.call(world.province, 'APPROVER');
    const standardCampaignId = await publishStandard(
      standardFields({ requireLocal: false }),
      'SHOW_STANDARD',
    );
    const { versionId } = await standards.revise(call, { standardCampaignId });
    expect(await standards.revise(call, { standardCampaignId })).toEqual({ versionId });
    const saved = await standards.save(call, {
      versionId,
      rowVersion: 1,
      placements: [banner({ tier: 'STANDARD' }), banner({ pointCode: 'sms-tail', tier: 'GUARANTEED' })],
      assessment: null,
    });
    expect(saved.problems).toEqual([]);
    await expect(
      standards.save(call, { versionId, rowVersion: 1, placements: [], assessment: null }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const input = { versionId, rowVersion: saved.rowVersion };
    const submitted = await standards.submit(call, input);
    expect(await standards.submit(call, input)).toEqual(submitted);
    await approve(approver, submitted.releaseId);
    expect(await standards.get(call, { standardCampaignId })).toMatchObject({
      version: { state: 'LIVE' },
      newerVersion: null,
      may: { edit: true },
    });
    const [published] = await database.owner
      .select()
      .from(standardVersion)
      .where(eq(standardVersion.campaignId, standardCampaignId));
    if (!published) throw new Error('no standard');
    await database.owner
      .update(standardVersion)
      .set({ state: 'SUPERSEDED' })
      .where(eq(standardVersion.id, published.id));
    await database.owner.insert(standardVersion).values({ ...published, id: systemIds.next(), version: 2 });
    expect(await standards.get(call, { standardCampaignId })).toMatchObject({
      standard: { version: 1 },
      newerVersion: 2,
    });

    const city = await world.call(world.nanjing, 'OPERATOR');
    for (const attempt of [
      () => standards.get(city, { standardCampaignId }),
      () => standards.save(city, { ...input, placements: [], assessment: null }),
      () => standards.submit(city, input),
      () => standards.withdraw(city, input),
      () => standards.revise(city, { standardCampaignId }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
