import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_LEVER, sealRelease } from '@xietong/shared/releases';
import type { ReleaseKind } from '@xietong/shared/releases';
import type { AuditEntry } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { configRevision, marketingPoint, placement, release } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince, TestTenant } from '../../testing/tenant-factory';
import { createReleaseChecking } from '../content-check/release-checking';
import { createPointService } from './point-service';

let database: TestDatabase;
let world: TestProvince;
let operator: Call;
let audited: AuditEntry[] = [];
const now = new Date('2026-11-22T02:00:00.000Z');

function points() {
  return createPointService({
    database: database.app,
    engine: database.engine,
    clock: { now: () => now },
    ids: systemIds,
    smsSignature: '演示',
    checks: createReleaseChecking({ clock: { now: () => now }, smsSignature: '演示' }),
    news: { proposal: () => Promise.resolve() },
    audit: {
      success: (_tx, _call, entry) => {
        audited.push(entry);
        return Promise.resolve();
      },
      standalone: () => Promise.resolve(),
    },
  });
}

const input = {
  code: 'top-bar',
  channel: 'web',
  format: 'banner',
  nameZh: '顶部条',
  nameEn: 'Top bar',
  capacity: 2,
  enabled: true,
} as const;

/** An approved release with one placement, as approval leaves it. */
async function running(
  tenant: TestTenant,
  kind: ReleaseKind,
  startsAt: string,
  endsAt: string,
  title: string,
) {
  const [point] = await database.owner
    .select()
    .from(marketingPoint)
    .where(eq(marketingPoint.code, 'home-banner'));
  if (!point) throw new Error('no point');
  const campaignId = systemIds.next();
  const versionId = systemIds.next();
  const placementId = systemIds.next();
  const tier = kind === 'LOCAL' ? 'LOCAL' : 'STANDARD';
  const where = {
    id: placementId,
    point: 'home-banner',
    channel: 'web',
    startsAt,
    endsAt,
    lever: DEFAULT_LEVER,
    audience: null,
  };
  const sealed = sealRelease({
    schema: 'xietong.release/1',
    tenant: { code: tenant.code, kind: tenant.kind },
    subject: { kind, campaignId, number: title, title, versionId, version: 1, base: null },
    cityDefault: null,
    content: [],
    assets: [],
    renderers: {},
    placements: [{ ...where, tier }],
    offer: null,
  });
  await database.owner.insert(placement).values({
    id: placementId,
    tenantId: tenant.id,
    campaignKind: kind === 'LOCAL' ? 'LOCAL' : 'STANDARD',
    campaignId,
    versionId,
    pointId: point.id,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    tier,
    lever: DEFAULT_LEVER,
    position: 0,
  });
  const row = {
    id: systemIds.next(),
    tenantId: tenant.id,
    kind,
    campaignId,
    campaignNumber: title,
    versionId,
    title,
    ...sealed,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    submittedBy: systemIds.next(),
    submittedByName: 'x',
    submittedAt: now,
  };
  await database.owner.insert(release).values({ ...row, state: 'IN_REVIEW' });
  // The guards of the table are another feature's to prove; here the state is only needed.
  await database.owner.execute('alter table release disable trigger release_guard');
  await database.owner.update(release).set({ state: 'APPROVED' }).where(eq(release.id, row.id));
  await database.owner.execute('alter table release enable trigger release_guard');
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  operator = await world.call(world.province, 'OPERATOR');
});
afterAll(() => database.close());
beforeEach(() => {
  audited = [];
});

