import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readTreeHead, signedHeadSchema } from '@xietong/shared/audit';
import type { SignedHead, TreeHead } from '@xietong/shared/audit';
import { z } from 'zod';
import { hashesOf } from './audit-log-store';
import { syncFolder } from './sync-folder';

const FILE = 'audit-heads.jsonl';
/** Leaf hashes in one line. */
export const LEAVES_A_LINE = 4_096;
/** Unfinished writes of one head that are told from damaged lines. */
const MOST_TORN = 1_000;
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
        if (!endsInLine(file)) writeFileSync(file, '\n');
        let at = from;
        for await (const leaves of lines) {
          const part = Buffer.concat(leaves).toString('base64');
          writeFileSync(file, `${JSON.stringify({ from: at, leaves: part })}\n`);
          at += leaves.length;
        }
        writeFileSync(file, `${JSON.stringify({ head: signed })}\n`);
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
      let [number, from, begunAt] = [0, 0, 0];
      let leaves: Buffer[] = [];
      /** Lines that say nothing, until it is known whether they are only the beginnings of later ones. */
      let torn: { damagedLine: number; text: string }[] = [];
      let isEnded = true;
      for await (const { text, isWhole } of linesOf(path)) {
        number += 1;
        isEnded = isWhole;
        if (text === '') continue;
        torn = torn.filter((line) => !text.startsWith(line.text));
        const parsed = parse(text);
        if (parsed === null) {
          torn.push({ damagedLine: number, text });
          if (torn.length > MOST_TORN) yield* torn.splice(0, 1).map(damaged);
        } else if ('leaves' in parsed) {
          // After an unfinished write the next one begins behind the last head again.
          if (parsed.from === from) leaves = [];
          for (const leaf of hashesOf(Buffer.from(parsed.leaves, 'base64'))) leaves.push(leaf);
          begunAt = number;
        } else {
          yield* torn.splice(0).map(damaged);
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
      // What a write that has begun, and has not come to its head, will repeat is not known yet.
      if (isEnded) yield* torn.filter(({ damagedLine }) => damagedLine > begunAt).map(damaged);
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

/** Lines as they were when they were read; the last one is not whole where no line feed ended it then. */
async function* linesOf(path: string): AsyncGenerator<{ text: string; isWhole: boolean }> {
  let rest = '';
  for await (const part of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const [end = '', ...begun] = part.split('\n');
    rest += end;
    for (const next of begun) {
      yield { text: rest.replace(/\r$/, ''), isWhole: true };
      rest = next;
    }
  }
  if (rest !== '') yield { text: rest, isWhole: false };
}

const damaged = ({ damagedLine }: DamagedLine): DamagedLine => ({ damagedLine });

/** False after a write that was cut off: the next one begins a line of its own. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() === '\n';
}
