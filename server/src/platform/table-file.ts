import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { AppError } from './app-error';

/** Encodings that spreadsheets here save text in. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'gb18030';
export const TABLE_DELIMITERS = [',', '\t', ';', '|'] as const;
export type TableDelimiter = (typeof TABLE_DELIMITERS)[number];

export interface TableFormat {
  encoding: TableEncoding;
  delimiter: TableDelimiter;
}

export interface TableRow {
  /** One-based line of the file on which the row ends. */
  line: number;
  cells: string[];
}

/** Largest file in bytes; larger ones have to be split. */
export const MAX_TABLE_BYTES = 20 * 1024 * 1024;
/** A row longer than this is a quote that was never closed. */
const MAX_ROW_CHARACTERS = 100_000;
const PROBE_BYTES = 64 * 1024;
const PROBE_LINES = 50;
/** Decoded piece by piece, so that a large file is never held a second time as text. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Tells how a CSV or plain text is encoded and what separates its cells. A text with one column
 * counts as separated by commas.
 * @throws AppError FILE_NOT_TEXT for anything that is no text, e.g. a workbook; FILE_EMPTY
 */
export function detectTableFormat(bytes: Buffer): TableFormat {
  if (bytes.length === 0) throw new AppError('FILE_EMPTY');
  const encoding = detectEncoding(bytes);
  const text = iconv.decode(bytes.subarray(0, PROBE_BYTES), encoding);
  return { encoding, delimiter: detectDelimiter(text) };
}

function detectEncoding(bytes: Buffer): TableEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  // No encoding accepted below ever holds a zero byte, and every workbook does.
  if (bytes.subarray(0, PROBE_BYTES).includes(0)) throw new AppError('FILE_NOT_TEXT');
  return isUtf8(bytes) ? 'utf-8' : 'gb18030';
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
 * @throws AppError FILE_BROKEN {line} where the text is no table, e.g. a quote is never closed
 */
export async function* readTable(bytes: Buffer, format: TableFormat): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: format.delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  // A failure on the way reaches the loop below through the parser, which it destroys.
  pipeline(Readable.from(chunksOf(bytes)), iconv.decodeStream(format.encoding), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (isCsvError(error)) throw new AppError('FILE_BROKEN', { line: error.lines ?? 0 });
    throw error;
  }
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
