/**
 * Lists of a hundred thousand and of a million numbers: what an approver's page counts of two that overlap, against
 * a bare count of their rows; and a list taken out in clear, its memory, and decisions meanwhile.
 */
import { CITY_FUNCTIONS } from '@xietong/shared/tenants';
import type { PersonActor, TenantRef } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { Call } from '../src/access/call';
import type { Installation } from '../src/db/open-installation';
import { createListChangeReadModel } from '../src/features/approvals/list-change-read-model';
import { withTenant } from '../src/platform/database';
import type { Tx } from '../src/platform/database';
import { systemIds } from '../src/platform/ids';
import { fastestInTurns, row } from './bench-report';
import { askForDecisions, withBenchServer } from './bench-server';
import type { BenchServer } from './bench-server';
import { makeCustomers, makePair } from './list-world';
import type { ListPair } from './list-world';
import { memoryNow, peakMemory } from './peak-memory';

const SMALL = 100_000;
const LARGE = 1_000_000;
const ALL = 1_100_000;
const ROUNDS = 5;
/** Asking without anything else lasts so long, in seconds. */
const QUIET_S = 6;
/** What is promised: comparing two lists against counting their rows, and its growth over ten times the rows. */
const MOST_RATIO = 8;
const MOST_GROWTH = 14;
/** Memory that taking the same long list out once more adds to that of the first time, in MiB. */
const MOST_MEMORY = 100;
const MEBIBYTE = 1024 * 1024;
const request = {
  ...{ requestId: 'bench', city: '320100', points: ['bench-1'], subscriber: '15400000001' },
  consent: { personalised: true },
};

async function operatorOf({ databases: { owner } }: Installation): Promise<Call & { actor: PersonActor }> {
  const { rows } = await owner.execute<Omit<TenantRef, 'parentId'> & { parent_id: string }>(
    sql`select id, code, kind, parent_id from tenant where code = '320100'`,
  );
  const [city] = rows;
  if (!city) throw new Error('there is no city');
  const { id, code, kind, parent_id: parentId } = city;
  return {
    actor: {
      ...{ kind: 'PERSON', personId: systemIds.next(), staffId: 'BENCH', name: 'bench', role: 'OPERATOR' },
      ...{ sessionId: systemIds.next(), dutyId: systemIds.next(), functions: CITY_FUNCTIONS },
      tenant: { id, code, kind, parentId },
    },
    requestId: systemIds.next(),
    address: null,
  };
}

/** Returns how often it takes the time of a bare count, and its milliseconds. */
async function compare(
  { databases }: Installation,
  call: Call & { actor: PersonActor },
  { own, other }: ListPair,
): Promise<{ ratio: number; time: number }> {
  const { tenant, personId } = call.actor;
  const scope = { tenantId: tenant.id, actorId: personId, requestId: null };
  const run =
    <T>(read: (tx: Tx) => Promise<T>) =>
    () =>
      withTenant(databases.app, scope, read);
  const spilled = async () => {
    await databases.owner.execute(sql`select pg_stat_force_next_flush()`);
    const { rows } = await databases.owner.execute<{ bytes: string }>(
      sql`select temp_bytes as bytes from pg_stat_database where datname = current_database()`,
    );
    return Number(rows[0]?.bytes ?? 0);
  };
  const before = await spilled();
  const [bare = 1, kept = 0, refused = 0] = await fastestInTurns(
    [
      run((tx) =>
        tx.execute(
          sql`select count(*) from list_member where list_version_id in (${own}::uuid, ${other}::uuid)`,
        ),
      ),
      run((tx) => createListChangeReadModel(tx).shared(own, other)),
      run((tx) =>
        createListChangeReadModel(tx).refused(own, { homeTenantId: tenant.id, offerCodes: ['bench'] }),
      ),
    ],
    ROUNDS,
  );
  row('  a bare count of both lists', bare, 'ms');
  row('  what both lists have in common', kept, 'ms');
  row('    of the bare count', kept / bare, '×');
  row('  who of one will not be shown it', refused, 'ms');
  row('    of the bare count', refused / bare, '×');
  row('  written to temporary files', ((await spilled()) - before) / MEBIBYTE, 'MiB');
  return { ratio: Math.max(kept, refused) / bare, time: kept + refused };
}

