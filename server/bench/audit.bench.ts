/**
 * The audit log: what an event costs with it, how long it waits for its place, how fast the log catches up, and a proof in a
 * tree of ten million events.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyConsistency, verifyInclusion } from '@xietong/shared/audit';
import { sql } from 'drizzle-orm';
import { composeOnClock } from '../src/compose-on-clock';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { createAuditLogStore, TILE_WIDTH } from '../src/features/audit/audit-log-store';
import { createAuditLogRunner } from '../src/features/audit/audit-log-runner';
import type { AuditLogStore } from '../src/features/audit/audit-log-store';
import { PLACE_WITHIN_MS } from '../src/features/audit/audit-sequencer';
import { createAuditTree, tileRoot } from '../src/features/audit/audit-tree';
import type { AuditTree } from '../src/features/audit/audit-tree';
import { createTileSource } from '../src/features/audit/tile-source';
import { systemClock } from '../src/platform/clock';
import { withTenant } from '../src/platform/database';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { ensureBaseProvince } from '../src/scenarios/base-province';
import { machineCall } from '../src/scenarios/machine-actors';
import { fastestInTurns, row } from './bench-report';

/** Events written by each round of a measurement, and how many of them at once. */
const EVENTS = 200;
const AT_ONCE = 8;
const ROUNDS = 15;
const BACKLOG = 20_000;
/** Events whose way to their places is watched, and how often it is looked. */
const WATCHED = 20;
const LOOK_EVERY_MS = 20;
const LEAVES = 10_000_000;
const PROOFS = 200;
/** What is promised: the time of writing against that without the log, and a proof's growth with the tree. */
const MOST_RATIO = 1.5;
const MOST_GROWTH = 10;
/** Tiles of random hashes that the large tree is made of, over and over. */
const DISTINCT = 64;

