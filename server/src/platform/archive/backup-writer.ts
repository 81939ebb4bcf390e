import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { words } from '../../config/words/words';
import { BACKUP_HEAD, BACKUP_MANIFEST, BackupError, textEntry } from './backup-format';
import type { BackupEntry, BackupHead } from './backup-format';
import { TAR_END, tarHeader, tarPadding } from './tar-format';

/** Packing harder takes several times as long for a tenth of the size. */
const GZIP_LEVEL = 1;

/**
 * Packs the entries, one after the other, into one file for its owner's eyes alone. It grows under
 * a name of its own and gets its name when everything is in it and on disk; a failure leaves nothing.
 * @returns how many files are in it, and its size in bytes
 */
export async function writeBackup(
  file: string,
  head: BackupHead,
  entries: AsyncIterable<BackupEntry>,
  signal?: AbortSignal,
): Promise<{ files: number; bytes: number }> {
  const draft = `${file}.unfinished`;
  await rm(draft, { force: true });
  const sums: Record<string, string> = {};
  const output = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
  try {
    const parts = archive(head, entries, sums);
    await pipeline(parts, createGzip({ level: GZIP_LEVEL }), output, signal ? { signal } : {});
    if (existsSync(file)) throw new BackupError(words().backup.fileThere(file));
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return { files: Object.keys(sums).length, bytes: output.bytesWritten };
}

/** The bytes of the archive; `sums` collects the SHA-256 of every file on the way. */
async function* archive(
  head: BackupHead,
  entries: AsyncIterable<BackupEntry>,
  sums: Record<string, string>,
): AsyncGenerator<Uint8Array> {
  const at = new Date(head.takenAt);
  async function* whole(): AsyncGenerator<BackupEntry> {
    yield textEntry(BACKUP_HEAD, JSON.stringify(head));
    yield* entries;
    yield textEntry(BACKUP_MANIFEST, JSON.stringify({ files: { ...sums } }));
  }
  for await (const { path, kind, size, content } of whole()) {
    yield tarHeader({ path, kind, size }, at);
    const hash = createHash('sha256');
    for await (const bytes of toSize(content, size)) {
      hash.update(bytes);
      yield bytes;
    }
    yield tarPadding(size);
    if (kind === 'file' && path !== BACKUP_MANIFEST) sums[path] = hash.digest('hex');
  }
  yield TAR_END;
}

/**
 * A file may grow or be cut while it is read; the header has its size already. What is missing is
 * filled with zeros, what is more left out: for the database its log repairs both.
 */
async function* toSize(content: BackupEntry['content'], size: number): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const bytes of content) {
    const part = bytes.subarray(0, left);
    left -= part.length;
    if (part.length > 0) yield part;
    if (left === 0) return;
  }
  for (; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
}
const ZEROS = Buffer.alloc(64 * 1024);

/** Without it a name may be lost when the power fails; not every system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
