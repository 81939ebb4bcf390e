import type { HeadFile, FileSegment } from './head-file';
import type { Findings } from './findings';
import { GrowingTree } from './growing-tree';
import type { HeadSigner } from './head-signer';

/**
 * The log as the file outside the database tells it, read once and forwards: heads as they come, and
 * the leaf hash of a place as long as the file's own tree holds.
 */
export function createFiledLog({
  file,
  signer,
  findings,
}: {
  file: HeadFile;
  signer: HeadSigner;
  findings: Findings;
}) {
  const segments = file.read();
  const own = new GrowingTree();
  const heads = new Map<number, string>();
  let current: FileSegment | null = null;
  let holds = true;
  let isOver = false;

  /** Takes the next segment; a head that is not ours, or does not fit its leaves, is found. */
  async function next(): Promise<void> {
    const read = await segments.next();
    if (read.done === true) {
      isOver = true;
      current = null;
      return;
    }
    if ('damagedLine' in read.value) {
      findings.add('HEAD_FILE_CHANGED', { other: read.value.damagedLine });
      return;
    }
    const segment = read.value;
    current = segment;
    if (!signer.isSigned(segment.signed)) {
      findings.add('HEAD_FILE_CHANGED', { index: segment.head.size });
      holds = false;
      return;
    }
    heads.set(segment.head.size, segment.head.root);
    if (!holds) return;
    for (const leaf of segment.leaves) own.add(leaf);
    const isWhole = segment.from + segment.leaves.length === segment.head.size;
    if (isWhole && own.root() === segment.head.root) return;
    findings.add('HEAD_FILE_CHANGED', { index: segment.from, other: segment.head.size - 1 });
    holds = false;
  }

  return {
    /** Leaf hash of a place, asked for in rising order; undefined where the file does not say it. */
    async leafAt(index: number): Promise<Buffer | undefined> {
      while (!isOver && (current === null || current.head.size <= index)) await next();
      if (!holds || current === null || index < current.from) return undefined;
      return current.leaves[index - current.from];
    },

    /** Reads the rest; returns the size of the largest tree that a head whose signature holds tells of. */
    async end(): Promise<number> {
      while (!isOver) await next();
      return [...heads.keys()].reduce((most, size) => Math.max(most, size), 0);
    },

    /** Sizes of the trees that signed heads tell of which were read by now. */
    sizes: (): Iterable<number> => heads.keys(),

    /** Root of a signed head that was read by now. */
    rootAt: (size: number): string | undefined => heads.get(size),
  };
}
export type FiledLog = ReturnType<typeof createFiledLog>;
