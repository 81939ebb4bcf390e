import { previewCell, PREVIEW_ROWS } from '@xietong/shared/audiences';
import { isStorableText } from '@xietong/shared/kernel';
import { createColumnObserver, REPORTED_LINES } from '@xietong/shared/subscribers';
import type { ColumnObserver, CustomerPreview, ObservedColumn } from '@xietong/shared/subscribers';
import { AppError } from '../../platform/app-error';
import { detectTableFormat, MAX_TABLE_BYTES, readTable } from '../../platform/table-file';
import type { TableFormat, TableRow } from '../../platform/table-file';

const GUESS_ROWS = 200;

/** A column of attributes: everything but the identity. */
export interface CustomerColumn extends ObservedColumn {
  index: number;
  name: string;
  /** The first lines on which it is blank. */
  blankLines: number[];
}

/** A file of customers, read once from end to end and found sound. */
export interface CustomerFile {
  format: TableFormat;
  idIndex: number;
  rows: number;
  columns: CustomerColumn[];
}

export interface CustomerRow {
  externalId: string;
  cells: string[];
}

/**
 * How a file of customers is understood, with its first rows; what could be a number is masked.
 * @throws AppError TOO_LARGE, FILE_EMPTY, FILE_NOT_TEXT, FILE_BROKEN
 */
export async function previewCustomerFile(bytes: Buffer, fileName: string): Promise<CustomerPreview> {
  const format = openFile(bytes);
  const rows: TableRow[] = [];
  for await (const row of readTable(bytes, format)) {
    rows.push(row);
    if (rows.length > GUESS_ROWS) break;
  }
  const [header, ...body] = rows;
  const columns = header?.cells.map((name) => name.trim()) ?? [];
  return {
    fileName,
    ...format,
    columns,
    idColumn:
      columns.find((_, index) => isIdentity(body.map((row) => row.cells[index]?.trim() ?? ''))) ?? null,
    rows: body.slice(0, PREVIEW_ROWS).map(({ line, cells }) => ({ line, cells: cells.map(previewCell) })),
  };
}

function isIdentity(values: readonly string[]): boolean {
  return values.length > 0 && !values.includes('') && new Set(values).size === values.length;
}

/**
 * Reads a file of customers through and tells the type of every column.
 * @throws AppError as the preview, and for the first thing that makes the file unfit:
 * CUSTOMERS_ID_COLUMN_UNKNOWN {column}, CUSTOMERS_COLUMN_NAME {column}, CUSTOMERS_ROW_LENGTH
 * {line, expected, found}, CUSTOMERS_ID_BLANK {line}, CUSTOMERS_ID_REPEATED {line}, CUSTOMERS_NONE; FILE_BROKEN
 * {line} also for a cell that the database cannot hold
 */
export async function inspectCustomerFile(bytes: Buffer, idColumn: string): Promise<CustomerFile> {
  const format = openFile(bytes);
  const seen = new Set<string>();
  let header: { names: string[]; idIndex: number } | null = null;
  let columns: (Pick<CustomerColumn, 'index' | 'name' | 'blankLines'> & ColumnObserver)[] = [];
  for await (const { line, cells } of readTable(bytes, format)) {
    if (header === null) {
      const names = checkNames(cells);
      const idIndex = names.indexOf(idColumn.trim());
      if (idIndex === -1) throw new AppError('CUSTOMERS_ID_COLUMN_UNKNOWN', { column: idColumn });
      header = { names, idIndex };
      columns = names.flatMap((name, index) =>
        index === idIndex ? [] : [{ index, name, blankLines: [], ...createColumnObserver() }],
      );
      continue;
    }
    if (!isWhole(cells, format)) throw new AppError('FILE_BROKEN', { line });
    checkRow(cells, line, header, seen);
    for (const column of columns) {
      const cell = cells[column.index] ?? '';
      column.observe(cell);
      if (cell.trim() === '' && column.blankLines.length < REPORTED_LINES) column.blankLines.push(line);
    }
  }
  if (header === null || seen.size === 0) throw new AppError('CUSTOMERS_NONE');
  const found = columns.map(({ index, name, blankLines, result }) => ({
    index,
    name,
    blankLines,
    ...result(),
  }));
  return { format, idIndex: header.idIndex, rows: seen.size, columns: found };
}

/** The customers of a file that `inspectCustomerFile` has accepted. */
export async function* readCustomers(bytes: Buffer, file: CustomerFile): AsyncGenerator<CustomerRow> {
  let isHeader = true;
  for await (const { cells } of readTable(bytes, file.format)) {
    if (!isHeader) yield { externalId: (cells[file.idIndex] ?? '').trim(), cells };
    isHeader = false;
  }
}

function openFile(bytes: Buffer): TableFormat {
  if (bytes.length > MAX_TABLE_BYTES) throw new AppError('TOO_LARGE', { maxBytes: MAX_TABLE_BYTES });
  return detectTableFormat(bytes);
}

/** Names become attributes, and a rule reaches an attribute by its name alone. */
function checkNames(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  const bad = names.find(
    (name, index) =>
      name === '' ||
      name.length > 100 ||
      /[.]|^\$/.test(name) ||
      !isStorableText(name) ||
      names.indexOf(name) !== index,
  );
  if (bad !== undefined) throw new AppError('CUSTOMERS_COLUMN_NAME', { column: bad });
  return names;
}

/** Whether cells hold nothing that cannot be stored; half a character of UTF-16 is read as U+FFFD. */
function isWhole(cells: readonly string[], { encoding }: TableFormat): boolean {
  const isHalved = (cell: string): boolean => encoding.startsWith('utf-16') && cell.includes('\ufffd');
  return cells.every((cell) => isStorableText(cell) && !isHalved(cell));
}

function checkRow(
  cells: readonly string[],
  line: number,
  { names, idIndex }: { names: readonly string[]; idIndex: number },
  seen: Set<string>,
): void {
  if (cells.length !== names.length) {
    throw new AppError('CUSTOMERS_ROW_LENGTH', { line, expected: names.length, found: cells.length });
  }
  const id = (cells[idIndex] ?? '').trim();
  if (id === '' || id.length > 100) throw new AppError('CUSTOMERS_ID_BLANK', { line });
  if (seen.has(id)) throw new AppError('CUSTOMERS_ID_REPEATED', { line });
  seen.add(id);
}
