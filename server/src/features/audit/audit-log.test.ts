import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import {
  auditLeafHash,
  auditTerms,
  receivedHead,
  verifyConsistency,
  verifyInclusion,
} from '@xietong/shared/audit';
import type { AuditFinding, SignedHead } from '@xietong/shared/audit';
import { canonicalJson } from '@xietong/shared/kernel';
import { sealFallback } from '@xietong/shared/points';
import type { RenderedContent } from '@xietong/shared/rendering';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { copyNewestEvent } from '../../testing/many-audit-events';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { unzip } from '../../testing/zip-file';
import { createAuditLog } from './audit-log';
import type { AuditLog } from './audit-log';
import { createAuditService } from './audit-service';
import { createAuditWriter } from './audit-writer';
import { packRange, packReadme } from './pack-readme';
import { createHeadDelivery } from './head-delivery';

let database: TestDatabase;
let world: TestProvince;
let folder: string;
let log: AuditLog;
let auditor: Call;
let operator: Call;
let at: number;
const logger = pino({ level: 'silent' });
const clock = { now: () => new Date((at += 1)) };
const province = () => Promise.resolve(world.province);

function openLog(): AuditLog {
  const tenants = [world.province, world.nanjing, world.wuxi];
  return createAuditLog({
    ...{ database: database.app, clock, ids: systemIds, logger, audit: writer() },
    ...{ key: database.secrets.key('audit-signing'), dataFolder: folder },
    directory: {
      province,
      provinceId: () => Promise.resolve(world.province.id),
      idsByCode: () => Promise.resolve(new Map(tenants.map(({ id, code }) => [code, id]))),
    },
  });
}
const writer = () => createAuditWriter({ db: database.app, clock, ids: systemIds, logger, province });

async function write(count: number, call: Call = operator): Promise<void> {
  const audit = writer();
  for (let n = 0; n < count; n += 1)
    await audit.standalone(call, {
      act: 'localCampaigns.saveDraft',
      subject: { type: 'LocalCampaign', id: systemIds.next() },
      after: { title: `手机报 ${String(n)}` },
    });
}

/** Many events at once, in their canonical form, as the owner; the trigger enters them all the same. */
async function writeMany(count: number): Promise<void> {
  await write(1);
  await copyNewestEvent(database, operator.actor.tenant.id, count - 1);
}

const owner = (text: string, values: unknown[] = []) => database.owner.$client.query(text, values);
async function one<T>(text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await database.owner.$client.query<{ value: T }>(text, values);
  return rows[0]?.value as T;
}
const eventAt = (index: number) =>
  one<string>('select event_id as value from audit_log_entry where index = $1', [index]);

/** What the check names, in short. */
async function found(call: Call = auditor): Promise<string[]> {
  const { findings } = await log.services.auditCheckService.verify(call, {});
  return findings.map(({ kind, index, other }: AuditFinding) =>
    [kind, index, other].filter((part) => part !== null).join(' '),
  );
}

