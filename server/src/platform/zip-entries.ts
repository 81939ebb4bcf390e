import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { AppError } from './app-error';
import type { SealedFile } from './sealed-file';

/** Most bytes that may come out of the parts of one file: bounds the time that it takes. */
export const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
/** Tables pack to a tenth or twentieth of their size; what was made to blow up packs far better. */
const MAX_RATIO = 300;
/** Below this many bytes the ratio says nothing. */
const RATIO_FROM = 8 * 1024 * 1024;
const MAX_ENTRIES = 2_000;

/** The parts of a zip file by name. */
export interface ZipEntries {
  has(name: string): boolean;
  /** Bytes of a part when it is unpacked; 0 where there is none. */
  sizeOf(name: string): number;
  /**
   * The unpacked bytes of a part; they are as many as the file says, or the stream breaks.
   * @throws AppError FILE_WORKBOOK_BROKEN
   */
  open(name: string): Promise<Readable>;
  readonly close: () => void;
}

class SealedReader extends yauzl.RandomAccessReader {
  constructor(private readonly file: SealedFile) {
    super();
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return this.file.stream(start, end);
  }
}

/**
 * Reads what a zip file says that it holds.
 * @throws AppError FILE_WORKBOOK_BROKEN where it is cut off or damaged, FILE_UNPACKS_TOO_LARGE
 * {maxBytes} where it was made to blow up
 */
export async function openZip(file: SealedFile): Promise<ZipEntries> {
  const reader = new SealedReader(file);
  const zip = await orBroken(() =>
    yauzl.fromRandomAccessReaderPromise(reader, file.size, { autoClose: false, lazyEntries: true }),
  );
  const entries = await orBroken(() => readEntries(zip));
  for (const entry of entries.values()) requireModest(entry);
  return {
    has: (name) => entries.has(name),
    sizeOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    async open(name) {
      const entry = entries.get(name);
      if (!entry?.canDecodeFileData()) throw new AppError('FILE_WORKBOOK_BROKEN');
      return orBroken(() => zip.openReadStreamPromise(entry));
    },
    close: () => {
      zip.close();
    },
  };
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw tooLarge();
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

function requireModest({ uncompressedSize, compressedSize }: Entry): void {
  const isBomb = uncompressedSize > RATIO_FROM && uncompressedSize > compressedSize * MAX_RATIO;
  if (uncompressedSize > MAX_UNPACKED_BYTES || isBomb) throw tooLarge();
}

export function tooLarge(): AppError {
  return new AppError('FILE_UNPACKS_TOO_LARGE', { maxBytes: MAX_UNPACKED_BYTES });
}

/** Whatever a library finds wrong with a file's bytes means the same to a person. */
async function orBroken<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('FILE_WORKBOOK_BROKEN');
  }
}
