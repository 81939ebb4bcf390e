import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventFilterInput } from '@xietong/shared/events';
import { addDays } from '@xietong/shared/events';
import { shanghaiDate } from '@xietong/shared/kernel';
import type { Language, TableFile } from '@xietong/shared/kernel';
import { metricTextsIn } from '@xietong/shared/metrics';
import type {
  CityMetrics,
  CitySortKey,
  Compared,
  ComparedFigures,
  ComparisonBasis,
  Figures,
  TrendStep,
} from '@xietong/shared/metrics';
import type { Call } from './access/call';
import { DEMO_PASSWORD } from './scenarios';
import { ROUTES } from './testing/access-matrix';
import { createDemoWorld } from './testing/demo-world';
import type { DemoWorld } from './testing/demo-world';
import { cookiesOf } from './testing/session-world';

/** Routes of files that answer with no table, and the numbers in clear, which their own tests compare. */
const NO_TABLES = [
  'POST /files/audit/pack',
  'POST /files/images',
  'GET /files/images/:sha256',
  'POST /files/lists/uploads',
  'POST /files/customers/preview',
  'POST /files/customers/import',
  'POST /files/disclosures/:id/numbers',
];
const TABLES = [
  'POST /files/metrics/export',
  'POST /files/events/export',
  'POST /files/savings/export',
  'GET /files/lists/imports/:id/rejected.csv',
];

let world: DemoWorld;
let province: Call;
let nanjing: Call;
const cookies = new Map<Call, string>();
const today = shanghaiDate(new Date());
const span = (days: number) => ({ from: addDays(today, 1 - days), to: today });

beforeAll(async () => {
  world = await createDemoWorld();
  province = world.as('JS-OPS-01');
  nanjing = world.as('NJ-OPS-01');
  cookies.set(province, await signIn('JS-OPS-01'));
  cookies.set(nanjing, await signIn('NJ-OPS-01'));
}, 180_000);
afterAll(() => world.database.close());

async function signIn(username: string): Promise<string> {
  const response = await world.app.request('/api/auth/sign-in/username', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  });
  expect(response.status).toBe(200);
  return cookiesOf(response);
}

async function bytesOf(response: Response): Promise<Buffer> {
  expect(response.status).toBe(200);
  const chunks: Buffer[] = [];
  for await (const chunk of response.body as unknown as AsyncIterable<string | Uint8Array>)
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A cell of a workbook as a spreadsheet shows it. */
function shownCell({ value, numFmt }: ExcelJS.Cell): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') throw new Error(`a cell is a ${typeof value}, maybe a formula`);
  return written(value, numFmt);
}
function written(value: number, numFmt: string): string {
  if (numFmt === '0.00%') return rate(value);
  if (numFmt === '0.00' || numFmt === '#,##0.00') return decimals(value);
  expect(numFmt).toBe('#,##0');
  return String(value);
}

/** The tables that a file holds, each as its rows of texts, heads first. */
async function tablesOf(bytes: Buffer, file: TableFile): Promise<string[][][]> {
  if (file === 'csv') return [parse(bytes, { bom: true })];
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  return book.worksheets.map(rowsOf);
}
function rowsOf(sheet: ExcelJS.Worksheet): string[][] {
  const columns = sheet.getRow(1).cellCount;
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: columns }, (_cell, column) => shownCell(sheet.getRow(row + 1).getCell(column + 1))),
  );
}

/**
 * The file in both formats: they say the same. A workbook of the pages with numbers has the totals before any other
 * table.
 */
async function exported(
  call: Call,
  path: string,
  input: object,
  language: Language,
  first: string[][][] = [],
): Promise<string[][]> {
  const [csv = [], xlsx] = await Promise.all(
    (['csv', 'xlsx'] as const).map(async (file) => {
      const response = await world.app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: cookies.get(call) ?? '' },
        body: JSON.stringify({ ...input, file, language }),
      });
      return tablesOf(await bytesOf(response), file);
    }),
  );
  expect(csv).toHaveLength(1);
  expect(xlsx).toEqual([...first, ...csv]);
  return csv[0] ?? [];
}

// How pages write numbers, without the separators of thousands and the mark of the currency.
const decimals = (value: number): string =>
  new Intl.NumberFormat('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
    signDisplay: 'negative',
  }).format(value);
const rate = (value: number | null): string =>
  value === null
    ? ''
    : new Intl.NumberFormat('en-US', {
        style: 'percent',
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
        useGrouping: false,
        signDisplay: 'negative',
      }).format(value);