beforeEach(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  folder = mkdtempSync(join(tmpdir(), 'xietong-log-'));
  at = Date.parse('2026-11-22T02:00:00.000Z');
  auditor = await world.call(world.province, 'AUDITOR');
  operator = await world.call(world.nanjing, 'OPERATOR');
  log = openLog();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the sequencer', () => {
  it('gives every committed event one place, in order, and signs the tree over them', async () => {
    await write(5);
    expect(await log.sequencer.run('NOW')).toEqual({ state: 'ADVANCED', size: 5 });
    expect(await log.sequencer.run('NOW')).toEqual({ state: 'IDLE', size: 5 });
    const { rows } = await owner(
      'select e.index::int, v.id = e.event_id as same from audit_log_entry e join audit_event v on v.id = e.event_id order by e.index',
    );
    expect(rows).toEqual([0, 1, 2, 3, 4].map((index) => ({ index, same: true })));
    const [head] = await log.services.auditProofService.heads(auditor);
    expect(head).toMatchObject({ size: 5, keyId: log.services.auditProofService.publicKey().keyId });
    expect(JSON.parse(head?.text ?? '')).toMatchObject({ schema: 'xietong.audit-head/1', size: 5 });
  });

  it('does not wait for a transaction that is still open, and misses nothing that commits late', async () => {
    const late = await database.owner.$client.connect();
    try {
      await write(1);
      await late.query('begin');
      await late.query(
        `insert into audit_event select gen_random_uuid(), at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, campaign_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms from audit_event limit 1`,
      );
      await write(3);
      expect((await log.sequencer.run('NOW')).size).toBe(4);
      await late.query('commit');
      expect((await log.sequencer.run('NOW')).size).toBe(5);
      expect(await one<string>('select count(*) as value from audit_pending')).toBe('0');
    } finally {
      late.release();
    }
  });

  it('skips, doubles and moves no event, whatever long transactions and crashes come between', async () => {
    // The session of the sequencer dies in the middle of its transaction, at the statement that is chosen.
    await owner('create table crash_at (stage text)');
    await owner('grant select on crash_at to public');
    await owner(`create function crash() returns trigger language plpgsql as $$ begin
      if exists (select from crash_at where stage = tg_table_name) then
        perform pg_terminate_backend(pg_backend_pid());
        perform pg_sleep(5);
      end if;
      return null;
    end $$`);
    const stages = ['audit_pending', 'audit_log_entry', 'audit_tile', 'audit_tree_head'] as const;
    for (const stage of stages)
      await owner(
        `create trigger crash after ${stage === 'audit_pending' ? 'delete' : 'insert'} on ${stage} for each statement execute function crash()`,
      );
    await write(1);
    await log.sequencer.run('NOW');
    const writers = [await database.owner.$client.connect(), await database.owner.$client.connect()];
    const committed = new Set([await eventAt(0)]);
    const open = writers.map((): string[] | null => null);
    const places = new Map<number, string>();
    let crashes = 0;

    async function end(writer: number, isCommitted: boolean): Promise<void> {
      const ids = open[writer];
      if (!ids) return;
      await writers[writer]?.query(isCommitted ? 'commit' : 'rollback');
      if (isCommitted) for (const id of ids) committed.add(id);
      open[writer] = null;
    }
    async function add(writer: number, count: number): Promise<void> {
      if (!open[writer]) await writers[writer]?.query('begin');
      const ids = await copyNewestEvent(database, operator.actor.tenant.id, count, writers[writer]);
      open[writer] = [...(open[writer] ?? []), ...ids];
    }
    /** Whatever has a place keeps it, and was committed. */
    async function look(): Promise<void> {
      const { rows } = await database.owner.$client.query<{ index: number; id: string }>(
        'select index::int, event_id as id from audit_log_entry order by index',
      );
      expect(rows.map(({ index }) => index)).toEqual(rows.map((_, n) => n));
      for (const { index, id } of rows) {
        expect(committed.has(id)).toBe(true);
        expect(places.get(index) ?? id).toBe(id);
        places.set(index, id);
      }
      expect(new Set(places.values()).size).toBe(rows.length);
      expect(places.size).toBe(rows.length);
    }
    async function crash(stage: string): Promise<void> {
      await add(0, 1);
      await end(0, true);
      await owner('insert into crash_at values ($1)', [stage]);
      await log.sequencer.run('NOW').catch(() => {
        crashes += 1;
      });
      await owner('delete from crash_at');
    }

    const writer = fc.nat(1);
    const step = fc.oneof(
      fc.tuple(writer, fc.integer({ min: 1, max: 300 })).map(
        ([who, count]) =>
          () =>
            add(who, count),
      ),
      fc.tuple(writer, fc.boolean()).map(
        ([who, isCommitted]) =>
          () =>
            end(who, isCommitted),
      ),
      fc.constant(async () => {
        expect((await log.sequencer.run('NOW')).state).not.toBe('BROKEN');
      }),
      fc.constantFrom(...stages).map((stage) => () => crash(stage)),
    );
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
          for (const each of steps) {
            await each();
            await look();
          }
          for (const who of [0, 1]) await end(who, true);
          await log.sequencer.run('NOW');
          await look();
          // Ends as it should: what was committed has its place, and nothing waits.
          expect(new Set(places.values())).toEqual(committed);
          expect(await one<string>('select count(*) as value from audit_pending')).toBe('0');
        }),
        { numRuns: 8, endOnFailure: true },
      );
    } finally {
      for (const each of writers) each.release(true);
    }
    expect(crashes).toBeGreaterThan(3);
    expect(await found()).toEqual([]);
  });

  it('is one at a time, in however many processes', async () => {
    await write(40);
    const others = Array.from({ length: 4 }, openLog);
    await Promise.all([log, ...others].map((each) => each.sequencer.run()));
    await log.sequencer.run('NOW');
    const { rows } = await owner(
      'select count(*)::int as n, min(index)::int as first, max(index)::int as last from audit_log_entry',
    );
    expect(rows).toEqual([{ n: 40, first: 0, last: 39 }]);
  });

  it('signs when it is due, not at every step', async () => {
    await write(1);
    await log.sequencer.run();
    await write(1);
    await log.sequencer.run();
    expect(await log.services.auditProofService.heads(auditor)).toHaveLength(1);
    at += 30_000;
    await log.sequencer.run();
    expect((await log.services.auditProofService.heads(auditor)).map(({ size }) => size)).toEqual([2, 1]);
  });

  it('proves every event and every step from head to head, over tiles of two levels', async () => {
    for (const count of [3, 252, 1, 700]) {
      await writeMany(count);
      await log.sequencer.run('NOW');
    }
    const heads = await log.services.auditProofService.heads(auditor);
    expect(heads.map(({ size }) => size)).toEqual([956, 256, 255, 3]);
    expect(await one<string>('select count(*) as value from audit_tile')).toBe('3');
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
    for (const index of [0, 2, 3, 254, 255, 256, 511, 512, 900, 955]) {
      const proof = await log.services.auditProofService.ofEvent(auditor, await eventAt(index));
      if (proof.state !== 'PROVEN') throw new Error('not proven');
      expect(proof).toMatchObject({ index, treeSize: 956, holds: true });
      expect(
        verifyInclusion({
          ...{ index, treeSize: 956, leafHash: bytes(proof.leafHash) },
          ...{ proof: proof.proof.map(bytes), rootHash: bytes(heads[0]?.root ?? '') },
        }),
      ).toBe(true);
    }
    for (const [size1, size2] of [
      [3, 255],
      [3, 956],
      [256, 956],
      [255, 256],
    ] as const) {
      const { root1, root2, proof } = await log.services.auditProofService.consistency(auditor, {
        size1,
        size2,
      });
      const claim = { size1, size2, root1: bytes(root1), root2: bytes(root2), proof: proof.map(bytes) };
      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, root1: bytes(root2) })).toBe(false);
    }
    expect(await found()).toEqual([]);
  });

  it('lets a city’s auditor prove the city’s events, and no other’s', async () => {
    await write(2);
    await write(1, await world.call(world.wuxi, 'OPERATOR'));
    await log.sequencer.run('NOW');
    const cityAuditor = await world.call(world.nanjing, 'AUDITOR');
    const proof = await log.services.auditProofService.ofEvent(cityAuditor, await eventAt(1));
    expect(proof).toMatchObject({ state: 'PROVEN', holds: true });
    await expect(log.services.auditProofService.ofEvent(cityAuditor, await eventAt(2))).rejects.toMatchObject(
      {
        code: 'NOT_FOUND',
      },
    );
  });
});

