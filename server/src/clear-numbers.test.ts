import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNumberVault } from './platform/number-vault';
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

describe('what leaves as a file without a second person', () => {
  it('is every route of files but those that take files in', () => {
    const files = Object.keys(ROUTES).filter((route) => route.includes(' /files/'));
    expect([...NOT_LEAVING, ...AUTHORISED, ...Object.keys(LEAVING)].sort()).toEqual(files.sort());
  });

  it.each(Object.entries(LEAVING))('%s holds no number in clear', async (route, { by, body }) => {
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
    const texts = await textsOf(Buffer.concat(chunks));
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
