import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SAVING_FEN } from '@xietong/shared/metrics';
import type { Call } from '../../access/call';
import { savingUnit } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createMetricService } from './metric-service';
import { createProvinceVolume } from './province-volume-read-model';

let database: TestDatabase;
let world: TestProvince;
let nanjing: Call;
let wuxi: Call;
let province: Call;
const week = { from: '2026-11-16', to: '2026-11-22' };

interface Group {
  tenantId: string;
  day: string;
  type: string;
  count: number;
  point?: string;
  format?: string;
  campaign?: string;
  demo?: boolean;
}

/** So many events of one kind, as ingest keeps them: rows and their count of the day. */
async function events({
  tenantId,
  day,
  type,
  count,
  point = '',
  format = '',
  campaign = '',
  demo = false,
}: Group) {
  await database.owner.execute(sql`
    insert into event (received_day, channel, event_id, tenant_id, type, at, day, received_at, point, format,
      campaign_number, business, value_fen, number_hash, fallback, demo)
    select ${day}::date, 'web', ${systemIds.next()} || '-' || n, ${tenantId}, ${type}, ${day}::date + interval '1 hour', ${day}::date,
      ${day}::date + interval '1 hour', ${point}, ${format}, ${campaign}, '', 0, ${randomBytes(32)}, false, ${demo}
    from generate_series(1, ${count}::int) n`);
  await database.owner.execute(sql`
    insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
    values (${tenantId}, ${day}, ${type}, 'web', ${point}, ${format}, ${campaign}, ${demo}, ${count}, 0)`);
}

const metrics = (now = '2026-11-23T02:00:00.000Z') =>
  createMetricService({
    database: database.app,
    clock: { now: () => new Date(now) },
    volume: createProvinceVolume({
      database: database.app,
      provinceId: () => Promise.resolve(world.province.id),
    }),
  });

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  nanjing = await world.call(world.nanjing, 'OPERATOR');
  wuxi = await world.call(world.wuxi, 'OPERATOR');
  province = await world.call(world.province, 'OPERATOR');
  const nj = { tenantId: world.nanjing.id, day: '2026-11-22' };
  const banner = { ...nj, point: 'home-banner', format: 'banner', campaign: 'NJ-1' };
  const dialog = { ...nj, point: 'web-dialog', format: 'dialog', campaign: 'NJ-2' };
  await events({ ...banner, type: 'impression', count: 100 });
  await events({ ...banner, type: 'click', count: 10 });
  await events({ ...banner, type: 'order', count: 2 });
  await events({ ...dialog, type: 'impression', count: 50 });
  await events({ ...dialog, type: 'order', count: 3 });
  await events({ ...banner, type: 'impression', count: 7, demo: true });
  await events({ ...nj, type: 'transaction', count: 30 });
  await events({ ...nj, day: '2026-11-12', type: 'transaction', count: 5 });
  await events({ tenantId: world.wuxi.id, day: '2026-11-20', type: 'transaction', count: 10 });
  await events({
    tenantId: world.wuxi.id,
    day: '2026-11-20',
    type: 'impression',
    count: 4,
    point: 'home-banner',
    format: 'banner',
    campaign: 'WX-1',
  });
});
afterAll(() => database.close());