describe('the file outside the database', () => {
  const path = () => join(folder, 'audit-heads.jsonl');

  it('has every head and its leaf hashes, and is caught up after it fell behind or was cut', async () => {
    await write(2);
    await log.sequencer.run('NOW');
    const first = readFileSync(path(), 'utf8');
    expect(first.trim().split('\n')).toHaveLength(2);
    await write(3);
    await log.sequencer.run('NOW');
    const whole = readFileSync(path(), 'utf8');
    // A kill while the second head was written: half a line is left.
    writeFileSync(path(), whole.slice(0, whole.length - 90));
    log = openLog();
    await log.sequencer.run('NOW');
    expect(readFileSync(path(), 'utf8').trim().split('\n').at(-1)).toBe(whole.trim().split('\n').at(-1));
    expect(await found()).toEqual([]);
    rmSync(path());
    await write(1);
    await log.sequencer.run('NOW');
    expect(await found()).toEqual([]);
  });

  it('that was changed is named', async () => {
    await write(2);
    await log.sequencer.run('NOW');
    const text = readFileSync(path(), 'utf8');
    writeFileSync(path(), text.replace(/"leaves":"../, '"leaves":"AA'));
    expect(await found()).toEqual(['HEAD_FILE_CHANGED 0 1']);
    writeFileSync(path(), text.replace('"signature":"', '"signature":"AAAA'));
    expect(await found()).toContain('HEAD_FILE_CHANGED 2');
    writeFileSync(path(), text);
    appendFileSync(path(), 'nonsense\n');
    expect(await found()).toEqual(['HEAD_FILE_CHANGED 3']);
  });
});

describe('an integrity check', () => {
  it('of an untouched log finds nothing, and is in the log itself', async () => {
    await write(4);
    const check = await log.services.auditCheckService.verify(auditor, {});
    expect(check).toMatchObject({ state: 'SOUND', checked: 4, endIndex: 4, findingCount: 0, lost: false });
    expect(await one('select act as value from audit_event order by id desc limit 1')).toBe('audit.verify');
    expect(await log.services.auditCheckService.list(auditor)).toEqual([check]);
  });

  it('names an event that was changed, in its text, its hash and all, or in a column alone', async () => {
    await writeMany(300);
    await log.sequencer.run('NOW');
    await owner(`update audit_event set canonical = replace(canonical, '手机报', '别的') where id = $1`, [
      await eventAt(7),
    ]);
    expect(await found()).toEqual(['EVENT_CHANGED 7']);
    await owner(
      `update audit_event set leaf_hash = sha256('\\x00'::bytea || convert_to(canonical, 'UTF8')) where id = $1`,
      [await eventAt(7)],
    );
    expect(await found()).toEqual(['EVENT_CHANGED 7']);
    await owner(
      `update audit_log_entry e set leaf_hash = v.leaf_hash from audit_event v where v.id = e.event_id and e.index = 7`,
    );
    expect(await found()).toEqual(['EVENT_CHANGED 7']);
    await owner(`update audit_event set actor_name = '别人' where id = $1`, [await eventAt(290)]);
    const { findings } = await log.services.auditCheckService.verify(auditor, {});
    expect(findings.at(-1)).toMatchObject({ kind: 'EVENT_CHANGED', index: 290, fields: ['actorName'] });
    expect((await log.services.auditProofService.ofEvent(auditor, await eventAt(7))) as object).toMatchObject(
      {
        holds: false,
      },
    );
  });

  it('names an event of which any column was altered, to the last microsecond, whichever the table has', async () => {
    const campaignId = systemIds.next();
    await write(1);
    await writer().failure({
      ...{ actor: operator.actor, act: 'localCampaigns.submit', result: 'FAILED', code: 'STALE_VERSION' },
      ...{ subject: { type: 'LocalCampaign', id: campaignId }, requestId: 'r', address: '203.0.113.7' },
    });
    await writer().standalone(operator, {
      ...{ act: 'localCampaigns.archive', subject: { type: 'LocalCampaign', id: campaignId }, campaignId },
    });
    await log.sequencer.run('NOW');
    await owner('create table event_before as select * from audit_event');
    const altered: Readonly<Record<string, (column: string) => string>> = {
      'timestamp with time zone': (column) => `${column} + interval '1 microsecond'`,
      uuid: () => '(select id from tenant order by id = audit_event.tenant_id limit 1)',
      text: (column) => `coalesce(${column}, '') || 'x'`,
      integer: (column) => `${column} + 1`,
      bytea: (column) => `set_byte(${column}, 0, 255 - get_byte(${column}, 0))`,
      // As one term with blanks in it: it reads like all of them, and none of them finds it.
      tsvector: (column) => `array_to_tsvector(array[array_to_string(tsvector_to_array(${column}), ' ')])`,
    };
    const { rows: columns } = await database.owner.$client.query<{
      name: string;
      type: string;
      may_be_null: boolean;
    }>(
      `select column_name as name, data_type as type, is_nullable = 'YES' as may_be_null from information_schema.columns
       where table_schema = 'public' and table_name = 'audit_event' order by ordinal_position`,
    );
    expect(columns.length).toBeGreaterThan(15);
    for (const { name, type, may_be_null: mayBeNull } of columns)
      for (const index of [1, 2])
        for (const value of [
          altered[type]?.(name) ?? 'it is said how to alter it',
          mayBeNull ? 'null' : '',
        ]) {
          const id = await eventAt(index);
          const isNull = await one<boolean>(
            `select ${name} is null as value from audit_event where id = $1`,
            [id],
          );
          if (value === '' || (value === 'null' && isNull)) continue;
          const changed = await one<string>(
            `update audit_event set ${name} = ${value} where id = $1 returning id as value`,
            [id],
          );
          const { findings } = await log.services.auditCheckService.verify(auditor, {});
          const said = findings.map((found) => [found.kind, found.index, found.fields.join()].join(' '));
          const field = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
          expect(said, `${name} of ${String(index)} as ${value}`).toEqual(
            name === 'id'
              ? [`EVENT_REMOVED ${String(index)} `, 'EVENT_NOT_LOGGED  ']
              : [`EVENT_CHANGED ${String(index)} ${name === 'canonical' ? '' : field}`],
          );
          await owner(
            `update audit_event e set ${name} = b.${name} from event_before b where e.id = $1 and b.id = $2`,
            [changed, id],
          );
        }
    expect(await found()).toEqual([]);
    await owner('update audit_log_entry set tenant_id = $1 where index = 2', [world.wuxi.id]);
    expect(await found()).toEqual(['ENTRY_CHANGED 2']);
  });

  it('names an entry that is said to have got its place before its event happened, or after it was signed', async () => {
    await write(2);
    await log.sequencer.run('NOW');
    at += 3_600_000;
    await write(2);
    await log.sequencer.run('NOW');
    const redate = (index: number, by: string) =>
      owner('update audit_log_entry set sequenced_at = sequenced_at + $2::interval where index = $1', [
        index,
        by,
      ]);
    expect(await found()).toEqual([]);
    for (const index of [0, 1, 2, 3])
      for (const [by, back] of [
        ['-20 minutes', '20 minutes'],
        ['20 minutes', '-20 minutes'],
      ] as const) {
        await redate(index, by);
        expect(await found(), by).toEqual([`ENTRY_REDATED ${String(index)}`]);
        await redate(index, back);
      }
    // As far as the clocks of two processes may differ, nothing can be told.
    await redate(1, '1 minute');
    expect(await found()).toEqual([]);
  });

  it('finds nothing in the times of entries where a wrong clock was set right', async () => {
    await write(2);
    await log.sequencer.run('NOW');
    await write(1);
    at -= 3_600_000;
    await log.sequencer.run('NOW');
    await write(2);
    await log.sequencer.run('NOW');
    expect(await found()).toEqual([]);
  });

  it('holds for events of the first version, whose text does not name the campaign', async () => {
    await writer().standalone(operator, {
      ...{ act: 'localCampaigns.archive', subject: { type: 'LocalCampaign', id: systemIds.next() } },
      campaignId: systemIds.next(),
    });
    const written = await one<string>('select canonical as value from audit_event');
    const { campaignId: _, ...event } = JSON.parse(written) as { campaignId: string; id: string; at: string };
    const text = canonicalJson({ ...event, schema: 'xietong.audit/1' });
    const terms = auditTerms(text, new Date(event.at));
    await owner(
      'update audit_event set canonical = $1, schema_version = 1, leaf_hash = $2, terms = array_to_tsvector($3::text[])',
      [text, Buffer.from(auditLeafHash(text)), terms],
    );
    await log.sequencer.run('NOW');
    expect(await found()).toEqual([]);
    expect(await createAuditService({ database: database.app }).get(auditor, event.id)).toMatchObject({
      intact: true,
      schemaVersion: 1,
    });
    await owner('update audit_event set schema_version = 2 where schema_version = 1');
    expect(await found()).toEqual(['EVENT_CHANGED 0']);
  });

  it('names what was removed: an event, its entry, or both', async () => {
    await write(6);
    await log.sequencer.run('NOW');
    await owner('delete from audit_event where id = $1', [await eventAt(1)]);
    await owner('delete from audit_log_entry where index = 3');
    await owner(
      'with gone as (delete from audit_log_entry where index = 4 returning event_id) delete from audit_event where id in (select event_id from gone)',
    );
    expect(await found()).toEqual([
      'EVENT_REMOVED 1',
      'ENTRY_REMOVED 3',
      'ENTRY_REMOVED 4',
      'EVENT_NOT_LOGGED',
    ]);
  });

  it('names a tail that was cut, against the file where the database knows nothing of it', async () => {
    await write(6);
    await log.sequencer.run('NOW');
    await owner(
      'delete from audit_event where id in (select event_id from audit_log_entry where index >= 4)',
    );
    await owner('delete from audit_log_entry where index >= 4');
    await owner('delete from audit_tree_head');
    expect(await found()).toContain('TAIL_CUT 4 5');
    // The check's own event waits: the log does not go on behind a cut.
    expect((await log.sequencer.run('NOW')).state).toBe('BROKEN');
    expect(await one('select max(index)::int as value from audit_log_entry')).toBe(3);
  });

  it('names a tail that was cut and grown again', async () => {
    await write(6);
    await log.sequencer.run('NOW');
    const file = join(folder, 'audit-heads.jsonl');
    const kept = readFileSync(file);
    await owner(
      'delete from audit_event where id in (select event_id from audit_log_entry where index >= 4)',
    );
    await owner('delete from audit_log_entry where index >= 4');
    await owner('delete from audit_tree_head');
    rmSync(file);
    await write(4);
    await log.sequencer.run('NOW');
    writeFileSync(file, kept);
    expect(await found()).toEqual(expect.arrayContaining(['EVENT_CHANGED 4', 'EVENT_CHANGED 5']));
  });

  it('names a pair that was put in another order, by its texts, its entries or its places', async () => {
    await writeMany(300);
    await log.sequencer.run('NOW');
    const swapEvents = `update audit_event v set canonical = o.canonical, leaf_hash = o.leaf_hash from audit_event o
      where (v.id = $1 and o.id = $2) or (v.id = $2 and o.id = $1)`;
    await owner(swapEvents, [await eventAt(10), await eventAt(270)]);
    expect(await found()).toEqual(['EVENTS_REORDERED 10 270']);
    await owner(swapEvents, [await eventAt(10), await eventAt(270)]);
    expect(await found()).toEqual([]);
    await owner('update audit_log_entry set index = -index - 1 where false');
    await owner('alter table audit_log_entry drop constraint audit_log_entry_hash');
    for (const [from, to] of [
      [280, -1],
      [281, 280],
      [-1, 281],
    ])
      await owner('update audit_log_entry set index = $2 where index = $1', [from, to]);
    expect(await found()).toEqual(['EVENTS_REORDERED 280 281']);
    rmSync(join(folder, 'audit-heads.jsonl'));
    expect(await found()).toEqual(expect.arrayContaining(['ENTRY_CHANGED 0 299']));
  });

  it('names tiles and heads that were changed', async () => {
    await writeMany(256);
    await log.sequencer.run('NOW');
    await owner(`update audit_tile set hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256)`);
    expect(await found()).toEqual(['TILE_CHANGED 0 255', 'TILE_CHANGED 1 1']);
    await owner(`update audit_tile set hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 255) % 256)`);
    expect(await found()).toEqual([]);
    await owner(
      `update audit_tree_head set text = replace(text, '"size":256', '"size":257') where size = 256`,
    );
    expect(await found()).toContain('HEAD_CHANGED 256');
  });

  it('tells a city what was done to the city’s events alone', async () => {
    await write(2);
    await write(2, await world.call(world.wuxi, 'OPERATOR'));
    await log.sequencer.run('NOW');
    await owner(`update audit_event set canonical = canonical || ' ' where id = any ($1)`, [
      [await eventAt(0), await eventAt(2)],
    ]);
    expect(await found(await world.call(world.nanjing, 'AUDITOR'))).toEqual(['EVENT_CHANGED 0']);
    expect(await found(await world.call(world.wuxi, 'AUDITOR'))).toEqual(['EVENT_CHANGED 2']);
  });

  it('looks at the days that were asked for', async () => {
    await write(3);
    at += 86_400_000;
    await write(2);
    await log.sequencer.run('NOW');
    const check = await log.services.auditCheckService.verify(auditor, {
      from: '2026-11-22',
      to: '2026-11-22',
    });
    expect(check).toMatchObject({ state: 'SOUND', firstIndex: 0, endIndex: 3, checked: 3 });
    expect(check.range).toEqual({ from: '2026-11-22', to: '2026-11-22' });
    const none = await log.services.auditCheckService.verify(auditor, {
      from: '2020-01-01',
      to: '2020-01-02',
    });
    expect(none).toMatchObject({ state: 'SOUND', checked: 0 });
    const whole = await log.services.auditCheckService.verify(auditor, { from: '2026-11-22' });
    expect(whole.range).toEqual({ from: '2026-11-22', to: null });
    expect((await log.services.auditCheckService.list(auditor)).map(({ range }) => range?.from)).toEqual([
      '2026-11-22',
      '2020-01-01',
      '2026-11-22',
    ]);
  });

  describe('of a day between others', () => {
    const DAY = { from: '2026-11-23', to: '2026-11-23' };
    /** Two events, four, and two, each day's with a place and a head of their own. */
    beforeEach(async () => {
      for (const count of [2, 4, 2]) {
        await write(count);
        await log.sequencer.run('NOW');
        at += 86_400_000;
      }
    });
    const checked = async () => {
      const { findings } = await log.services.auditCheckService.verify(auditor, DAY);
      return findings.map(({ kind, index }) => [kind, index].filter((part) => part !== null).join(' '));
    };
    const remove = (where: string) =>
      owner(`delete from audit_event where id in (select event_id from audit_log_entry where ${where})`);

    it('finds nothing where nothing was done', async () => {
      expect(await checked()).toEqual([]);
    });

    it('names the first and the last event of it that was removed, or all of them', async () => {
      await remove('index in (2, 5)');
      expect(await checked()).toEqual(['EVENT_REMOVED 2', 'EVENT_REMOVED 5']);
      await remove('index between 2 and 5');
      expect(await checked()).toEqual([2, 3, 4, 5].map((index) => `EVENT_REMOVED ${String(index)}`));
    });

    it('names them with their entries gone, too, and when these are said to be of another day', async () => {
      await remove('index between 2 and 5');
      await owner(`update audit_log_entry set sequenced_at = '2026-11-22T03:00:00Z' where index in (2, 3)`);
      await owner(`update audit_log_entry set sequenced_at = '2026-11-24T03:00:00Z' where index in (4, 5)`);
      expect(await checked()).toEqual([2, 3, 4, 5].map((index) => `EVENT_REMOVED ${String(index)}`));
      await owner('delete from audit_log_entry where index between 2 and 5');
      expect(await checked()).toEqual([2, 3, 4, 5].map((index) => `ENTRY_REMOVED ${String(index)}`));
    });

    it('names an event of it that was put in by hand', async () => {
      await owner('alter table audit_event disable trigger audit_event_enter');
      await copyNewestEvent(database, operator.actor.tenant.id, 1);
      await owner(
        `update audit_event set at = '2026-11-23T04:00:00Z' where id not in (select event_id from audit_log_entry)`,
      );
      expect(await checked()).toContain('EVENT_NOT_LOGGED');
    });

    it('gives a pack that is not whole, either', async () => {
      await remove('index between 2 and 5');
      const { stream } = await log.services.auditPackService.make(auditor, DAY);
      const files = await unzip(await buffer(stream));
      expect(files.get('events.jsonl')?.toString() ?? '').toBe('');
      expect(files.get('proofs.jsonl')?.toString().trim().split('\n')).toHaveLength(4);
    });
  });

  it('names an event that was removed before it got its place', async () => {
    await write(2);
    await owner('delete from audit_event where id = (select min(id::text)::uuid from audit_event)');
    await log.sequencer.run('NOW');
    await write(1);
    await log.sequencer.run('NOW');
    expect(await found()).toEqual(['EVENT_LOST']);
  });

  it('of a tenant is one at a time', async () => {
    await write(3);
    await log.services.auditCheckService.start(auditor, {});
    await expect(log.services.auditCheckService.start(auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_CHECK_RUNNING',
    });
    await log.services.auditCheckService.stop();
  });

  it('is for auditors alone', async () => {
    await expect(log.services.auditCheckService.start(operator, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('the database itself', () => {
  it('lets the serving roles neither change nor take away anything of the log', async () => {
    await write(1);
    await log.sequencer.run('NOW');
    for (const table of ['audit_event', 'audit_log_entry', 'audit_tile', 'audit_tree_head'])
      for (const text of [`delete from ${table}`, `truncate ${table}`])
        await expect(database.app.$client.query(text)).rejects.toMatchObject({ code: '42501' });
    for (const text of [
      `update audit_event set canonical = ''`,
      `update audit_log_entry set leaf_hash = ''`,
      `update audit_tile set root = ''`,
      `update audit_tree_head set text = ''`,
    ])
      await expect(database.app.$client.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('delivery outside', () => {
  it('sends each head in order until it is taken, also over a restart', async () => {
    mkdirSync(folder, { recursive: true });
    const bodies: string[] = [];
    let status = 503;
    let now = 0;
    const open = () =>
      createHeadDelivery({
        ...{ url: 'https://example.invalid/heads', dataFolder: folder, publicKey: 'PEM', logger },
        headsAfter: log.headsAfter,
        send: (_, body) => {
          bodies.push(body);
          return Promise.resolve(status);
        },
        now: () => now,
      });
    let delivery = open();
    await write(1);
    await log.sequencer.run('NOW');
    await delivery.deliver();
    await delivery.deliver();
    expect(bodies).toHaveLength(1);
    status = 204;
    now += 10_000;
    await delivery.deliver();
    await write(1);
    await log.sequencer.run('NOW');
    delivery = open();
    await delivery.deliver();
    await delivery.deliver();
    expect(
      bodies.map(
        (body) => (JSON.parse((JSON.parse(body) as { text: string }).text) as { size: number }).size,
      ),
    ).toEqual([1, 1, 2]);
    expect(existsSync(join(folder, 'audit-heads-sent.json'))).toBe(true);
  });

  it('goes by HTTP, follows nobody elsewhere, and comes again after a failure', async () => {
    mkdirSync(folder, { recursive: true });
    const received: { contentType: string | undefined; body: string }[] = [];
    const statuses = [302, 500, 204];
    const receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        received.push({
          contentType: request.headers['content-type'],
          body: Buffer.concat(parts).toString(),
        });
        response.writeHead(statuses[received.length - 1] ?? 204, { location: '/elsewhere' }).end('thanks');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = receiver.address() as AddressInfo;
      let now = 0;
      const delivery = createHeadDelivery({
        ...{
          url: `http://127.0.0.1:${String(port)}/heads`,
          dataFolder: folder,
          publicKey: log.publicKey,
          logger,
        },
        ...{ headsAfter: log.headsAfter, now: () => (now += 600_000) },
      });
      await write(2);
      await log.sequencer.run('NOW');
      for (let tries = 0; tries < 4; tries += 1) await delivery.deliver();
      expect(received).toHaveLength(3);
      expect(new Set(received.map(({ body }) => body)).size).toBe(1);
      expect(received[0]?.contentType).toBe('application/json');
      expect(receivedHead(received[2]?.body ?? '')).toMatchObject({
        keyId: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      });
    } finally {
      await new Promise((resolve) => receiver.close(resolve));
    }
  });
});

describe('heads that were received outside', () => {
  const headNow = async () => {
    await log.sequencer.run('NOW');
    const [head] = (await log.headsAfter(0, 100)).slice(-1);
    if (!head) throw new Error('there is no head');
    return { text: head.text, keyId: head.keyId, signature: head.signature };
  };
  const findings = async (outside: Iterable<SignedHead> | AsyncIterable<SignedHead>) =>
    (await log.services.auditCheckService.verify(auditor, {}, outside)).findings.map(
      ({ kind, index, other }) => [kind, index, other].filter((part) => part !== null).join(' '),
    );
  /** Everything from a place on is gone, here and in the data folder, as if it had never been. */
  async function forget(from: number): Promise<void> {
    const kept = readFileSync(join(folder, 'audit-heads.jsonl'), 'utf8').split('\n');
    const end = kept.findIndex(
      (line) => line.includes(`\\"size\\":${String(from)}}`) || line.includes(`\\"size\\":${String(from)},`),
    );
    writeFileSync(join(folder, 'audit-heads.jsonl'), `${kept.slice(0, end + 1).join('\n')}\n`);
    await owner(
      `delete from audit_event where id in (select event_id from audit_log_entry where index >= ${String(from)})`,
    );
    await owner(`delete from audit_log_entry where index >= ${String(from)}`);
    await owner(`delete from audit_tree_head where size > ${String(from)}`);
    await owner('delete from audit_tile');
  }

  it('find nothing where nothing was cut', async () => {
    await write(3);
    const first = await headNow();
    await write(2);
    const last = await headNow();
    expect(await findings([first, last])).toEqual([]);
    // As a file of years is read: one after the other, some of them more than once.
    const many = async function* () {
      for (let n = 0; n < 1_250; n += 1) yield* [first, last];
      yield { ...last, signature: first.signature };
      await Promise.resolve();
    };
    expect(await findings(many())).toEqual(['HEAD_NOT_OURS']);
  });

  it('name a tail that was cut here and in the data folder, and one that was written anew', async () => {
    await write(3);
    await headNow();
    await write(2);
    const last = await headNow();
    await forget(3);
    expect(await findings([last])).toContain('TAIL_CUT 3 4');
    expect(await findings([])).toEqual([]);
    await write(4);
    await headNow();
    expect((await findings([last]))[0]).toMatch(/^ENTRY_CHANGED/);
  });

  it('are named where they are not of this installation', async () => {
    await write(1);
    const head = await headNow();
    expect(await findings([{ ...head, keyId: '0'.repeat(16) }])).toEqual(['HEAD_NOT_OURS']);
    expect(receivedHead('{"text":"x"}')).toBeNull();
  });
});

describe('the pack', () => {
  const run = promisify(execFile);
  let unpacked: string;

  /** Takes a pack apart and runs its own verifier on what `alter` left of it. */
  async function verdict(alter: (file: (name: string) => string) => void = () => undefined, call = auditor) {
    unpacked = mkdtempSync(join(folder, 'pack-'));
    for (const [name, content] of await unzip(await packBytes(call))) {
      mkdirSync(dirname(join(unpacked, name)), { recursive: true });
      writeFileSync(join(unpacked, name), content);
    }
    alter((name) => join(unpacked, name));
    const { stdout } = await run(process.execPath, [join(unpacked, 'verify.mjs'), '--json']).catch(
      (error: unknown) => error as { stdout: string },
    );
    return JSON.parse(stdout) as {
      good: boolean;
      events: number;
      findings: { kind: string; index?: number; other?: number; name?: string }[];
    };
  }
  const kinds = async (alter: (file: (name: string) => string) => void, call = auditor) =>
    (await verdict(alter, call)).findings.map(({ kind, index, other, name }) =>
      [kind, index, other, name].filter((part) => part !== undefined).join(' '),
    );
  async function packBytes(call = auditor, range = {}): Promise<Buffer> {
    const { stream } = await log.services.auditPackService.make(call, range);
    return buffer(stream);
  }
  /** Rewrites a file of lines. */
  const lines = (path: string, change: (all: string[]) => string[]) => {
    writeFileSync(path, `${change(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
  };
  const swapped = (all: string[], a: number, b: number) =>
    all.map((line, n) => (n === a ? (all[b] ?? '') : n === b ? (all[a] ?? '') : line));

  it('says in words that it is of everything, where no days were chosen', () => {
    expect(packReadme({ range: packRange({ from: null, to: null }), keyId: 'k' })).toContain(
      'Range: 全部 everything\n',
    );
    expect(packRange({ from: '2026-11-01', to: '2026-11-22' })).toBe('2026-11-01 – 2026-11-22');
  });

  it('is verified by its own program, and says how much it holds', async () => {
    await write(7);
    const { good, events, findings } = await verdict();
    expect(findings).toEqual([]);
    expect({ good, events }).toEqual({ good: true, events: 7 });
  });

  it('with a changed byte, a removed event, a cut tail or a reordered pair is found out by name', async () => {
    await write(7);
    const changed = 'FILE_CHANGED events.jsonl';
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => all.with(3, (all[3] ?? '').replace('手机报', '手机保')));
      }),
    ).toEqual([changed, 'EVENT_CHANGED 3']);
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => all.toSpliced(2, 1));
      }),
    ).toEqual([changed, 'EVENT_REMOVED 2']);
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => all.slice(0, -2));
      }),
    ).toEqual([changed, expect.stringMatching(/^TAIL_CUT \d+ \d+$/)]);
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => swapped(all, 1, 5));
      }),
    ).toEqual([changed, 'EVENTS_REORDERED 1 5']);
    const moved = await kinds((file) => {
      for (const name of ['events.jsonl', 'proofs.jsonl']) lines(file(name), (all) => swapped(all, 2, 3));
    });
    expect(moved.slice(2)).toEqual(['PROOFS_REORDERED 3', 'EVENTS_REORDERED 2 3']);
    const twice = await kinds((file) => {
      lines(file('events.jsonl'), (all) => all.toSpliced(1, 0, all[1] ?? ''));
    });
    expect(twice).toEqual([changed, 'EVENT_ADDED 1']);
    const cut = await kinds((file) => {
      for (const name of ['events.jsonl', 'proofs.jsonl']) lines(file(name), (all) => all.slice(0, -2));
    });
    expect(cut).toEqual([changed, 'FILE_CHANGED proofs.jsonl', expect.stringMatching(/^TAIL_CUT \d+ \d+$/)]);
    const gone = await kinds((file) => {
      for (const name of ['events.jsonl', 'proofs.jsonl']) lines(file(name), (all) => all.toSpliced(4, 1));
    });
    expect(gone).toEqual([changed, 'FILE_CHANGED proofs.jsonl', 'EVENT_REMOVED 4']);
  });

  it('whose head, proof, manifest or key was changed is found out', async () => {
    await write(3);
    await log.sequencer.run('NOW');
    await write(3);
    const flip = (path: string, from: string, to: string) => {
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    };
    expect(
      await kinds((file) => {
        flip(file('heads.jsonl'), '"signature":"', '"signature":"AAAA');
      }),
    ).toEqual(['FILE_CHANGED heads.jsonl', 'HEAD']);
    expect(
      await kinds((file) => {
        flip(file('manifest.json'), '"count":', '"count":1');
      }),
    ).toContain('MANIFEST');
    expect(
      await kinds((file) => {
        flip(file('proofs.jsonl'), '"proof":["', '"proof":["00');
      }),
    ).toContain('PROOF 0');
    expect(
      await kinds((file) => {
        flip(file('consistency.jsonl'), '"proof":["', '"proof":["00');
      }),
    ).toContain('CONSISTENCY');
    expect(
      await kinds((file) => {
        rmSync(file('README.md'));
      }),
    ).toEqual(['FILE_REMOVED README.md']);
  });

  it('with a changed head, key or manifest is found out where it has a single head, too', async () => {
    await write(3);
    const flip = (path: string, from: string, to: string) => {
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    };
    expect(
      await kinds((file) => {
        flip(file('heads.jsonl'), '"signature":"', '"signature":"AA');
      }),
    ).toEqual(['FILE_CHANGED heads.jsonl', 'HEAD', 'HEAD']);
    expect(
      await kinds((file) => {
        flip(file('public-key.pem'), 'M', '!');
        flip(file('public-key.pem'), 'BEGIN', 'BEGUN');
      }),
    ).toEqual(['KEY']);
    expect(
      await kinds((file) => {
        writeFileSync(file('manifest.json'), 'nothing');
      }),
    ).toEqual(['MANIFEST', 'MANIFEST']);
  });

  it('names a content that its events name and that is not there any more', async () => {
    const hash = createHash('sha256').update('gone').digest('hex');
    await writer().standalone(operator, {
      act: 'releases.takeDown',
      subject: { type: 'Release', id: systemIds.next() },
      after: { hash },
    });
    expect(await kinds(() => undefined)).toEqual([`RELEASE_MISSING ${hash}`]);
  });

  it('is in the log once: made, or refused', async () => {
    const events = async () =>
      (
        await database.owner.$client.query<{ result: string }>(
          `select result from audit_event where act = 'audit.pack'`,
        )
      ).rows.map(({ result }) => result);
    await write(2);
    await packBytes();
    expect(await events()).toEqual(['SUCCESS']);
    await owner('delete from audit_log_entry where index >= 1');
    await expect(log.services.auditPackService.make(auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_LOG_BROKEN',
    });
    expect(await events()).toEqual(['SUCCESS']);
  });

  it('names what was removed from the database, with its place in the log, before it was made', async () => {
    await writeMany(300);
    await log.sequencer.run('NOW');
    await owner(
      'delete from audit_event where id in (select event_id from audit_log_entry where index in (7, 8))',
    );
    await owner('delete from audit_log_entry where index in (7, 8)');
    expect(await kinds(() => undefined)).toEqual(['EVENT_REMOVED 7', 'EVENT_REMOVED 8']);
  });

  it('that names files elsewhere, or counts as no log does, is not read on', async () => {
    await write(2);
    const altered = (change: (manifest: Record<string, Record<string, unknown>>) => void) =>
      kinds((file) => {
        const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8')) as Record<
          string,
          Record<string, unknown>
        >;
        change(manifest);
        writeFileSync(file('manifest.json'), JSON.stringify(manifest));
      });
    const refused = ['MANIFEST', 'MANIFEST'];
    expect(await altered(({ files }) => Object.assign(files ?? {}, { '../../../dev/zero': 'x' }))).toEqual(
      refused,
    );
    expect(await altered(({ events }) => Object.assign(events ?? {}, { last: 9e15 }))).toEqual(refused);
    expect(await altered(({ events }) => Object.assign(events ?? {}, { count: 1e300 }))).toEqual(refused);
  });

  it('is not whole with another byte in its signature, whichever that is', async () => {
    await write(2);
    const MANIFEST = ['MANIFEST'];
    const signed = (change: (text: string) => string) =>
      kinds((file) => {
        const text = readFileSync(file('manifest.sig'), 'latin1');
        expect(change(text)).not.toBe(text);
        writeFileSync(file('manifest.sig'), change(text), 'latin1');
      });
    // The last sign before the padding says two bits, and has room for six.
    const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const next = (letter: string) => LETTERS[LETTERS.indexOf(letter) ^ 1] ?? '';
    expect(await signed((text) => text.replace(/.(?===)/, next))).toEqual(MANIFEST);
    expect(await signed((text) => `!${text}`)).toEqual(MANIFEST);
    expect(await signed((text) => text.trimEnd())).toEqual(MANIFEST);
    expect(await signed((text) => `${text}\n`)).toEqual(MANIFEST);
    expect(await signed((text) => text.replace('=', ''))).toEqual(MANIFEST);
  });

  it('names whatever was put beside its files', async () => {
    await write(2);
    const added = ['events-2.jsonl', 'images/a/b.png', 'notes.txt', 'releases/.hidden'];
    expect(
      await kinds((file) => {
        for (const name of added) {
          mkdirSync(dirname(file(name)), { recursive: true });
          writeFileSync(file(name), 'x');
        }
      }),
    ).toEqual([
      ...added.map((name) => `FILE_ADDED ${name}`),
      ...['RELEASE_CHANGED releases/.hidden', 'IMAGE_CHANGED images/a/b.png'],
    ]);
  });

  it('holds what points show by themselves, and its images, by the hashes that the events name', async () => {
    const png = Buffer.from('the bytes of an image');
    const sha256 = createHash('sha256').update(png).digest('hex');
    const gone = createHash('sha256').update('gone').digest('hex');
    const [image, lost] = [sha256, gone].map((hash) => ({ sha256: hash, alt: '图' }));
    const { text, hash } = sealFallback({
      format: 'banner',
      headline: '欢迎',
      image,
      lost,
    } as unknown as RenderedContent);
    await owner(
      `insert into asset (id, tenant_id, sha256, mime, width, height, bytes, data, file_name, created_by, created_by_kind, created_by_name)
       values (gen_random_uuid(), $1, $2, 'image/png', 1, 1, 1, $3, 'a.png', gen_random_uuid(), 'PERSON', 'x')`,
      [world.province.id, sha256, png],
    );
    await world.points();
    await owner(
      `insert into point_fallback (id, tenant_id, point_id, text, hash, state, proposed_by, proposed_by_name, proposed_at)
       select gen_random_uuid(), $1, id, $2, $3, 'PROPOSED', $4, 'x', now() from marketing_point limit 1`,
      [world.province.id, text, hash, systemIds.next()],
    );
    const named = (fallbackHash: string) =>
      writer().standalone(operator, {
        act: 'points.decideFallback',
        subject: { type: 'MarketingPoint', id: systemIds.next() },
        after: { fallbackHash },
      });
    await named(hash);
    await named(gone);
    const missing = [`FALLBACK_MISSING ${gone}`, `IMAGE_MISSING ${gone}`];
    expect(await kinds(() => undefined)).toEqual(missing);
    expect(readFileSync(join(unpacked, `fallbacks/${hash}.json`), 'utf8')).toBe(text);
    expect(readFileSync(join(unpacked, `images/${sha256}.png`))).toEqual(png);
    const changed = (name: string) =>
      kinds((file) => {
        appendFileSync(file(name), ' ');
      });
    expect(await changed(`fallbacks/${hash}.json`)).toEqual([
      `FILE_CHANGED fallbacks/${hash}.json`,
      missing[0],
      `FALLBACK_CHANGED fallbacks/${hash}.json`,
      missing[1],
    ]);
    expect(await changed(`images/${sha256}.png`)).toEqual([
      `FILE_CHANGED images/${sha256}.png`,
      ...missing,
      `IMAGE_CHANGED images/${sha256}.png`,
    ]);
  });

  it('with a content that was put in by hand names it, under whatever name', async () => {
    await write(2);
    const text = '{"content":[]}';
    const name = createHash('sha256').update('xietong.release.v1\u0000').update(text).digest('hex');
    expect(
      await kinds((file) => {
        mkdirSync(file('releases'), { recursive: true });
        writeFileSync(file(`releases/${name}.json`), text);
      }),
    ).toEqual([`FILE_ADDED releases/${name}.json`]);
  });

  it('of a city whose tail was cut with its proofs says so, although there are places of others between', async () => {
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    for (const call of [wuxi, operator, wuxi, operator, wuxi]) await write(1, call);
    const cityAuditor = await world.call(world.wuxi, 'AUDITOR');
    const cut = (path: string) => {
      lines(path, (all) => all.slice(0, -1));
    };
    expect(
      await kinds((file) => {
        cut(file('events.jsonl'));
        cut(file('proofs.jsonl'));
      }, cityAuditor),
    ).toEqual(['FILE_CHANGED events.jsonl', 'FILE_CHANGED proofs.jsonl', expect.stringMatching(/^TAIL_CUT/)]);
  });

  it('holds what was asked for: some days, and of a city the city’s', async () => {
    await write(2);
    await write(1, await world.call(world.wuxi, 'OPERATOR'));
    at += 86_400_000;
    await write(1);
    const of = async (call: Call, range: object) =>
      (await unzip(await packBytes(call, range))).get('events.jsonl')?.toString().trim().split('\n').length;
    expect(await of(auditor, { to: '2026-11-22' })).toBe(3);
    const wuxi = await world.call(world.wuxi, 'AUDITOR');
    expect(await of(wuxi, { to: '2026-11-22' })).toBe(1);
    await expect(log.services.auditPackService.make(operator, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('of a database that was altered says so', async () => {
    await write(4);
    await log.sequencer.run('NOW');
    await owner(`update audit_event set canonical = replace(canonical, '手机报', '别的') where id = $1`, [
      await eventAt(1),
    ]);
    await owner('delete from audit_event where id = $1', [await eventAt(2)]);
    expect(await kinds(() => undefined)).toEqual(['EVENT_CHANGED 1', 'EVENT_REMOVED 2']);
    const first = await eventAt(0);
    await owner('delete from audit_log_entry where index >= 3');
    await expect(log.services.auditProofService.ofEvent(auditor, first)).rejects.toMatchObject({
      code: 'AUDIT_LOG_BROKEN',
    });
    await expect(log.services.auditPackService.make(auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_LOG_BROKEN',
    });
  });

  it('that nobody takes any more ends quietly', async () => {
    await writeMany(300);
    const { stream } = await log.services.auditPackService.make(auditor, {});
    stream.once('data', () => stream.destroy());
    await finished(stream).catch(() => undefined);
    // its own event, and no more
    expect((await log.sequencer.run('NOW')).state).toBe('ADVANCED');
    expect((await log.sequencer.run('NOW')).state).toBe('IDLE');
  });
});

/** The files of a zip. */
