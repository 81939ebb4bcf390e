import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LEVER } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { approvalDecision, localCampaign, localVersion } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createAuditService } from './audit-service';
import { createAuditWriter } from './audit-writer';

let database: TestDatabase;
let world: TestProvince;
let auditor: Call;
let cityAuditor: Call;
let otherAuditor: Call;
let releaseId: string;
let hash: string;
let at = Date.parse('2026-11-22T02:00:00.000Z');
const clock = {
  now: () => {
    at += 1_000;
    return new Date(at);
  },
};
const campaignId = systemIds.next();
const HEADLINE = {
  id: systemIds.next(),
  role: 'headline',
  labels: { zh: '标题', en: 'Headline' },
  value: '充值送手机报',
  policy: { kind: 'EDITABLE', constraint: {} },
} as const;

const service = () => createAuditService({ database: database.app });
const writer = () =>
  createAuditWriter({
    db: database.app,
    clock,
    ids: systemIds,
    logger: pino({ level: 'silent' }),
    province: () => Promise.resolve(world.province),
  });

function documentOf(versionId: string): ReleaseDocument {
  const window = { startsAt: '2026-11-21T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z' };
  return {
    schema: 'xietong.release/1',
    tenant: { code: '320100', kind: 'CITY' },
    subject: {
      kind: 'LOCAL',
      campaignId,
      number: '320100-2026-0001',
      title: '手机报',
      versionId,
      version: 1,
      base: null,
    },
    cityDefault: null,
    content: [],
    assets: [],
    renderers: {},
    placements: [
      {
        id: systemIds.next(),
        point: 'home-banner',
        channel: 'web',
        ...window,
        tier: 'LOCAL',
        lever: DEFAULT_LEVER,
        audience: null,
      },
    ],
    offer: null,
  };
}

