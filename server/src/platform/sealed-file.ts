import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { AppError } from './app-error';
import { isDiskFull } from './coded-error';

const CIPHER = 'aes-256-ctr';
const BLOCK_BYTES = 16;
const COUNTER_SPACE = 1n << 128n;

/** A file that lies encrypted on the disk and is read as if it did not. */
export interface SealedFile {
  /** Bytes of what is inside. */
  readonly size: number;
  /** At most `length` bytes from `offset` on. */
  read(offset: number, length: number): Promise<Buffer>;
  /** Bytes from `start` up to but without `end`. */
  stream(start?: number, end?: number): Readable;
  close(): Promise<void>;
}

/**
 * Writes what comes into a new file, encrypted: what people upload never lies readable on the disk,
 * whenever the process ends. The file is durable when this resolves, and gone when it rejects.
 * Counter mode, because a workbook is read from its end; what the file holds is ours to lose, so it
 * is not authenticated.
 * @returns the number of bytes inside
 */
export async function sealToFile(
  path: string,
  key: Buffer,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const iv = randomBytes(BLOCK_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const handle = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    await writeAll(handle, iv);
    for await (const chunk of source) {
      size += chunk.length;
      await writeAll(handle, cipher.update(chunk));
    }
    await handle.sync();
    await handle.close();
    return size;
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw isDiskFull(error) ? new AppError('UPLOAD_NO_SPACE') : error;
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
}

/** Opens what `sealToFile` made. @throws Error where there is no such file */
export async function openSealedFile(path: string, key: Buffer): Promise<SealedFile> {
  const handle = await open(path, 'r');
  const iv = Buffer.alloc(BLOCK_BYTES);
  await handle.read(iv, 0, BLOCK_BYTES, 0);
  const size = Math.max(0, (await handle.stat()).size - BLOCK_BYTES);

  const decipherAt = (offset: number) => {
    const block = BigInt(Math.floor(offset / BLOCK_BYTES));
    const counter = (BigInt(`0x${iv.toString('hex')}`) + block) % COUNTER_SPACE;
    const start = Buffer.from(counter.toString(16).padStart(2 * BLOCK_BYTES, '0'), 'hex');
    const decipher = createDecipheriv(CIPHER, key, start);
    decipher.update(Buffer.alloc(offset % BLOCK_BYTES));
    return decipher;
  };

  return {
    size,
    async read(offset, length) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const at = BLOCK_BYTES + offset + filled;
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, at);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return decipherAt(offset).update(bytes.subarray(0, filled));
    },
    stream(start = 0, end = size) {
      const decipher = decipherAt(start);
      const raw = createReadStream(path, { start: BLOCK_BYTES + start, end: BLOCK_BYTES + end - 1 });
      // A failure on the way reaches whoever reads the decipher, which it destroys.
      pipeline(raw, decipher, () => undefined);
      return decipher;
    },
    close: () => handle.close(),
  };
}
