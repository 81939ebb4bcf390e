import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { csvExport } from '../../platform/table-export/csv-export';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createMetricService } from '../metrics/metric-service';
import { createEventExport } from './event-export';
import { createEventListService } from './event-list-service';
import { createEventService } from './event-service';
import type { OpenedDecision } from './event-service';
import { createEventWriter } from './event-writer';

let database: TestDatabase;
let world: TestProvince;
let nanjing: Call;
const now = new Date('2026-11-22T02:00:00.000Z');
const week = { from: '2026-11-16', to: '2026-11-22' };
const numberHash = randomBytes(32).toString('base64url');
const decision: OpenedDecision = {
  channel: 'web',
  city: '320100',
  point: 'web-dialog',
  format: 'dialog',
  placementId: null,
  releaseId: null,
  campaignNumber: '320100-2026-0001',
  campaignTenant: '320100',
  business: 'MPAPER',
  numberHash,
  fallback: false,
  expiresAt: now.getTime() + 86_400_000,
};

const events = () => createEventListService({ database: database.app });

async function report(city: 'nanjing' | 'wuxi', count: number, demo = false): Promise<void> {
  const service = createEventService({
    clock: { now: () => now },
    writer: createEventWriter({
      database: database.app,
      provinceId: () => Promise.resolve(world.province.id),
    }),
    tokens: { open: () => ({ ...decision, city: world[city].code }) },
    tenantIds: () =>
      Promise.resolve(new Map([world.nanjing, world.wuxi].map((tenant) => [tenant.code, tenant.id]))),
  });
  const reporter = { channel: 'web', cities: new Set([world[city].code]), demo };
  const results = await service.report(
    reporter,
    Array.from({ length: count }, (_, index) => ({
      id: `${city}-${String(demo)}-${String(index)}`,
      type: (['impression', 'click', 'order'] as const)[index % 3],
      decisionId: 'token',
      at: new Date(now.getTime() - (index % 7) * 86_400_000).toISOString(),
    })),
  );
  expect(results.every((result) => result.status === 'accepted')).toBe(true);
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  nanjing = await world.call(world.nanjing, 'OPERATOR');
  await report('nanjing', 210);
  await report('nanjing', 21, true);
  await report('wuxi', 30);
});
afterAll(() => database.close());

describe('the events behind a number', () => {
  it.each([
    { type: 'impression', number: 'impressions', filter: {} },
    { type: 'order', number: 'orders', filter: { demo: 'exclude' } },
    { type: 'click', number: 'clicks', filter: { point: 'web-dialog', demo: 'only' } },
    { type: 'order', number: 'orders', filter: { from: '2026-11-22', campaign: '320100-2026-0001' } },
  ] as const)('are as many as $number says with $filter', async ({ type, number, filter }) => {
    const metrics = await createMetricService({
      database: database.app,
      clock: { now: () => now },
      volume: { byDay: () => Promise.resolve(new Map()) },
    }).city(nanjing, {
      ...week,
      ...filter,
    });
    const { total } = await events().list(nanjing, { ...week, ...filter, type });
    expect(total).toBe(metrics.totals[number]);
    expect(total).toBeGreaterThan(0);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await events().list(nanjing, { ...week, ...filter, type, cursor, limit: 20 });
      ids.push(...page.rows.map((row) => row.eventId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  it('come newest first and never tell who the customer was', async () => {
    const { rows } = await events().list(nanjing, week);
    expect(rows.map((row) => row.at)).toEqual(
      rows
        .map((row) => row.at)
        .toSorted()
        .toReversed(),
    );
    expect(rows[0]).toMatchObject({ cityCode: '320100', point: 'web-dialog', customerKnown: true });
    expect(JSON.stringify(rows)).not.toContain(numberHash);
    expect(Object.keys(rows[0] ?? {})).not.toContain('numberHash');
  });

  it('are hidden from other cities and from who has no right to them', async () => {
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    await expect(events().list(wuxi, { ...week, city: '320100' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await events().list(wuxi, week)).total).toBe(30);
    const approver = await world.call(world.nanjing, 'APPROVER');
    await expect(events().list(approver, week)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const province = await world.call(world.province, 'OPERATOR');
    expect((await events().list(province, week)).total).toBe(261);
  });

  it('refuse a cursor that is none', async () => {
    await expect(events().list(nanjing, { ...week, cursor: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('the events behind a number as a file', () => {
  const audited: AuditEntry[] = [];
  const exporter = () =>
    createEventExport({
      database: database.app,
      audit: {
        success: (_tx, _call, entry) => {
          audited.push(entry);
          return Promise.resolve();
        },
        standalone: () => Promise.reject(new Error('has a transaction to write into')),
      },
    });
  const input = { file: 'csv', language: 'zh-CN' } as const;

  it('are all that the page counts, newest first, and never tell who the customer was', async () => {
    const filter = { ...week, type: 'order' } as const;
    const bytes = await buffer(csvExport(await exporter().make(nanjing, { ...input, filter })));
    const [head, ...rows] = parse(bytes, { bom: true });
    const { total } = await events().list(nanjing, filter);
    expect(rows).toHaveLength(total);
    expect(head?.slice(0, 6)).toEqual(['发生时间（北京时间）', '渠道', '事件编号', '类型', '营销点', '内容']);
    expect(rows[0]?.slice(0, 2)).toEqual(['2026-11-22 10:00:00', 'web']);
    const times = rows.map((row) => row[0] ?? '');
    expect(times).toEqual(times.toSorted().toReversed());
    expect(rows.every((row) => row[3] === '订购' && row[9] === '已识别')).toBe(true);
    expect(bytes.toString()).not.toContain(numberHash);
    expect(audited.at(-1)).toMatchObject({
      act: 'events.export',
      after: { rows: total, file: 'csv', type: 'order', from: week.from },
    });
  });

  it('are never those of another city, and not for who may only read', async () => {
    audited.length = 0;
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    for (const city of ['320100', '320000', '999999'])
      await expect(exporter().make(wuxi, { ...input, filter: { ...week, city } })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        params: {},
      });
    const auditor = await world.call(world.nanjing, 'AUDITOR');
    await expect(exporter().make(auditor, { ...input, filter: week })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(audited).toEqual([]);
  });
});
