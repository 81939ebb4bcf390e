import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { kindedCell, safeCell } from '@xietong/shared/kernel';
import type { CellKind, KindedCell } from '@xietong/shared/kernel';
import type { Worksheet } from 'exceljs';
import { shanghaiClock } from './export-table';
import type { ExportTable, TablePart } from './export-table';

const FORMATS: Readonly<Record<CellKind, string>> = {
  text: '@',
  count: '#,##0',
  rate: '0.00%',
  points: '0.00',
  fen: '#,##0.00',
  instant: 'yyyy-mm-dd hh:mm:ss',
};
const WIDTHS: Readonly<Record<CellKind, number>> = {
  text: 22,
  count: 12,
  rate: 12,
  points: 14,
  fen: 14,
  instant: 20,
};

/**
 * Tables as a workbook with a sheet of each, written row by row: numbers stay numbers with their
 * formats, texts are never formulas. An error while rows are read breaks the stream off, so that no
 * half file looks whole.
 */
export function xlsxExport(...tables: readonly ExportTable[]): Readable {
  const out = new PassThrough();
  write(tables, out).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

async function write(tables: readonly ExportTable[], out: PassThrough): Promise<void> {
  // takes longer to load than half of the program, and most processes never write a workbook
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  for (const { name, columns, parts } of tables) {
    const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ kind }) => ({ width: WIDTHS[kind], style: { numFmt: FORMATS[kind] } }));
    const head = sheet.addRow(columns.map(({ header }) => safeCell(header)));
    head.font = { bold: true };
    head.commit();
    for await (const rows of parts) {
      for (const row of rows) addCells(sheet, columns, row);
      if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')]);
      if (out.destroyed) return;
    }
    sheet.commit();
  }
  await book.commit();
}

function addCells(sheet: Worksheet, columns: ExportTable['columns'], cells: TablePart[number]): void {
  const kinded = columns.map(({ kind }, index) => kindedCell(cells[index], kind));
  const row = sheet.addRow(kinded.map(xlsxCell));
  for (const [index, { kind }] of kinded.entries())
    if (kind !== columns[index]?.kind) row.getCell(index + 1).numFmt = FORMATS[kind];
  row.commit();
}

function xlsxCell({ kind, value }: KindedCell): string | number | Date | null {
  if (value === null) return null;
  if (typeof value === 'string') return kind === 'instant' ? shanghaiClock(value) : safeCell(value);
  if (kind === 'points') return value * 100;
  return kind === 'fen' ? value / 100 : value;
}

/** What a sheet may be called: 31 characters without those that references are made of. */
function sheetName(name: string): string {
  return name.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31);
}
