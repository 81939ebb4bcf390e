/**
 * Import of a million numbers as CSV, TXT and workbook, in UTF-8 and GB18030: its memory, its time against plain COPY of
 * the same hashes and against that of a quarter of them, and decisions meanwhile.
 */
import { execFile, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { from as copyFrom } from 'pg-copy-streams';
import { buildMemberIndex } from '@xietong/shared/decisions';
import { createSnapshotStore } from '../src/features/decisions/snapshot-store';
import { systemIds } from '../src/platform/ids';
import { machineCall } from '../src/scenarios/machine-actors';
import { row } from './bench-report';
import { askForDecisions, withBenchServer } from './bench-server';
import type { BenchServer } from './bench-server';
import { insertLive } from './live-placements';
import { memoryNow, peakMemory } from './peak-memory';
import { placementDocuments } from './placement-documents';

const NUMBERS = 1_000_000;
const QUARTER = NUMBERS / 4;
/** What is promised: memory of the whole server while it imports, 400 MB in MiB, … */
const MOST_MEMORY = 381;
/** … its time against plain COPY of the same hashes, … */
const MOST_OF_COPY = 10;
/** … its growth over four times the numbers, … */
const MOST_GROWTH = 6;
/** … and what decisions take meanwhile against without, by their median and 99th percentile. */
const MOST_MEDIAN = 4;
const MOST_P99 = 10;
/** Asks this program to write the workbook. */
const WRITE = '--write-workbook';
const SHARED = '--shared-strings';
/** Asks this program to ask for decisions. */
const ASK = '--ask';
/** Asking without an import lasts so long, in seconds. */
const QUIET_S = 8;
/** So much is live meanwhile, a third of it for those on a list whom a rule fits. */
const LIVE = 1_000;
/** A customer on the list. */
const request = {
  ...{ requestId: 'bench', city: '320100', points: ['bench-1'], subscriber: '15400000000' },
  ...{ attributes: { Contract: 'Month-to-month', tenure: 12 }, consent: { personalised: true } },
};

/** What autocannon tells, as far as it is reported here. */
interface Asked {
  readonly requests: { readonly average: number };
  readonly latency: { readonly p50: number; readonly p99: number };
}

interface Sample {
  readonly what: string;
  readonly file: string;
  readonly count: number;
}

/** The numbers in an order that is none, as people's files have them. */
function* lines(count = NUMBERS, header = 'number'): Generator<string> {
  yield `${header}\n`;
  for (let at = 0; at < count; at += 1_000) {
    const numbers = Array.from({ length: 1_000 }, (_, n) => ((at + n) * 7_919) % NUMBERS);
    yield numbers.map((n) => `154${String(n).padStart(8, '0')}\n`).join('');
  }
}

/** Beside each number stands a word, which tells the encoding apart. */
function* inGb18030(header: string, separator: string): Generator<Buffer> {
  for (const text of lines(NUMBERS, header))
    yield iconv.encode(text.replaceAll(/^(\d+)$/gm, `$1${separator}演示客户`), 'gb18030');
}

async function importOnce({ installation, composition }: BenchServer, { file, count }: Sample, name: string) {
  const call = await machineCall(installation.databases.owner, 'CLI', systemIds.next(), '320100');
  const startedAt = performance.now();
  const { versionId, size } = await composition.services.listImportService.importFile(call, {
    ...{ fileName: basename(file), source: createReadStream(file), name },
  });
  if (size !== count) throw new Error(`${String(size)} numbers came in`);
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

/** One import: its seconds, and the most memory that the server had meanwhile. */
async function measure(server: BenchServer, sample: Sample) {
  let imported = { versionId: '', seconds: 0 };
  const memory = await peakMemory(async () => {
    imported = await importOnce(server, sample, sample.what);
  });
  row(`  ${sample.what}, from the first byte to the version`, imported.seconds, 's');
  row('    memory of the server at most', memory, 'MiB');
  return { ...imported, memory };
}

/** Content for everybody and for those on the list, which answers that decisions are made of have to hold. */
async function putLive(server: BenchServer, versionId: string): Promise<void> {
  const { rows } = await server.installation.databases.owner.execute<{ digest: string; size: number }>(
    sql`update list_version set released_at = now() where id = ${versionId}::uuid returning digest, size`,
  );
  const [list] = rows;
  if (!list) throw new Error('there is no list');
  await insertLive(
    server.installation,
    placementDocuments(LIVE, new Date(), { versionId, listName: 'bench', ...list }),
  );
  await server.composition.snapshots.refresh();
  const answer = await fetch(`${server.url}/v1/decisions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.secret}` },
    body: JSON.stringify(request),
  });
  const { points } = (await answer.json()) as { points?: { items: unknown[] }[] };
  if (!points?.[0]?.items.length) throw new Error('nothing is shown at the point');
}

/** By a process of its own, whose memory is not the server's. */
async function askApart({ url, secret }: BenchServer, seconds: number): Promise<Asked> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[process.argv[1] ?? '', ASK, url, secret, String(seconds)],
  ]);
  return JSON.parse(stdout) as Asked;
}

