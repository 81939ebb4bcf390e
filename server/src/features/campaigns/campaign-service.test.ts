import { createHash } from 'node:crypto';
import type { ContentField, FieldRole, PolicyKind } from '@xietong/shared/content';
import { releaseDocumentSchema } from '@xietong/shared/releases';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import {
  approvalRequest,
  asset,
  localCampaign,
  release,
  releaseAuthor,
  standardVersion,
} from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import type { ApprovalService } from '../approvals/approval-service';
import { createCampaignService } from './campaign-service';
import type { CampaignService } from './campaign-service';

let database: TestDatabase;
let world: TestProvince;
let service: CampaignService;
let approvals: ApprovalService;
let operator: Call;
let now = new Date('2026-11-22T02:00:00.000Z');
const clock = { now: () => now };
const audited: { act: string; before?: object | undefined; after?: object | undefined }[] = [];

const IMAGE = createHash('sha256').update('an image').digest('hex');

function field(
  role: FieldRole,
  value: unknown,
  kind: PolicyKind = 'LOCKED',
  constraint: object = {},
): ContentField {
  return {
    id: systemIds.next(),
    role,
    labels: { zh: role, en: role },
    value,
    policy: { kind, constraint },
  } as ContentField;
}

function complete(): ContentField[] {
  return [
    field('headline', '手机报推广', 'EDITABLE', { maxLength: 20 }),
    field('body', null, 'REQUIRED_LOCAL'),
    field('smsText', '订手机报，回复办理'),
    field('offer', { code: 'MPAPER', name: '手机报（演示）', tariffNumber: 'YS-2026-001', priceFen: 300 }),
  ];
}

async function begun(by = operator) {
  const made = await service.create(by, { kind: 'VALUE_ADDED', title: '手机报推广' });
  return { id: made.id, versionId: made.versionId };
}

async function drafted(fields = complete(), by = operator) {
  const ref = await begun(by);
  const { rowVersion } = await service.saveDraft(by, {
    ...ref,
    rowVersion: 1,
    title: '手机报推广',
    cityDefault: 'NONE',
    fields,
  });
  return { ...ref, rowVersion, fields };
}

async function decide(
  versionId: string,
  by: Call,
  outcome: 'APPROVED' | 'RETURNED' | 'REJECTED',
  reason?: string,
) {
  const [found] = await database.owner
    .select({ id: approvalRequest.id, hash: approvalRequest.hash })
    .from(approvalRequest)
    .innerJoin(release, eq(release.id, approvalRequest.releaseId))
    .where(and(eq(release.versionId, versionId), eq(approvalRequest.state, 'OPEN')));
  if (!found) throw new Error('nothing to decide');
  await approvals.decide(by, { ...found, outcome, ...(reason ? { reason } : {}) });
}

async function published(fields = complete()) {
  const draft = await drafted(fields);
  await service.submit(operator, draft);
  await decide(draft.versionId, await world.call(world.province, 'APPROVER'), 'APPROVED');
  await service.publish(operator, draft);
  return draft;
}

const stateOf = async (versionId: string) =>
  (await database.owner.select().from(standardVersion).where(eq(standardVersion.id, versionId)))[0]?.state;

const ALL = { page: 1, pageSize: 100, text: '', states: [], kinds: [], untouched: false };

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  const audit = {
    success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
    repeated: () => undefined,
  };
  const releases = createTestReleases(clock);
  service = createCampaignService({
    database: database.app,
    clock,
    ids: systemIds,
    audit,
    releases: {
      ...releases,
      pauseStandard: () => Promise.resolve([]),
      voidRequests: () => Promise.resolve(0),
    },
    news: { standardRetired: () => Promise.resolve() },
    placements: { archived: () => Promise.resolve() },
    propagation: {
      check: () => Promise.resolve(),
      corrections: () => Promise.resolve([]),
      published: () => Promise.resolve(0),
    },
    smsSignature: '演示',
  });
  approvals = createTestApprovals({ database, clock, audit, releases, subjects: { STANDARD: service } });
  operator = await world.call(world.province, 'OPERATOR');
});
afterAll(() => database.close());

