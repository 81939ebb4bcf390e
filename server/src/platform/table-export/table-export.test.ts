import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { csvExport } from './csv-export';
import { atOnce } from './export-table';
import type { ExportTable, TablePart } from './export-table';
import { xlsxExport } from './xlsx-export';

const columns: ExportTable['columns'] = [
  { header: '名称', kind: 'text' },
  { header: '曝光', kind: 'count' },
  { header: '转化率', kind: 'rate' },
  { header: '变化（百分点）', kind: 'points' },
  { header: '节省（元）', kind: 'fen' },
  { header: '时间', kind: 'instant' },
];
const parts: TablePart[] = [
  [['南京, "市"', 1234, 0.0425, -0.0061, 162_01, '2026-11-22T16:05:09.000Z']],
  [],
  [
    ['=HYPERLINK("http://x")', 0, null, null, 0, null],
    ['+86', -3, 23 / 160, -0.000_01, -5, '2026-12-31T15:59:59.999Z'],
  ],
];
const table = (rows = parts): ExportTable => ({ name: '各地市/对比', columns, parts: atOnce(...rows) });

describe('a table as CSV', () => {
  it('begins with a BOM, ends lines as spreadsheets do, and reads back as it was', async () => {
    const bytes = await buffer(csvExport(table()));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().split('\r\n')).toHaveLength(5);
    expect(parse(bytes, { bom: true })).toEqual([
      ['名称', '曝光', '转化率', '变化（百分点）', '节省（元）', '时间'],
      ['南京, "市"', '1234', '4.25%', '-0.61', '162.01', '2026-11-23 00:05:09'],
      [`'=HYPERLINK("http://x")`, '0', '', '', '0.00', ''],
      ["'+86", '-3', '14.38%', '0.00', '-0.05', '2026-12-31 23:59:59'],
    ]);
  });

  it('has its heads where there are no rows', async () => {
    const bytes = await buffer(csvExport(table([])));
    expect(parse(bytes, { bom: true })).toHaveLength(1);
  });
});

async function readBack(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('a workbook has a sheet');
  return sheet;
}

describe('a table as a workbook', () => {
  it('keeps numbers as numbers with their formats, and makes no formula', async () => {
    const sheet = await readBack(await buffer(xlsxExport(table())));
    expect(sheet.name).toBe('各地市 对比');
    const rows = sheet.getSheetValues().slice(1) as unknown[][];
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['名称', '曝光', '转化率', '变化（百分点）', '节省（元）', '时间'],
      ['南京, "市"', 1234, 0.0425, -0.61, 162.01, new Date('2026-11-23T00:05:09.000Z')],
      [`'=HYPERLINK("http://x")`, 0, undefined, undefined, 0],
      ["'+86", -3, 23 / 160, -0.001, -0.05, new Date('2026-12-31T23:59:59.999Z')],
    ]);
    expect(sheet.getCell('B2').numFmt).toBe('#,##0');
    expect(sheet.getCell('C2').numFmt).toBe('0.00%');
    expect(sheet.getCell('F2').numFmt).toBe('yyyy-mm-dd hh:mm:ss');
    expect(sheet.getCell('A3').type).toBe(ExcelJS.ValueType.String);
  });

  it('breaks off when its rows cannot be read', async () => {
    const broken = (): ExportTable => ({
      ...table(),
      parts: (async function* () {
        await Promise.resolve();
        yield [['a', 1, 1, 1, 1, null]];
        throw new Error('gone');
      })(),
    });
    await expect(buffer(xlsxExport(broken()))).rejects.toThrow('gone');
    await expect(buffer(csvExport(broken()))).rejects.toThrow('gone');
  });
});
