import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { RejectedRow } from '@xietong/shared/audiences';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../platform/app-error';
import { openSealedFile, sealToFile } from '../../platform/sealed-file';
import { readList } from './list-file';
import { openListSource } from './list-source';

const key = randomBytes(32);
let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xietong-list-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Read {
  readonly code: string;
  readonly numbers: string[];
  readonly rows: number;
  /** Numbers that the file repeats. */
  readonly duplicates: number;
  readonly rejected: RejectedRow[];
}

/** As an import reads it: the sealed file, whatever it is. */
async function read(bytes: Buffer): Promise<Read> {
  count += 1;
  const path = join(folder, String(count));
  await sealToFile(path, key, Readable.from([bytes]));
  const file = await openSealedFile(path, key);
  const rejected: RejectedRow[] = [];
  try {
    const source = await openListSource(file, { utf8: isUtf8(bytes) });
    const { numbers, report } = await readList(
      source,
      {},
      {
        rejected: (rows) => {
          rejected.push(...rows);
          return Promise.resolve();
        },
        progress: () => undefined,
      },
    );
    source.close();
    expect(report.rows).toBe(numbers.size + report.rejected.total);
    expect(report.rejected.total).toBe(rejected.length);
    // distinct() sorts in place and drops what is repeated
    const all = numbers.size;
    const distinct = [...numbers.distinct()].map(String);
    return {
      ...{ code: 'OK', numbers: distinct, rows: report.rows },
      ...{ duplicates: all - distinct.length, rejected },
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, numbers: [], rows: 0, duplicates: 0, rejected: [] };
  } finally {
    await file.close();
    rmSync(path);
  }
}

const number = fc.integer({ min: 0, max: 99_999_999 }).map((n) => `154${String(n).padStart(8, '0')}`);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const delimiter = fc.constantFrom(',', '\t', ';', '|');
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Each row with a line end of its own, the last one only where it is `ended`. */
const joined = (rows: readonly string[], ends: readonly string[], ended: boolean): string =>
  rows.map((row, n) => row + (n < rows.length - 1 || ended ? (ends[n] ?? '') : '')).join('');
const CODECS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  GB18030: (text) => iconv.encode(text, 'gb18030'),
  'UTF-16': (text) => iconv.encode(text, 'utf-16le', { addBOM: true }),
};

