import { randomBytes } from 'node:crypto';
import type * as fileSystem from 'node:fs';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeadFile } from './head-file';
import type { HeadFile } from './head-file';
import { createHeadSigner } from './head-signer';

// As on a disk that is all but full: what is written by a single call is less than was asked for.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof fileSystem>();
  const writeSync = (to: number, text: string) => fs.writeSync(to, text.slice(0, -20));
  return { ...fs, writeSync };
});

const signer = createHeadSigner(randomBytes(32));
let folder: string;
let file: HeadFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xietong-heads-'));
  file = createHeadFile(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function* lineOf(leaves: Buffer[]) {
  await Promise.resolve();
  yield leaves;
}
async function addHead(from: number, count: number): Promise<void> {
  const leaves = Array.from({ length: count }, () => randomBytes(32));
  const root = randomBytes(32).toString('hex');
  const at = '2026-11-22T02:00:00.000Z';
  await file.append(
    from,
    lineOf(leaves),
    signer.sign({ schema: 'xietong.audit-head/1', size: from + count, root, at }),
  );
}
/** What a reader is told: of each head its size and its leaves, of a damaged line its number. */
async function told(): Promise<(number | [number, number])[]> {
  const all: (number | [number, number])[] = [];
  for await (const part of file.read())
    all.push('head' in part ? [part.head.size, part.leaves.length] : part.damagedLine);
  return all;
}
const BOTH = [
  [2, 2],
  [5, 3],
];

describe('the file of heads', () => {
  /** What the first head wrote, and what the second. */
  let writes: [string, string];
  beforeEach(async () => {
    await addHead(0, 2);
    const first = readFileSync(file.path, 'utf8');
    await addHead(2, 3);
    writes = [first, readFileSync(file.path, 'utf8').slice(first.length)];
  });

  it('is written to the end, however little the disk takes at once', async () => {
    expect(readFileSync(file.path, 'utf8').endsWith('\n')).toBe(true);
    expect(await told()).toEqual(BOTH);
  });

  it('tells writes of one head that were cut off, however many, from damaged lines', async () => {
    const [first, second] = writes;
    // A head without its line feed is whole, and not written again.
    const begun = fc.array(fc.nat(second.length - 2), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(begun, async (cuts) => {
        let text = first;
        for (const cut of [...cuts, second.length])
          text += `${text.endsWith('\n') ? '' : '\n'}${second.slice(0, cut)}`;
        writeFileSync(file.path, text);
        expect(await told()).toEqual(BOTH);
      }),
      { examples: [[[second.length - 90, second.length - 120]], [[second.length - 90, 20]]] },
    );
  });

  it('names what is none of these by its line, at the next head', async () => {
    const [first, second] = writes;
    const [leaves = '', head = ''] = second.split('\n');
    writeFileSync(file.path, `${first}${head.slice(0, 40)}\nnonsense\n${leaves.slice(0, 9)}\n${second}x\n`);
    expect(await told()).toEqual([[2, 2], 4, [5, 3], 8]);
  });

  it('judges its end as it was when it was read', async () => {
    const [first, second] = writes;
    writeFileSync(file.path, `${first}${second.slice(0, 20)}`);
    const parts = file.read();
    expect((await parts.next()).value).toMatchObject({ from: 0 });
    writeFileSync(`${file.path}.new`, `${first}${second}`);
    renameSync(`${file.path}.new`, file.path);
    expect(await parts.next()).toEqual({ done: true, value: undefined });
  });
});
