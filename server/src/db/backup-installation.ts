import { existsSync, lstatSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { auditArchiveName, lastBackupName, plainDataIn, requireNoRestore } from '../config/data-folder';
import type { Config } from '../config/load-config';
import { loadSecrets, requireKeysOfData } from '../config/secrets';
import type { Secrets } from '../config/secrets';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { BackupError } from '../platform/archive/backup-format';
import type { BackupEntry } from '../platform/archive/backup-format';
import { writeBackup } from '../platform/archive/backup-writer';
import { openDatabaseServer } from '../platform/database-server';
import type { DatabaseUrls } from '../platform/database-urls';
import { copyFile, copyRunningCluster } from '../platform/embedded-postgres/base-backup';
import { roomIn, UNSEEN_ROOM } from '../platform/free-space';
import type { Room } from '../platform/free-space';
import { readMigrationState } from './migrate';

/** What a backup came to. */
export interface BackupOutcome {
  file: string;
  takenAt: string;
  files: number;
  /** Size of the packed file. */
  bytes: number;
  /** Whether it stands in the audit log: data of another program's state takes no event. */
  recorded: boolean;
}

export interface BackupOptions {
  readonly now: Date;
  readonly signal?: AbortSignal;
  /** Puts it into the audit log; nothing is copied where that fails. */
  readonly record: (data: { urls: DatabaseUrls; secrets: Secrets }) => Promise<void>;
}

export const lastBackupSchema = z.object({ file: z.string(), takenAt: z.iso.datetime() });

/**
 * Copies the whole installation, database and keys together, into one file, whether the service runs
 * meanwhile or not. It is the state at the end of the copy. Nothing of the data is changed, not even
 * brought to this program's state; but it is in the audit log before it begins, as far as the data takes that.
 * @throws StartupError with what a person has to change; then there is no file
 */
export async function backUpInstallation(
  config: Config,
  file: string,
  { now, signal, record }: BackupOptions,
): Promise<BackupOutcome> {
  const target = resolve(file);
  requireOwnData(config, words().backup.backUpElsewhere);
  refuseTarget(target, config.dataFolder);
  requireNoRestore(config.dataFolder);
  if (!existsSync(join(config.dataFolder, 'secrets.json')))
    throw new StartupError(words().backup.nothing(config.dataFolder));
  requireKeysOfData(config.dataFolder);
  const secrets = loadSecrets(config.dataFolder);
  const server = await openDatabaseServer(config, secrets);
  try {
    const { cluster } = server;
    if (cluster === null) throw new StartupError(words().backup.notEmbedded);
    const room = roomFor(target, cluster.folder);
    requireRoom(room, 0);
    const { applied, pending, unknown } = await readMigrationState(server.urls.owner);
    const recorded = pending.length === 0 && unknown === 0;
    if (recorded) await record({ urls: server.urls, secrets });
    const head = {
      format: 'xietong.backup/1',
      takenAt: now.toISOString(),
      postgres: cluster.major,
      migrations: applied,
    } as const;
    const entries = leavingRoom(entriesOf(config.dataFolder, cluster), room);
    const written = await writeBackup(target, head, entries, signal).catch(notMade);
    const note: z.infer<typeof lastBackupSchema> = { file: target, takenAt: head.takenAt };
    writeFileSync(join(config.dataFolder, lastBackupName), JSON.stringify(note), { mode: 0o600 });
    return { ...note, ...written, recorded };
  } finally {
    await server.release();
  }
}

/** A backup beside the database it is of must not take the room that the database needs to go on. */
function roomFor(target: string, clusterFolder: string): Room {
  return statSync(dirname(target)).dev === statSync(clusterFolder).dev ? roomIn(clusterFolder) : UNSEEN_ROOM;
}

function requireRoom(room: Room, bytes: number): void {
  if (!room.has(bytes)) throw new StartupError(words().failures.diskFull);
}

async function* leavingRoom(entries: AsyncIterable<BackupEntry>, room: Room): AsyncGenerator<BackupEntry> {
  for await (const entry of entries) {
    requireRoom(room, entry.size);
    yield entry;
  }
}

function notMade(error: unknown): never {
  if (error instanceof BackupError) throw new StartupError(words().backup.notMade(error.message));
  throw error;
}

async function* entriesOf(
  dataFolder: string,
  cluster: Parameters<typeof copyRunningCluster>[0],
): AsyncGenerator<BackupEntry> {
  const names = plainDataIn(dataFolder).filter((name) => name !== auditArchiveName);
  // Before the database: the file of signed heads must not be ahead of it.
  for (const name of names) yield* copyPlain(join(dataFolder, name), `data/${name}`);
  yield* copyRunningCluster(cluster);
  // After it: events that leave it meanwhile are in files by then, which are never taken away.
  yield* copyPlain(join(dataFolder, auditArchiveName), `data/${auditArchiveName}`);
}

async function* copyPlain(source: string, path: string): AsyncGenerator<BackupEntry> {
  const found = lstatSync(source, { throwIfNoEntry: false });
  if (found?.isFile() === true) yield* copyFile(source, path);
  if (found?.isDirectory() !== true) return;
  yield { path, kind: 'folder', size: 0, content: [] };
  for (const name of readdirSync(source)) yield* copyPlain(join(source, name), `${path}/${name}`);
}

/** @throws StartupError where the data is in a database that somebody else runs */
export function requireOwnData({ externalDatabase }: Config, instead: string): void {
  if (externalDatabase === null) return;
  throw new StartupError(words().backup.elsewhere(instead));
}

function refuseTarget(target: string, dataFolder: string): void {
  if (existsSync(target)) throw new StartupError(words().backup.present(target));
  if (!existsSync(dirname(target))) throw new StartupError(words().backup.noFolder(dirname(target)));
  if (target.startsWith(`${resolve(dataFolder)}${sep}`))
    throw new StartupError(words().backup.inDataFolder(target));
}