describe("a city's numbers", () => {
  it('are its own: totals, rates, every day, points and campaigns', async () => {
    const found = await metrics().city(nanjing, week);
    expect(found.tenant).toMatchObject({ code: '320100', kind: 'CITY' });
    expect(found.totals).toMatchObject({ impressions: 157, clicks: 10, orders: 5, transactions: 30 });
    expect(found.totals.conversion).toBeCloseTo(5 / 157);
    expect(found.totals.clickRate).toBeCloseTo(10 / 157);
    expect(found.before).toMatchObject({
      from: '2026-11-09',
      to: '2026-11-15',
      figures: { impressions: 0, transactions: 5, conversion: null },
    });
    expect(found.weekBefore).toBeNull();
    expect(found.days.map((day) => day.day)).toEqual([
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
    ]);
    expect(found.days.map((day) => day.impressions)).toEqual([0, 0, 0, 0, 0, 0, 157]);
    expect(found.points.map(({ point, impressions, orders }) => ({ point, impressions, orders }))).toEqual([
      { point: 'home-banner', impressions: 107, orders: 2 },
      { point: 'web-dialog', impressions: 50, orders: 3 },
      { point: '', impressions: 0, orders: 0 },
    ]);
    expect(found.campaigns.map((campaign) => campaign.number)).toEqual(['NJ-1', 'NJ-2', '']);
  });

  it('compare with the benchmark what dialogs convert, and nothing else', async () => {
    const { dialogs } = await metrics().city(nanjing, week);
    expect(dialogs).toMatchObject({ impressions: 50, orders: 3, conversion: 0.06, benchmark: 0.042 });
  });

  it('are compared with the day before and the same weekday a week earlier', async () => {
    const day = { from: '2026-11-19', to: '2026-11-19' };
    const found = await metrics().city(nanjing, day);
    expect(found.before).toMatchObject({
      from: '2026-11-18',
      to: '2026-11-18',
      figures: { transactions: 0 },
    });
    expect(found.weekBefore).toMatchObject({
      from: '2026-11-12',
      to: '2026-11-12',
      figures: { transactions: 5, savingFen: 5 * DEFAULT_SAVING_FEN },
      share: 1,
    });
  });

  it('say which of their days is not over, and compare months with months', async () => {
    const month = { from: '2026-11-01', to: '2026-11-22', basis: 'months' } as const;
    expect((await metrics().city(nanjing, month)).openDay).toBeNull();
    const found = await metrics('2026-11-21T16:00:00.000Z').city(nanjing, month);
    expect(found.openDay).toBe('2026-11-22');
    expect(found.before).toMatchObject({ from: '2026-10-01', to: '2026-10-22' });
  });

  it('say which part of the province they are, and nothing else about it', async () => {
    const found = await metrics().city(nanjing, week);
    expect(found.share).toBe(0.75);
    expect(found.before.share).toBe(1);
    expect(found.days.find((day) => day.day === '2026-11-20')).toMatchObject({
      transactions: 0,
      provinceTransactions: 10,
    });
    const ofCampaign = await metrics().city(nanjing, { ...week, campaign: 'NJ-1' });
    expect(ofCampaign.share).toBeNull();
    expect((await metrics().city(wuxi, { ...week, channel: 'sms' })).share).toBeNull();
    expect((await metrics().city(province, week)).share).toBeNull();
  });

  it('follow the filters', async () => {
    const impressions = async (filter: object) =>
      (await metrics().city(nanjing, { ...week, ...filter })).totals.impressions;
    expect(await impressions({ demo: 'exclude' })).toBe(150);
    expect(await impressions({ demo: 'only' })).toBe(7);
    expect(await impressions({ point: 'web-dialog' })).toBe(50);
    expect(await impressions({ campaign: 'NJ-1' })).toBe(107);
    expect(await impressions({ channel: 'sms' })).toBe(0);
    expect(await impressions({ from: '2026-11-16', to: '2026-11-21' })).toBe(0);
  });

  it('do not exist for another city, as one that is unknown', async () => {
    const refused = { code: 'NOT_FOUND', params: {} };
    await expect(metrics().city(wuxi, { ...week, city: '320100' })).rejects.toMatchObject(refused);
    await expect(metrics().city(wuxi, { ...week, city: '999999' })).rejects.toMatchObject(refused);
    await expect(metrics().city(wuxi, { ...week, city: '320000' })).rejects.toMatchObject(refused);
    const own = await metrics().city(wuxi, week);
    expect(own.totals).toMatchObject({ impressions: 4, orders: 0, transactions: 10 });
    expect(JSON.stringify(own)).not.toContain('NJ-');
  });
});

describe("the province's comparison", () => {
  it('puts every city side by side with its share, counted from transactions alone', async () => {
    const found = await metrics().province(province, week);
    expect(found.cities).toMatchObject([
      { code: '320100', impressions: 157, orders: 5, transactions: 30, share: 0.75, shareBefore: 1 },
      { code: '320200', impressions: 4, orders: 0, transactions: 10, share: 0.25, shareBefore: 0 },
    ]);
    expect(found.totals).toMatchObject({ impressions: 161, transactions: 40 });
    expect(found.days.at(-1)).toMatchObject({ day: '2026-11-22', transactions: 30 });
    expect(found.totals.savingFen).toBe(40 * DEFAULT_SAVING_FEN);
  });

  it('gives each city its place and every day of it', async () => {
    const found = await metrics().province(province, week);
    expect(found.cities).toMatchObject([
      { rank: 1, rankBefore: 1, transactionsBefore: 5, daily: [0, 0, 0, 0, 0, 0, 30] },
      { rank: 2, rankBefore: 2, transactionsBefore: 0, daily: [0, 0, 0, 0, 10, 0, 0] },
    ]);
    const early = await metrics().province(province, { from: '2026-11-01', to: '2026-11-07' });
    expect(early.cities.map(({ rank, rankBefore, share }) => ({ rank, rankBefore, share }))).toEqual([
      { rank: 1, rankBefore: null, share: null },
      { rank: 1, rankBefore: null, share: null },
    ]);
  });

  it('follows the filters, too', async () => {
    const at = async (filter: object) => (await metrics().province(province, { ...week, ...filter })).totals;
    expect((await at({ channel: 'sms' })).transactions).toBe(0);
    expect((await at({ point: 'web-dialog' })).impressions).toBe(50);
    expect((await at({ campaign: 'WX-1' })).impressions).toBe(4);
  });

  it('saves by the unit that was valid on the day', async () => {
    await database.owner.insert(savingUnit).values([
      { id: systemIds.next(), tenantId: world.province.id, version: 1, validFrom: '2026-11-01', fen: 100 },
      { id: systemIds.next(), tenantId: world.province.id, version: 2, validFrom: '2026-11-21', fen: 200 },
    ]);
    const found = await metrics().province(province, week);
    expect(found.cities.map((city) => city.savingFen)).toEqual([30 * 200, 10 * 100]);
    expect(found.totals.savingFen).toBe(30 * 200 + 10 * 100);
    expect((await metrics().city(nanjing, week)).totals.savingFen).toBe(30 * 200);
  });

  it('opens one city, or all of them together', async () => {
    expect((await metrics().city(province, { ...week, city: '320200' })).totals.transactions).toBe(10);
    const all = await metrics().city(province, week);
    expect(all.tenant.kind).toBe('PROVINCE');
    expect(all.totals).toMatchObject({ impressions: 161, transactions: 40 });
  });

  it('is not for a city', async () => {
    await expect(metrics().province(nanjing, week)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