describe('the catalogue of points', () => {
  it('is kept by the province, audited, and seen by decisions', async () => {
    const revision = async () => (await database.owner.select().from(configRevision))[0]?.revision ?? 0;
    const before = await revision();
    const { id } = await points().create(operator, {
      ...input,
      fallback: { headline: '欢迎', buttonLabel: '看看', buttonHref: 'https://example.com/' },
    });
    expect(await revision()).toBe(before + 1);
    const found = await points().get(operator, id);
    expect(found).toMatchObject({
      code: 'top-bar',
      renderable: true,
      rowVersion: 1,
      hasFallback: false,
      fallback: null,
      mayUpdate: true,
    });
    expect(found.fallbackProposal?.content).toMatchObject({
      ...{ renderer: 'web/2', headline: '欢迎', mark: '广告', body: null },
    });
    expect(found.fallbackInput).toMatchObject({ headline: '欢迎', buttonLabel: '看看' });
    expect(audited).toMatchObject([{ act: 'points.create', subject: { type: 'MarketingPoint', id } }]);
  });

  it('lets the second of two savers know, and keeps code, channel and format', async () => {
    const [point] = (await points().list(operator)).filter((each) => each.code === 'plan-sidebar');
    if (!point) throw new Error('no point');
    const change = {
      id: point.id,
      rowVersion: 1,
      nameZh: '侧栏',
      nameEn: 'Sidebar',
      capacity: 3,
      enabled: false,
      fallback: null,
    };
    expect(await points().update(operator, change)).toEqual({
      ...{ id: point.id, rowVersion: 2, isProposed: false },
    });
    await expect(points().update(operator, change)).rejects.toMatchObject({ code: 'STALE_VERSION' });
    expect(await points().get(operator, point.id)).toMatchObject({
      code: 'plan-sidebar',
      channel: 'web',
      capacity: 3,
      enabled: false,
    });
    expect(audited).toMatchObject([
      { act: 'points.update', before: { capacity: 1 }, after: { capacity: 3 } },
    ]);
  });

  it('takes no content that its channel cannot show', async () => {
    const create = (values: object) =>
      points().create(operator, { ...input, code: 'other', fallback: null, ...values });
    await expect(create({ code: 'home-banner' })).rejects.toMatchObject({ code: 'POINT_CODE_TAKEN' });
    await expect(create({ channel: 'fax' })).rejects.toMatchObject({ code: 'POINT_CHANNEL_UNKNOWN' });
    await expect(create({ channel: 'sms' })).rejects.toMatchObject({ code: 'POINT_FORMAT_NOT_OF_CHANNEL' });
    await expect(create({ fallback: {} })).rejects.toMatchObject({
      code: 'RENDER_HEADLINE_MISSING',
      fields: [{ path: 'fallback', code: 'RENDER_HEADLINE_MISSING' }],
    });
    await expect(create({ format: 'splash' })).rejects.toMatchObject({ code: 'POINT_FORMAT_NOT_OF_CHANNEL' });
    await expect(create({ fallback: { headline: '长'.repeat(41) } })).rejects.toMatchObject({
      code: 'RENDER_HEADLINE_TOO_LONG',
      params: { length: 41, max: 40, over: 1 },
    });
    const sms = await create({
      code: 'sms-own',
      channel: 'sms',
      format: 'sms',
      fallback: { smsText: '欢迎' },
    });
    expect((await points().get(operator, sms.id)).fallbackProposal?.content).toMatchObject({
      text: '【演示】欢迎拒收请回复R',
      parts: 1,
    });
  });

  it('is read by cities and changed by none', async () => {
    const city = await world.call(world.nanjing, 'OPERATOR');
    const [point] = await points().list(city);
    if (!point) throw new Error('no point');
    expect(await points().get(city, point.id)).toMatchObject({ mayUpdate: false });
    await expect(points().create(city, { ...input, code: 'mine', fallback: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const admin = await world.call(world.nanjing, 'SYSTEM_ADMIN');
    await expect(points().list(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what runs at a point', () => {
  it("is a city's own, and of the province only that there is something", async () => {
    await running(world.nanjing, 'LOCAL', '2026-11-20T16:00:00.000Z', '2026-11-30T16:00:00.000Z', 'NJ-live');
    await running(world.nanjing, 'LOCAL', '2026-11-25T16:00:00.000Z', '2026-11-30T16:00:00.000Z', 'NJ-later');
    await running(world.nanjing, 'LOCAL', '2026-11-01T16:00:00.000Z', '2026-11-21T16:00:00.000Z', 'NJ-over');
    await running(
      world.province,
      'STANDARD_PLACEMENT',
      '2026-11-20T16:00:00.000Z',
      '2026-12-30T16:00:00.000Z',
      'JS-secret',
    );
    await running(world.wuxi, 'LOCAL', '2026-11-20T16:00:00.000Z', '2026-11-30T16:00:00.000Z', 'WX-live');
    const seenBy = async (call: Call) => {
      const row = (await points().list(call)).find((each) => each.code === 'home-banner');
      if (!row) throw new Error('no point');
      const { runs } = await points().get(call, row.id);
      return {
        counts: [row.liveCount, row.scheduledCount],
        runs: runs.map((run) => `${run.kind} ${run.campaign?.number ?? '-'} ${run.state}`).sort(),
      };
    };
    expect(await seenBy(await world.call(world.nanjing, 'OPERATOR'))).toEqual({
      counts: [2, 1],
      runs: ['LOCAL NJ-later SCHEDULED', 'LOCAL NJ-live LIVE', 'PROVINCE_ITEM - LIVE'],
    });
    expect(await seenBy(await world.call(world.wuxi, 'OPERATOR'))).toEqual({
      counts: [2, 0],
      runs: ['LOCAL WX-live LIVE', 'PROVINCE_ITEM - LIVE'],
    });
    expect((await seenBy(operator)).counts).toEqual([3, 1]);
  });

  it('goes before a placement that somebody is making, or behind it, of what they may see', async () => {
    const nanjing = await world.call(world.nanjing, 'OPERATOR');
    const [secret] = await database.owner
      .select({ id: release.campaignId })
      .from(release)
      .where(eq(release.title, 'JS-secret'));
    const asked = {
      code: 'home-banner',
      standardCampaignId: null,
      tier: 'LOCAL',
      lever: DEFAULT_LEVER,
    } as const;
    const beside = async (call: Call, more = {}) =>
      (await points().rivals(call, { ...asked, ...more }))
        .map(({ campaign, first, because }) => `${campaign?.title ?? '-'} ${first} ${because}`)
        .sort();
    expect(await beside(nanjing)).toEqual(['- OTHER TIER', 'NJ-later LOT LOT', 'NJ-live LOT LOT']);
    expect(await beside(nanjing, { standardCampaignId: secret?.id, lever: DEFAULT_LEVER + 1 })).toEqual([
      '- THIS LOCALISED',
      'NJ-later THIS LEVER',
      'NJ-live THIS LEVER',
    ]);
    expect(await beside(operator, { tier: 'GUARANTEED', standardCampaignId: systemIds.next() })).toEqual([
      'JS-secret THIS TIER',
      'NJ-later THIS TIER',
      'NJ-live THIS TIER',
      'WX-live THIS TIER',
    ]);
    const told = JSON.stringify(await points().rivals(nanjing, asked));
    for (const kept of ['JS-secret', secret?.id ?? 'JS-secret', 'tier', 'lever'])
      expect(told).not.toContain(kept);
    await expect(points().rivals(nanjing, { ...asked, code: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
