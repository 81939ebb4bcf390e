import { posix } from 'node:path';
import { AppError } from './app-error';
import type { SealedFile } from './sealed-file';
import { createStringTable } from './string-table';
import type { StringTable } from './string-table';
import type { TableRow } from './table-file';
import { createSheetReader, MAX_CELL_CHARACTERS } from './workbook-sheet';
import { readXml } from './xml-events';
import { MAX_UNPACKED_BYTES, openZip, tooLarge } from './zip-entries';
import type { ZipEntries } from './zip-entries';

/** An Excel workbook (XLSX), of which the first visible sheet is read. */
export interface Workbook {
  readonly sheet: string;
  /** Unpacked bytes that are read, and how many of them were read so far. */
  readonly total: number;
  readonly done: number;
  /** Rows that hold something, many at a time; once. @throws AppError FILE_WORKBOOK_BROKEN */
  readonly rows: () => AsyncGenerator<TableRow[]>;
  readonly close: () => void;
}

const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
/** Of the parts that only say what the book consists of. */
const MAX_INDEX_BYTES = 4 * 1024 * 1024;
/** Texts that cells share are held while the sheet is read. */
const MAX_STRING_BYTES = 96 * 1024 * 1024;

/** Whether a file begins as a zip file does, which a workbook is. */
export function looksLikeZip(head: Buffer): boolean {
  return head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
}

/** Whether it is a workbook of the former kind (XLS), or one with a password: both are no zip file. */
export function looksLikeOldWorkbook(head: Buffer): boolean {
  return head.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
}

/**
 * Opens a workbook without reading its cells.
 * @throws AppError FILE_WORKBOOK_BROKEN, FILE_NOT_WORKBOOK for another zip file,
 * FILE_UNPACKS_TOO_LARGE {maxBytes}
 */
export async function openWorkbook(file: SealedFile): Promise<Workbook> {
  const zip = await openZip(file);
  if (!zip.has(BOOK)) throw new AppError('FILE_NOT_WORKBOOK');
  const { name, path } = await findSheet(zip);
  const total = zip.sizeOf(path) + zip.sizeOf(STRINGS);
  if (total > MAX_UNPACKED_BYTES) throw tooLarge();
  let done = 0;

  async function* rows(): AsyncGenerator<TableRow[]> {
    const strings = createStringTable();
    if (zip.has(STRINGS)) for await (const bytes of readStrings(zip, strings)) done += bytes;
    const reader = createSheetReader(strings);
    for await (const bytes of readXml(await zip.open(path), 'worksheet', reader.handler)) {
      done += bytes;
      const found = reader.take();
      if (found.length > 0) yield found;
    }
  }

  return {
    sheet: name,
    total,
    get done() {
      return done;
    },
    rows,
    close: zip.close,
  };
}

/** The first sheet that is shown, and the part that holds it. */
async function findSheet(zip: ZipEntries): Promise<{ name: string; path: string }> {
  const sheets: { name: string; relation: string; hidden: boolean }[] = [];
  await readIndex(zip, BOOK, 'workbook', (tag, attributes) => {
    if (tag !== 'sheet') return;
    const relation = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1] ?? '';
    const hidden = attributes.state !== undefined && attributes.state !== 'visible';
    sheets.push({ name: (attributes.name ?? '').slice(0, 100), relation, hidden });
  });
  const sheet = sheets.find(({ hidden }) => !hidden);
  if (!sheet) throw new AppError('FILE_EMPTY');
  const targets = new Map<string, string>();
  await readIndex(zip, RELATIONS, 'Relationships', (tag, { Id, Target }) => {
    if (tag === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target);
  });
  const target = targets.get(sheet.relation) ?? '';
  const path = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
  if (!zip.has(path)) throw new AppError('FILE_WORKBOOK_BROKEN');
  return { name: sheet.name, path };
}

async function readIndex(
  zip: ZipEntries,
  part: string,
  root: string,
  open: (tag: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  if (zip.sizeOf(part) > MAX_INDEX_BYTES) throw tooLarge();
  const handler = { open, close: () => undefined, text: () => undefined };
  const steps = readXml(await zip.open(part), root, handler);
  while (!(await steps.next()).done);
}

/** Texts of `<si>` in their order; how they are pronounced (`<rPh>`) is left out. */
async function* readStrings(zip: ZipEntries, strings: StringTable): AsyncGenerator<number> {
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const steps = readXml(await zip.open(STRINGS), 'sst', {
    open: (tag) => {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') isPhonetic = true;
      else if (tag === 't') isText = !isPhonetic;
    },
    close: (tag) => {
      if (tag === 't') isText = false;
      else if (tag === 'rPh') isPhonetic = false;
      else if (tag === 'si') strings.add(text);
    },
    text: (piece) => {
      if (isText) text += piece;
      if (text.length > MAX_CELL_CHARACTERS) throw new AppError('FILE_WORKBOOK_BROKEN');
    },
  });
  for await (const bytes of steps) {
    if (strings.bytes > MAX_STRING_BYTES) throw tooLarge();
    yield bytes;
  }
}
