import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_LIST_BYTES } from '@xietong/shared/audiences';
import type { Secrets } from '../../config/secrets';
import { AppError } from '../../platform/app-error';
import type { Room } from '../../platform/free-space';
import { sealToFile } from '../../platform/sealed-file';
import { createUtf8Check } from '../../platform/utf8-check';

/** Milliseconds after which a file that is still being written has plainly been given up. */
const ABANDONED_MS = 10 * 60_000;

export interface ReceivedFile {
  readonly bytes: number;
  /** Whether all of it is UTF-8. */
  readonly utf8: boolean;
}

/** What a file is for: an import's record comes when the whole of its file is there. */
export type UploadUse = 'WAITED' | 'OVER' | 'UNKNOWN';

/** Where uploaded lists wait until they are imported: encrypted, one file each, named after the import. */
export function createUploadFolder({
  folder,
  secrets,
  room,
}: {
  folder: string;
  secrets: Secrets;
  /** Of the disk of the database, where that is seen: a file may be longer than was said, or one of many at once. */
  room: Pick<Room, 'has'>;
}) {
  const pathOf = (importId: string): string => join(folder, importId);
  return {
    pathOf,

    /**
     * Takes a file in as it comes, piece by piece.
     * @throws AppError LIST_TOO_LARGE {maxBytes}, FILE_EMPTY, UPLOAD_NO_SPACE, UPLOAD_CUT
     */
    async receive(importId: string, source: AsyncIterable<Uint8Array>): Promise<ReceivedFile> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const check = createUtf8Check();
      const path = pathOf(importId);
      const bytes = await sealToFile(path, secrets.key('upload-sealing'), limited(source, room, check.add));
      if (bytes > 0) return { bytes, utf8: check.holds() };
      await rm(path, { force: true });
      throw new AppError('FILE_EMPTY');
    },

    /** A file that was received waits for its import from now on. */
    async keep(incoming: string, importId: string): Promise<void> {
      await rename(pathOf(incoming), pathOf(importId));
    },

    async remove(importId: string): Promise<void> {
      await rm(pathOf(importId), { force: true });
    },

    /** Removes every file whose import is over, and of those without an import what nobody writes any more. */
    async sweep(useOf: (importId: string) => Promise<UploadUse>, now: Date): Promise<void> {
      for (const name of await readdir(folder).catch(() => [])) {
        const found = await stat(pathOf(name)).catch(() => null);
        if (!found) continue;
        const use = await useOf(name);
        const isGivenUp = use === 'UNKNOWN' && now.getTime() - found.mtimeMs >= ABANDONED_MS;
        if (use === 'OVER' || isGivenUp) await rm(pathOf(name), { force: true });
      }
    },
  };
}
export type UploadFolder = ReturnType<typeof createUploadFolder>;

async function* limited(
  source: AsyncIterable<Uint8Array>,
  room: Pick<Room, 'has'>,
  look: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  const chunks = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch(() => null);
    // The other side went away: whoever sent it hears nothing any more, the record does.
    if (next === null) throw new AppError('UPLOAD_CUT');
    if (next.done === true) return;
    bytes += next.value.length;
    if (bytes > MAX_LIST_BYTES) throw new AppError('LIST_TOO_LARGE', { maxBytes: MAX_LIST_BYTES });
    if (!room.has(next.value.length)) throw new AppError('UPLOAD_NO_SPACE');
    look(next.value);
    yield next.value;
  }
}