const yuan = (fen: number): string => decimals(fen / 100);
const grown = (now: number, before: number): string => (before === 0 ? '' : rate((now - before) / before));
const part = (some: number, all: number): string => (all === 0 ? '' : rate(some / all));
const between = (now: number | null, before: number | null): string =>
  now === null || before === null ? '' : decimals((now - before) * 100);

type ShownTotals = Compared & Partial<Pick<CityMetrics, 'share' | 'dialogs'>>;
type Filter = EventFilterInput & { basis?: ComparisonBasis };
const FILTERS: readonly [name: string, make: () => Filter][] = [
  ['seven days', () => span(7)],
  ['today, of one channel', () => ({ ...span(1), channel: 'web' })],
  ['thirty days at one point', () => ({ ...span(30), point: 'web-dialog' })],
  ['what belongs to no campaign', () => ({ ...span(30), campaign: '' })],
  ['nothing', () => ({ ...span(30), demo: 'exclude' })],
  ['this month against the last one', () => ({ from: `${today.slice(0, 8)}01`, to: today, basis: 'months' })],
];
const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const CASES = FILTERS.flatMap(([name, make]) =>
  LANGUAGES.map((language) => ({ name, filter: make(), language, w: metricTextsIn(language) })),
);

it('every table that leaves as a file is compared here', () => {
  const files = Object.keys(ROUTES).filter((route) => route.includes(' /files/'));
  expect([...TABLES, ...NO_TABLES].sort()).toEqual(files.sort());
});

