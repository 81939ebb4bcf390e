import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import {
  BACKUP_HEAD,
  BACKUP_MANIFEST,
  BackupError,
  backupHeadSchema,
  backupManifestSchema,
} from './backup-format';
import { words } from '../../config/words/words';
import type { BackupEntry, BackupHead } from './backup-format';
import { TAR_BLOCK, readTarHeader, tarPadding } from './tar-format';
import type { TarEntry } from './tar-format';

/** Where the content of a backup goes. Every file's content is read to its end before the next. */
export interface BackupReceiver {
  /** Called first; what it throws ends the reading before anything else is told. */
  head: (head: BackupHead) => void;
  entry: (entry: BackupEntry) => Promise<void>;
}

/** More than any head or manifest takes, in bytes. */
const TEXT_LIMIT = 64 * 1024 * 1024;

/**
 * Reads a backup from end to end and checks it: every file has the SHA-256 that the manifest says,
 * none is missing and none too many. Only when it resolves is what was received whole.
 * @throws BackupError with what is wrong
 */
export async function readBackup(file: string, receiver: BackupReceiver): Promise<BackupHead> {
  // an error of the file or of the packing ends the iteration below
  const stream = pipeline(createReadStream(file), createGunzip(), () => undefined);
  try {
    return await readEntries(new ByteReader(stream), receiver);
  } catch (error) {
    throw explained(file, error);
  } finally {
    stream.destroy();
  }
}

async function readEntries(bytes: ByteReader, receiver: BackupReceiver): Promise<BackupHead> {
  const sums = new Map<string, string>();
  const first = await nextEntry(bytes);
  if (first?.path !== BACKUP_HEAD) throw new BackupError(words().backup.notOurs);
  const headText = await readText(bytes, first);
  const head = backupHeadSchema.parse(JSON.parse(headText));
  sums.set(BACKUP_HEAD, sha256(headText));
  receiver.head(head);
  for (;;) {
    const entry = await nextEntry(bytes);
    if (entry === null) throw new BackupError(words().backup.unfinished);
    if (entry.path === BACKUP_MANIFEST) {
      compare(sums, backupManifestSchema.parse(JSON.parse(await readText(bytes, entry))).files);
      // to the last byte, so that the packing's own sum is checked, too
      await bytes.drain();
      return head;
    }
    refuseEscape(entry.path);
    const hash = createHash('sha256');
    await receiver.entry({ ...entry, content: hashed(bytes.take(entry.size), hash) });
    await bytes.skip(tarPadding(entry.size).length);
    if (entry.kind === 'file') sums.set(entry.path, hash.digest('hex'));
  }
}

async function nextEntry(bytes: ByteReader): Promise<TarEntry | null> {
  const block = await bytes.exactly(TAR_BLOCK);
  return readTarHeader(block);
}

async function readText(bytes: ByteReader, { size }: TarEntry): Promise<string> {
  if (size > TEXT_LIMIT) throw new BackupError(words().backup.descriptionTooLong);
  const text = (await bytes.exactly(size)).toString('utf8');
  await bytes.skip(tarPadding(size).length);
  return text;
}

async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const part of content) {
    hash.update(part);
    yield part;
  }
}

function compare(found: ReadonlyMap<string, string>, promised: Readonly<Record<string, string>>): void {
  const paths = new Set([...found.keys(), ...Object.keys(promised)]);
  for (const path of paths)
    if (found.get(path) !== promised[path]) throw new BackupError(words().backup.altered(path));
}

/** Nobody's archive may write beside the folder that is restored. */
function refuseEscape(path: string): void {
  const parts = path.split('/');
  if (path.includes('\\') || path.includes(':') || parts.some((part) => ['', '.', '..'].includes(part)))
    throw new BackupError(words().backup.leadsElsewhere(path));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function explained(file: string, error: unknown): Error {
  const { backup } = words();
  const refused = (reason: string): BackupError => new BackupError(backup.cannotRestore(file, reason));
  if (!(error instanceof Error)) return refused(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof BackupError) return refused(backup.because(error.message));
  if (code.startsWith('Z_')) return refused(backup.damaged(code));
  if (error instanceof RangeError || error instanceof SyntaxError || error.name === 'ZodError')
    return refused(backup.damagedOrOther);
  return error;
}

/** Takes a stream apart by numbers of bytes. */
class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.source = stream[Symbol.asyncIterator]();
  }

  async exactly(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.take(count)) parts.push(part);
    return Buffer.concat(parts);
  }

  async skip(count: number): Promise<void> {
    await this.exactly(count);
  }

  /** @throws BackupError when the stream ends before */
  async *take(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.held.length === 0 && !(await this.fill())) throw new BackupError(words().backup.endsEarly);
      const part = this.held.subarray(0, left);
      this.held = this.held.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async drain(): Promise<void> {
    while (await this.fill());
  }

  private async fill(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done === true) return false;
    this.held = next.value;
    return true;
  }
}
