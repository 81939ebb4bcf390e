import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricExportInput } from '@xietong/shared/metrics';
import type { AuditEntry } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { csvExport } from '../../platform/table-export/csv-export';
import { xlsxExport } from '../../platform/table-export/xlsx-export';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createMetricExport } from './metric-export';
import { createMetricService } from './metric-service';

let database: TestDatabase;
let world: TestProvince;
let province: Call;
let wuxi: Call;
const audited: AuditEntry[] = [];
const filter = { from: '2026-11-22', to: '2026-11-22' };

const exporter = (now = '2026-11-23T02:00:00.000Z') =>
  createMetricExport({
    database: database.app,
    audit: {
      success: () => Promise.reject(new Error('has no transaction to write into')),
      standalone: (_call, entry) => {
        audited.push(entry);
        return Promise.resolve();
      },
    },
    metricService: createMetricService({
      database: database.app,
      clock: { now: () => new Date(now) },
      volume: { byDay: () => Promise.resolve(new Map([['2026-11-22', 40]])) },
    }),
  });

async function csv(call: Call, input: MetricExportInput, now?: string): Promise<string[][]> {
  const { table } = await exporter(now).make(call, input);
  return parse(await buffer(csvExport(table)), { bom: true });
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  province = await world.call(world.province, 'OPERATOR');
  wuxi = await world.call(world.wuxi, 'OPERATOR');
  for (const [tenant, type, count, campaign] of [
    [world.nanjing, 'impression', 1000, '=1+1'],
    [world.nanjing, 'order', 42, '=1+1'],
    [world.nanjing, 'transaction', 30, ''],
    [world.wuxi, 'transaction', 10, ''],
  ] as const)
    await database.owner.execute(sql`
      insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
      values (${tenant.id}, '2026-11-22', ${type}, 'web', '', '', ${campaign}, false, ${count}, 0)`);
});
afterAll(() => database.close());

describe('the cities as a file', () => {
  const input = { page: 'province', table: 'cities', filter, file: 'csv', language: 'zh-CN' } as const;

  it('are what the page shows: its columns, order, language and units', async () => {
    expect(await csv(province, input)).toEqual([
      [
        '名次',
        '名次变化',
        '地市',
        '曝光',
        '点击',
        '订购',
        '转化率',
        '业务办理',
        '业务办理环比',
        '占全省',
        '占比变化（百分点）',
        '节省（元）',
      ],
      ['1', '', '南京', '1000', '0', '42', '4.20%', '30', '', '75.00%', '', '40.50'],
      ['2', '', '无锡', '0', '0', '0', '', '10', '', '25.00%', '', '13.50'],
    ]);
    const turned = await csv(province, {
      ...input,
      language: 'en',
      sort: { key: 'share', descending: false },
    });
    expect(turned.map((row) => row[2])).toEqual(['City', 'Wuxi', 'Nanjing']);
  });

  it('are audited with their filter and number of rows', async () => {
    audited.length = 0;
    await csv(province, { ...input, filter: { ...filter, channel: 'web' } });
    expect(audited).toMatchObject([
      {
        act: 'metrics.export',
        subject: { type: 'Metric', id: 'province/cities' },
        after: { rows: 2, file: 'csv', language: 'zh-CN', from: '2026-11-22', channel: 'web' },
      },
    ]);
  });

  it('say beside what is compared that the day is not over', async () => {
    const note = '今天尚未结束，今天的数字截至目前，增减仅供参考。';
    const duringIt = '2026-11-22T02:00:00.000Z';
    const cities = await csv(province, input, duringIt);
    expect(cities.map((row) => row.at(-1))).toEqual(['说明', note, note]);
    const totals = await csv(province, { ...input, table: 'totals' }, duringIt);
    expect(new Set(totals.map((row) => row.at(-1)))).toEqual(new Set(['说明', note]));
    for (const table of ['cities', 'totals'] as const)
      expect(JSON.stringify(await csv(province, { ...input, table }))).not.toContain('尚未结束');
    const ofCity = await csv(wuxi, { ...input, page: 'city', table: 'totals' }, duringIt);
    // what dialogs convert is compared with nothing that went before
    expect(ofCity.filter((row) => row.at(-1) === '').map(([name]) => name)).toEqual([
      ...['弹窗曝光', '弹窗订购', '弹窗转化率', '弹窗转化率基准', '弹窗转化率与基准之差（百分点）'],
    ]);
  });

  it('keep their numbers in a workbook', async () => {
    const { table } = await exporter().make(province, { ...input, file: 'xlsx' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(await buffer(xlsxExport(table))).buffer);
    const row = book.worksheets[0]?.getRow(2);
    expect(row?.getCell(7).value).toBe(0.042);
    expect(row?.getCell(7).numFmt).toBe('0.00%');
    expect(row?.getCell(12).value).toBe(40.5);
  });
});

describe('a city as a file', () => {
  const of = (table: 'points' | 'campaigns' | 'days', city?: string): MetricExportInput => ({
    page: 'city',
    table,
    filter: { ...filter, ...(city === undefined ? {} : { city }) },
    file: 'csv',
    language: 'zh-CN',
  });

  it('starts no formula, whatever a campaign is called', async () => {
    const rows = await csv(province, of('campaigns', '320100'));
    expect(rows[1]?.slice(0, 4)).toEqual(["'=1+1", "'=1+1", '否', '1000']);
  });

  it('says where it lists the first of its campaigns alone', async () => {
    const day = '2026-10-01';
    await database.owner.execute(sql`
      insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
      select ${world.wuxi.id}, ${day}, 'impression', 'web', '', '', 'WX-' || n, false, n, 0
      from generate_series(1, 103) as n`);
    const asked = { page: 'city', table: 'campaigns', file: 'csv', filter: { from: day, to: day } } as const;
    audited.length = 0;
    const rows = await csv(wuxi, { ...asked, language: 'zh-CN' });
    expect(rows).toHaveLength(102);
    expect(rows.slice(-2).map(([name]) => name)).toEqual(['WX-4', '前 100 个，共 103 个']);
    expect(audited).toMatchObject([{ after: { rows: 100 } }]);
    expect((await csv(wuxi, { ...asked, language: 'en' })).at(-1)?.[0]).toBe('the first 100 of 103');
    // a filter that leaves all of them to be listed has no more to say
    const one = { ...asked, filter: { ...asked.filter, campaign: 'WX-1' }, language: 'en' } as const;
    expect(await csv(wuxi, one)).toHaveLength(2);
  });

  it('has its share of the province by day', async () => {
    expect(await csv(wuxi, of('days'))).toEqual([
      ['日期', '曝光', '点击', '订购', '业务办理', '占全省'],
      ['2026-11-22', '0', '0', '0', '10', '25.00%'],
    ]);
  });

  it('is never another city’s, which looks like one that is not there', async () => {
    audited.length = 0;
    for (const city of ['320100', '320000', '999999'])
      await expect(exporter().make(wuxi, of('points', city))).rejects.toMatchObject({
        code: 'NOT_FOUND',
        params: {},
      });
    await expect(
      exporter().make(wuxi, { page: 'province', table: 'cities', filter, file: 'csv', language: 'en' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(audited).toEqual([]);
    expect(JSON.stringify(await csv(wuxi, of('campaigns')))).not.toContain('=1+1');
  });

  it('is not for who may only read', async () => {
    for (const role of ['APPROVER', 'AUDITOR'] as const)
      await expect(exporter().make(await world.call(world.wuxi, role), of('points'))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
  });
});
