import { Readable } from 'node:stream';
import { csvLine, kindedCell, shanghaiTime } from '@xietong/shared/kernel';
import type { CellKind, CsvCell, TableCell } from '@xietong/shared/kernel';
import type { ExportTable } from './export-table';

/** Tells a spreadsheet that the text is UTF-8. */
const BOM = '\uFEFF';
const LINE_END = '\r\n';

const TWO_DECIMALS = {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  useGrouping: false,
  signDisplay: 'negative',
} as const;
/** Rounded as pages and spreadsheets round them: of the share itself, not of a hundred times it. */
const percent = new Intl.NumberFormat('en-US', { ...TWO_DECIMALS, style: 'percent' });
const twoDecimals = new Intl.NumberFormat('en-US', TWO_DECIMALS);

/** The table as CSV, part by part as it is read. A reader that stops stops the reading of rows. */
export function csvExport({ columns, parts }: ExportTable): Readable {
  return Readable.from(
    (async function* () {
      yield BOM + csvLine(columns.map(({ header }) => header)) + LINE_END;
      for await (const rows of parts) {
        const lines = rows.map((row) => csvLine(columns.map(({ kind }, index) => csvCell(row[index], kind))));
        if (lines.length > 0) yield lines.join(LINE_END) + LINE_END;
      }
    })(),
    { objectMode: false, encoding: 'utf8' },
  );
}

function csvCell(cell: TableCell | undefined, ofColumn: CellKind): CsvCell {
  const { kind, value } = kindedCell(cell, ofColumn);
  if (value === null) return null;
  if (typeof value === 'string') return kind === 'instant' ? shanghaiTime(new Date(value)) : value;
  if (kind === 'rate') return { plain: percent.format(value) };
  if (kind === 'points') return { plain: twoDecimals.format(value * 100) };
  if (kind === 'fen') return { plain: (value / 100).toFixed(2) };
  return value;
}