async function measureDecisions(server: BenchServer, sample: Sample, seconds: number) {
  console.log(`\nDecisions over HTTP, 8 connections, ${String(LIVE)} live`);
  await askApart(server, 2);
  // without what putting so much live has left behind
  row('  memory of the server before', memoryNow(), 'MiB');
  let quiet: Asked | undefined;
  const quietMemory = await peakMemory(async () => {
    quiet = await askApart(server, QUIET_S);
  });
  if (!quiet) throw new Error('nobody asked');
  let [busy, second] = [quiet, { seconds: 0 }];
  const memory = await peakMemory(async () => {
    [busy, second] = await Promise.all([
      askApart(server, Math.max(4, Math.floor(seconds))),
      importOnce(server, sample, 'meanwhile'),
    ]);
  });
  for (const [what, { requests, latency }] of [
    ['without an import', quiet],
    ['during an import', busy],
  ] as const) {
    row(`  ${what}`, requests.average, 'requests/s');
    row('    latency, median', latency.p50, 'ms');
    row('    latency, 99th percentile', latency.p99, 'ms');
  }
  row('  memory of the server without an import', quietMemory, 'MiB');
  row('  the import meanwhile', second.seconds, 's');
  row('    memory of the server at most', memory, 'MiB');
  // autocannon tells whole milliseconds: less than one is none
  const before = quiet.latency;
  const ratio = (of: 'p50' | 'p99') => busy.latency[of] / Math.max(1, before[of]);
  return { memory, median: ratio('p50'), p99: ratio('p99') };
}

/** Answers whether what is promised is kept. */
function isKept(what: string, value: number, most: number, unit: string): boolean {
  row(`  ${what} (at most ${String(most)})`, value, unit);
  return value <= most;
}

async function measureAll(server: BenchServer, samples: readonly Sample[]): Promise<boolean> {
  const [quarter, csv] = samples;
  if (!quarter || !csv) throw new Error('there is nothing to import');
  console.log(`Imports of ${String(NUMBERS)} numbers`);
  row('  memory of the server before', memoryNow(), 'MiB');
  const found = new Map<string, Awaited<ReturnType<typeof measure>>>();
  for (const sample of samples) found.set(sample.what, await measure(server, sample));
  const [small, whole] = [found.get(quarter.what), found.get(csv.what)];
  if (!small || !whole) throw new Error('nothing was measured');
  await putLive(server, small.versionId);
  const { memory, median, p99 } = await measureDecisions(server, csv, whole.seconds);
  // what follows takes memory that no server takes
  console.log('\nThe same hashes without an import');
  const copied = await copySeconds(server, whole.versionId);
  row('  COPY', copied, 's');
  await loadIntoMemory(server, whole.versionId);
  console.log('\nWhat is promised');
  return [
    isKept(
      'memory of the server',
      Math.max(memory, ...[...found.values()].map((each) => each.memory)),
      MOST_MEMORY,
      'MiB',
    ),
    isKept('an import against COPY', whole.seconds / copied, MOST_OF_COPY, '×'),
    isKept('its growth over four times the numbers', whole.seconds / small.seconds, MOST_GROWTH, '×'),
    isKept('decisions meanwhile, median', median, MOST_MEDIAN, '×'),
    isKept('decisions meanwhile, 99th percentile', p99, MOST_P99, '×'),
  ].every(Boolean);
}

/** The same numbers as a program writes them in a row, or as a spreadsheet program saves them, each text in a table of its own. */
async function writeWorkbook(file: string, useSharedStrings: boolean): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings });
  const sheet = book.addWorksheet('Sheet1');
  for (const text of lines()) for (const line of text.trimEnd().split('\n')) sheet.addRow([line]).commit();
  await book.commit();
}

if (process.argv[2] === WRITE) {
  await writeWorkbook(process.argv[3] ?? '', process.argv[4] === SHARED);
  process.exit(0);
}

if (process.argv[2] === ASK) {
  const [url = '', secret = '', seconds = ''] = process.argv.slice(3);
  console.log(JSON.stringify(await askForDecisions({ url, secret }, request, Number(seconds))));
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'xietong-bench-file-'));
try {
  const sample = (what: string, name: string, count = NUMBERS): Sample => ({
    ...{ what, count, file: join(folder, name) },
  });
  const quarter = sample('a quarter of them as CSV', 'quarter.csv', QUARTER);
  const csv = sample('CSV in UTF-8', 'million.csv');
  const csvGb = sample('CSV in GB18030', 'million-gb.csv');
  const txtGb = sample('TXT in GB18030', 'million-gb.txt');
  const workbook = sample('a workbook', 'million.xlsx');
  const shared = sample('a workbook with shared texts', 'million-shared.xlsx');
  const write = (to: Sample, from: Iterable<string | Buffer>) =>
    pipeline(Readable.from(from), createWriteStream(to.file));
  await write(quarter, lines(QUARTER));
  await write(csv, lines());
  await write(csvGb, inGb18030('手机号码,客户', ','));
  await write(txtGb, inGb18030('手机号码\t客户', '\t'));
  // by a process of its own, whose memory is not the import's
  for (const args of [[workbook.file], [shared.file, SHARED]]) {
    const written = spawnSync(process.execPath, [process.argv[1] ?? '', WRITE, ...args], {
      stdio: 'inherit',
    });
    if (written.status !== 0) throw new Error('the workbook was not written');
  }
  await withBenchServer(async (server) => {
    if (!(await measureAll(server, [quarter, csv, csvGb, txtGb, workbook, shared]))) process.exitCode = 1;
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
