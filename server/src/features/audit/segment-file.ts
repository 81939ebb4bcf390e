import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { signedHeadSchema } from '@xietong/shared/audit';
import type { SignedHead } from '@xietong/shared/audit';
import { z } from 'zod';
import { auditArchiveName } from '../../config/data-folder';
import { syncFolder } from './sync-folder';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const placeSchema = z.number().int().min(0);

const headerSchema = z.strictObject({
  schema: z.literal('xietong.audit-segment/1'),
  first: placeSchema,
  end: placeSchema,
  /** Hashes of the complete subtrees over `[0, first)`, left to right, in hex. */
  left: z.array(hashSchema),
});
const lineSchema = z.strictObject({ index: placeSchema, campaignId: z.uuid().nullable(), text: z.string() });
const trailerSchema = z.strictObject({
  head: signedHeadSchema,
  /** From the tree of `end` entries to that of the head, in hex. */
  consistency: z.array(hashSchema),
});
export type SegmentHeader = Omit<z.infer<typeof headerSchema>, 'schema'>;
export type SegmentLine = z.infer<typeof lineSchema>;
export interface SegmentTrailer {
  head: SignedHead;
  consistency: string[];
}

/** What a file says; a line that cannot be read is null. */
export interface ReadSegment {
  readonly sha256: string;
  readonly bytes: number;
  readonly header: SegmentHeader | null;
  /** In the order of the file. */
  readonly lines: readonly (SegmentLine | null)[];
  readonly trailer: SegmentTrailer | null;
}

/** Files of archived events, beside the database: one a segment of the log, one JSON object a line. */
export function createSegmentFiles(dataFolder: string) {
  const folder = join(dataFolder, auditArchiveName);
  const pathOf = (name: string) => join(folder, name);

  return {
    folder,
    nameOf: (first: number, end: number): string =>
      `segment-${String(first).padStart(12, '0')}-${String(end - 1).padStart(12, '0')}.jsonl`,
    exists: (name: string): boolean => existsSync(pathOf(name)),

    /** Writes a segment whole or not at all: it has its name only once it is on the disk. */
    async write(
      name: string,
      header: SegmentHeader,
      lines: AsyncIterable<readonly SegmentLine[]>,
      trailer: SegmentTrailer,
    ): Promise<void> {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const part = `${pathOf(name)}.part`;
      const file = openSync(part, 'w', 0o600);
      try {
        const { first, end, left } = header;
        writeSync(file, `${JSON.stringify({ schema: 'xietong.audit-segment/1', first, end, left })}\n`);
        for await (const each of lines)
          writeSync(
            file,
            each
              .map(({ index, campaignId, text }) => `${JSON.stringify({ index, campaignId, text })}\n`)
              .join(''),
          );
        writeSync(file, `${JSON.stringify({ head: trailer.head, consistency: trailer.consistency })}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(part, pathOf(name));
      syncFolder(folder);
    },

    /** Undefined where there is no such file. */
    read(name: string): ReadSegment | undefined {
      if (!existsSync(pathOf(name))) return undefined;
      const content = readFileSync(pathOf(name));
      const rows = content.toString('utf8').split('\n').filter(Boolean);
      return {
        sha256: createHash('sha256').update(content).digest('hex'),
        bytes: content.length,
        header: parse(headerSchema, rows.at(0)),
        lines: rows.slice(1, -1).map((row) => parse(lineSchema, row)),
        trailer: parse(trailerSchema, rows.at(-1)),
      };
    },
  };
}
export type SegmentFiles = ReturnType<typeof createSegmentFiles>;

function parse<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
