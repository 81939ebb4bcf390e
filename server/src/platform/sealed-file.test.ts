import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSealedFile, sealToFile } from './sealed-file';

const key = randomBytes(32);
const content = Buffer.from('15400000001\n'.repeat(5_000));
let folder: string;
let path: string;

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xietong-sealed-'));
  path = join(folder, 'a');
  expect(await sealToFile(path, key, inPieces(content, 777))).toBe(content.length);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a sealed file', () => {
  it('gives back what was put in, and shows nothing of it', async () => {
    const file = await openSealedFile(path, key);
    expect(await readAll(file.stream())).toEqual(content);
    expect(readFileSync(path).includes('154000')).toBe(false);
    await file.close();
  });

  it('is read from any place', async () => {
    const file = await openSealedFile(path, key);
    const place = fc.nat(content.length - 1);
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 9_000 }), async (offset, length) => {
        const end = Math.min(offset + length, content.length);
        expect(await file.read(offset, length)).toEqual(content.subarray(offset, end));
        expect(await readAll(file.stream(offset, end))).toEqual(content.subarray(offset, end));
      }),
      { numRuns: 40 },
    );
    await file.close();
  });

  it('is gone when what should go into it breaks off', async () => {
    const broken = join(folder, 'b');
    async function* source(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('15400000001'));
      throw new Error('cut');
    }
    await expect(sealToFile(broken, key, source())).rejects.toThrow('cut');
    expect(existsSync(broken)).toBe(false);
  });
});
