import {
  checkNumber,
  guessHeader,
  guessNumberColumn,
  maskCell,
  PREVIEW_ROWS,
  previewCell,
  REPORTED_REJECTIONS,
} from '@xietong/shared/audiences';
import type { FilePreview, ListReport } from '@xietong/shared/audiences';
import { AppError } from '../../platform/app-error';
import { detectTableFormat, MAX_TABLE_BYTES, readTable } from '../../platform/table-file';
import type { TableFormat, TableRow } from '../../platform/table-file';
import { distinctNumbers } from './member-set';

/** Rows that the guesses about columns look at. */
const GUESS_ROWS = 200;

export interface FileChoices {
  /** Zero-based column of the numbers; undefined = the one that holds most of them. */
  column?: number | undefined;
  /** Whether the first row names the columns; undefined = it is guessed. */
  header?: boolean | undefined;
}

export interface FileNumbers {
  /** 11 digits as integers, in the order of the file, repeated ones included. */
  numbers: number[];
  report: Pick<ListReport, 'rows' | 'rejected'>;
}

/** @throws AppError LIST_TOO_LARGE */
export function requireFileSize(bytes: number): void {
  if (bytes > MAX_TABLE_BYTES) throw new AppError('LIST_TOO_LARGE', { maxBytes: MAX_TABLE_BYTES });
}

/**
 * How a file is understood, with its first rows; numbers in them are masked.
 * @throws AppError LIST_TOO_LARGE, FILE_EMPTY, FILE_NOT_TEXT, FILE_BROKEN
 */
export async function previewListFile(
  bytes: Buffer,
  fileName: string,
  choices: FileChoices,
): Promise<FilePreview> {
  const { format, rows } = await probe(bytes);
  const header = choices.header ?? guessHeader(rows.map((row) => row.cells));
  const body = header ? rows.slice(1) : rows;
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  const names = header ? rows[0]?.cells : undefined;
  const numberColumn = guessNumberColumn(body.map((row) => row.cells));
  const column = choices.column ?? numberColumn;
  return {
    fileName,
    ...format,
    header,
    columns: Array.from({ length: width }, (_, index) => ({
      index,
      name: previewCell(names?.[index] ?? '') || null,
    })),
    numberColumn,
    rows: body.slice(0, PREVIEW_ROWS).map(({ line, cells }) => ({ line, cells: cells.map(previewCell) })),
    check: column === null ? null : await checkFile(bytes, { column, header }),
  };
}

async function checkFile(bytes: Buffer, choices: FileChoices): Promise<FilePreview['check']> {
  const { numbers, report } = await readListFile(bytes, choices);
  const accepted = distinctNumbers(numbers).length;
  return { ...report, accepted, duplicates: numbers.length - accepted };
}

/**
 * All numbers of a file, and what became of its rows.
 * @throws AppError as for the preview; FILE_COLUMN_UNKNOWN where the file has no such column
 */
export async function readListFile(bytes: Buffer, choices: FileChoices): Promise<FileNumbers> {
  const { format, rows } = await probe(bytes);
  const header = choices.header ?? guessHeader(rows.map((row) => row.cells));
  const column = choices.column ?? guessNumberColumn(rows.map((row) => row.cells)) ?? 0;
  if (!rows.some((row) => column < row.cells.length))
    throw new AppError('FILE_COLUMN_UNKNOWN', { column: column + 1 });
  const numbers: number[] = [];
  const rejected: ListReport['rejected'] = { total: 0, byReason: {}, first: [] };
  let read = 0;
  for await (const { line, cells } of readTable(bytes, format)) {
    read += 1;
    if (header && read === 1) continue;
    const cell = cells[column];
    const check = checkNumber(cell);
    if (check.ok) numbers.push(Number(check.number));
    else reject(rejected, line, check.reason, cell ?? '');
  }
  return { numbers, report: { rows: header ? Math.max(0, read - 1) : read, rejected } };
}

function reject(
  rejected: ListReport['rejected'],
  line: number,
  reason: ListReport['rejected']['first'][number]['reason'],
  cell: string,
): void {
  rejected.total += 1;
  rejected.byReason[reason] = (rejected.byReason[reason] ?? 0) + 1;
  if (rejected.first.length < REPORTED_REJECTIONS)
    rejected.first.push({ line, reason, value: maskCell(cell) });
}

async function probe(bytes: Buffer): Promise<{ format: TableFormat; rows: TableRow[] }> {
  requireFileSize(bytes.length);
  const format = detectTableFormat(bytes);
  const rows: TableRow[] = [];
  for await (const row of readTable(bytes, format)) {
    rows.push(row);
    if (rows.length >= GUESS_ROWS) break;
  }
  return { format, rows };
}
