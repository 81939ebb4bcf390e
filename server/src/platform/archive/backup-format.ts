import { z } from 'zod';
import type { TarEntry } from './tar-format';

/** First entry of a backup: enough to refuse one that cannot be restored before anything is written. */
export const BACKUP_HEAD = 'xietong-backup.json';
/** Last entry: without it the backup was not finished. */
export const BACKUP_MANIFEST = 'manifest.json';

export const backupHeadSchema = z.object({
  format: z.literal('xietong.backup/1'),
  takenAt: z.iso.datetime(),
  /** Major version of the PostgreSQL whose files these are. */
  postgres: z.number().int(),
  /** Times of the applied migrations, as the journal names them. */
  migrations: z.array(z.number()),
});
export type BackupHead = z.infer<typeof backupHeadSchema>;

/** SHA-256 in hex of every file's content, by path. */
export const backupManifestSchema = z.object({
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export interface BackupEntry extends TarEntry {
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A small file made of text. */
export function textEntry(path: string, text: string): BackupEntry {
  const bytes = Buffer.from(text);
  return { path, kind: 'file', size: bytes.length, content: [bytes] };
}

/** A backup that cannot be made or used; the message says why. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