/** Nanjing edits, submits and approves one campaign; the province is refused something. */
async function live(): Promise<void> {
  const operator = await world.call(world.nanjing, 'OPERATOR');
  const approver = await world.call(world.nanjing, 'APPROVER');
  const audit = writer();
  const releases = createTestReleases(clock);
  const versionId = systemIds.next();
  const edited = {
    createdBy: operator.actor.personId,
    updatedBy: operator.actor.personId,
    updatedByName: 'x',
    updatedAt: clock.now(),
  };
  await database.owner.insert(localCampaign).values({
    id: campaignId,
    tenantId: world.nanjing.id,
    number: '320100-2026-0001',
    createdBy: operator.actor.personId,
  });
  await database.owner.insert(localVersion).values({
    id: versionId,
    tenantId: world.nanjing.id,
    campaignId,
    version: 1,
    state: 'IN_REVIEW',
    title: '手机报',
    overrides: {},
    resolved: [HEADLINE],
    rowVersion: 1,
    ...edited,
  });
  const entry = { subject: { type: 'LocalCampaign', id: campaignId }, campaignId } as const;
  await audit.standalone(operator, {
    ...entry,
    act: 'localCampaigns.create',
    after: { number: '320100-2026-0001' },
  });
  await audit.standalone(operator, {
    ...entry,
    act: 'localCampaigns.saveDraft',
    before: { title: '手机报', 'content 标题': '旧' },
    after: { title: '手机报', 'content 标题': '充值送手机报' },
  });
  const submitted = await asCaller(database.app, operator, async (tx) => {
    const document = documentOf(versionId);
    const result = await releases.submit(tx, operator, {
      kind: 'LOCAL',
      campaignId,
      versionId,
      document,
      note: '请审',
    });
    await audit.success(tx, operator, {
      ...entry,
      act: 'localCampaigns.submit',
      after: { state: 'IN_REVIEW', hash: result.hash },
    });
    return result;
  });
  ({ releaseId, hash } = submitted);
  const approvals = createTestApprovals({ database, clock, audit, releases });
  await approvals.decide(approver, { id: submitted.requestId, hash, outcome: 'APPROVED', reason: '合规' });
  await audit.failure({
    actor: (await world.call(world.province, 'OPERATOR')).actor,
    act: 'approvals.decide',
    subject: { type: 'ApprovalRequest', id: submitted.requestId },
    result: 'REFUSED',
    code: 'FORBIDDEN',
    requestId: 'request-of-the-refusal',
    address: null,
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  auditor = await world.call(world.province, 'AUDITOR');
  cityAuditor = await world.call(world.nanjing, 'AUDITOR');
  otherAuditor = await world.call(world.wuxi, 'AUDITOR');
  await live();
});
afterAll(() => database.close());

describe('searching the log', () => {
  const acts = async (call: Call, search = {}) =>
    (await service().list(call, search)).rows.map((row) => row.act);

  it('is newest first and turns pages without losing or repeating any', async () => {
    const all = await acts(auditor);
    expect(all).toHaveLength(6);
    const turned: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service().list(auditor, { limit: 2, cursor });
      expect(page.total).toBe(cursor === undefined ? 6 : null);
      turned.push(...page.rows.map((row) => row.act));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(turned).toEqual(all);
  });

  it('finds by every filter', async () => {
    expect(await acts(auditor, { text: '充值送' })).toEqual(['localCampaigns.saveDraft']);
    expect(await acts(auditor, { text: '100%' })).toEqual([]);
    expect(await acts(auditor, { result: 'REFUSED' })).toEqual(['approvals.decide']);
    expect(await acts(auditor, { subjectType: 'Release' })).toEqual(['approvals.decide']);
    expect(await acts(auditor, { act: 'localCampaigns.submit' })).toEqual(['localCampaigns.submit']);
    expect(await acts(auditor, { tenantCode: '320000' })).toHaveLength(1);
    expect(await acts(auditor, { actor: '320100-APPROVER' })).toHaveLength(2);
    expect(await acts(auditor, { actorKind: 'MACHINE' })).toEqual([]);
    expect(await acts(auditor, { actorKind: 'PERSON', act: 'localCampaigns.submit' })).toHaveLength(1);
    expect(await acts(auditor, { from: '2026-11-22', to: '2026-11-22' })).toHaveLength(6);
    expect(await acts(auditor, { to: '2026-11-21' })).toEqual([]);
  });

  it("shows a city's auditor the city, and others nothing of it", async () => {
    expect(await acts(cityAuditor)).toHaveLength(5);
    expect(await acts(otherAuditor)).toEqual([]);
    const operator = await world.call(world.nanjing, 'OPERATOR');
    expect(await acts(operator)).toEqual([]);
  });

  it('opens an event with what it changed and proves that it was not altered', async () => {
    const [row] = (await service().list(auditor, { act: 'localCampaigns.saveDraft' })).rows;
    const found = await service().get(auditor, row?.id ?? '');
    expect(found.changes).toEqual([{ field: 'content 标题', before: '旧', after: '充值送手机报' }]);
    expect(found.intact).toBe(true);
    await expect(service().get(otherAuditor, row?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await database.owner.execute(
      `update audit_event set canonical = replace(canonical, '充值送手机报', '别的') where act = 'localCampaigns.saveDraft'`,
    );
    expect((await service().get(auditor, row?.id ?? '')).intact).toBe(false);
  });
});

describe("a campaign's history", () => {
  it('tells in order who changed what, who submitted and who approved which hash', async () => {
    const { campaign, entries, contentFields } = await service().forCampaign(auditor, { campaignId });
    expect(campaign).toMatchObject({
      number: '320100-2026-0001',
      title: '手机报',
      tenantCode: '320100',
      kind: 'LOCAL',
    });
    expect(entries.map((entry) => (entry.type === 'CHANGE' ? entry.act : entry.type))).toEqual([
      'localCampaigns.create',
      'localCampaigns.saveDraft',
      'SUBMISSION',
      'approvals.open',
      'DECISION',
      'approvals.decide',
    ]);
    // somebody who may not wanted to decide, too
    expect(entries[5]).toMatchObject({ result: 'REFUSED', code: 'FORBIDDEN' });
    expect(contentFields).toEqual([{ name: '标题', role: 'headline', labels: HEADLINE.labels }]);
    expect(entries[2]).toMatchObject({
      note: '请审',
      windows: [{ point: 'home-banner' }],
      release: { releaseId, hash },
    });
    expect(entries[4]).toMatchObject({ outcome: 'APPROVED', hash, reason: '合规' });
    // alike in all entries, and as the list of events names them
    const { rows } = await service().list(auditor, { tenantCode: '320100' });
    const listed = new Set(rows.map(({ actorName }) => actorName));
    expect(entries.slice(0, 5).every(({ actorName }) => listed.has(actorName ?? ''))).toBe(true);
    // Changed by hand: what was logged stands beside what is said now.
    await database.owner.update(approvalDecision).set({ outcome: 'REJECTED' });
    const { entries: after } = await service().forCampaign(auditor, { campaignId });
    await database.owner.update(approvalDecision).set({ outcome: 'APPROVED' });
    expect(after.filter((entry) => entry.type === 'DECISION')).toMatchObject([{ outcome: 'REJECTED' }]);
    expect(
      after.filter((entry) => entry.type === 'CHANGE' && entry.act === 'approvals.decide'),
    ).toMatchObject([
      {
        result: 'SUCCESS',
        changes: expect.arrayContaining([{ field: 'outcome', before: null, after: 'APPROVED' }]) as object,
      },
      { result: 'REFUSED' },
    ]);
  });

  it('is told part by part, each thing once and none left out, with what was tried in vain', async () => {
    const audit = writer();
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const campaign = { id: systemIds.next(), tenantId: world.nanjing.id, number: '320100-2026-0002' };
    await database.owner.insert(localCampaign).values({ ...campaign, createdBy: systemIds.next() });
    const saved = {
      act: 'localCampaigns.saveDraft',
      subject: { type: 'LocalCampaign', id: campaign.id },
    } as const;
    for (let n = 0; n < 1_100; n += 1)
      await audit.standalone(operator, { ...saved, after: { title: String(n) }, campaignId: campaign.id });
    await audit.failure({
      ...{ actor: operator.actor, act: 'localCampaigns.submit', subject: saved.subject },
      ...{ result: 'REFUSED', code: 'FORBIDDEN', requestId: 'r', address: null },
    });
    const titles: unknown[] = [];
    let [parts, failed] = [0, 0];
    let cursor: string | undefined;
    do {
      const part = await service().forCampaign(auditor, { campaignId: campaign.id, cursor });
      const changes = part.entries.flatMap((entry) => (entry.type === 'CHANGE' ? [entry] : []));
      failed += changes.filter(({ result }) => result === 'REFUSED').length;
      titles.unshift(...changes.flatMap(({ changes: [first] }) => first?.after ?? []));
      cursor = part.nextCursor ?? undefined;
      parts += 1;
    } while (cursor !== undefined);
    expect(parts).toBe(3);
    expect(titles).toEqual(Array.from({ length: 1_100 }, (_, n) => String(n)));
    expect(failed).toBe(1);
  });

  it('holds each release as its approver saw it, sealed', async () => {
    const found = await service().release(cityAuditor, releaseId);
    expect(found).toMatchObject({
      hash,
      sealIntact: true,
      state: 'APPROVED',
      decisions: [{ outcome: 'APPROVED', hash }],
    });
    expect(found.document.subject.title).toBe('手机报');
    expect(found.points).toMatchObject([{ code: 'home-banner', channel: 'web' }]);
    expect(found.channels.map(({ code }) => code)).toContain('web');
    expect(found.authors).toHaveLength(1);
  });

  it('is found by number or title, by whom it may be', async () => {
    const numbers = async (call: Call, text: string) =>
      (await service().campaigns(call, { text })).map((campaign) => campaign.number);
    expect(await numbers(auditor, '手机')).toEqual(['320100-2026-0001']);
    expect(await numbers(cityAuditor, '2026-0001')).toEqual(['320100-2026-0001']);
    expect(await numbers(otherAuditor, '')).toEqual([]);
    const refused = { code: 'NOT_FOUND' };
    await expect(service().forCampaign(otherAuditor, { campaignId })).rejects.toMatchObject(refused);
    await expect(service().release(otherAuditor, releaseId)).rejects.toMatchObject(refused);
    const operator = await world.call(world.nanjing, 'OPERATOR');
    await expect(service().release(operator, releaseId)).rejects.toMatchObject(refused);
  });
});