/** An authorisation by which a list may be taken out. */
async function authorise(
  { databases: { owner } }: Installation,
  call: Call & { actor: PersonActor },
  list: string,
) {
  const id = systemIds.next();
  const { personId, staffId, tenant } = call.actor;
  await owner.execute(sql`alter table disclosure disable trigger disclosure_insert_guard`);
  await owner.execute(sql`
    insert into disclosure (id, tenant_id, number, kind, list_version_id, title, purpose, purpose_note, recipient, hours, max_downloads, rows, missing, state,
      asked_by, asked_by_name, asked_at, decided_by, decided_by_name, decided_at, expires_at)
    select ${id}::uuid, ${tenant.id}::uuid, ${id}, 'LIST', ${list}::uuid, 'bench', 'OTHER', 'bench', 'bench', 24, 3, 1, 0, 'AUTHORISED',
      ${personId}::uuid, ${staffId}, now() - interval '2 minutes', gen_random_uuid(), 'BENCH-2', now() - interval '1 minute', now() + interval '1 day'`);
  await owner.execute(sql`alter table disclosure enable trigger disclosure_insert_guard`);
  return id;
}

/** Takes a list out once, reading as fast as it comes; lines and seconds. */
async function takeOut({ composition }: BenchServer, call: Call, id: string) {
  const startedAt = performance.now();
  const { body } = await composition.services.disclosureTaking.download(call, id, 'zh-CN');
  let lines = -1;
  for await (const bytes of body) for (const byte of bytes) if (byte === 10) lines += 1;
  return { lines, seconds: (performance.now() - startedAt) / 1000 };
}

/** Returns the memory above `base`, in MiB. */
async function measureTaking(server: BenchServer, call: Call, id: string, base: number): Promise<number> {
  let taken = { lines: 0, seconds: 1 };
  const peak = await peakMemory(async () => {
    taken = await takeOut(server, call, id);
  });
  row(`  ${String(taken.lines)} numbers taken out in`, taken.seconds, 's');
  row('    numbers', taken.lines / taken.seconds, 'a second');
  row('    memory of the server above what it had', peak - base, 'MiB');
  return peak - base;
}

async function measureMeanwhile(server: BenchServer, call: Call, id: string): Promise<void> {
  await server.composition.snapshots.refresh();
  const quiet = await askForDecisions(server, request, QUIET_S);
  const [busy, taken] = await Promise.all([
    askForDecisions(server, request, QUIET_S),
    takeOut(server, call, id),
  ]);
  console.log('\nDecisions over HTTP, 8 connections');
  row('  without a list on its way out', quiet.requests.average, 'requests/s');
  row('    latency, 99th percentile', quiet.latency.p99, 'ms');
  row('  while a list is taken out', busy.requests.average, 'requests/s');
  row('    latency, 99th percentile', busy.latency.p99, 'ms');
  row('  the list meanwhile', taken.seconds, 's');
}

await withBenchServer(async (server) => {
  const { installation } = server;
  const call = await operatorOf(installation);
  await makeCustomers(installation, ALL);
  const base = memoryNow();
  const found: { ratio: number; time: number; memory: number }[] = [];
  for (const size of [SMALL, LARGE]) {
    const pair = await makePair(installation, size);
    console.log(`\nTwo lists of ${String(size)} numbers that overlap by nine tenths`);
    const compared = await compare(installation, call, pair);
    const authorisation = await authorise(installation, call, pair.own);
    found.push({ ...compared, memory: await measureTaking(server, call, authorisation, base) });
    if (size === LARGE) {
      found.push({ ...compared, memory: await measureTaking(server, call, authorisation, base) });
      await measureMeanwhile(server, call, authorisation);
    }
  }
  const [small, large, again] = found;
  if (!small || !large || !again) throw new Error('nothing was measured');
  console.log('');
  row('growth of the comparison over ten times the numbers', large.time / small.time, '×');
  row('  that is promised at most', MOST_GROWTH, '×');
  row('times a bare count that are promised at most', MOST_RATIO, '×');
  row('memory that the second million needed more than the first', again.memory - large.memory, 'MiB');
  row('  that is promised at most', MOST_MEMORY, 'MiB');
  if (
    large.ratio > MOST_RATIO ||
    large.time / small.time > MOST_GROWTH ||
    again.memory - large.memory > MOST_MEMORY
  )
    process.exitCode = 1;
});
