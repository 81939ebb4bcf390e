import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyConsistency, verifyInclusion } from '@xietong/shared/audit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld } from '../../testing/audit-log-world';
import { copyNewestEvent } from '../../testing/many-audit-events';
import { createAuditIntegrity } from './audit-integrity';
import type { AuditIntegrity, IntegrityDeps } from './audit-integrity';
import { SEQUENCER_LOCK } from './audit-log-store';
import { createAuditSequencer } from './audit-sequencer';
import { createHeadFile } from './head-file';
import { createHeadSigner } from './head-signer';

let world: AuditLogWorld;
beforeEach(async () => {
  world = await createAuditLogWorld();
});
afterEach(() => world.close());

const headFile = () => join(world.folder, 'audit-heads.jsonl');
/** Sizes of the trees whose heads are in the file outside the database, as they stand there. */
const filedSizes = (): number[] =>
  existsSync(headFile())
    ? [...readFileSync(headFile(), 'utf8').matchAll(/\\"size\\":(\d+)/g)].map(([, size]) => Number(size))
    : [];
/** A check by itself, without what else runs before it. */
const integrityWith = (deps: Partial<IntegrityDeps> = {}) =>
  createAuditIntegrity({ ...world.partsOfCheck(), ...deps });
const foundBy = async (integrity: AuditIntegrity, end: number) => {
  const { findings } = await integrity.check({
    ...{ span: { first: 0, end }, bounds: { from: null, to: null }, tenantId: null },
    ...{ onProgress: () => Promise.resolve(), signal: new AbortController().signal },
  });
  return findings.map(({ kind, index, other }) => [kind, index, other]);
};
/** Resolves once so many sessions wait for their turn at the log. */
async function waitingForLog(count: number): Promise<void> {
  const waiting = `select count(*)::int as value from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  await vi.waitFor(async () => {
    expect(await world.one<number>(waiting)).toBe(count);
  });
}

describe('the sequencer', () => {
  it('gives every committed event one place, in order, and signs the tree over them', async () => {
    await world.write(5);
    expect(await world.log.sequencer.run('NOW')).toEqual({ state: 'ADVANCED', size: 5 });
    expect(await world.log.sequencer.run('NOW')).toEqual({ state: 'IDLE', size: 5 });
    const { rows } = await world.asOwner(
      'select e.index::int, v.id = e.event_id as same from audit_log_entry e join audit_event v on v.id = e.event_id order by e.index',
    );
    expect(rows).toEqual([0, 1, 2, 3, 4].map((index) => ({ index, same: true })));
    const [head] = await world.log.services.auditProofService.heads(world.auditor);
    expect(head).toMatchObject({ size: 5, keyId: world.log.services.auditProofService.publicKey().keyId });
    expect(JSON.parse(head?.text ?? '')).toMatchObject({ schema: 'xietong.audit-head/1', size: 5 });
  });

  it('does not wait for a transaction that is still open, and misses nothing that commits late', async () => {
    const late = await world.database.owner.$client.connect();
    try {
      await world.write(1);
      await late.query('begin');
      await late.query(
        `insert into audit_event select gen_random_uuid(), at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, campaign_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms from audit_event limit 1`,
      );
      await world.write(3);
      expect((await world.log.sequencer.run('NOW')).size).toBe(4);
      await late.query('commit');
      expect((await world.log.sequencer.run('NOW')).size).toBe(5);
      expect(await world.one<string>('select count(*) as value from audit_pending')).toBe('0');
    } finally {
      late.release();
    }
  });

  it('skips, doubles and moves no event, whatever long transactions and crashes come between', async () => {
    // The session of the sequencer dies in the middle of its transaction, at the statement that is chosen.
    await world.asOwner('create table crash_at (stage text)');
    await world.asOwner('grant select on crash_at to public');
    await world.asOwner(`create function crash() returns trigger language plpgsql as $$ begin
      if exists (select from crash_at where stage = tg_table_name) then
        perform pg_terminate_backend(pg_backend_pid());
        perform pg_sleep(5);
      end if;
      return null;
    end $$`);
    const stages = ['audit_pending', 'audit_log_entry', 'audit_tile', 'audit_tree_head'] as const;
    for (const stage of stages)
      await world.asOwner(
        `create trigger crash after ${stage === 'audit_pending' ? 'delete' : 'insert'} on ${stage} for each statement execute function crash()`,
      );
    await world.write(1);
    await world.log.sequencer.run('NOW');
    const writers = [
      await world.database.owner.$client.connect(),
      await world.database.owner.$client.connect(),
    ];
    const committed = new Set([await world.eventAt(0)]);
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
      const ids = await copyNewestEvent(
        world.database,
        world.operator.actor.tenant.id,
        count,
        writers[writer],
      );
      open[writer] = [...(open[writer] ?? []), ...ids];
    }
    /** Whatever has a place keeps it, and was committed. */
    async function look(): Promise<void> {
      const { rows } = await world.database.owner.$client.query<{ index: number; id: string }>(
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
      await world.asOwner('insert into crash_at values ($1)', [stage]);
      await world.log.sequencer.run('NOW').catch(() => {
        crashes += 1;
      });
      await world.asOwner('delete from crash_at');
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
        expect((await world.log.sequencer.run('NOW')).state).not.toBe('BROKEN');
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
          await world.log.sequencer.run('NOW');
          await look();
          // Ends as it should: what was committed has its place, and nothing waits.
          expect(new Set(places.values())).toEqual(committed);
          expect(await world.one<string>('select count(*) as value from audit_pending')).toBe('0');
        }),
        { numRuns: 8, endOnFailure: true },
      );
    } finally {
      for (const each of writers) each.release(true);
    }
    expect(crashes).toBeGreaterThan(3);
    expect(await world.found()).toEqual([]);
  });

  it('is one at a time, in however many processes', async () => {
    await world.write(40);
    const others = Array.from({ length: 4 }, () => world.openLog());
    await Promise.all([world.log, ...others].map((each) => each.sequencer.run()));
    await world.log.sequencer.run('NOW');
    const { rows } = await world.asOwner(
      'select count(*)::int as n, min(index)::int as first, max(index)::int as last from audit_log_entry',
    );
    expect(rows).toEqual([{ n: 40, first: 0, last: 39 }]);
  });

  it('has a head in the file when it is done, also where another process took the log right behind it', async () => {
    const hold = 'select pg_advisory_lock($1)';
    const [before, behind] = [
      await world.database.owner.$client.connect(),
      await world.database.owner.$client.connect(),
    ];
    try {
      await before.query(hold, [SEQUENCER_LOCK]);
      await world.write(3);
      const done = world.log.sequencer.run('NOW');
      await waitingForLog(1);
      const taken = behind.query(hold, [SEQUENCER_LOCK]);
      await waitingForLog(2);
      await before.query('select pg_advisory_unlock_all()');
      await taken;
      // What is due at some time does not wait, and sees to it at its next turn.
      const other = world.openLog();
      expect(await other.sequencer.run()).toMatchObject({ state: 'BUSY' });
      expect(filedSizes()).toEqual([]);
      setTimeout(() => void behind.query('select pg_advisory_unlock_all()'), 100);
      await done;
      expect(filedSizes()).toEqual([3]);
    } finally {
      for (const each of [before, behind]) each.release(true);
    }
  });

  it('signs when it is due, not at every step', async () => {
    await world.write(1);
    await world.log.sequencer.run();
    await world.write(1);
    await world.log.sequencer.run();
    expect(await world.log.services.auditProofService.heads(world.auditor)).toHaveLength(1);
    world.pass(30_000);
    await world.log.sequencer.run();
    expect((await world.log.services.auditProofService.heads(world.auditor)).map(({ size }) => size)).toEqual(
      [2, 1],
    );
  });

  it('signs no head in the middle of what waited, by which old events behind it would be of later', async () => {
    await world.writeMany(5_000);
    world.pass(3_600_000);
    await world.log.sequencer.run();
    const heads = await world.log.services.auditProofService.heads(world.auditor);
    expect(heads.map(({ size }) => size)).toEqual([5_000]);
    expect(await world.found()).toEqual([]);
  });

  it('proves every event and every step from head to head, over tiles of two levels', async () => {
    for (const count of [3, 252, 1, 700]) {
      await world.writeMany(count);
      await world.log.sequencer.run('NOW');
    }
    const heads = await world.log.services.auditProofService.heads(world.auditor);
    expect(heads.map(({ size }) => size)).toEqual([956, 256, 255, 3]);
    expect(await world.one<string>('select count(*) as value from audit_tile')).toBe('3');
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
    for (const index of [0, 2, 3, 254, 255, 256, 511, 512, 900, 955]) {
      const proof = await world.log.services.auditProofService.ofEvent(
        world.auditor,
        await world.eventAt(index),
      );
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
      const { root1, root2, proof } = await world.log.services.auditProofService.consistency(world.auditor, {
        size1,
        size2,
      });
      const claim = { size1, size2, root1: bytes(root1), root2: bytes(root2), proof: proof.map(bytes) };
      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, root1: bytes(root2) })).toBe(false);
    }
    expect(await world.found()).toEqual([]);
  });

  it('lets a city’s auditor prove the city’s events, and no other’s', async () => {
    await world.write(2);
    await world.write(1, await world.call(world.wuxi, 'OPERATOR'));
    await world.log.sequencer.run('NOW');
    const cityAuditor = await world.call(world.nanjing, 'AUDITOR');
    const proof = await world.log.services.auditProofService.ofEvent(cityAuditor, await world.eventAt(1));
    expect(proof).toMatchObject({ state: 'PROVEN', holds: true });
    await expect(
      world.log.services.auditProofService.ofEvent(cityAuditor, await world.eventAt(2)),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the file outside the database', () => {
  const path = headFile;

  it('has every head and its leaf hashes, and is caught up after it fell behind or was cut', async () => {
    await world.write(2);
    await world.log.sequencer.run('NOW');
    const first = readFileSync(path(), 'utf8');
    expect(first.trim().split('\n')).toHaveLength(2);
    await world.write(3);
    await world.log.sequencer.run('NOW');
    const whole = readFileSync(path(), 'utf8');
    // A kill while the second head was written: half a line is left.
    writeFileSync(path(), whole.slice(0, whole.length - 90));
    world.reopenLog();
    await world.log.sequencer.run('NOW');
    expect(readFileSync(path(), 'utf8').trim().split('\n').at(-1)).toBe(whole.trim().split('\n').at(-1));
    expect(await world.found()).toEqual([]);
    rmSync(path());
    await world.write(1);
    await world.log.sequencer.run('NOW');
    expect(await world.found()).toEqual([]);
  });

  it('gets a head that was committed without the answer that says so', async () => {
    const { app } = world.database;
    let isCutOff = false;
    const database = Object.create(app) as typeof app;
    database.transaction = async (...given) => {
      const result = await app.transaction(...given);
      if (isCutOff) throw new Error('the connection ended');
      return result;
    };
    const sequencer = createAuditSequencer({
      ...{ database, clock: world.clock, file: createHeadFile(world.folder) },
      signer: createHeadSigner(world.database.secrets.key('audit-signing')),
      province: () => Promise.resolve(world.province),
    });
    await sequencer.run();
    await world.write(2);
    isCutOff = true;
    await expect(sequencer.run()).rejects.toThrow('ended');
    isCutOff = false;
    expect(await sequencer.run()).toEqual({ state: 'IDLE', size: 2 });
    expect(filedSizes()).toEqual([2]);
  });

  it('takes the leaf hashes under a head by parts, however many they are', async () => {
    const file = createHeadFile(world.folder);
    const parts: number[] = [];
    async function* counted(lines: AsyncIterable<readonly Uint8Array[]>) {
      for await (const part of lines) {
        parts.push(part.length);
        yield part;
      }
    }
    const sequencer = createAuditSequencer({
      ...{ database: world.database.app, clock: world.clock },
      file: { ...file, append: (from, lines, signed) => file.append(from, counted(lines), signed) },
      signer: createHeadSigner(world.database.secrets.key('audit-signing')),
      province: () => Promise.resolve(world.province),
    });
    await world.writeMany(5_000);
    await sequencer.run('NOW');
    expect(parts).toEqual([4_096, 904]);
    const froms = [...readFileSync(path(), 'utf8').matchAll(/^{"from":(\d+)/gm)].map(([, from]) => from);
    expect(froms).toEqual(['0', '4096']);
    expect(await world.found()).toEqual([]);
  });

  it('is behind only by a head that does not come: one that was stored just now is on its way', async () => {
    await world.write(2);
    await world.log.sequencer.run('NOW');
    const whole = readFileSync(path(), 'utf8');
    const integrity = integrityWith();
    const found = () => foundBy(integrity, 2);
    writeFileSync(path(), '');
    expect(await found()).toEqual([['HEAD_FILE_BEHIND', 0, 1]]);
    setTimeout(() => {
      writeFileSync(path(), whole);
    }, 300);
    expect(await found()).toEqual([]);
  });

  describe('may grow while it is checked: a head that is signed meanwhile', () => {
    beforeEach(() => grow());
    async function grow(): Promise<void> {
      await world.write(2);
      await world.log.sequencer.run('NOW');
    }

    it('behind the look at the stored ones is not removed', async () => {
      const tenantIds = async () => {
        await grow();
        return new Map([[world.nanjing.code, world.nanjing.id]]);
      };
      expect(await foundBy(integrityWith({ tenantIds }), 2)).toEqual([]);
      expect(filedSizes()).toEqual([2, 4]);
    });

    it('behind the look at the size of the log is not cut', async () => {
      let calls = 0;
      const provinceId = async () => {
        calls += 1;
        if (calls === 3) await grow();
        return world.province.id;
      };
      expect(await foundBy(integrityWith({ provinceId }), 2)).toEqual([]);
      expect(filedSizes()).toEqual([2, 4]);
    });

    it('is named as ever where it is gone, whatever is the last line of the file', async () => {
      await grow();
      await world.asOwner('delete from audit_log_entry where index >= 2');
      await world.asOwner('delete from audit_tree_head where size > 2');
      const [, head = ''] = readFileSync(path(), 'utf8').split('\n');
      appendFileSync(path(), `${head}\n`);
      expect(await foundBy(integrityWith(), 2)).toContainEqual(['TAIL_CUT', 2, 3]);
    });
  });

  it('that was changed is named', async () => {
    await world.write(2);
    await world.log.sequencer.run('NOW');
    const text = readFileSync(path(), 'utf8');
    writeFileSync(path(), text.replace(/"leaves":"../, '"leaves":"AA'));
    expect(await world.found()).toEqual(['HEAD_FILE_CHANGED 0 1']);
    writeFileSync(path(), text.replace('"signature":"', '"signature":"AAAA'));
    expect(await world.found()).toContain('HEAD_FILE_CHANGED 2');
    writeFileSync(path(), text);
    appendFileSync(path(), 'nonsense\n');
    expect(await world.found()).toEqual(['HEAD_FILE_CHANGED 3']);
  });
});

describe('the database itself', () => {
  it('lets the serving roles neither change nor take away anything of the log', async () => {
    await world.write(1);
    await world.log.sequencer.run('NOW');
    for (const table of ['audit_event', 'audit_log_entry', 'audit_tile', 'audit_tree_head'])
      for (const text of [`delete from ${table}`, `truncate ${table}`])
        await expect(world.database.app.$client.query(text)).rejects.toMatchObject({ code: '42501' });
    for (const text of [
      `update audit_event set canonical = ''`,
      `update audit_log_entry set leaf_hash = ''`,
      `update audit_tile set root = ''`,
      `update audit_tree_head set text = ''`,
    ])
      await expect(world.database.app.$client.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});