describe('a text with numbers', () => {
  it('gives its numbers, whatever program saved it', { timeout: 60_000 }, async () => {
    const cell = fc.constantFrom('张三', '李四', '南京 "老客户"', '含,号', '两\n行', '', '=1+1', 'ＡＢ');
    const table = fc.record({
      numbers: fc.uniqueArray(number, { minLength: 3, maxLength: 12 }),
      cells: fc.array(cell, { minLength: 12, maxLength: 12 }),
      ends: fc.array(lineEnd, { minLength: 13, maxLength: 13 }),
      by: delimiter,
      codec: fc.constantFrom(...Object.keys(CODECS)),
      ended: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ numbers, cells, ends, by, codec, ended }) => {
        const lines = numbers.map((each, n) => [quoted(cells[n] ?? ''), each].join(by));
        const text = joined(['姓名,号码'.replace(',', by), ...lines], ends, ended);
        const found = await read(CODECS[codec]?.(text) ?? Buffer.alloc(0));
        expect(found).toEqual({
          ...{ code: 'OK', numbers: numbers.toSorted(), rows: numbers.length, rejected: [] },
          duplicates: 0,
        });
      }),
      { numRuns: 100 },
    );
  });

  it(
    'loses no row, whichever line ends it is put together from, and knows the line of each',
    { timeout: 60_000 },
    async () => {
      const row = fc.record({
        value: fc.oneof(number, fc.constantFrom('15400000001', '15400000002'), fc.constantFrom('12', '无')),
        name: fc.constantFrom('张三', '两\n行', '两\r\n行', '两\r行'),
        end: lineEnd,
      });
      const table = fc.record({
        rows: fc.array(row, { minLength: 1, maxLength: 20 }),
        first: lineEnd,
        codec: fc.constantFrom(...Object.keys(CODECS)),
        ended: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(table, async ({ rows, first, codec, ended }) => {
          const lines = rows.map(({ value, name }) => `${quoted(name)},${value}`);
          const text = joined(['姓名,号码', ...lines], [first, ...rows.map(({ end }) => end)], ended);
          const found = await read(CODECS[codec]?.(text) ?? Buffer.alloc(0));
          expect(found.rows).toBe(rows.length);
          expect(found.numbers.length + found.duplicates + found.rejected.length).toBe(rows.length);
          let line = 1;
          const expected = rows.flatMap(({ value, name }) => {
            line += name.startsWith('两') ? 2 : 1;
            return value.length < 11 ? [line] : [];
          });
          expect(found.rejected.map((each) => each.line)).toEqual(expected);
        }),
        { numRuns: 200 },
      );
    },
  );

  it(
    'is read or refused by a code, whatever it consists of, and shows no number',
    { timeout: 60_000 },
    async () => {
      const piece = fc.oneof(
        { weight: 6, arbitrary: number.map((each) => Buffer.from(each)) },
        { weight: 6, arbitrary: fc.oneof(lineEnd, delimiter).map((each) => Buffer.from(each)) },
        fc
          .constantFrom('"', '""', "'", '=1+1', '@SUM(A1)', '\0', '\ufeff', '\u2028', '１５４')
          .map((each) => Buffer.from(each)),
        fc.constantFrom('甲乙丙', '号码', '联系').map((each) => Buffer.from(each)),
        fc.constantFrom('甲乙丙', '号码', '联系').map((each) => iconv.encode(each, 'gb18030')),
        fc.uint8Array({ minLength: 1, maxLength: 12 }).map((each) => Buffer.from(each)),
        {
          weight: 1,
          arbitrary: fc.constantFrom('1', 'x', ',').map((each) => Buffer.from(each.repeat(120_000))),
        },
      );
      const file = fc.tuple(fc.array(piece, { maxLength: 60 }), fc.nat(20)).map(([pieces, cut]) => {
        const bytes = Buffer.concat(pieces);
        return bytes.subarray(0, Math.max(0, bytes.length - cut));
      });
      const codes = new Set<string>();
      await fc.assert(
        fc.asyncProperty(file, async (bytes) => {
          const { code, numbers, rejected } = await read(bytes);
          codes.add(code);
          expect(code).toMatch(/^(OK|FILE_[A-Z_]+)$/);
          // what was taken stands in the file, as one encoding or the other has it
          const digits = [
            bytes.toString('latin1'),
            bytes.toString(),
            iconv.decode(bytes, 'gb18030'),
            iconv.decode(bytes, 'utf-16'),
          ]
            .map((text) => text.normalize('NFKC').replaceAll(/\D/g, ''))
            .join(' ');
          for (const each of numbers) expect(digits).toContain(each);
          for (const { value } of rejected) expect(value).not.toMatch(/\d{8}/);
        }),
        { numRuns: 250 },
      );
      expect([...codes].toSorted()).toEqual(
        expect.arrayContaining(['FILE_BROKEN', 'FILE_ENCODING_MIXED', 'FILE_NOT_TEXT', 'OK']),
      );
    },
  );

  it('is refused where one part of it is UTF-8 and another is not, wherever they meet', async () => {
    const lines = (from: number) =>
      Array.from({ length: 3_000 }, (_, n) => `客户,154${String(from + n).padStart(8, '0')}\n`).join('');
    const [one, other] = [Buffer.from(lines(0)), iconv.encode(lines(3_000), 'gb18030')];
    expect((await read(Buffer.concat([one, other]))).code).toBe('FILE_ENCODING_MIXED');
    expect((await read(Buffer.concat([other, one]))).code).toBe('FILE_ENCODING_MIXED');
    expect((await read(Buffer.concat([other, Buffer.from('客户,15400000001\n')]))).code).toBe(
      'FILE_ENCODING_MIXED',
    );
    expect(await read(other)).toMatchObject({ code: 'OK', rows: 3_000, rejected: [] });
  });
});
