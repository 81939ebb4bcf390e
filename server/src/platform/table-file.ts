import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { AppError } from './app-error';
import { isCommonInGb18030 } from './common-characters';
import { refuseMixedEncoding } from './mixed-encoding';

/** Encodings that spreadsheets here save text in. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
export const TABLE_DELIMITERS = [',', '\t', ';', '|'] as const;
export type TableDelimiter = (typeof TABLE_DELIMITERS)[number];

export interface TableFormat {
  encoding: TableEncoding;
  delimiter: TableDelimiter;
}

export interface TableRow {
  /** One-based line of the file on which the row ends; of a workbook the row's own number. */
  line: number;
  cells: string[];
}

/** Largest file in bytes that is held in memory; larger ones have to be split or streamed. */
export const MAX_TABLE_BYTES = 20 * 1024 * 1024;
/** The beginning of a file, by which its format is told. */
export const PROBE_BYTES = 64 * 1024;
/** A row longer than this is a quote that was never closed. */
const MAX_ROW_CHARACTERS = 100_000;
const PROBE_LINES = 50;
/** The longest first: the parser takes the first that fits. */
const LINE_ENDS = ['\r\n', '\n', '\r'];
/** Decoded piece by piece, so that a large file is never held a second time as text. */
const CHUNK_BYTES = 256 * 1024;
const ROWS_PER_BATCH = 1_000;
/** What bytes that mean nothing in their encoding are decoded to. */
const UNREADABLE = '\ufffd';

/**
 * Tells how a CSV or plain text is encoded and what separates its cells. A text with one column
 * counts as separated by commas.
 * @throws AppError FILE_NOT_TEXT for anything that is no text, e.g. an image; FILE_EMPTY;
 * FILE_ENCODING_MIXED
 */
export function detectTableFormat(bytes: Buffer): TableFormat {
  return detectTextFormat(bytes.subarray(0, PROBE_BYTES), { utf8: isUtf8(bytes) });
}

/** The same by the first bytes of a file, where it is known whether all of it is UTF-8. */
export function detectTextFormat(head: Buffer, { utf8 }: { utf8: boolean }): TableFormat {
  if (head.length === 0) throw new AppError('FILE_EMPTY');
  const encoding = detectEncoding(head, utf8);
  return { encoding, delimiter: detectDelimiter(iconv.decode(head, encoding)) };
}

function detectEncoding(head: Buffer, utf8: boolean): TableEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // No encoding accepted below ever holds a zero byte, and pictures and programs do.
  if (head.includes(0)) throw new AppError('FILE_NOT_TEXT');
  const isMarked = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  if (utf8) return !isMarked && isCommonInGb18030(head) ? 'gb18030' : 'utf-8';
  // Marked as UTF-8 at its beginning, and something else further on.
  if (isMarked) throw new AppError('FILE_ENCODING_MIXED');
  return 'gb18030';
}

/** The separator found in most of the first lines; the more cells it makes, the better. */
function detectDelimiter(text: string): TableDelimiter {
  const lines = text.split(/\r\n|\r|\n/, PROBE_LINES).filter((line) => line.trim() !== '');
  const score = (delimiter: string): number =>
    lines.reduce((sum, line) => sum + Math.min(line.split(delimiter).length - 1, 100), 0);
  const scored = TABLE_DELIMITERS.map((delimiter) => ({ delimiter, found: score(delimiter) }));
  const best = scored.reduce((a, b) => (b.found > a.found ? b : a));
  return best.delimiter;
}

/**
 * Reads a table row by row; blank lines are skipped, rows may differ in length.
 * @throws AppError FILE_BROKEN {line} where the text is no table, e.g. a quote is never closed;
 * FILE_ENCODING_MIXED
 */
export async function* readTable(bytes: Buffer, format: TableFormat): AsyncGenerator<TableRow> {
  for await (const rows of readTableBatches(Readable.from(chunksOf(bytes)), format)) yield* rows;
}

/** The same from a stream of bytes, many rows at a time: a step for each would cost more than the row. */
export async function* readTableBatches(
  source: Readable,
  { encoding, delimiter }: TableFormat,
): AsyncGenerator<TableRow[]> {
  let countedTwice = 0;
  const parser = parse({
    delimiter,
    // Named all, as the parser else splits by the first that it meets: files put together from several have more.
    record_delimiter: LINE_ENDS,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
    // The line goes along as one more cell: asking for it beside each record takes twice the time.
    on_record: (cells: string[], { lines }) => {
      countedTwice += pairsIn(cells);
      return [...cells, String(lines - countedTwice)];
    },
  });
  // A failure on the way reaches the loop below through the parser, which it destroys.
  const decoded = iconv.decodeStream(encoding);
  if (encoding === 'gb18030') pipeline(source, refuseMixedEncoding(), decoded, parser, () => undefined);
  else pipeline(source, decoded, parser, () => undefined);
  let batch: TableRow[] = [];
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const row = { line: Number(cells.pop()), cells };
      if (encoding === 'gb18030') requireReadable(row);
      batch.push(row);
      if (batch.length < ROWS_PER_BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (isCsvError(error)) throw new AppError('FILE_BROKEN', { line: error.lines ?? 0 });
    throw error;
  }
  if (batch.length > 0) yield batch;
}

/** Line ends of two characters within cells, each of which the parser counts as two lines. */
function pairsIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => (cell.includes('\r\n') ? sum + cell.split('\r\n').length - 1 : sum), 0);
}

/** GB18030 is what is left when a text is not UTF-8: bytes that mean nothing in it, either, say that it is several. */
function requireReadable({ cells }: TableRow): void {
  if (cells.some((cell) => cell.includes(UNREADABLE))) throw new AppError('FILE_ENCODING_MIXED');
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

function isCsvError(error: unknown): error is Error & { lines?: number } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('CSV_')
  );
}
