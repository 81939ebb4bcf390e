import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld } from '../../testing/audit-log-world';
import { unzip } from '../../testing/zip-file';
import { createAuditIntegrity } from './audit-integrity';
import { createAuditPackService } from './audit-pack-service';

let world: AuditLogWorld;
let archiver: Call;

const DAY = 86_400_000;
const OLD = Date.parse('2020-03-01T02:00:00.000Z');
const LATER = Date.parse('2021-03-01T02:00:00.000Z');
/** Two tiles leave; what is behind them stays. */
const EVENTS = 600;
const OF_PROVINCE = 200;
const FILE = 'segment-000000000000-000000000511.jsonl';
const path = () => join(world.folder, 'audit-archive', FILE);
const eventCount = () => world.one<number>('select count(*)::int as value from audit_event');

beforeEach(async () => {
  world = await createAuditLogWorld(OLD);
  const { tenant } = world.auditor.actor;
  archiver = {
    actor: {
      ...{ kind: 'MACHINE', machineId: systemIds.next(), name: 'cli', tenant },
      grants: [{ action: 'archive', subject: 'AuditEvent' }],
    },
    requestId: systemIds.next(),
    address: null,
  };
  await world.writeMany(OF_PROVINCE, world.auditor);
  await world.writeMany(EVENTS - OF_PROVINCE);
  await world.log.sequencer.run('NOW');
  world.pass(LATER - OLD);
}, 60_000);
afterEach(() => world.close());

const archive = (days = 200) => world.log.services.auditArchiveService.archive(archiver, { days });
const alter = (change: (lines: string[]) => string[]) => {
  writeFileSync(path(), `${change(readFileSync(path(), 'utf8').trimEnd().split('\n')).join('\n')}\n`);
};

describe('archiving', () => {
  it('moves whole tiles of what is old enough into a file, audited, and the log still verifies', async () => {
    // From two processes at once.
    const other = world.openLog().services.auditArchiveService;
    for (const outcome of await Promise.all([archive(), other.archive(archiver, { days: 200 })]))
      for (const segment of outcome.segments)
        expect(segment).toMatchObject({ first: 0, end: 512, file: FILE, removed: true });
    expect(readdirSync(join(world.folder, 'audit-archive'))).toEqual([FILE]);
    expect(await eventCount()).toBe(EVENTS - 512 + 2);
    const acts = await world.one<string[]>(
      `select array_agg(act order by at, id) as value from audit_event where act like 'audit.%'`,
    );
    expect(acts).toEqual(['audit.archive', 'audit.removeArchived']);
    expect(await world.found()).toEqual([]);
    expect(await world.log.services.auditArchiveService.list(world.auditor)).toMatchObject([
      { file: FILE, present: true },
    ]);
  });

  it('does nothing a second time, nor for what is to be kept', async () => {
    await archive();
    expect(await archive()).toEqual({ segments: [], events: 0 });
    world.pass(OLD - LATER);
    expect((await world.log.services.auditCheckService.verify(world.auditor, {})).state).toBe('SOUND');
  });

  it('keeps what is younger, and refuses less than 180 days', async () => {
    world.pass(OLD + 190 * DAY - LATER);
    expect((await archive(200)).events).toBe(0);
    await expect(archive(179)).rejects.toMatchObject({
      code: 'AUDIT_RETENTION_TOO_SHORT',
      params: { days: 180 },
    });
    expect(await eventCount()).toBe(EVENTS);
    expect((await archive(180)).events).toBe(512);
  });

  it('is for whom it was granted', async () => {
    for (const call of [world.auditor, world.operator])
      await expect(world.log.services.auditArchiveService.archive(call, { days: 200 })).rejects.toMatchObject(
        {
          code: 'FORBIDDEN',
        },
      );
  });

  it('goes on where a kill ended it, whatever was done by then', async () => {
    // Before the file had its name.
    await archiveUntil('rename');
    expect(await eventCount()).toBe(EVENTS);
    // After it had it, before it was on record; and after that, before its events were removed.
    await archiveUntil('record');
    await archiveUntil('remove');
    expect(await world.one('select count(*)::int as value from audit_segment where removed_at is null')).toBe(
      1,
    );
    const sha256 = await world.one('select sha256 as value from audit_segment');
    expect(await world.found()).toEqual([]);
    rmSync(path());
    expect((await archive()).segments).toMatchObject([{ file: FILE, sha256, removed: true }]);
    expect(await eventCount()).toBeLessThan(EVENTS);
    expect(await world.found()).toEqual([]);
  });

  it('removes nothing while the file is not what was logged', async () => {
    await archiveUntil('remove');
    alter((lines) => lines.map((line, n) => (n === 9 ? line.replace('手机报', '手机卡') : line)));
    await expect(archive()).rejects.toMatchObject({ code: 'AUDIT_SEGMENT_UNSOUND', params: { file: FILE } });
    expect(
      await world.one('select count(*)::int as value from audit_event where at < $1', [new Date(LATER)]),
    ).toBe(EVENTS);
  });

  it('stops at an event that was removed by hand', async () => {
    await world.asOwner(
      'delete from audit_event where id = (select event_id from audit_log_entry where index = 300)',
    );
    expect((await archive()).events).toBe(256);
    expect(await world.found()).toEqual(['EVENT_REMOVED 300']);
  });
});