describe('drafting a standard', () => {
  it('numbers standards by year without gaps', async () => {
    const first = await service.create(operator, { kind: 'PLAN', title: 'A' });
    const second = await service.create(operator, { kind: 'PLAN', title: 'B' });
    expect(first.number).toMatch(/^JS-2026-\d{4}$/);
    expect(Number(second.number.slice(-4))).toBe(Number(first.number.slice(-4)) + 1);
  });

  it('saves what is not ready, says what is wrong beside the field, and audits by field', async () => {
    const ref = await begun();
    const offer = field('offer', { code: '', name: '手机报', tariffNumber: '', priceFen: 300 });
    const headline = field('headline', null);
    audited.length = 0;
    const saved = await service.saveDraft(operator, {
      ...ref,
      rowVersion: 1,
      title: '',
      cityDefault: 'NONE',
      fields: [headline, offer],
    });
    expect(saved.rowVersion).toBe(2);
    expect(saved.problems.map(({ fieldId, code }) => [fieldId, code])).toEqual([
      [null, 'STANDARD_TITLE_REQUIRED'],
      [headline.id, 'FIELD_REQUIRED'],
      [offer.id, 'OFFER_TARIFF_REQUIRED'],
    ]);
    expect(audited).toHaveLength(1);
    expect(audited[0]).toMatchObject({
      act: 'campaigns.saveDraft',
      after: { title: '', 'content offer': { name: '手机报' }, 'policy offer': { kind: 'LOCKED' } },
    });
  });

  it('names who saved in between and loses nothing', async () => {
    const draft = await drafted();
    const colleague = await world.call(world.province, 'OPERATOR');
    const input = {
      id: draft.id,
      versionId: draft.versionId,
      cityDefault: 'NONE' as const,
      fields: draft.fields,
    };
    await service.saveDraft(colleague, { ...input, rowVersion: draft.rowVersion, title: '同事的题目' });
    await expect(
      service.saveDraft(operator, { ...input, rowVersion: draft.rowVersion, title: '我的题目' }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION', params: { by: colleague.actor.staffId } });
    expect((await service.get(operator, draft)).versions[0]?.title).toBe('同事的题目');
  });

  it('takes the same save sent twice as one', async () => {
    const draft = await drafted();
    const input = { ...draft, title: '改过', cityDefault: 'NONE' as const };
    const first = await service.saveDraft(operator, input);
    expect(await service.saveDraft(operator, input)).toEqual(first);
  });

  it('is for the operators of the province alone', async () => {
    const draft = await drafted();
    const input = { ...draft, title: 'x', cityDefault: 'NONE' as const };
    for (const role of ['APPROVER', 'AUDITOR'] as const)
      await expect(service.saveDraft(await world.call(world.province, role), input)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    for (const [tenant, role] of [
      [world.nanjing, 'OPERATOR'],
      [world.province, 'SYSTEM_ADMIN'],
    ] as const) {
      const stranger = await world.call(tenant, role);
      await expect(service.saveDraft(stranger, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(service.create(stranger, { kind: 'PLAN', title: 'x' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });
});

describe('submitting a standard', () => {
  it('refuses what is not ready with every problem beside its field', async () => {
    const image = field('image', { sha256: IMAGE, alt: '图' });
    const draft = await drafted([field('headline', '题'), image, field('body', null)]);
    await expect(service.submit(operator, draft)).rejects.toMatchObject({
      code: 'STANDARD_INCOMPLETE',
      fields: [
        { path: `content.${draft.fields[2]?.id ?? ''}`, code: 'FIELD_REQUIRED' },
        { path: `content.${image.id}`, code: 'IMAGE_NOT_STORED' },
      ],
    });
    expect(await stateOf(draft.versionId)).toBe('DRAFT');
  });

  it('refuses an image that no words stand for', async () => {
    const image = field('image', { sha256: IMAGE, alt: ' ' });
    const draft = await drafted([...complete(), image]);
    await expect(service.submit(operator, draft)).rejects.toMatchObject({
      code: 'STANDARD_INCOMPLETE',
      fields: expect.arrayContaining([
        expect.objectContaining({ path: `content.${image.id}`, code: 'IMAGE_ALT_REQUIRED' }),
      ]) as unknown,
    });
  });

  it('seals the content with its images, freezes it, and finds the first on the second click', async () => {
    await database.owner.insert(asset).values({
      id: systemIds.next(),
      tenantId: world.province.id,
      sha256: IMAGE,
      mime: 'image/png',
      width: 2,
      height: 1,
      bytes: 8,
      data: Buffer.from('an image'),
      fileName: 'a.png',
      createdBy: systemIds.next(),
      createdByKind: 'PERSON',
      createdByName: 'JS-OPS-01',
    });
    const draft = await drafted([...complete(), field('image', { sha256: IMAGE, alt: '图' })]);
    const clicks = await Promise.all([service.submit(operator, draft), service.submit(operator, draft)]);
    expect(clicks[0]).toEqual(clicks[1]);
    const rows = await database.owner.select().from(release).where(eq(release.versionId, draft.versionId));
    expect(rows).toHaveLength(1);
    const document = releaseDocumentSchema.parse(JSON.parse(rows[0]?.text ?? ''));
    expect(document).toMatchObject({
      subject: { kind: 'STANDARD', campaignId: draft.id, version: 1, base: null },
      content: draft.fields,
      assets: [{ sha256: IMAGE, width: 2, height: 1 }],
      placements: [],
      offer: { code: 'MPAPER' },
    });
    await expect(
      service.saveDraft(operator, {
        ...draft,
        rowVersion: draft.rowVersion + 1,
        title: 'x',
        cityDefault: 'NONE',
      }),
    ).rejects.toMatchObject({ code: 'STANDARD_WRONG_STATE' });
    const forced = database.owner
      .update(standardVersion)
      .set({ title: 'x' })
      .where(eq(standardVersion.id, draft.versionId));
    expect(
      constraintOf(
        await forced.then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    ).toBe('version_frozen');
  });

  it('counts a co-editor among the authors, who then cannot approve', async () => {
    const draft = await drafted();
    const coEditor = await world.call(world.province, 'OPERATOR');
    const saved = await service.saveDraft(coEditor, { ...draft, title: '同事改过', cityDefault: 'NONE' });
    const { releaseId } = await service.submit(operator, { ...draft, rowVersion: saved.rowVersion });
    const authors = await database.owner
      .select()
      .from(releaseAuthor)
      .where(eq(releaseAuthor.releaseId, releaseId));
    expect(authors.map((author) => author.actorId).sort()).toEqual(
      [operator, coEditor].map(({ actor }) => (actor.kind === 'PERSON' ? actor.personId : '')).sort(),
    );
    const nowApprover: Call = { ...coEditor, actor: { ...coEditor.actor, role: 'APPROVER' } };
    await expect(decide(draft.versionId, nowApprover, 'APPROVED')).rejects.toMatchObject({
      code: 'APPROVAL_BY_AUTHOR',
    });
  });

  it('can be taken back by an author and goes on as the next version', async () => {
    const draft = await drafted();
    await service.submit(operator, draft);
    const stranger = await world.call(world.province, 'OPERATOR');
    await expect(service.withdraw(stranger, draft)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await service.withdraw(operator, draft);
    await service.withdraw(operator, draft);
    const { versionId } = await service.revise(operator, draft);
    expect(await service.revise(operator, draft)).toEqual({ id: draft.id, versionId });
    const detail = await service.get(operator, draft);
    expect(detail.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'DRAFT'],
      [1, 'WITHDRAWN'],
    ]);
    expect(detail.versions[0]?.fields).toEqual(draft.fields);
  });

  it('shows the reason for which it came back', async () => {
    const draft = await drafted();
    await service.submit(operator, draft);
    await decide(draft.versionId, await world.call(world.province, 'APPROVER'), 'RETURNED', '请写明资费');
    expect((await service.get(operator, draft)).versions[0]).toMatchObject({
      state: 'RETURNED',
      release: { reason: '请写明资费' },
    });
  });
});

describe('publishing a standard', () => {
  it('needs the approval first and works once for two clicks', async () => {
    const draft = await drafted();
    await service.submit(operator, draft);
    await expect(service.publish(operator, draft)).rejects.toMatchObject({ code: 'STANDARD_WRONG_STATE' });
    await decide(draft.versionId, await world.call(world.province, 'APPROVER'), 'APPROVED');
    expect((await service.get(operator, draft)).may).toMatchObject({
      publish: true,
      edit: true,
      archive: false,
    });
    await service.publish(operator, draft);
    await service.publish(operator, draft);
    expect(await stateOf(draft.versionId)).toBe('PUBLISHED');
  });

  it('supersedes the version before, which cities can still read', async () => {
    const first = await published();
    const { versionId } = await service.revise(operator, first);
    const city = await world.call(world.nanjing, 'OPERATOR');
    expect((await service.standardForCity(city, first)).versionId).toBe(first.versionId);
    const second = { id: first.id, versionId, rowVersion: 1 };
    await service.submit(operator, second);
    await decide(versionId, await world.call(world.province, 'APPROVER'), 'APPROVED');
    await service.publish(operator, second);
    expect(await stateOf(first.versionId)).toBe('SUPERSEDED');
    expect(await service.standardForCity(city, first)).toMatchObject({ versionId, version: 2 });
    expect((await service.get(city, first)).versions.map((each) => each.version)).toEqual([2, 1]);
  });

  it('gives up an approved version when the next is begun instead', async () => {
    const draft = await drafted();
    await service.submit(operator, draft);
    await decide(draft.versionId, await world.call(world.province, 'APPROVER'), 'APPROVED');
    await service.revise(operator, draft);
    expect(await stateOf(draft.versionId)).toBe('SUPERSEDED');
    await expect(service.publish(operator, draft)).rejects.toMatchObject({ code: 'STANDARD_WRONG_STATE' });
  });

  it('ends with archiving: nobody starts from it any more', async () => {
    const draft = await published();
    const city = await world.call(world.nanjing, 'OPERATOR');
    await service.archive(operator, draft);
    await service.archive(operator, draft);
    const [sealed] = await database.owner
      .select({ state: release.state })
      .from(release)
      .where(eq(release.versionId, draft.versionId));
    expect(sealed).toEqual({ state: 'ARCHIVED' });
    await expect(service.standardForCity(city, draft)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.revise(operator, draft)).rejects.toMatchObject({ code: 'STANDARD_ARCHIVED' });
    const open = await service.list(operator, ALL);
    expect(open.rows.some((row) => row.id === draft.id)).toBe(false);
    const archived = await service.list(operator, { ...ALL, states: ['ARCHIVED'] });
    expect(archived.rows.some((row) => row.id === draft.id)).toBe(true);
  });
});

describe('what a city sees', () => {
  it('is nothing of a draft, by id or in lists and counts', async () => {
    const draft = await drafted();
    const city = await world.call(world.nanjing, 'OPERATOR');
    await expect(service.get(city, draft)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.standardForCity(city, draft)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const list = await service.list(city, ALL);
    expect(list.rows.some((row) => row.id === draft.id)).toBe(false);
    expect(Object.keys(list.counts)).not.toContain('DRAFT');
    expect(list.total).toBe(list.rows.length);
  });

  it('is the published version while the next one is being written', async () => {
    const first = await published();
    const { versionId } = await service.revise(operator, first);
    await service.saveDraft(operator, {
      id: first.id,
      versionId,
      rowVersion: 1,
      title: '还没发布',
      cityDefault: 'NONE',
      fields: first.fields,
    });
    const city = await world.call(world.wuxi, 'OPERATOR');
    const row = (await service.list(city, { ...ALL, text: '手机报推广' })).rows.find(
      (each) => each.id === first.id,
    );
    expect(row).toMatchObject({ version: 1, state: 'PUBLISHED', title: '手机报推广' });
    expect((await service.get(city, first)).versions).toHaveLength(1);
    expect((await service.list(city, { ...ALL, text: '还没发布' })).total).toBe(0);
    const own = await service.list(operator, { ...ALL, text: '还没发布', states: ['PUBLISHED'] });
    expect(own.rows[0]).toMatchObject({ version: 2, state: 'DRAFT', publishedVersion: 1 });
    expect((await service.get(city, first)).may).toEqual({
      edit: false,
      submit: false,
      withdraw: false,
      publish: false,
      retire: false,
      archive: false,
    });
  });
});

describe('the list', () => {
  it('takes percent signs for what they are', async () => {
    now = new Date('2026-11-22T03:00:00.000Z');
    await service.create(operator, { kind: 'CARE', title: '满意度 100% 回馈' });
    expect((await service.list(operator, { ...ALL, text: '100%' })).total).toBe(1);
    expect((await service.list(operator, { ...ALL, text: '%_' })).total).toBe(0);
  });
});

describe('what a city has made nothing of yet', () => {
  it('is found until it has, and again when that is archived; other cities do not count', async () => {
    const first = await published();
    const city = await world.call(world.wuxi, 'OPERATOR');
    const isFound = async () =>
      (await service.list(city, { ...ALL, untouched: true })).rows.some(({ id }) => id === first.id);
    const make = (tenantId: string, number: string) =>
      database.owner.insert(localCampaign).values({
        ...{ id: systemIds.next(), tenantId, number, baseCampaignId: first.id },
        ...{ createdBy: systemIds.next(), createdAt: now },
      });
    await make(world.nanjing.id, '320100-2026-9001');
    expect(await isFound()).toBe(true);
    await make(world.wuxi.id, '320200-2026-9001');
    expect(await isFound()).toBe(false);
    await database.owner
      .update(localCampaign)
      .set({ archivedAt: now })
      .where(eq(localCampaign.number, '320200-2026-9001'));
    expect(await isFound()).toBe(true);
  });
});

describe('restoring an earlier version', () => {
  /** A standard whose second version is published, too, with other words. */
  async function twice() {
    const first = await published();
    const { versionId } = await service.revise(operator, first);
    const second = { id: first.id, versionId };
    await service.saveDraft(operator, {
      ...second,
      rowVersion: 1,
      title: '手机报二期',
      cityDefault: 'SHOW_STANDARD',
      fields: first.fields.slice(0, 1),
    });
    await service.submit(operator, { ...second, rowVersion: 2 });
    await decide(versionId, await world.call(world.province, 'APPROVER'), 'APPROVED');
    await service.publish(operator, second);
    return { first, second };
  }
  const latestOf = async (id: string) => (await service.get(operator, { id })).versions[0];

  it('makes a draft that says the same, by whoever restored it, while the published one stays', async () => {
    const { first, second } = await twice();
    const other = await world.call(world.province, 'OPERATOR');
    const { versionId } = await service.revert(other, first);
    expect(await latestOf(first.id)).toMatchObject({
      id: versionId,
      version: 3,
      state: 'DRAFT',
      title: '手机报推广',
      cityDefault: 'NONE',
      fields: first.fields,
      restoredFrom: 1,
    });
    expect(await stateOf(second.versionId)).toBe('PUBLISHED');
    expect(audited.at(-1)).toMatchObject({
      act: 'campaigns.revert',
      after: { version: 3, restoredFrom: 1, title: '手机报推广' },
    });
    const { rowVersion = 0 } = (await latestOf(first.id)) ?? {};
    await service.submit(operator, { id: first.id, versionId, rowVersion });
    const [submitted] = await database.owner.select().from(release).where(eq(release.versionId, versionId));
    const authors = await database.owner
      .select({ id: releaseAuthor.actorId })
      .from(releaseAuthor)
      .where(eq(releaseAuthor.releaseId, submitted?.id ?? ''));
    expect(authors).toContainEqual({ id: other.actor.personId });
    await expect(service.revert(operator, first)).rejects.toMatchObject({
      code: 'REVERT_IN_REVIEW',
      params: { version: 3 },
    });
  });

  it('gives the same draft to the second click, and fills one anew that nobody wrote into', async () => {
    const { first, second } = await twice();
    const draft = await service.revise(operator, first);
    expect(await service.revert(operator, first)).toEqual(draft);
    const entries = audited.length;
    expect(await service.revert(operator, first)).toEqual(draft);
    expect(audited).toHaveLength(entries);
    expect(await service.revert(operator, second)).toEqual(draft);
    expect(await latestOf(first.id)).toMatchObject({ title: '手机报二期', restoredFrom: 2 });
  });

  it('overwrites nothing that somebody wrote into the open draft, and says whose it is', async () => {
    const { first } = await twice();
    const draft = await service.revise(operator, first);
    const unsaved = { title: '写了一半', cityDefault: 'NONE' as const, fields: [] };
    await service.saveDraft(operator, { ...draft, rowVersion: 1, ...unsaved });
    const { updatedByName } = (await latestOf(first.id)) ?? {};
    await expect(service.revert(operator, first)).rejects.toMatchObject({
      code: 'REVERT_DRAFT_OPEN',
      params: { by: updatedByName, at: now.toISOString(), version: 3 },
    });
    expect(await latestOf(first.id)).toMatchObject({ title: '写了一半' });
  });

  it('is refused for the latest version, for one of another standard, and for a city', async () => {
    const { first, second } = await twice();
    await expect(service.revert(operator, second)).rejects.toMatchObject({ code: 'REVERT_TO_LATEST' });
    const another = await published();
    await expect(
      service.revert(operator, { id: another.id, versionId: first.versionId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const city = await world.call(world.nanjing, 'OPERATOR');
    await expect(service.revert(city, first)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
