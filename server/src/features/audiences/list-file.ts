import {
  checkNumber,
  guessHeader,
  guessNumberColumn,
  maskCell,
  MAX_LIST_ROWS,
  PREVIEW_ROWS,
  previewCell,
  REPORTED_REJECTIONS,
} from '@xietong/shared/audiences';
import type { FilePreview, ListReport, RejectedRow } from '@xietong/shared/audiences';
import { storableText } from '@xietong/shared/kernel';
import { AppError } from '../../platform/app-error';
import type { TableRow } from '../../platform/table-file';
import type { ListSource } from './list-source';
import { NumberBag } from './member-set';

/** Rows that the guesses about columns look at. */
const GUESS_ROWS = 200;
/** Rows that a preview checks: a few thousand tell whether the column is right. */
const CHECKED_ROWS = 2_000;

export interface FileChoices {
  /** Zero-based column of the numbers; undefined = the one that holds most of them. */
  column?: number | undefined;
  /** Whether the first row names the columns; undefined = it is guessed. */
  header?: boolean | undefined;
}

/** Where what is found in a file goes while it is read. */
export interface ReadHooks {
  /** Some refused rows, in their order; the next are read when this resolves. */
  rejected(rows: RejectedRow[]): Promise<void>;
  /** After every few rows. */
  progress(found: { rows: number; accepted: number; rejected: number }): void;
}

export interface FoundNumbers {
  /** 11 digits as integers, repeated ones included. */
  numbers: NumberBag;
  report: Pick<ListReport, 'rows' | 'rejected'>;
}

/**
 * How a file is understood, with its first rows; numbers in them are masked.
 * @throws AppError as `openListSource`, FILE_BROKEN
 */
export async function previewList(
  source: ListSource,
  fileName: string,
  choices: FileChoices,
): Promise<FilePreview> {
  const { rows, complete } = await firstRows(source);
  const probe = rows.slice(0, GUESS_ROWS).map((row) => row.cells);
  const header = choices.header ?? guessHeader(probe);
  const body = header ? rows.slice(1) : rows;
  const numberColumn = guessNumberColumn(header ? probe.slice(1) : probe);
  const column = choices.column ?? numberColumn;
  return {
    fileName,
    format: source.format,
    header,
    columns: columnsOf(rows.slice(0, GUESS_ROWS), header),
    numberColumn,
    rows: body.slice(0, PREVIEW_ROWS).map(({ line, cells }) => ({ line, cells: cells.map(previewCell) })),
    check: column === null ? null : { ...checkRows(body, column), complete },
  };
}

async function firstRows(source: ListSource): Promise<{ rows: TableRow[]; complete: boolean }> {
  const rows: TableRow[] = [];
  for await (const batch of source.rows()) {
    rows.push(...batch);
    if (rows.length > CHECKED_ROWS) return { rows: rows.slice(0, CHECKED_ROWS), complete: false };
  }
  return { rows, complete: true };
}

function columnsOf(rows: readonly TableRow[], header: boolean): FilePreview['columns'] {
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  const names = header ? rows[0]?.cells : undefined;
  return Array.from({ length: width }, (_, index) => ({
    index,
    name: previewCell(names?.[index] ?? '') || null,
  }));
}

function checkRows(
  rows: readonly TableRow[],
  column: number,
): Omit<NonNullable<FilePreview['check']>, 'complete'> {
  const numbers = new NumberBag();
  const rejected = emptyRejections();
  for (const row of rows) takeRow(row, column, { numbers, rejected });
  const found = numbers.size;
  const accepted = numbers.distinct().length;
  return { rows: rows.length, accepted, duplicates: found - accepted, rejected };
}

/**
 * All numbers of a file, and what became of its rows.
 * @throws AppError as for the preview; FILE_COLUMN_UNKNOWN {column} where the file has no such column,
 * LIST_TOO_MANY_ROWS {maxRows}
 */
export async function readList(
  source: ListSource,
  choices: FileChoices,
  hooks: ReadHooks,
): Promise<FoundNumbers> {
  const found = { numbers: new NumberBag(), rejected: emptyRejections() };
  let rows = 0;
  for await (const { batch, column } of bodyRows(source, choices)) {
    rows += batch.length;
    if (rows > MAX_LIST_ROWS) throw new AppError('LIST_TOO_MANY_ROWS', { maxRows: MAX_LIST_ROWS });
    const refused = batch.flatMap((row) => takeRow(row, column, found) ?? []);
    if (refused.length > 0) await hooks.rejected(refused);
    hooks.progress({ rows, accepted: found.numbers.size, rejected: found.rejected.total });
  }
  return { numbers: found.numbers, report: { rows, rejected: found.rejected } };
}

/** Rows without the one that names the columns, and the column that holds the numbers. */
async function* bodyRows(
  source: ListSource,
  choices: FileChoices,
): AsyncGenerator<{ batch: TableRow[]; column: number }> {
  let waiting: TableRow[] | null = [];
  let column = 0;
  const decide = (rows: TableRow[]): TableRow[] => {
    const probe = rows.slice(0, GUESS_ROWS).map((row) => row.cells);
    const header = choices.header ?? guessHeader(probe);
    column = choices.column ?? guessNumberColumn(probe) ?? 0;
    if (!probe.some((cells) => column < cells.length))
      throw new AppError('FILE_COLUMN_UNKNOWN', { column: column + 1 });
    return header ? rows.slice(1) : rows;
  };
  for await (const batch of source.rows()) {
    if (waiting === null) yield { batch, column };
    else {
      waiting.push(...batch);
      if (waiting.length < GUESS_ROWS) continue;
      yield { batch: decide(waiting), column };
      waiting = null;
    }
  }
  if (waiting !== null) yield { batch: decide(waiting), column };
}

function emptyRejections(): ListReport['rejected'] {
  return { total: 0, byReason: {}, first: [] };
}

/** Takes the number of a row, or gives back why there is none. */
function takeRow(
  { line, cells }: TableRow,
  column: number,
  { numbers, rejected }: { numbers: NumberBag; rejected: ListReport['rejected'] },
): RejectedRow | null {
  const cell = cells[column];
  const check = checkNumber(cell);
  if (check.ok) {
    numbers.add(Number(check.number));
    return null;
  }
  const { reason } = check;
  const row = { line, reason, value: storableText(maskCell(cell ?? '')) };
  rejected.total += 1;
  rejected.byReason[reason] = (rejected.byReason[reason] ?? 0) + 1;
  if (rejected.first.length < REPORTED_REJECTIONS) rejected.first.push(row);
  return row;
}