/** Archives as far as a process that is killed at that step. */
async function archiveUntil(step: 'rename' | 'record' | 'remove'): Promise<void> {
  if (step === 'rename') {
    await archiveUntil('record');
    renameSync(path(), `${path()}.part`);
    return;
  }
  const when = step === 'record' ? 'insert' : 'update';
  await world.asOwner(
    `create function killed() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`,
  );
  await world.asOwner(
    `create trigger killed before ${when} on audit_segment for each row execute function killed()`,
  );
  await expect(archive()).rejects.toThrow();
  await world.asOwner('drop function killed() cascade');
}

describe('an archived file that was altered', () => {
  const textAt = (n: number) => n + 1;

  it('is named: a changed byte, a removed line, a reordered pair, a header', async () => {
    await archive();
    const whole = readFileSync(path());
    const cases: [(lines: string[]) => string[], string[]][] = [
      [
        (lines) => lines.map((line, n) => (n === textAt(9) ? line.replace('手机报', '手机卡') : line)),
        ['SEGMENT_CHANGED 0 511', 'EVENT_CHANGED 9'],
      ],
      [(lines) => lines.filter((_, n) => n !== textAt(7)), ['SEGMENT_CHANGED 0 511', 'EVENT_REMOVED 7']],
      [
        (lines) => {
          const [a = '', b = ''] = [lines[textAt(3)], lines[textAt(8)]];
          return lines.with(textAt(3), b).with(textAt(8), a);
        },
        ['SEGMENT_CHANGED 0 511', 'EVENTS_REORDERED 3 8'],
      ],
      [
        (lines) => lines.with(0, (lines[0] ?? '').replace('"end":512', '"end":513')),
        ['SEGMENT_CHANGED 0 511'],
      ],
    ];
    for (const [change, expected] of cases) {
      alter(change);
      expect(await world.found()).toEqual(expected);
      writeFileSync(path(), whole);
    }
    rmSync(path());
    expect(await world.found()).toEqual(['SEGMENT_MISSING 0 511']);
  });

  it('and the database beside it, too', async () => {
    await archive();
    await world.asOwner('update audit_log_entry set leaf_hash = sha256($1) where index = 5', [
      Buffer.from('x'),
    ]);
    expect(await world.found()).toEqual(['ENTRY_CHANGED 5']);
    await world.asOwner('delete from audit_segment');
    expect((await world.found()).slice(0, 2)).toEqual(['EVENT_REMOVED 0', 'EVENT_REMOVED 1']);
  });
});

describe('archiving beside others that read', () => {
  it('is not taken for removing by a check, nor what was decided for unlogged', async () => {
    world.pass(OLD - LATER);
    const approver = await world.call(world.nanjing, 'APPROVER');
    const releaseId = systemIds.next();
    await world.takeAnyDecision();
    await world.asOwner(
      `insert into approval_decision (id, tenant_id, request_id, step_id, release_id, hash, outcome, reason, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
       values (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), $2, 'h', 'REJECTED', 'r', $3, $4, $1, $5)`,
      [world.nanjing.id, releaseId, approver.actor.personId, approver.actor.staffId, world.clock.now()],
    );
    await world.writer.standalone(approver, {
      ...{ act: 'approvals.decide', subject: { type: 'Release', id: releaseId } },
      after: { hash: 'h', outcome: 'REJECTED', reason: 'r' },
    });
    await world.log.sequencer.run('NOW');
    // What is read in one transaction, and what in the next.
    await world.writeMany(1_500);
    await world.log.sequencer.run('NOW');
    const size = await world.one<number>('select count(*)::int as value from audit_log_entry');
    world.pass(LATER - OLD);
    let archived = 0;
    const { findings } = await createAuditIntegrity(world.partsOfCheck()).check({
      ...{ span: { first: 0, end: size }, bounds: { from: null, to: null }, tenantId: null },
      onProgress: async () => {
        archived += (await archive()).events;
      },
      signal: new AbortController().signal,
    });
    expect(archived).toBe(2_048);
    expect(findings).toEqual([]);
  });

  it('does not leave what goes meanwhile out of a pack', async () => {
    let looks = 0;
    const pack = createAuditPackService({
      ...{ ...world.partsOfCheck(), clock: world.clock, audit: world.writer, sequencer: world.log.sequencer },
      integrity: createAuditIntegrity(world.partsOfCheck()),
      // The first look is for what is to be packed, the second when it is.
      provinceId: async () => {
        looks += 1;
        if (looks === 2) await archive();
        return world.province.id;
      },
    });
    const { stream } = await pack.make(world.auditor, {});
    const entries = await unzip(await buffer(stream));
    expect(await eventCount()).toBeLessThan(EVENTS);
    expect(entries.get('events.jsonl')?.toString().trimEnd().split('\n')).toHaveLength(EVENTS);
  });
});

