import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_SAVING_FEN } from '@xietong/shared/metrics';
import type { Figures } from '@xietong/shared/metrics';
import type { Call } from '../../access/call';
import { savingUnit } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createEventService } from '../events/event-service';
import type { OpenedDecision } from '../events/event-service';
import { createEventWriter } from '../events/event-writer';
import { createSavingService } from '../savings/saving-service';
import { createMetricService } from './metric-service';
import { createProvinceVolume } from './province-volume-read-model';

/** What really happened, as whoever checks the pages by hand would note it down. */
interface Happened {
  readonly at: number;
  readonly city: '320100' | '320200';
  readonly type: 'impression' | 'click' | 'order' | 'transaction';
  readonly channel: 'web' | 'sms';
  readonly demo: boolean;
  readonly point: string;
  readonly campaign: string;
}
interface Asked {
  readonly from: string;
  readonly to: string;
  readonly channel?: 'web' | 'sms' | undefined;
  readonly demo: 'include' | 'exclude' | 'only';
  readonly point?: string | undefined;
  readonly campaign?: string | undefined;
}

const DAY_MS = 86_400_000;
const FIRST = Date.parse('2026-10-18T16:00:00.000Z');
const DAYS = 35;
const NOW = new Date('2026-11-22T15:59:59.999Z');
const UNITS = [
  { validFrom: '2026-11-05', fen: 200 },
  { validFrom: '2026-11-12', fen: DEFAULT_SAVING_FEN },
];

/** Beijing's calendar, told by the clock of the system and not by ours. */
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
const dayAt = (at: number): string => calendar.format(at);
const moved = (day: string, by: number): string =>
  new Date(Date.parse(day) + by * DAY_MS).toISOString().slice(0, 10);
const lengthOf = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

const edge = fc.constantFrom(-1, 0, 1, DAY_MS / 2, DAY_MS - 1);
const happened: fc.Arbitrary<Happened> = fc
  .record({
    day: fc.integer({ min: 0, max: DAYS - 1 }).filter((day) => day % 9 !== 4),
    within: fc.oneof(edge, fc.integer({ min: 0, max: DAY_MS - 1 })),
    city: fc.constantFrom('320100', '320200'),
    type: fc.constantFrom('impression', 'impression', 'click', 'order', 'transaction', 'transaction'),
    channel: fc.constantFrom('web', 'sms'),
    demo: fc.boolean(),
    point: fc.constantFrom('home-banner', 'web-dialog'),
    campaign: fc.constantFrom('C-1', 'C-2'),
  })
  .map(({ day, within, ...rest }) => ({
    ...rest,
    ...(rest.type === 'transaction' ? { point: '', campaign: '' } : {}),
    at: Math.min(FIRST + day * DAY_MS + within, NOW.getTime()),
  }));

let database: TestDatabase;
let world: TestProvince;
let province: Call;
let nanjing: Call;
const history = fc.sample(happened, { numRuns: 600, seed: 154 });

/** The days come late and out of order, as small halls hand them in. */
async function ingest(): Promise<void> {
  const clock = { at: NOW, now: () => clock.at };
  const service = createEventService({
    clock,
    writer: createEventWriter({
      database: database.app,
      provinceId: () => Promise.resolve(world.province.id),
    }),
    tokens: { open: (text) => JSON.parse(text) as OpenedDecision },
    tenantIds: () =>
      Promise.resolve(new Map([world.nanjing, world.wuxi].map((tenant) => [tenant.code, tenant.id]))),
  });
  const cities = new Set(['320100', '320200']);
  for (const [index, { at, city, type, channel, demo, point, campaign }] of history.entries()) {
    clock.at = new Date(at + (index % 7) * DAY_MS);
    const decision: OpenedDecision = {
      ...{ channel, city, point, format: 'banner', placementId: null, releaseId: null },
      ...{ campaignNumber: campaign, campaignTenant: city, business: 'X', fallback: false },
      ...{ numberHash: randomBytes(32).toString('base64url'), expiresAt: Number.MAX_SAFE_INTEGER },
    };
    const results = await service.report({ channel, cities, demo }, [
      {
        ...{ id: `e-${String(index)}`, type, at: new Date(at).toISOString() },
        ...(type === 'transaction'
          ? { city, business: 'RECHARGE' }
          : { decisionId: JSON.stringify(decision) }),
      },
    ]);
    expect(results).toMatchObject([{ status: 'accepted' }]);
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  province = await world.call(world.province, 'OPERATOR');
  nanjing = await world.call(world.nanjing, 'OPERATOR');
  await ingest();
  await database.owner.insert(savingUnit).values(
    UNITS.map((unit, index) => ({
      id: systemIds.next(),
      tenantId: world.province.id,
      version: index + 1,
      ...unit,
    })),
  );
}, 60_000);
afterAll(() => database.close());

/** The same figures, counted event by event. */
function counted(asked: Asked, city?: string) {
  const fits = history.filter(
    (one) =>
      dayAt(one.at) >= asked.from &&
      dayAt(one.at) <= asked.to &&
      (city === undefined || one.city === city) &&
      (asked.channel === undefined || one.channel === asked.channel) &&
      (asked.demo === 'include' || one.demo === (asked.demo === 'only')) &&
      (asked.point === undefined || one.point === asked.point) &&
      (asked.campaign === undefined || one.campaign === asked.campaign),
  );
  const of = (type: Happened['type']): Happened[] => fits.filter((one) => one.type === type);
  const [impressions, clicks, orders] = [of('impression').length, of('click').length, of('order').length];
  const unitOf = (day: string): number =>
    UNITS.findLast(({ validFrom }) => validFrom <= day)?.fen ?? DEFAULT_SAVING_FEN;
  return {
    ...{ impressions, clicks, dismisses: 0, orders, transactions: of('transaction').length },
    savingFen: of('transaction').reduce((sum, { at }) => sum + unitOf(dayAt(at)), 0),
    clickRate: impressions === 0 ? null : clicks / impressions,
    conversion: impressions === 0 ? null : orders / impressions,
  } satisfies Figures;
}

