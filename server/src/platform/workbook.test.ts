import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbookParts, zipOf } from '../testing/zip-file';
import { AppError } from './app-error';
import { openSealedFile, sealToFile } from './sealed-file';
import type { TableRow } from './table-file';
import { openWorkbook } from './workbook';

const key = randomBytes(32);
let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xietong-workbook-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function readBook(bytes: Buffer): Promise<{ sheet: string; rows: TableRow[] }> {
  count += 1;
  const path = join(folder, String(count));
  await sealToFile(path, key, Readable.from([bytes]));
  const file = await openSealedFile(path, key);
  try {
    const book = await openWorkbook(file);
    const rows: TableRow[] = [];
    for await (const batch of book.rows()) rows.push(...batch);
    expect(book.done).toBe(book.total);
    book.close();
    return { sheet: book.sheet, rows };
  } finally {
    await file.close();
  }
}

const rowsOf = async (parts: Record<string, string>) => (await readBook(zipOf(parts))).rows;

describe('a workbook', () => {
  it('gives its rows, however the cells hold their texts', async () => {
    const parts = workbookParts({
      strings: ['<t>姓名</t>', '<r><t>手机</t></r><r><t>号码</t></r><rPh><t>shouji</t></rPh>'],
      sheet:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
        '<row r="2"><c r="A2" t="inlineStr"><is><t>A &amp; B</t></is></c><c r="B2"><v>15400000001</v></c></row>' +
        '<row r="4"><c r="B4"><v>1.5400000002E10</v></c></row>' +
        '<row r="5"><c r="A5"/><c r="B5"/></row>' +
        '<row><c t="str"><f>A1&amp;"15400000003"</f><v>15400000003</v></c><c><v>1.5</v></c></row>',
    });
    const { sheet, rows } = await readBook(zipOf(parts));
    expect(sheet).toBe('客户');
    expect(rows).toEqual([
      { line: 1, cells: ['姓名', '手机号码'] },
      { line: 2, cells: ['A & B', '15400000001'] },
      { line: 4, cells: ['', '15400000002'] },
      { line: 6, cells: ['=…', '1.5'] },
    ]);
  });

  it('is read with names that have a prefix', async () => {
    const parts = workbookParts({ sheet: '' });
    parts['xl/worksheets/sheet1.xml'] =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>15400000001</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await rowsOf(parts)).toEqual([{ line: 1, cells: ['15400000001'] }]);
  });

  const code = async (bytes: Buffer): Promise<string> => {
    try {
      await readBook(bytes);
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
    return 'OK';
  };

  it('is refused by a code where it cannot be read', async () => {
    const parts = workbookParts({ sheet: '<row r="1"><c r="A1"><v>15400000001</v></c></row>' });
    const whole = zipOf(parts);
    expect(await code(whole)).toBe('OK');
    expect(await code(whole.subarray(0, whole.length - 30))).toBe('FILE_WORKBOOK_BROKEN');
    expect(await code(zipOf({ 'a.txt': 'x' }))).toBe('FILE_NOT_WORKBOOK');
    const hidden = zipOf(workbookParts({ sheet: '', state: 'hidden' }));
    expect(await code(hidden)).toBe('FILE_EMPTY');
    const cut = { ...parts, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>154' };
    expect(await code(zipOf(cut))).toBe('FILE_WORKBOOK_BROKEN');
    const noStrings = workbookParts({ sheet: '<row><c t="s"><v>7</v></c></row>' });
    expect(await code(zipOf(noStrings))).toBe('FILE_WORKBOOK_BROKEN');
  });

  it('is refused where it was made to blow up', async () => {
    const long = '1'.repeat(32 * 1024 * 1024);
    const bomb = workbookParts({ sheet: `<row><c><v>${long}</v></c></row>` });
    expect(await code(zipOf(bomb))).toBe('FILE_UNPACKS_TOO_LARGE');
    const cell = workbookParts({ sheet: `<row><c><v>${'1'.repeat(40_000)}</v></c></row>` });
    expect(await code(zipOf(cell))).toBe('FILE_WORKBOOK_BROKEN');
    // It says that it is smaller than it is.
    const lie = zipOf(workbookParts({ sheet: `<row><c><v>1</v></c></row>${' '.repeat(9_000_000)}` }));
    for (let at = lie.indexOf('PK\u0001\u0002'); at !== -1; at = lie.indexOf('PK\u0001\u0002', at + 4))
      if (lie.toString('latin1', at + 46, at + 80).includes('sheet1')) lie.writeUInt32LE(1_000, at + 24);
    expect(await code(lie)).toBe('FILE_WORKBOOK_BROKEN');
  });

  it('expands no entities of its own', async () => {
    const parts = workbookParts({ sheet: '' });
    parts['xl/worksheets/sheet1.xml'] =
      '<!DOCTYPE w [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    expect(await rowsOf(parts)).toEqual([{ line: 1, cells: ['&b;'] }]);
  });

  it('is read or refused by a code, however it is damaged', { timeout: 60_000 }, async () => {
    const rows = Array.from(
      { length: 200 },
      (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${15400000000 + n}</v></c></row>`,
    );
    const whole = zipOf(workbookParts({ sheet: rows.join(''), strings: ['<t>a</t>'] }));
    const places = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(places, fc.nat(whole.length), async (changes, end) => {
        const damaged = Buffer.from(whole.subarray(0, end % 3 === 0 ? end : whole.length));
        for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
        expect(await code(damaged)).toMatch(/^(OK|FILE_[A-Z_]+)$/);
      }),
      { numRuns: 150 },
    );
  });
});