describe.each(CASES)('the numbers of $name as files, in $language,', ({ filter, language, w }) => {
  const named = (row: { nameZh: string; nameEn: string }): string =>
    language === 'en' ? row.nameEn : row.nameZh;
  const { figure, column } = w;
  const FIGURES = [
    figure.impressions,
    figure.clicks,
    figure.clickRate,
    figure.orders,
    figure.conversion,
    figure.transactions,
  ];
  const figures = (row: {
    impressions: number;
    clicks: number;
    orders: number;
    transactions: number;
    clickRate: number | null;
    conversion: number | null;
  }): string[] => [
    String(row.impressions),
    String(row.clicks),
    rate(row.clickRate),
    String(row.orders),
    rate(row.conversion),
    String(row.transactions),
  ];
  const METRICS = '/files/metrics/export';
  const noted = ({ openDay }: ShownTotals, [head = [], ...rows]: string[][], compared: number): string[][] =>
    openDay === null
      ? [head, ...rows]
      : [[...head, column.note], ...rows.map((row, n) => [...row, n < compared ? w.openDay : ''])];
  const totalsOf = (metrics: ShownTotals): string[][] => {
    const { totals, before, weekBefore, share, dialogs } = metrics;
    const days = ({ from, to }: ComparedFigures): string =>
      from === to ? from : language === 'en' ? `${from} to ${to}` : `${from} 至 ${to}`;
    const each = [before, ...(weekBefore ? [weekBefore] : [])];
    const count = (
      name: string,
      of: (figures: Figures) => number,
      shown: (value: number) => string = String,
    ): string[] => [
      ...[name, shown(of(totals))],
      ...each.flatMap((one) => [grown(of(totals), of(one.figures)), '', shown(of(one.figures)), days(one)]),
    ];
    const part = (
      name: string,
      now: number | null,
      of: (one: ComparedFigures) => number | null,
    ): string[] => [
      ...[name, rate(now)],
      ...each.flatMap((one) => ['', between(now, of(one)), rate(of(one)), days(one)]),
    ];
    const alone = (name: string, value: string): string[] => [
      name,
      value,
      ...each.flatMap(() => ['', '', '', '']),
    ];
    const table = [
      [
        ...[column.figure, column.value],
        ...[column.before, column.beforePoints, column.beforeValue, column.beforeDays],
        ...(weekBefore
          ? [column.weekBefore, column.weekBeforePoints, column.weekBeforeValue, column.weekBeforeDays]
          : []),
      ],
      count(figure.impressions, (one) => one.impressions),
      count(figure.clicks, (one) => one.clicks),
      count(figure.orders, (one) => one.orders),
      count(figure.transactions, (one) => one.transactions),
      part(figure.conversion, totals.conversion, (one) => one.figures.conversion),
      ...(typeof share === 'number' ? [part(column.share, share, (one) => one.share)] : []),
      count(figure.saving, (one) => one.savingFen, yuan),
      ...(dialogs
        ? [
            alone(w.dialogs.impressions, String(dialogs.impressions)),
            alone(w.dialogs.orders, String(dialogs.orders)),
            alone(w.dialogs.conversion, rate(dialogs.conversion)),
            alone(w.dialogs.benchmark, '4.20%'),
            alone(w.dialogs.difference, between(dialogs.conversion, 0.042)),
          ]
        : []),
    ];
    return noted(metrics, table, typeof share === 'number' ? 7 : 6);
  };

  it.each(['own', 'chosen by the province', 'all together'] as const)(
    'are those of a city, %s',
    async (whose) => {
      const call = whose === 'own' ? nanjing : province;
      const asked = whose === 'chosen by the province' ? { ...filter, city: '320200' } : filter;
      const page = await world.composition.services.metricService.city(call, asked);
      const totals = totalsOf(page);
      const asTable = (table: string) => ({ page: 'city', table, filter: asked });
      expect(await exported(call, METRICS, asTable('totals'), language)).toEqual(totals);
      const of = (table: string) => exported(call, METRICS, asTable(table), language, [totals]);
      expect(await of('points')).toEqual([
        [column.point, w.dialog, ...FIGURES],
        ...page.points.map((row) => [
          row.point === '' ? w.withoutPoint : ((language === 'en' ? row.nameEn : row.nameZh) ?? row.point),
          row.format === 'dialog' ? w.yes : w.no,
          ...figures(row),
        ]),
      ]);
      expect(await of('campaigns')).toEqual([
        [column.campaign, column.number, w.ofProvince, ...FIGURES],
        ...page.campaigns.map((row) => [
          row.number === '' ? w.withoutCampaign : (row.title ?? row.number),
          row.number,
          row.ofProvince ? w.yes : w.no,
          ...figures(row),
        ]),
      ]);
      const hasShare = page.share !== null;
      expect(await of('days')).toEqual([
        [
          ...[column.day, figure.impressions, figure.clicks, figure.orders, figure.transactions],
          ...(hasShare ? [column.share] : []),
        ],
        ...page.days.map((row) => [
          row.day,
          ...[row.impressions, row.clicks, row.orders, row.transactions].map(String),
          ...(hasShare ? [part(row.transactions, row.provinceTransactions)] : []),
        ]),
      ]);
    },
  );

  it('are those of the cities side by side, in the order of the page', async () => {
    const page = await world.composition.services.metricService.province(province, filter);
    const totals = totalsOf(page);
    const asTable = (table: string) => ({ page: 'province', table, filter });
    expect(await exported(province, METRICS, asTable('totals'), language)).toEqual(totals);
    const of = (table: string, more = {}) =>
      exported(province, METRICS, { ...asTable(table), ...more }, language, [totals]);
    const sort: { key: CitySortKey; descending: boolean } = { key: 'impressions', descending: false };
    const ordered = page.cities.toSorted(
      (a, b) => a.impressions - b.impressions || (a.code < b.code ? -1 : 1),
    );
    const table = [
      [
        ...[column.rank, column.rankChange, column.city, figure.impressions, figure.clicks, figure.orders],
        ...[figure.conversion, figure.transactions, column.change, column.share, column.shareChange],
        column.savingYuan,
      ],
      ...ordered.map((row) => [
        String(row.rank),
        row.rankBefore === null ? '' : String(row.rankBefore - row.rank),
        named(row),
        ...[row.impressions, row.clicks, row.orders].map(String),
        rate(row.conversion),
        String(row.transactions),
        grown(row.transactions, row.transactionsBefore),
        rate(row.share),
        between(row.share, row.shareBefore),
        yuan(row.savingFen),
      ]),
    ];
    expect(await of('cities', { sort })).toEqual(noted(page, table, ordered.length));
    expect(await of('days')).toEqual([
      [column.day, figure.impressions, figure.clicks, figure.orders, figure.transactions],
      ...page.days.map((row) => [
        row.day,
        ...[row.impressions, row.clicks, row.orders, row.transactions].map(String),
      ]),
    ]);
    for (const step of ['day', 'week'] satisfies TrendStep[]) {
      const [head, ...rows] = await of('shares', { step });
      expect(head).toEqual([column[step], ...page.cities.map(named)]);
      const buckets: { name: string; indices: number[] }[] = [];
      for (const [index, { day }] of page.days.entries()) {
        const isMonday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
        if (index === 0 || step === 'day' || isMonday) buckets.push({ name: day, indices: [] });
        buckets.at(-1)?.indices.push(index);
      }
      const sum = (row: { daily: number[] }, indices: number[]): number =>
        indices.reduce((total, index) => total + (row.daily[index] ?? 0), 0);
      expect(rows).toEqual(
        buckets.map(({ name, indices }) => {
          const last = page.days[indices.at(-1) ?? 0]?.day ?? '';
          const all = page.cities.reduce((total, row) => total + sum(row, indices), 0);
          return [
            name === last ? name : `${name} – ${last.slice(5)}`,
            ...page.cities.map((row) => part(sum(row, indices), all)),
          ];
        }),
      );
    }
  });

  it('are those of the saving ledger', async () => {
    const { basis: _, ...asked } = filter;
    for (const call of [province, nanjing]) {
      const page = await world.composition.services.savingService.ledger(call, asked);
      expect(await exported(call, '/files/savings/export', { filter: asked }, language)).toEqual([
        [
          ...[column.month, column.city, column.from, column.to, figure.transactions],
          ...[column.unitYuan, column.savingYuan],
        ],
        ...page.rows.map((row) => [
          ...[row.month, named(row), row.from, row.to, String(row.transactions)],
          ...[yuan(row.unitFen), yuan(row.savingFen)],
        ]),
      ]);
    }
  });

  it('are those of the events behind them, without the columns put away', async () => {
    const { basis: _, ...asked } = {
      ...filter,
      from: span(3).from < filter.from ? filter.from : span(3).from,
    };
    for (const call of [province, nanjing]) {
      const rows = [];
      let cursor: string | undefined;
      do {
        const page = await world.composition.services.eventListService.list(call, {
          ...asked,
          cursor,
          limit: 100,
        });
        rows.push(...page.rows);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const isProvince = call === province;
      const hidden = isProvince ? [] : ['business', 'customer'];
      const unless = (key: string, cell: string): string[] => (hidden.includes(key) ? [] : [cell]);
      const clock = new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Asia/Shanghai',
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      expect(await exported(call, '/files/events/export', { filter: asked, hidden }, language)).toEqual([
        [
          ...[column.atShanghai, column.channel, column.eventId, column.type],
          ...(isProvince ? [column.city] : []),
          ...[column.point, column.content, column.number],
          ...unless('business', column.business),
          column.valueYuan,
          ...unless('customer', column.customer),
          column.demo,
        ],
        ...rows.map((row) => [
          ...[clock.format(new Date(row.at)), row.channel, row.eventId, w.eventType[row.type]],
          ...(isProvince ? [language === 'en' ? row.cityNameEn : row.cityNameZh] : []),
          row.point === ''
            ? w.withoutPoint
            : ((language === 'en' ? row.pointNameEn : row.pointNameZh) ?? row.point),
          row.fallback ? w.fallback : '',
          row.campaignNumber,
          ...unless('business', row.business),
          row.valueFen === 0 ? '' : yuan(row.valueFen),
          ...unless('customer', row.customerKnown ? w.known : w.unknown),
          row.demo ? w.yes : w.no,
        ]),
      ]);
    }
  });
});

it.each(LANGUAGES)('the refused rows of a list are those of its page, in %s', async (language) => {
  const { services } = world.composition;
  const { rows: imports } = await services.listImportOverviewService.list(nanjing, {
    open: false,
    page: 1,
    pageSize: 20,
  });
  const id = imports[0]?.id ?? '';
  const { rows } = await services.listImportOverviewService.rejected(nanjing, { id, limit: 100 });
  expect(rows.length).toBeGreaterThan(0);
  const response = await world.app.request(`/files/lists/imports/${id}/rejected.csv?language=${language}`, {
    headers: { cookie: cookies.get(nanjing) ?? '' },
  });
  const [file = []] = await tablesOf(await bytesOf(response), 'csv');
  expect(file.slice(1).map(([line, , value]) => [line, value])).toEqual(
    rows.map(({ line, value }) => [String(line), value]),
  );
});

it('a file without what must be said of it is refused by the name of its field', async () => {
  const headers = { cookie: cookies.get(nanjing) ?? '', origin: 'http://localhost' };
  const id = '01a00000-0000-7000-8000-000000000000';
  const rejected = await world.app.request(`/files/lists/imports/${id}/rejected.csv`, { headers });
  const upload = await world.app.request('/files/lists/uploads', { method: 'POST', headers, body: 'x' });
  for (const [response, path] of [
    [rejected, 'language'],
    [upload, 'fileName'],
  ] as const) {
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
  }
});
