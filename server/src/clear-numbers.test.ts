import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { withClient } from './platform/database-urls';
import { createNumberVault } from './platform/number-vault';
import { withAddress } from './platform/postgres-url';
import { ROUTES } from './testing/access-matrix';
import { createAccessWorld } from './testing/access-world';
import type { AccessWorld } from './testing/access-world';
import { unzip } from './testing/zip-file';

/** Routes that take files, and the images of the content: nothing of a customer leaves by them. */
const NOT_LEAVING = [
  'POST /files/images',
  'GET /files/images/:sha256',
  'POST /files/lists/uploads',
  'POST /files/customers/preview',
  'POST /files/customers/import',
];
/** What leaves only under the authorisation of a second person. */
const AUTHORISED = ['POST /files/disclosures/:id/numbers'];

const filter = { from: '2026-01-01', to: '2026-12-31' };
const csv = { file: 'csv', language: 'zh-CN' };
const OPERATOR = { mark: 'C:O', city: '320100' };
interface Download {
  readonly by: { mark: string; city: string };
  readonly body?: object;
}
/** Everything else that leaves as a file, and how it is asked for. */
const LEAVING: Readonly<Record<string, Download>> = {
  'POST /files/audit/pack': { by: { mark: 'P:U', city: '320000' }, body: {} },
  'GET /files/lists/imports/:id/rejected.csv': { by: OPERATOR },
  'POST /files/events/export': { by: OPERATOR, body: { filter, ...csv } },
  'POST /files/metrics/export': { by: OPERATOR, body: { page: 'city', table: 'days', filter, ...csv } },
  'POST /files/savings/export': { by: OPERATOR, body: { filter, ...csv } },
};

let world: AccessWorld;
let importId = '';
let known: ReadonlySet<string>;

beforeAll(async () => {
  world = await createAccessWorld();
  const vault = createNumberVault(world.database.secrets);
  const { rows } = await world.owner.query<{ bytes: Buffer }>(
    'select number_encrypted as bytes from subscriber',
  );
  known = new Set(rows.map(({ bytes }) => vault.decrypt(bytes)));
  const [number = ''] = known;
  const { versionId } = await world.composition.services.listImportService.importFile(world.as('NJ-OPS-01'), {
    fileName: `${number}.csv`,
    name: 'clear numbers',
    source: Readable.from([Buffer.from(`phone\n${number}\n${number}0\nx${number}\n=${number}\n`)]),
  });
  const found = await world.owner.query<{ id: string }>('select id from list_import where version_id = $1', [
    versionId,
  ]);
  importId = found.rows[0]?.id ?? '';
}, 180_000);
afterAll(() => world.database.close());

/** Runs of digits that could be numbers and stand in no hash. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/(?<![0-9a-f])1\d{10}(?![0-9a-f])/g)]
    .map(([found]) => found)
    .filter((found) => known.has(found) || found.startsWith('154'));
}

async function textsOf(bytes: Buffer): Promise<string[]> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return [bytes.toString('utf8')];
  return [...(await unzip(bytes)).values()].map((content) => content.toString('utf8'));
}

async function fetchFile(route: string, { by, body }: Download): Promise<Buffer> {
  const [method = '', path = ''] = route.split(' ');
  const { cookie } = world.who(by.mark, by.city);
  const url = `${path.replace(':id', importId)}${method === 'GET' ? '?language=zh-CN' : ''}`;
  const response = await world.app.request(url, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBe(200);
  const chunks: Buffer[] = [];
  // Texts and bytes alike, as the server's own stream gives them.
  for await (const chunk of response.body as unknown as AsyncIterable<string | Uint8Array>)
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

describe('what leaves as a file without a second person', () => {
  it('is every route of files but those that take files in', () => {
    const files = Object.keys(ROUTES).filter((route) => route.includes(' /files/'));
    expect([...NOT_LEAVING, ...AUTHORISED, ...Object.keys(LEAVING)].sort()).toEqual(files.sort());
  });

  it.each(Object.entries(LEAVING))('%s holds no number in clear', async (route, download) => {
    const texts = await textsOf(await fetchFile(route, download));
    expect(texts.join('').length).toBeGreaterThan(50);
    expect(texts.flatMap(numbersIn)).toEqual([]);
  });
});

it('shows customers with masked numbers', async () => {
  const input = encodeURIComponent(JSON.stringify({ page: 1, pageSize: 100 }));
  for (const { mark, city } of [OPERATOR, { mark: 'P:U', city: '320000' }]) {
    const { cookie } = world.who(mark, city);
    const response = await world.app.request(`/trpc/subscribers.list?input=${input}`, {
      headers: { cookie },
    });
    const text = await response.text();
    expect(text).toContain('154****');
    expect(numbersIn(text)).toEqual([]);
  }
});

/** Cells of a file for spreadsheets; whatever is a number or a time there is none that could start anything. */
async function cellsOf(bytes: Buffer): Promise<string[]> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return parse(bytes, { bom: true }).flat();
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const cells: string[] = [];
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
        if (typeof cell.value === 'string') cells.push(cell.value);
      });
    });
  return cells;
}

describe('what leaves as a file for spreadsheets', () => {
  const city = (table: string) => ['metrics', OPERATOR, { page: 'city', table, filter }] as const;
  const PROVINCE = { mark: 'P:O', city: '320000' };
  const province = (table: string) => ['metrics', PROVINCE, { page: 'province', table, filter }] as const;
  const tables = [
    ...[city('points'), city('campaigns'), city('days')],
    ...[province('cities'), province('shares'), province('days')],
    ...[['events', OPERATOR, { filter: { ...filter, type: 'order' } }] as const],
    ...[['savings', PROVINCE, { filter }] as const],
  ];

  beforeAll(async () => {
    // As whoever would write it into every name that people give: some of it is guarded against every change.
    const address = { database: new URL(world.database.urls.owner).pathname.slice(1) };
    await withClient(withAddress(inject('testCluster').superuserUrl, address), async (client) => {
      await client.query("set session_replication_role = 'replica'");
      for (const [table, ...columns] of [
        ['tenant', 'name_zh', 'name_en'],
        ['marketing_point', 'name_zh', 'name_en'],
        ['standard_version', 'title'],
        ['local_version', 'title'],
        ['saving_unit', 'reason'],
        ['event', 'business'],
      ])
        for (const column of columns)
          await client.query(`update ${table ?? ''} set ${column} = '=1+' || ${column}`);
    });
  });

  it.each(
    tables.flatMap(([feature, by, body]) =>
      (['csv', 'xlsx'] as const).map((file) => [feature, file, by, body] as const),
    ),
  )('starts no formula, in the %s as %s', async (feature, file, by, body) => {
    const bytes = await fetchFile(`POST /files/${feature}/export`, {
      by,
      body: { ...body, file, language: 'zh-CN' },
    });
    const cells = await cellsOf(bytes);
    expect(cells.length).toBeGreaterThan(3);
    const isNumber = (cell: string) => /^-?[\d.,]+%?$/.test(cell);
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell) && !isNumber(cell))).toEqual([]);
    const named =
      feature === 'metrics' &&
      'table' in body &&
      ['points', 'campaigns', 'cities', 'shares'].includes(body.table);
    if (named || feature === 'events')
      expect(cells.filter((cell) => cell.startsWith("'=1+"))).not.toEqual([]);
  });

  it('starts none in the rows of an import that were refused', async () => {
    const cells = await cellsOf(
      await fetchFile('GET /files/lists/imports/:id/rejected.csv', { by: OPERATOR }),
    );
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'="))).toHaveLength(1);
  });
});
