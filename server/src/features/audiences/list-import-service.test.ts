import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { notificationListSchema } from '@xietong/shared/notifications';
import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../access/call';
import { auditEvent, customerList, listImport, listImportRejection } from '../../db/schema';
import { AppError } from '../../platform/app-error';
import { systemIds } from '../../platform/ids';
import { csvExport } from '../../platform/table-export/csv-export';
import { createAppWorld } from '../../testing/app-world';
import type { AppWorld } from '../../testing/app-world';
import { workbookParts, zipOf } from '../../testing/zip-file';

const number = (n: number) => `154${String(n).padStart(8, '0')}`;
const from = (content: string | Buffer) => Readable.from([Buffer.from(content)]);
const many = (count: number, start = 0) =>
  Array.from({ length: count }, (_, index) => number(start + index)).join('\n');

let world: AppWorld;
let nanjing: Call;
let wuxi: Call;
beforeAll(async () => {
  world = await createAppWorld();
  nanjing = await world.tenants.call(world.tenants.nanjing, 'OPERATOR');
  wuxi = await world.tenants.call(world.tenants.wuxi, 'OPERATOR');
});
afterAll(() => world.close());

const imports = () => world.services.listImportService;
const overview = () => world.services.listImportOverviewService;
const uploadsLeft = () => {
  const folder = join(world.database.dataFolder, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
};

async function upload(content: string | Buffer, fileName = 'list.csv'): Promise<string> {
  return (await imports().upload(nanjing, { fileName, source: from(content) })).importId;
}

async function codeOf(content: string | Buffer, fileName = 'list.csv'): Promise<string> {
  const before = await world.database.owner.$count(customerList);
  try {
    await imports().importFile(nanjing, { fileName, source: from(content), name: `bad ${fileName}` });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(await world.database.owner.$count(customerList)).toBe(before);
    expect(uploadsLeft()).toEqual([]);
    return error.code;
  }
  return 'DONE';
}

describe('a file that is uploaded', () => {
  it('waits for its choices, is imported by them, and leaves no file', async () => {
    const id = await upload(
      `${number(1)};${number(11)}\n${number(2)};${number(12)}\n`,
      '/home/x/客户 15400000009.csv',
    );
    expect(await overview().get(nanjing, id)).toMatchObject({
      state: 'UPLOADED',
      fileName: expect.not.stringContaining('15400000009') as string,
      mayChange: true,
    });
    expect((await imports().preview(nanjing, { id, column: 1 })).check).toMatchObject({
      accepted: 2,
      complete: true,
    });
    await imports().start(nanjing, { id, name: 'chosen', column: 1, header: false });
    await expect(imports().start(nanjing, { id, name: 'again' })).rejects.toMatchObject({
      code: 'LIST_IMPORT_STARTED',
    });
    await world.listImportRunner.runToEnd(id);
    const detail = await overview().get(nanjing, id);
    expect(detail).toMatchObject({
      state: 'DONE',
      listName: 'chosen',
      version: 1,
      accepted: 2,
      mayChange: false,
    });
    expect(detail.report).toMatchObject({ rows: 2, accepted: 2 });
    expect(uploadsLeft()).toEqual([]);
    await expect(imports().cancel(nanjing, id)).rejects.toMatchObject({ code: 'LIST_IMPORT_OVER' });
  });

  it('is taken from a workbook as from a text', async () => {
    const cell = (row: number, value: string) =>
      `<row r="${row}"><c r="A${row}" t="s"><v>${value}</v></c></row>`;
    const strings = ['<t>手机号</t>', ...[1, 2, 2].map((n) => `<t>${number(n)}</t>`)];
    const book = zipOf(
      workbookParts({ strings, sheet: [0, 1, 2, 3].map((n) => cell(n + 1, String(n))).join('') }),
    );
    const { report } = await imports().importFile(nanjing, {
      fileName: 'a.csv',
      source: from(book),
      name: 'book',
    });
    expect(report).toMatchObject({ rows: 3, accepted: 2, duplicates: 1, rejected: { total: 0 } });
  });

  it('waits for a day, then it is gone', async () => {
    const id = await upload(number(1));
    world.clock.at = new Date(world.clock.at.getTime() + 25 * 3_600_000);
    world.listImportRunner.start();
    await vi.waitFor(async () => {
      expect(await overview().get(nanjing, id)).toMatchObject({
        state: 'CANCELLED',
        failure: { code: 'LIST_IMPORT_EXPIRED' },
      });
    });
    await vi.waitFor(() => {
      expect(uploadsLeft()).toEqual([]);
    });
    await world.listImportRunner.stop();
  });

  it('whose removal a kill cut off is removed by the next start', async () => {
    const importId = await upload(number(1));
    await imports().start(nanjing, { id: importId, name: 'left over' });
    await world.listImportRunner.runToEnd(importId);
    writeFileSync(join(world.database.dataFolder, 'uploads', importId), 'x');
    world.listImportRunner.start();
    await vi.waitFor(() => {
      expect(uploadsLeft()).toEqual([]);
    });
    await world.listImportRunner.stop();
  });

  it('that no import knows is swept away, unless it is just being written', async () => {
    const folder = join(world.database.dataFolder, 'uploads');
    writeFileSync(join(folder, 'abandoned'), 'x');
    utimesSync(join(folder, 'abandoned'), 0, 0);
    writeFileSync(join(folder, 'being-written'), 'x');
    const now = world.clock.at;
    utimesSync(join(folder, 'being-written'), now, now);
    world.clock.at = new Date(now.getTime() + 120_000);
    world.listImportRunner.start();
    await vi.waitFor(() => {
      expect(uploadsLeft()).toEqual(['being-written']);
    });
    await world.listImportRunner.stop();
    utimesSync(join(folder, 'being-written'), 0, 0);
    world.clock.at = new Date(now.getTime() + 240_000);
    world.listImportRunner.start();
    await vi.waitFor(() => {
      expect(uploadsLeft()).toEqual([]);
    });
    await world.listImportRunner.stop();
  });

  it('belongs to its city: another one neither sees nor changes it', async () => {
    const id = await upload(number(1));
    const missing = { code: 'NOT_FOUND' };
    await expect(overview().get(wuxi, id)).rejects.toMatchObject(missing);
    await expect(imports().preview(wuxi, { id })).rejects.toMatchObject(missing);
    await expect(imports().start(wuxi, { id, name: 'x' })).rejects.toMatchObject(missing);
    await expect(imports().cancel(wuxi, id)).rejects.toMatchObject(missing);
    await expect(overview().rejectedTable(wuxi, { id, language: 'en' })).rejects.toMatchObject(missing);
    expect((await overview().list(wuxi, { open: false, page: 1, pageSize: 20 })).total).toBe(0);
    const approver = await world.tenants.call(world.tenants.nanjing, 'APPROVER');
    await expect(imports().cancel(approver, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await imports().cancel(nanjing, id);
  });

  it('finds an end to how many may wait', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1) ids.push(await upload(number(n)));
    await expect(upload(number(11))).rejects.toMatchObject({ code: 'LIST_IMPORTS_WAITING' });
    for (const id of ids) await imports().cancel(nanjing, id);
    expect(uploadsLeft()).toEqual([]);
    // Nor is there room for more of those that come at once.
    const many = await Promise.allSettled(Array.from({ length: 25 }, (_, n) => upload(number(n))));
    const taken = many.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const refused = many.flatMap((each) =>
      each.status === 'rejected' ? (each.reason as AppError).code : [],
    );
    expect([taken.length, new Set(refused)]).toEqual([10, new Set(['LIST_IMPORTS_WAITING'])]);
    await imports().cancel(nanjing, taken.pop() ?? '');
    taken.push(await upload(number(1)));
    await expect(upload('')).rejects.toMatchObject({ code: 'LIST_IMPORTS_WAITING' });
    for (const id of taken) await imports().cancel(nanjing, id);
    await expect(upload('')).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    for (let n = 0; n < 10; n += 1) await imports().cancel(nanjing, await upload(number(n)));
    expect(uploadsLeft()).toEqual([]);
  });
});

describe('an import', () => {
  it('that is cancelled while it runs leaves nothing', async () => {
    const id = await upload(`${many(60_000)}\nx`);
    await imports().start(nanjing, { id, name: 'cancelled' });
    const ended = world.listImportRunner.runToEnd(id);
    await vi.waitFor(async () => {
      expect((await overview().get(nanjing, id)).state).toBe('READING');
    });
    await imports().cancel(nanjing, id);
    expect((await ended).state).toBe('CANCELLED');
    expect(uploadsLeft()).toEqual([]);
    const { owner } = world.database;
    expect(await owner.$count(customerList, eq(customerList.name, 'cancelled'))).toBe(0);
    expect(await owner.$count(listImportRejection, eq(listImportRejection.importId, id))).toBe(0);
  });

  it('that lost its process is taken up again, and comes to the same', async () => {
    const id = await upload(`${many(3_000)}\nx\n`);
    await imports().start(nanjing, { id, name: 'resumed' });
    // As a killed process leaves it: running, with refused rows of its own, and silent.
    const { owner } = world.database;
    const silent = new Date(world.clock.at.getTime() - 60_000);
    await owner
      .update(listImport)
      .set({ state: 'WRITING', attempt: 1, heartbeatAt: silent })
      .where(eq(listImport.id, id));
    await owner.insert(listImportRejection).values({
      ...{ importId: id, tenantId: world.tenants.nanjing.id, place: 1, line: 7 },
      ...{ reason: 'BLANK', value: '' },
    });
    world.listImportRunner.start();
    await vi.waitFor(
      async () => {
        expect(await overview().get(nanjing, id)).toMatchObject({
          state: 'DONE',
          accepted: 3_000,
          rejected: 1,
        });
      },
      { timeout: 20_000 },
    );
    await world.listImportRunner.stop();
    expect(await overview().rejected(nanjing, { id, limit: 20 })).toEqual({
      rows: [{ line: 3001, reason: 'NOT_A_NUMBER', value: 'x' }],
      total: 1,
      nextCursor: null,
    });
  });

  it('that loses its process again and again ends', async () => {
    const id = await upload(many(10));
    await imports().start(nanjing, { id, name: 'unlucky' });
    const { owner } = world.database;
    const silent = new Date(world.clock.at.getTime() - 60_000);
    await owner
      .update(listImport)
      .set({ state: 'READING', attempt: 5, heartbeatAt: silent })
      .where(eq(listImport.id, id));
    const record = await world.listImportRunner.runToEnd(id);
    expect(record).toMatchObject({ state: 'FAILED', errorCode: 'LIST_IMPORT_INTERRUPTED' });
    expect(uploadsLeft()).toEqual([]);
  });

  it('of a process that ends in order is given back', async () => {
    const id = await upload(many(60_000));
    await imports().start(nanjing, { id, name: 'given back' });
    world.listImportRunner.start();
    await vi.waitFor(async () => {
      expect((await overview().get(nanjing, id)).state).toBe('READING');
    });
    await world.listImportRunner.stop();
    expect((await overview().get(nanjing, id)).state).toBe('QUEUED');
    expect((await world.listImportRunner.runToEnd(id)).state).toBe('DONE');
  });

  it('is audited from upload to end, and where it fails', async () => {
    const acts = async () =>
      (await world.database.owner.select().from(auditEvent)).map(({ act, result }) => `${act} ${result}`);
    expect(new Set(await acts())).toEqual(
      new Set([
        'listImports.upload SUCCESS',
        'listImports.start SUCCESS',
        'listImports.cancel SUCCESS',
        'lists.import SUCCESS',
        'lists.import FAILED',
      ]),
    );
  });
});

describe('rows that were refused', () => {
  it('are shown a page at a time, and come as a file in which no cell starts a formula', async () => {
    const bad = ['=1+1', '+8612', '-5', '@x', '\u0009=2', '12000000001', '15400000001/15400000002'];
    const fill = Array.from({ length: 2_500 }, (_, n) => `bad ${String(n)}`);
    const id = await upload(['phone', ...bad.map((cell) => `"${cell}"`), ...fill, number(1)].join('\n'));
    await imports().start(nanjing, { id, name: 'refused', column: 0, header: true });
    await world.listImportRunner.runToEnd(id);
    const page = await overview().rejected(nanjing, { id, cursor: '2500', limit: 100 });
    expect(page).toMatchObject({ total: 2_507, nextCursor: null });
    expect(page.rows).toHaveLength(7);
    const first = await overview().rejected(nanjing, { id, limit: 100 });
    expect(first).toMatchObject({ total: 2_507, nextCursor: '100' });
    expect(first.rows).toHaveLength(100);
    for (const [language, head, formula] of [
      ['zh-CN', '\ufeff行号,原因,内容（脱敏）', `2,是公式，不是号码,'=***`],
      ['en', '\ufeffLine,Reason,Content (masked)', `2,"A formula, not a number",'=***`],
    ] as const) {
      const text = await textOf(csvExport(await overview().rejectedTable(nanjing, { id, language })));
      const lines = text.split('\r\n');
      expect(lines).toHaveLength(2_509);
      expect(lines.slice(0, 2)).toEqual([head, formula]);
      for (const [, , value] of parse(text, { bom: true })) expect(value).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      expect(text).not.toMatch(/154\d{8}/);
      expect(text).not.toMatch(/[A-Z]_[A-Z]/);
    }
    const exports = (await world.database.owner.select().from(auditEvent)).filter(
      ({ act }) => act === 'listImports.exportRejected',
    );
    expect(exports.map(({ subjectId }) => subjectId)).toEqual([id, id]);
    for (const { canonical } of exports) expect(canonical).toContain('"after":{"rows":2507}');
  });

  it.each([
    ['UTF-8, far from its beginning', Buffer.from(`${many(6_000)}\n\0无号\n${number(6_000)}\n`), 6_001, 1],
    ['UTF-16', iconv.encode(`\0无号\n\ud800无号\n${number(1)}\n`, 'utf-16le', { addBOM: true }), 1, 2],
  ])('hold nothing that a database cannot: %s', async (_, content, accepted, refused) => {
    const id = await upload(content);
    await imports().start(nanjing, { id, name: `odd ${String(accepted)}`, column: 0, header: false });
    await world.listImportRunner.runToEnd(id);
    expect(await overview().get(nanjing, id)).toMatchObject({ state: 'DONE', accepted });
    const { rows } = await overview().rejected(nanjing, { id, limit: 20 });
    expect(rows.map(({ value }) => value)).toEqual(Array.from({ length: refused }, () => '\ufffd**'));
  });

  it('stay to be seen where no number was found at all', async () => {
    const id = await upload('phone\n1\n2\n');
    await imports().start(nanjing, { id, name: 'empty' });
    await world.listImportRunner.runToEnd(id);
    expect(await overview().get(nanjing, id)).toMatchObject({
      state: 'FAILED',
      failure: { code: 'LIST_EMPTY', params: { rows: 2, rejected: 2 } },
    });
    expect((await overview().rejected(nanjing, { id, limit: 20 })).total).toBe(2);
  });
});

describe('the end of an import', () => {
  const told = async (call: Call, importId: string) => {
    const input = notificationListSchema.parse({ pageSize: 100 });
    const { rows } = await world.services.notificationService.list(call, input);
    return rows
      .filter(({ subject }) => subject.type === 'LIST_IMPORT' && subject.importId === importId)
      .map(({ kind, title }) => [kind, title]);
  };

  it('is told to whoever started it, and to nobody else, whether it went well or not', async () => {
    const colleague = await world.tenants.call(world.tenants.nanjing, 'OPERATOR');
    const [good, bad] = [await upload(number(1)), await upload('a,b\n1,2\n')];
    await imports().start(nanjing, { id: good, name: '老客户 15400000009' });
    expect(await told(nanjing, good)).toEqual([]);
    await world.listImportRunner.runToEnd(good);
    await imports().start(nanjing, { id: bad, name: 'nobody in it' });
    await world.listImportRunner.runToEnd(bad);
    expect(await told(nanjing, good)).toEqual([['IMPORT_DONE', '老客户 154****0009']]);
    expect(await told(nanjing, bad)).toEqual([['IMPORT_FAILED', 'nobody in it']]);
    for (const other of [colleague, wuxi, await world.tenants.call(world.tenants.province, 'OPERATOR')])
      expect([...(await told(other, good)), ...(await told(other, bad))]).toEqual([]);
  });

  it('is told of nothing that was cancelled', async () => {
    const id = await upload(number(1));
    await imports().start(nanjing, { id, name: 'not after all' });
    await imports().cancel(nanjing, id);
    await world.listImportRunner.runToEnd(id);
    expect(await told(nanjing, id)).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  it('ends in a code, and nothing is half done', { timeout: 120_000 }, async () => {
    const book = zipOf(workbookParts({ sheet: '<row r="1"><c r="A1"><v>15400000001</v></c></row>' }));
    const bomb = zipOf(workbookParts({ sheet: `<row><c><v>${'1'.repeat(32 * 1024 * 1024)}</v></c></row>` }));
    const mixed = [
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from('姓名,号码\n'),
      iconv.encode(`甲,${number(1)}\n`, 'gb18030'),
    ];
    expect(await codeOf('', 'empty')).toBe('FILE_EMPTY');
    expect(await codeOf(book.subarray(0, book.length / 2), 'cut.xlsx')).toBe('FILE_WORKBOOK_BROKEN');
    expect(await codeOf(bomb, 'bomb.xlsx')).toBe('FILE_UNPACKS_TOO_LARGE');
    expect(await codeOf(Buffer.concat(mixed), 'mixed')).toBe('FILE_ENCODING_MIXED');
    expect(await codeOf(Buffer.from('甲,乙\n\xff\xff\xff', 'latin1'), 'bytes')).toBe('FILE_ENCODING_MIXED');
    expect(await codeOf('1'.repeat(3_000_000), 'one line')).toBe('FILE_BROKEN');
    expect(await codeOf(`a,"${'x\n'.repeat(200_000)}`, 'open quote')).toBe('FILE_BROKEN');
    expect(await codeOf(Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'image.xlsx')).toBe('FILE_NOT_TEXT');
    expect(await codeOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old.xls')).toBe('FILE_WORKBOOK_OLD');
    expect(await codeOf(zipOf({ 'a.csv': many(3) }), 'packed.xlsx')).toBe('FILE_NOT_WORKBOOK');
    expect(await codeOf('a,b\n1,2\n', 'no number')).toBe('LIST_EMPTY');
  });

  it('has a million rows at most', { timeout: 120_000 }, async () => {
    expect(await codeOf(`${number(1)}\n`.repeat(1_000_001), 'one too many')).toBe('LIST_TOO_MANY_ROWS');
  });

  it(
    'is refused while it comes when it is too large, a line of a gigabyte too',
    { timeout: 120_000 },
    async () => {
      const piece = Buffer.alloc(4 * 1024 * 1024, '1');
      let sent = 0;
      async function* gigabyte(): AsyncGenerator<Buffer> {
        for (; sent < 1024 * 1024 * 1024; sent += piece.length) yield await Promise.resolve(piece);
      }
      await expect(imports().upload(nanjing, { fileName: 'line', source: gigabyte() })).rejects.toMatchObject(
        {
          code: 'LIST_TOO_LARGE',
        },
      );
      expect(sent).toBeLessThan(300 * 1024 * 1024);
      expect(uploadsLeft()).toEqual([]);
    },
  );

  it('leaves nothing when its sender goes away', async () => {
    async function* cut(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from(many(100)));
      throw new Error('the other side is gone');
    }
    await expect(imports().upload(nanjing, { fileName: 'cut', source: cut() })).rejects.toMatchObject({
      code: 'UPLOAD_CUT',
    });
    expect(uploadsLeft()).toEqual([]);
  });
});

describe('a file that is sent again', () => {
  it('is received once, however often it is sent, and another one under its key not at all', async () => {
    const sent = (call: Call, content: string, idempotencyKey: string) =>
      imports().upload(call, { fileName: 'again.csv', source: from(content), idempotencyKey });
    const key = systemIds.next();
    const answers = await Promise.all(Array.from({ length: 8 }, () => sent(nanjing, number(1), key)));
    const [id = ''] = new Set(answers.map(({ importId }) => importId));
    expect(answers).toEqual(answers.map(() => ({ importId: id })));
    expect(uploadsLeft()).toEqual([id]);
    await expect(sent(nanjing, many(2), key)).rejects.toMatchObject({ code: 'ALREADY_CREATED' });
    const { importId: ofWuxi } = await sent(wuxi, number(1), key);
    expect(uploadsLeft().sort()).toEqual([id, ofWuxi].sort());
    expect((await imports().preview(nanjing, { id })).check).toMatchObject({ accepted: 1 });
    const told = await world.database.owner.$count(auditEvent, eq(auditEvent.subjectId, id));
    expect(told).toBe(1);
    await imports().cancel(nanjing, id);
    await imports().cancel(wuxi, ofWuxi);
  });
});
