import { open, readFile, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { words } from '../../config/words/words';
import { BackupError, textEntry } from '../archive/backup-format';
import type { BackupEntry } from '../archive/backup-format';

/** A cluster whose server runs, and how its superuser reaches it. */
export interface BackedUpCluster {
  folder: string;
  superuserUrl: string;
}

/** What a server makes anew when it starts: the folders are kept, what is in them is not. */
const emptied = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const leftOut =
  /^(postmaster\.(pid|opts)|backup_label|tablespace_map|backup_manifest|pg_internal\.init)|\.old$|^pgsql_tmp/;
const controlFile = 'global/pg_control';
const chunkBytes = 256 * 1024;

/**
 * A consistent copy of a running cluster as it is at the end of the copy, by PostgreSQL's own
 * protocol for backups by files: while it lasts whole pages go to the write-ahead log, which is held
 * back and comes last. Whoever starts a server on the copy has it recover by that log.
 * Paths begin with the cluster's folder name, `postgres/`.
 */
export async function* copyRunningCluster(cluster: BackedUpCluster): AsyncGenerator<BackupEntry> {
  const client = new Client({ connectionString: cluster.superuserUrl, application_name: 'xietong backup' });
  // a connection that breaks rejects its query; without a listener it would end the process, too
  client.on('error', () => undefined);
  await client.connect();
  try {
    await refuseTablespaces(client);
    // ends with the session, as the backup itself does
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `xietong_backup_${String(process.pid)}`,
    ]);
    await client.query("select pg_backup_start('xietong', true)");
    yield folder('postgres');
    yield* copyFolder(cluster.folder, '');
    yield await readStable(join(cluster.folder, controlFile));
    const { rows } = await client.query<{ label: string; last: string }>(
      'select labelfile as label, pg_walfile_name(lsn - 1) as last from pg_backup_stop(false)',
    );
    const [stop] = rows;
    if (stop === undefined) throw new BackupError(words().backup.notEnded);
    yield textEntry('postgres/backup_label', stop.label);
    yield* copyLog(join(cluster.folder, 'pg_wal'), stop);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseTablespaces(client: Client): Promise<void> {
  const { rows } = await client.query('select 1 from pg_tablespace where spcname !~ $1', ['^pg_']);
  if (rows.length > 0) throw new BackupError(words().backup.tablespaces);
}

async function* copyFolder(root: string, inside: string): AsyncGenerator<BackupEntry> {
  for (const entry of await readdir(join(root, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (leftOut.test(entry.name) || path === controlFile) continue;
    if (entry.isDirectory()) {
      yield folder(`postgres/${path}`);
      if (inside === '' && emptied.has(entry.name)) yield* foldersIn(root, path);
      else yield* copyFolder(root, path);
    } else if (entry.isFile()) yield* copyFile(join(root, path), `postgres/${path}`);
    else throw new BackupError(words().backup.strangeFile(path));
  }
}

/** The log's own folders must be there for the server to start, without what is in them. */
async function* foldersIn(root: string, inside: string): AsyncGenerator<BackupEntry> {
  if (inside !== 'pg_wal') return;
  for (const entry of await readdir(join(root, inside), { withFileTypes: true }))
    if (entry.isDirectory()) yield folder(`postgres/${inside}/${entry.name}`);
}

/** The log from the backup's start to its end; a gap would make the copy worthless. */
async function* copyLog(
  walFolder: string,
  { label, last }: { label: string; last: string },
): AsyncGenerator<BackupEntry> {
  const first = /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(label)?.[1];
  if (first === undefined) throw new BackupError(words().backup.noStart);
  const names = (await readdir(walFolder))
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
    .sort();
  const gap = names.findIndex(
    (name, index) => index > 0 && segmentNumber(name) !== segmentNumber(names[index - 1] ?? '') + 1n,
  );
  if (names[0] !== first || names.at(-1) !== last || gap !== -1)
    throw new BackupError(words().backup.logGone);
  for (const name of names) yield* copyFile(join(walFolder, name), `postgres/pg_wal/${name}`);
}

/** Segments of 16 MB: the last eight digits count 256 of them for each step of the eight before. */
function segmentNumber(name: string): bigint {
  return BigInt(`0x${name.slice(8, 16)}`) * 256n + BigInt(`0x${name.slice(16)}`);
}

/** A table may be dropped while the others are copied: its file is then not needed. */
export async function* copyFile(source: string, path: string): AsyncGenerator<BackupEntry> {
  let handle: FileHandle;
  try {
    handle = await open(source);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    yield { path, kind: 'file', size, content: readParts(handle, size) };
  } finally {
    await handle.close();
  }
}

async function* readParts(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < size;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The server rewrites this one at any moment: it is read until two readings agree. */
async function readStable(file: string): Promise<BackupEntry> {
  let before = await readFile(file);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const content = await readFile(file);
    if (before.equals(content))
      return { path: `postgres/${controlFile}`, kind: 'file', size: content.length, content: [content] };
    before = content;
  }
  throw new BackupError(words().backup.controlBusy);
}

function folder(path: string): BackupEntry {
  return { path, kind: 'folder', size: 0, content: [] };
}