/** Returns the ratio for several writers at once. */
async function measureWriting(installation: Installation): Promise<number> {
  const { owner } = installation.databases;
  const { audit, auditLog } = composeOnClock(installation, createLogger('silent'), systemIds)(systemClock);
  const call = await machineCall(owner, 'CLI', systemIds.next());
  const write = () =>
    audit.standalone(call, {
      act: 'localCampaigns.saveDraft',
      subject: { type: 'LocalCampaign', id: systemIds.next() },
      before: { title: '手机报（演示）', 'content 正文': '演示活动，每月1日到账。'.repeat(4) },
      after: { title: '手机报', 'content 正文': '演示活动，次月生效。'.repeat(4) },
    });
  const writeAll = async (atOnce: number) => {
    const lane = async () => {
      for (let n = 0; n < EVENTS / atOnce; n += 1) await write();
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  };
  const switchLog = (to: 'enable' | 'disable') =>
    owner.execute(sql.raw(`alter table audit_event ${to} trigger audit_event_enter`));
  const measured = async (atOnce: number) => {
    const [without = 0, with_ = 0] = await fastestInTurns(
      [
        async () => {
          await switchLog('disable');
          await writeAll(atOnce);
        },
        async () => {
          await switchLog('enable');
          // The sequencer works beside the writers, as in the serving process.
          await Promise.all([writeAll(atOnce), auditLog.sequencer.run()]);
        },
      ],
      ROUNDS,
    );
    row(`  ${String(atOnce)} at once: without the log`, (without / EVENTS) * 1_000, 'µs an event');
    row(`  ${String(atOnce)} at once: with it`, (with_ / EVENTS) * 1_000, 'µs an event');
    row('    of the time without', with_ / without, '×');
    return with_ / without;
  };
  console.log('Writing an audit event in a transaction of its own');
  await measured(1);
  const ratio = await measured(AT_ONCE);
  await measureSearchIndexes(installation, () => writeAll(AT_ONCE));

  await switchLog('enable');
  await auditLog.sequencer.run('NOW');
  await owner.execute(sql`
    insert into audit_event (id, at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms)
    select gen_random_uuid(), at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms
    from (select * from audit_event limit 1) e, generate_series(1, ${BACKLOG})`);
  const startedAt = performance.now();
  await auditLog.sequencer.run('NOW');
  const seconds = (performance.now() - startedAt) / 1000;
  console.log('\nCatching up');
  row('  events that get places, tiles, a signed head and a line outside', BACKLOG / seconds, 'a second');
  return ratio;
}

/**
 * Returns the longest time from a commit to the place in the log, in milliseconds: the sequencer works as in the serving
 * process, writers beside it as fast as they can, and one transaction stays open all the time and is committed last.
 */
async function measureDelay(installation: Installation): Promise<number> {
  const { owner } = installation.databases;
  const logger = createLogger('silent');
  const { audit, auditLog } = composeOnClock(installation, logger, systemIds)(systemClock);
  const call = await machineCall(owner, 'CLI', systemIds.next());
  const write = async (): Promise<string> => {
    const id = systemIds.next();
    const subject = { type: 'LocalCampaign', id } as const;
    await audit.standalone(call, {
      act: 'localCampaigns.saveDraft',
      subject,
      after: { title: '手机报（演示）' },
    });
    return id;
  };
  /** Milliseconds until the event about a thing has its place. */
  const placed = async (subjectId: string): Promise<number> => {
    const startedAt = performance.now();
    for (;;) {
      const { rows } = await owner.execute(sql`
        select from audit_log_entry l join audit_event e on e.id = l.event_id
        where e.subject_type = 'LocalCampaign' and e.subject_id = ${subjectId}`);
      if (rows.length > 0) return performance.now() - startedAt;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  const runner = createAuditLogRunner({ sequencer: auditLog.sequencer, delivery: null, logger });
  let [isOver, written] = [false, 0];
  const lane = async () => {
    for (; !isOver; written += 1) await write();
  };
  const delays: number[] = [];
  let open: Promise<void> | undefined;
  let commit = (): void => undefined;
  const late = systemIds.next();
  const opened = new Promise<void>((resolve) => {
    const scope = { tenantId: call.actor.tenant.id, actorId: null, requestId: null };
    open = withTenant(installation.databases.app, scope, async (tx) => {
      const subject = { type: 'LocalCampaign', id: late } as const;
      await audit.success(tx, call, { act: 'localCampaigns.saveDraft', subject });
      const isCommitting = new Promise<void>((go) => {
        commit = go;
      });
      resolve();
      await isCommitting;
    });
  });
  await opened;
  runner.start();
  const lanes = Array.from({ length: AT_ONCE }, lane);
  const startedAt = performance.now();
  try {
    for (let n = 0; n < WATCHED; n += 1) delays.push(await placed(await write()));
  } finally {
    isOver = true;
    await Promise.all(lanes);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  commit();
  await open;
  const ofLate = await placed(late);
  await runner.stop();
  const longest = Math.max(...delays, ofLate);
  console.log('\nFrom the commit to the place, the sequencer looking every second beside writers');
  row('  events written meanwhile', written / seconds, 'a second');
  row('  on average', delays.reduce((sum, each) => sum + each, 0) / delays.length, 'ms');
  row('  the longest', longest, 'ms');
  row('  of a transaction that was open all the time, after its commit', ofLate, 'ms');
  return longest;
}

/** What the indexes that searches need cost a writer. */
async function measureSearchIndexes({ databases: { owner } }: Installation, writeAll: () => Promise<void>) {
  const fastest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const switches = [
    'drop index if exists audit_event_terms, audit_event_actors',
    `create index if not exists audit_event_terms on audit_event using gin (terms);
      create index if not exists audit_event_actors on audit_event (tenant_id, actor_name, actor_id) where actor_id is not null`,
  ];
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    const turn = round % 2;
    await owner.execute(sql.raw(switches[turn] ?? ''));
    const startedAt = performance.now();
    await writeAll();
    fastest[turn] = Math.min(fastest[turn] ?? 0, performance.now() - startedAt);
  }
  const [without = 1, with_ = 1] = fastest;
  row(
    `  ${String(AT_ONCE)} at once: without the indexes of searches`,
    (without / EVENTS) * 1_000,
    'µs an event',
  );
  row('    of the time without, with them', with_ / without, '×');
}

/** Tiles of a tree of ten million leaves, as the sequencer would have written them; the leaves are random. */
async function makeLargeTree({ databases: { owner } }: Installation, tenantId: string): Promise<void> {
  await owner.execute(sql`truncate audit_log_entry, audit_tile, audit_tree_head`);
  const tiles = Array.from({ length: DISTINCT }, () => {
    const hashes = Array.from({ length: TILE_WIDTH }, () => randomBytes(32));
    return { hashes, bytes: Buffer.concat(hashes), root: Buffer.from(tileRoot(hashes)) };
  });
  let roots: Buffer[] = [];
  const whole = Math.floor(LEAVES / TILE_WIDTH);
  for (let from = 0; from < whole; from += 256) {
    const part = Array.from({ length: Math.min(256, whole - from) }, (_, n) => tiles[(from + n) % DISTINCT]);
    const known = part.flatMap((tile) => (tile ? [tile] : []));
    await owner.execute(sql`
      insert into audit_tile (level, index, hashes, root)
      select 0, ${from}::bigint + n - 1, h, r
      from unnest(${sql.param(known.map(({ bytes }) => bytes))}::bytea[], ${sql.param(known.map(({ root }) => root))}::bytea[]) with ordinality as t (h, r, n)`);
    roots.push(...known.map(({ root }) => root));
  }
  for (let level = 1; roots.length >= TILE_WIDTH; level += 1) {
    const above: Buffer[] = [];
    for (let index = 0; (index + 1) * TILE_WIDTH <= roots.length; index += 1) {
      const hashes = roots.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      const root = Buffer.from(tileRoot(hashes));
      await owner.execute(
        sql`insert into audit_tile (level, index, hashes, root) values (${level}, ${index}, ${Buffer.concat(hashes)}, ${root})`,
      );
      above.push(root);
    }
    roots = above;
  }
  await owner.execute(sql`
    insert into audit_log_entry (index, event_id, tenant_id, leaf_hash, sequenced_at)
    select n, gen_random_uuid(), ${tenantId}::uuid, sha256(n::text::bytea), now() from generate_series(${whole * TILE_WIDTH}::bigint, ${LEAVES - 1}::bigint) n`);
  await owner.execute(sql`analyze audit_tile, audit_log_entry`);
}

/** A tree that reads through a store, and how many reads it made. */
function countedTree(store: AuditLogStore): { tree: AuditTree; reads: () => number } {
  let reads = 0;
  const counted = <A extends unknown[], R>(read: (...args: A) => R) => {
    return (...args: A): R => {
      reads += 1;
      return read(...args);
    };
  };
  const source = createTileSource({
    tile: counted((...at: Parameters<typeof store.tile>) => store.tile(...at)),
    leafHashes: counted((...at: Parameters<typeof store.leafHashes>) => store.leafHashes(...at)),
    tileRoots: counted((...at: Parameters<typeof store.tileRoots>) => store.tileRoots(...at)),
  });
  return { tree: createAuditTree(source), reads: () => reads };
}

/** Milliseconds of a proof in a tree of that size, nothing kept from the one before. */
async function proofTime(installation: Installation, tenantId: string, size: number): Promise<number> {
  const scope = { tenantId, actorId: null, requestId: null };
  const inLog = <T>(read: (store: AuditLogStore) => Promise<T>) =>
    withTenant(installation.databases.app, scope, (tx) => read(createAuditLogStore(tx)));
  const rootHash = await inLog((store) => countedTree(store).tree.root(size));
  let [time, reads, hashes] = [0, 0, 0];
  for (let n = 0; n < PROOFS; n += 1) {
    const index = randomInt(size);
    const startedAt = performance.now();
    const proof = await inLog(async (store) => {
      const counted = countedTree(store);
      const made = await counted.tree.inclusion(index, size);
      reads += counted.reads();
      return made;
    });
    time += performance.now() - startedAt;
    hashes += proof.length;
    const leafHash = await inLog((store) => countedTree(store).tree.node({ level: 0, index }));
    if (!verifyInclusion({ leafHash, index, treeSize: size, proof, rootHash }))
      throw new Error(`the proof of ${String(index)} in ${String(size)} does not hold`);
  }
  row(`  in a tree of ${String(size)}`, time / PROOFS, 'ms a proof');
  row('    reads', reads / PROOFS, 'a proof');
  row('    hashes', hashes / PROOFS, 'a proof');
  if (size === LEAVES) {
    const startedAt = performance.now();
    const size1 = 6_543_210;
    const [root1, proof] = await inLog(async (store) => {
      const { tree } = countedTree(store);
      return [await tree.root(size1), await tree.consistency(size1, size)] as const;
    });
    row('  consistency of two heads, with the root of the first', performance.now() - startedAt, 'ms');
    if (!verifyConsistency({ size1, size2: size, root1, root2: rootHash, proof }))
      throw new Error('the consistency proof does not hold');
  }
  return time / PROOFS;
}

/** Returns by how much a proof takes longer in the large tree than in a small one. */
async function measureProofs(installation: Installation): Promise<number> {
  const { rows } = await installation.databases.owner.execute<{ id: string }>(
    sql`select id from tenant where kind = 'PROVINCE'`,
  );
  const tenantId = rows[0]?.id ?? '';
  const startedAt = performance.now();
  await makeLargeTree(installation, tenantId);
  console.log(
    `\nProofs of inclusion, from tiles in the database (made in ${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  const small = await proofTime(installation, tenantId, 10_000);
  await proofTime(installation, tenantId, 1_000_000);
  const large = await proofTime(installation, tenantId, LEAVES);
  row('  growth from ten thousand to ten million', large / small, '×');
  return large / small;
}

const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), createLogger('silent'));
try {
  await ensureBaseProvince({ owner: installation.databases.owner, ids: systemIds, clock: systemClock });
  const ratio = await measureWriting(installation);
  const longest = await measureDelay(installation);
  const growth = await measureProofs(installation);
  if (ratio > MOST_RATIO || longest > PLACE_WITHIN_MS || growth > MOST_GROWTH) process.exitCode = 1;
} finally {
  await installation.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