describe('an audit pack', () => {
  it('holds what is in files, of a city the city’s, and says which file it needs', async () => {
    await archive();
    const lines = async (call: Call) => {
      const entries = await world.pack(call);
      return entries.get('events.jsonl')?.toString().trimEnd().split('\n').length;
    };
    expect(await lines(world.auditor)).toBe(EVENTS + 2);
    const cityAuditor = await world.call(world.nanjing, 'AUDITOR');
    expect(await lines(cityAuditor)).toBe(EVENTS - OF_PROVINCE);
    const day = await world.log.services.auditCheckService.verify(world.auditor, {
      from: '2020-03-01',
      to: '2020-03-01',
    });
    expect(day).toMatchObject({ state: 'SOUND', firstIndex: 0, endIndex: EVENTS });
    rmSync(path());
    await expect(world.log.services.auditPackService.make(world.auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_SEGMENT_MISSING',
      params: { file: FILE },
    });
  });
});

describe('the database', () => {
  const asApp = (text: string, tenantId = world.province.id) =>
    world.database.app.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.tenant', ${tenantId}, true)`);
      return (await tx.execute(sql.raw(text))).rows;
    });
  const refused = (constraint: string) => ({ cause: { constraint } });
  const segment = (first: number, end: number) =>
    `insert into audit_segment (first_index, end_index, file, bytes, sha256, head_size, first_at, last_at, archived_at)
     values (${String(first)}, ${String(end)}, 'f${String(first)}', 1, 'x', ${String(EVENTS)}, now(), now(), now())`;

  it('lets events go by the segment alone: on record, first, whole, old', async () => {
    const remove = (first: number, days = 180) =>
      asApp(`select audit_remove_segment(${String(first)}, ${String(days)})`);
    await expect(asApp('delete from audit_event')).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(asApp('update audit_segment set removed_at = now()')).rejects.toMatchObject({
      cause: { code: '42501' },
    });
    await expect(asApp('delete from audit_segment')).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(remove(0)).rejects.toMatchObject(refused('audit_segment_recorded'));
    await expect(asApp(segment(256, 512))).rejects.toMatchObject(refused('audit_segment_follows'));
    await expect(asApp(segment(0, 300))).rejects.toMatchObject(refused('audit_segment_span'));
    await expect(asApp(segment(0, 512), world.nanjing.id)).rejects.toMatchObject(
      refused('audit_segment_follows'),
    );
    await asApp(segment(0, 256));
    await expect(asApp(segment(256, 512))).rejects.toMatchObject(refused('audit_segment_follows'));
    await expect(remove(0, 179)).rejects.toMatchObject(refused('audit_segment_least_days'));
    await expect(asApp('select audit_remove_segment(0, null)')).rejects.toMatchObject(
      refused('audit_segment_least_days'),
    );
    await expect(asApp('select audit_remove_segment(0, 180)', world.nanjing.id)).rejects.toMatchObject({
      cause: { code: '42501' },
    });
    await world.asOwner(
      `update audit_event set at = now() - interval '179 days' where id = (select event_id from audit_log_entry where index = 255)`,
    );
    await expect(remove(0)).rejects.toMatchObject(refused('audit_segment_old'));
    await world.asOwner(`delete from audit_event where at > now() - interval '180 days'`);
    await expect(remove(0)).rejects.toMatchObject(refused('audit_segment_whole'));
    expect(await world.one('select count(*)::int as value from audit_segment where removed_at is null')).toBe(
      1,
    );
  });

  it('takes no segment twice', async () => {
    await archive();
    await expect(asApp('select audit_remove_segment(0, 180)')).rejects.toMatchObject(
      refused('audit_segment_recorded'),
    );
  });
});