/** A part of the province's transactions; transactions stand at no point and belong to no campaign. */
function shareIn(asked: Asked, city: string): number | null {
  if ((asked.point ?? '') !== '' || (asked.campaign ?? '') !== '') return null;
  const whole = counted(asked).transactions;
  return whole === 0 ? null : counted(asked, city).transactions / whole;
}

function beforeOf({ from, to }: Asked, basis: 'days' | 'months'): { from: string; to: string } {
  if (basis === 'days' || from !== `${to.slice(0, 8)}01`)
    return { from: moved(from, -lengthOf({ from, to })), to: moved(from, -1) };
  const last = moved(from, -1);
  const first = `${last.slice(0, 8)}01`;
  const isWhole = moved(to, 1).endsWith('-01');
  const same = `${last.slice(0, 8)}${to.slice(8)}`;
  return { from: first, to: isWhole || same > last ? last : same };
}

const asked: fc.Arbitrary<Asked & { basis: 'days' | 'months' }> = fc
  .record({
    start: fc.oneof(fc.integer({ min: 0, max: DAYS + 2 }), fc.constantFrom(14, 16)),
    length: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 })),
    basis: fc.constantFrom<'days' | 'months'>('days', 'months'),
    channel: fc.constantFrom<(undefined | 'web' | 'sms')[]>(undefined, 'web', 'sms'),
    demo: fc.constantFrom<Asked['demo'][]>('include', 'exclude', 'only'),
    scope: fc.constantFrom<Pick<Asked, 'point' | 'campaign'>[]>(
      {},
      {},
      { point: 'web-dialog' },
      { campaign: 'C-1' },
      { campaign: '' },
    ),
  })
  .map(({ start, length, scope, ...rest }) => {
    const from = basisStart(rest.basis, start);
    return { ...rest, ...scope, from, to: moved(from, length - 1) };
  });

function basisStart(basis: 'days' | 'months', start: number): string {
  const day = moved('2026-10-19', start);
  return basis === 'months' ? `${day.slice(0, 8)}01` : day;
}

it('numbers, comparisons, shares and savings are those of the events, whatever is asked', async () => {
  const service = createMetricService({
    database: database.app,
    clock: { now: () => NOW },
    volume: createProvinceVolume({
      database: database.app,
      provinceId: () => Promise.resolve(world.province.id),
    }),
  });
  const savings = createSavingService({
    ...{ database: database.app, clock: { now: () => NOW }, ids: systemIds },
    audit: { success: () => Promise.resolve(), standalone: () => Promise.resolve() },
  });
  await fc.assert(
    fc.asyncProperty(asked, async (input) => {
      const { basis, ...filter } = input;
      const before = beforeOf(filter, basis);
      const week = { from: moved(filter.from, -7), to: moved(filter.to, -7) };
      const city = await service.city(nanjing, input);
      expect(city.totals).toEqual(counted(filter, '320100'));
      expect(city.openDay).toBe(
        filter.from <= '2026-11-22' && '2026-11-22' <= filter.to ? '2026-11-22' : null,
      );
      expect(city.share).toEqual(shareIn(filter, '320100'));
      expect(city.before).toEqual({
        ...before,
        figures: counted({ ...filter, ...before }, '320100'),
        share: shareIn({ ...filter, ...before }, '320100'),
      });
      expect(city.weekBefore).toEqual(
        lengthOf(filter) >= 7
          ? null
          : {
              ...week,
              figures: counted({ ...filter, ...week }, '320100'),
              share: shareIn({ ...filter, ...week }, '320100'),
            },
      );
      expect(city.days.map(({ day }) => day)).toEqual(
        Array.from({ length: lengthOf(filter) }, (_, index) => moved(filter.from, index)),
      );
      for (const { day, impressions, transactions, provinceTransactions } of city.days) {
        const own = counted({ ...filter, from: day, to: day }, '320100');
        expect([day, impressions, transactions]).toEqual([day, own.impressions, own.transactions]);
        if (city.share !== null)
          expect(provinceTransactions).toBe(counted({ ...filter, from: day, to: day }).transactions);
      }

      const whole = await service.province(province, input);
      expect(whole.totals).toEqual(counted(filter));
      for (const row of whole.cities) {
        const all = counted(filter).transactions;
        const allBefore = counted({ ...filter, ...before }).transactions;
        const own = counted(filter, row.code);
        const ownBefore = counted({ ...filter, ...before }, row.code).transactions;
        expect(row).toMatchObject(own);
        expect(row.transactionsBefore).toBe(ownBefore);
        expect(row.share).toEqual(all === 0 ? null : own.transactions / all);
        expect(row.shareBefore).toEqual(allBefore === 0 ? null : ownBefore / allBefore);
        expect(row.daily).toEqual(
          city.days.map(({ day }) => counted({ ...filter, from: day, to: day }, row.code).transactions),
        );
      }

      const { rows, savingFen, transactions } = await savings.ledger(province, filter);
      expect([transactions, savingFen]).toEqual([whole.totals.transactions, whole.totals.savingFen]);
      for (const row of rows) {
        const days = { ...filter, from: row.from, to: row.to };
        expect([row.transactions, row.savingFen]).toEqual([
          counted(days, row.code).transactions,
          counted(days, row.code).savingFen,
        ]);
        expect(row.savingFen).toBe(row.transactions * row.unitFen);
      }
    }),
    { numRuns: 80 },
  );
});
