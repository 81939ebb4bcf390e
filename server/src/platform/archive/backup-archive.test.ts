import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupEntry, BackupHead } from './backup-format';
import { textEntry } from './backup-format';
import { readBackup } from './backup-reader';
import { writeBackup } from './backup-writer';
import { TAR_BLOCK, tarHeader } from './tar-format';

const head: BackupHead = {
  format: 'xietong.backup/1',
  takenAt: '2026-11-24T02:00:00.000Z',
  postgres: 18,
  migrations: [1, 2],
};
/** Bytes of a gzip header (time, system) that say nothing of the content. */
const GZIP_HEADER = 10;

describe('a backup archive', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xietong-archive-'));
    file = join(folder, 'a.backup');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function* entries(): AsyncGenerator<BackupEntry> {
    yield { path: 'postgres', kind: 'folder', size: 0, content: [] };
    yield textEntry('postgres/PG_VERSION', '18\n');
    yield await Promise.resolve(
      textEntry(`postgres/${'deep/'.repeat(20)}${'n'.repeat(90)}`, 'x'.repeat(70_000)),
    );
    // one that was cut and one that grew while they were read
    yield { path: 'data/cut', kind: 'file', size: 5, content: [Buffer.from('ab')] };
    yield { path: 'data/grown', kind: 'file', size: 3, content: [Buffer.from('ab'), Buffer.from('cdef')] };
    yield textEntry('data/empty', '');
  }

  /** What it holds; of the head, which is told first, its text. */
  async function read(from = file): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    await readBackup(from, {
      head: (told) => {
        found.head = JSON.stringify(told);
      },
      entry: async ({ path, kind, content }) => {
        const parts: Uint8Array[] = [];
        for await (const part of content) parts.push(part);
        found[kind === 'folder' ? `${path}/` : path] = Buffer.concat(parts).toString('utf8');
      },
    });
    return found;
  }

  it('gives back what went in, for its owner alone', async () => {
    const { files, bytes } = await writeBackup(file, head, entries());
    expect(files).toBe(6);
    expect(bytes).toBe(statSync(file).size);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await read()).toEqual({
      head: JSON.stringify(head),
      'postgres/': '',
      'postgres/PG_VERSION': '18\n',
      [`postgres/${'deep/'.repeat(20)}${'n'.repeat(90)}`]: 'x'.repeat(70_000),
      'data/cut': 'ab\0\0\0',
      'data/grown': 'abc',
      'data/empty': '',
    });
  });

  it('leaves nothing when it cannot be finished', async () => {
    async function* broken(): AsyncGenerator<BackupEntry> {
      yield* entries();
      throw new Error('the disk is gone');
    }
    await expect(writeBackup(file, head, broken())).rejects.toThrow('the disk is gone');
    const stop = new AbortController();
    async function* stopped(): AsyncGenerator<BackupEntry> {
      yield* entries();
      stop.abort();
      yield* entries();
    }
    await expect(writeBackup(file, head, stopped(), stop.signal)).rejects.toThrow(/abort/i);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('notices any byte that was altered, and any cut, unless all is read as before', async () => {
    await writeBackup(file, head, entries());
    const original = await read();
    const whole = readFileSync(file);
    const spoilt = join(folder, 'spoilt');
    const place = fc.integer({ min: GZIP_HEADER, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, mask, cut) => {
        const bytes = cut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!cut) bytes.writeUInt8(bytes.readUInt8(at) ^ mask, at);
        writeFileSync(spoilt, bytes);
        const outcome = await read(spoilt).catch(String);
        // one packed form may stand for the same bytes as another, but only to the same end
        if (typeof outcome === 'string') expect(outcome).toContain('cannot be restored');
        else
          expect({ cut, isSame: isDeepStrictEqual(outcome, original) }).toEqual({ cut: false, isSame: true });
      }),
      { numRuns: 60, examples: [[171, 248, false]] },
    );
  });

  it('notices what was altered and packed anew', async () => {
    await writeBackup(file, head, entries());
    const archive = gunzipSync(readFileSync(file));
    const spoilt = join(folder, 'spoilt');
    archive.writeUInt8(0x79, archive.indexOf('xxxx') + 100);
    writeFileSync(spoilt, gzipSync(archive));
    await expect(read(spoilt)).rejects.toThrow(/not what was backed up/);
  });

  it.each(['../escape', 'data/../../escape', '/etc/passwd', 'data//x', 'C:/x', 'data\\x'])(
    'never leads out of its folder by %s',
    async (path) => {
      await writeBackup(file, head, entries());
      const archive = gunzipSync(readFileSync(file));
      const headBlocks = 2 * TAR_BLOCK;
      const bad = tarHeader({ path, kind: 'file', size: 0 }, new Date(0));
      const spoilt = join(folder, 'spoilt');
      writeFileSync(
        spoilt,
        gzipSync(Buffer.concat([archive.subarray(0, headBlocks), bad, archive.subarray(headBlocks)])),
      );
      await expect(read(spoilt)).rejects.toThrow(/leads elsewhere/);
    },
  );

  it('is told from other files', async () => {
    for (const content of [
      Buffer.alloc(0),
      Buffer.from('a letter'),
      gzipSync(Buffer.from('a packed letter')),
    ]) {
      writeFileSync(file, content);
      await expect(read()).rejects.toThrow(/cannot be restored/);
    }
    await expect(read(join(folder, 'missing'))).rejects.toThrow(/missing/);
  });
});
