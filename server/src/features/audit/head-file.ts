import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { readTreeHead, signedHeadSchema } from '@xietong/shared/audit';
import type { SignedHead, TreeHead } from '@xietong/shared/audit';
import { z } from 'zod';
import { hashesOf } from './audit-log-store';
import { syncFolder } from './sync-folder';

const FILE = 'audit-heads.jsonl';
/** Leaf hashes in one line. */
export const LEAVES_A_LINE = 4_096;
/** How much of the file's end is read first for its newest head. */
const TAIL_BYTES = 4 * 1024;

const lineSchema = z.union([
  z.strictObject({ from: z.number().int().min(0), leaves: z.base64() }),
  z.strictObject({ head: signedHeadSchema }),
]);

/** A head of the file with the leaf hashes that were added since the one before it. */
export interface FileSegment {
  readonly from: number;
  readonly leaves: readonly Buffer[];
  readonly signed: SignedHead;
  readonly head: TreeHead;
}

/** What the file holds besides whole segments: a line, from 1, that is neither head nor leaf hashes. */
export interface DamagedLine {
  readonly damagedLine: number;
}

/**
 * The append-only copy of the log outside the database: every signed head, and before it the leaf
 * hashes it covers, one JSON object a line. What is written is on the disk before anybody hears of it.
 */
export function createHeadFile(dataFolder: string) {
  const path = join(dataFolder, FILE);

  return {
    path,

    /** The newest head in the file, read from its end; undefined where there is none. */
    newest(): { signed: SignedHead; head: TreeHead } | undefined {
      if (!existsSync(path)) return undefined;
      const file = openSync(path, 'r');
      try {
        const { size } = fstatSync(file);
        for (let length = Math.min(size, TAIL_BYTES); ; length = Math.min(size, length * 8)) {
          const tail = Buffer.alloc(length);
          readSync(file, tail, 0, length, size - length);
          for (const line of tail.toString('utf8').split('\n').reverse()) {
            const found = headIn(line);
            if (found) return found;
          }
          if (length === size) return undefined;
        }
      } finally {
        closeSync(file);
      }
    },

    /**
     * Appends leaf hashes from a place on, line by line, and the head that covers them and all before. What breaks off
     * says nothing: the next write begins behind the last head again.
     */
    async append(
      from: number,
      lines: AsyncIterable<readonly Uint8Array[]>,
      signed: SignedHead,
    ): Promise<void> {
      const isNew = !existsSync(path);
      if (isNew) mkdirSync(dataFolder, { recursive: true });
      const file = openSync(path, 'a+', 0o600);
      try {
        if (!endsInLine(file)) writeSync(file, '\n');
        let at = from;
        for await (const leaves of lines) {
          const part = Buffer.concat(leaves).toString('base64');
          writeSync(file, `${JSON.stringify({ from: at, leaves: part })}\n`);
          at += leaves.length;
        }
        writeSync(file, `${JSON.stringify({ head: signed })}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      if (isNew) syncFolder(dirname(path));
    },

    /**
     * All heads, oldest first, each with its leaf hashes. Lines that a kill left unfinished, and that the
     * next writer began anew, are passed over; others that cannot be read are named.
     */
    async *read(): AsyncGenerator<FileSegment | DamagedLine> {
      if (!existsSync(path)) return;
      const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
      let [number, from] = [0, 0];
      let leaves: Buffer[] = [];
      /** A line that says nothing, until it is known whether it is only the beginning of a later one. */
      let torn: { line: number; text: string } | null = null;
      for await (const line of lines) {
        number += 1;
        if (line === '') continue;
        if (torn && line.startsWith(torn.text)) torn = null;
        const parsed = parse(line);
        if (parsed === null) {
          if (torn) yield { damagedLine: torn.line };
          torn = { line: number, text: line };
        } else if ('leaves' in parsed) {
          // After an unfinished write the next one begins behind the last head again.
          if (parsed.from === from) leaves = [];
          for (const leaf of hashesOf(Buffer.from(parsed.leaves, 'base64'))) leaves.push(leaf);
        } else {
          if (torn) yield { damagedLine: torn.line };
          torn = null;
          const head = readTreeHead(parsed.head.text);
          if (head === null) {
            yield { damagedLine: number };
            continue;
          }
          yield { from, leaves, signed: parsed.head, head };
          from = head.size;
          leaves = [];
        }
      }
      if (torn && isWhole(path)) yield { damagedLine: torn.line };
    },
  };
}
export type HeadFile = ReturnType<typeof createHeadFile>;

function parse(line: string): z.infer<typeof lineSchema> | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function headIn(line: string): { signed: SignedHead; head: TreeHead } | undefined {
  const parsed = line.startsWith('{"head"') ? parse(line) : null;
  if (parsed === null || !('head' in parsed)) return undefined;
  const head = readTreeHead(parsed.head.text);
  return head ? { signed: parsed.head, head } : undefined;
}

/** Whether the file's last write came to its end. */
function isWhole(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    return endsInLine(file);
  } finally {
    closeSync(file);
  }
}

/** False after a write that was cut off: the next one begins a line of its own. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() === '\n';
}
