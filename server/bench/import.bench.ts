/**
 * Import of a million numbers: against plain COPY of the same hashes, its memory, and decisions meanwhile;
 * and the same numbers as a workbook.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { from as copyFrom } from 'pg-copy-streams';
import { buildMemberIndex } from '@xietong/shared/decisions';
import { createSnapshotStore } from '../src/features/decisions/snapshot-store';
import { systemIds } from '../src/platform/ids';
import { machineCall } from '../src/scenarios/machine-actors';
import { row } from './bench-report';
import { askForDecisions, withBenchServer } from './bench-server';
import type { BenchServer } from './bench-server';
import { memoryNow, peakMemory } from './peak-memory';

const NUMBERS = 1_000_000;
/** Asks this program to write the workbook. */
const WRITE = '--write-workbook';
/** Asking without an import lasts so long, in seconds. */
const QUIET_S = 8;
const request = {
  ...{ requestId: 'bench', city: '320100', points: ['bench-1'], subscriber: '15400000001' },
  consent: { personalised: true },
};

/** The numbers in an order that is none, as people's files have them. */
function* lines(): Generator<string> {
  yield 'number\n';
  for (let at = 0; at < NUMBERS; at += 1_000) {
    const numbers = Array.from({ length: 1_000 }, (_, n) => ((at + n) * 7_919) % NUMBERS);
    yield numbers.map((n) => `154${String(n).padStart(8, '0')}\n`).join('');
  }
}

async function importOnce({ installation, composition }: BenchServer, file: string, name: string) {
  const call = await machineCall(installation.databases.owner, 'CLI', systemIds.next(), '320100');
  const startedAt = performance.now();
  const { versionId, size } = await composition.services.listImportService.importFile(call, {
    ...{ fileName: basename(file), source: createReadStream(file), name },
  });
  if (size !== NUMBERS) throw new Error(`${String(size)} numbers came in`);
  return { versionId, seconds: (performance.now() - startedAt) / 1000 };
}

/** COPY of the same hashes, in the same order, into a table of the same columns and key. */
async function copySeconds({ installation }: BenchServer, versionId: string): Promise<number> {
  const { owner } = installation.databases;
  const { rows } = await owner.execute<{ line: string }>(sql`
    select string_agg(concat_ws(E'\t', list_version_id, tenant_id, '\\\\x' || encode(number_hash, 'hex')), E'\n' order by number_hash) || E'\n' as line
    from list_member where list_version_id = ${versionId}::uuid group by get_byte(number_hash, 0) order by get_byte(number_hash, 0)`);
  await owner.execute(sql`create table bench_copy (like list_member including indexes)`);
  const client = await owner.$client.connect();
  try {
    const startedAt = performance.now();
    await pipeline(
      Readable.from(rows.map(({ line }) => line)),
      client.query(copyFrom('copy bench_copy from stdin')),
    );
    return (performance.now() - startedAt) / 1000;
  } finally {
    client.release();
  }
}

/** How long the list takes into memory, and the longest time nothing else ran meanwhile. */
async function loadIntoMemory({ installation }: BenchServer, versionId: string): Promise<void> {
  const { rows } = await installation.databases.owner.execute<{ digest: string }>(
    sql`update list_version set released_at = now() where id = ${versionId}::uuid returning digest`,
  );
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  const store = createSnapshotStore(installation.databases.engine);
  const keys = await store.memberKeys({ versionId, size: NUMBERS, digest: rows[0]?.digest ?? '' });
  const index = buildMemberIndex(keys);
  const elapsed = performance.now() - startedAt;
  await new Promise(setImmediate);
  delay.disable();
  row(`  a list of ${String(index.size)} loaded for decisions in`, elapsed, 'ms');
  row('    longest time that nothing else ran', delay.max / 1e6, 'ms');
}

async function measure(server: BenchServer, file: string): Promise<void> {
  console.log(`An import of ${String(NUMBERS)} numbers`);
  let first = { versionId: '', seconds: 0 };
  const before = memoryNow();
  const peak = await peakMemory(async () => {
    first = await importOnce(server, file, 'first');
  });
  row('  from the first byte of the file to the version', first.seconds, 's');
  row('  memory of the server before', before, 'MiB');
  row('  memory of the server at most', peak, 'MiB');
  const copied = await copySeconds(server, first.versionId);
  row('  COPY of the same hashes', copied, 's');
  row('  the import takes', first.seconds / copied, '× the COPY');
  await loadIntoMemory(server, first.versionId);

  console.log('\nDecisions over HTTP, 8 connections');
  await server.composition.snapshots.refresh();
  const quiet = await askForDecisions(server, request, QUIET_S);
  row('  without an import', quiet.requests.average, 'requests/s');
  row('    latency, 99th percentile', quiet.latency.p99, 'ms');
  const length = Math.max(4, Math.floor(first.seconds));
  const [busy, second] = await Promise.all([
    askForDecisions(server, request, length),
    importOnce(server, file, 'second'),
  ]);
  row('  during an import', busy.requests.average, 'requests/s');
  row('    latency, 99th percentile', busy.latency.p99, 'ms');
  row('    of those without', busy.requests.average / quiet.requests.average, '');
  row('  the import meanwhile', second.seconds, 's');
}

async function measureWorkbook(server: BenchServer, file: string): Promise<void> {
  console.log(`An import of ${String(NUMBERS)} numbers from a workbook`);
  let seconds = 0;
  const peak = await peakMemory(async () => {
    ({ seconds } = await importOnce(server, file, 'workbook'));
  });
  row('  from the first byte of the file to the version', seconds, 's');
  row('  memory of the server at most', peak, 'MiB');
  console.log('');
}

/** The same numbers as a spreadsheet program saves them. */
async function writeWorkbook(file: string): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file });
  const sheet = book.addWorksheet('Sheet1');
  for (const text of lines()) for (const line of text.trimEnd().split('\n')) sheet.addRow([line]).commit();
  await book.commit();
}

if (process.argv[2] === WRITE) {
  await writeWorkbook(process.argv[3] ?? '');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'xietong-bench-file-'));
try {
  const file = join(folder, 'million.csv');
  const workbook = join(folder, 'million.xlsx');
  await pipeline(Readable.from(lines()), createWriteStream(file));
  // by a process of its own, whose memory is not the import's
  const written = spawnSync(process.execPath, [process.argv[1] ?? '', WRITE, workbook], { stdio: 'inherit' });
  if (written.status !== 0) throw new Error('the workbook was not written');
  await withBenchServer(async (server) => {
    await measureWorkbook(server, workbook);
    await measure(server, file);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
