import type { FileFormat } from '@xietong/shared/audiences';
import { AppError } from '../../platform/app-error';
import type { SealedFile } from '../../platform/sealed-file';
import { detectTextFormat, PROBE_BYTES, readTableBatches } from '../../platform/table-file';
import type { TableRow } from '../../platform/table-file';
import { looksLikeOldWorkbook, looksLikeZip, openWorkbook } from '../../platform/workbook';

/** A file of a list, whatever it was saved as: its name is not asked, its bytes are. */
export interface ListSource {
  readonly format: FileFormat;
  /** Bytes that are read in all, unpacked ones of a workbook, and how many were read so far. */
  readonly total: number;
  readonly done: number;
  /** All rows, many at a time; once. */
  readonly rows: () => AsyncGenerator<TableRow[]>;
  readonly close: () => void;
}

/**
 * Recognises a file. `utf8`: whether all of its bytes are.
 * @throws AppError FILE_EMPTY, FILE_NOT_TEXT, FILE_ENCODING_MIXED, FILE_WORKBOOK_OLD, and as openWorkbook
 */
export async function openListSource(file: SealedFile, { utf8 }: { utf8: boolean }): Promise<ListSource> {
  const head = await file.read(0, PROBE_BYTES);
  if (looksLikeOldWorkbook(head)) throw new AppError('FILE_WORKBOOK_OLD');
  if (!looksLikeZip(head)) return openText(file, head, utf8);
  const book = await openWorkbook(file);
  return {
    format: { kind: 'WORKBOOK', sheet: book.sheet },
    total: book.total,
    get done() {
      return book.done;
    },
    rows: book.rows,
    close: book.close,
  };
}

function openText(file: SealedFile, head: Buffer, utf8: boolean): ListSource {
  const format = detectTextFormat(head, { utf8 });
  let done = 0;
  return {
    format: { kind: 'TEXT', ...format },
    total: file.size,
    get done() {
      return done;
    },
    rows() {
      const stream = file.stream();
      stream.on('data', (chunk: Buffer) => {
        done += chunk.length;
      });
      stream.pause();
      return readTableBatches(stream, format);
    },
    close: () => undefined,
  };
}
