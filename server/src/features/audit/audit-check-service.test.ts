import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditLeafHash, auditTerms, receivedHead } from '@xietong/shared/audit';
import { canonicalJson } from '@xietong/shared/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemIds } from '../../platform/ids';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld, HeadsOutside } from '../../testing/audit-log-world';
import { copyNewestEvent } from '../../testing/many-audit-events';
import { createAuditCheckService } from './audit-check-service';
import { createAuditService } from './audit-service';
import { NO_OUTSIDE_HEADS } from './outside-heads';

let world: AuditLogWorld;
beforeEach(async () => {
  world = await createAuditLogWorld();
});
afterEach(() => world.close());

describe('an integrity check', () => {
  it('of an untouched log finds nothing, and is in the log itself', async () => {
    await world.write(4);
    const check = await world.log.services.auditCheckService.verify(world.auditor, {});
    expect(check).toMatchObject({ state: 'SOUND', checked: 4, endIndex: 4, findingCount: 0, lost: false });
    expect(await world.one('select act as value from audit_event order by id desc limit 1')).toBe(
      'audit.verify',
    );
    expect(await world.log.services.auditCheckService.list(world.auditor)).toEqual([check]);
  });

  it('names an event that was changed, in its text, its hash and all, or in a column alone', async () => {
    await world.writeMany(300);
    await world.log.sequencer.run('NOW');
    await world.asOwner(
      `update audit_event set canonical = replace(canonical, '手机报', '别的') where id = $1`,
      [await world.eventAt(7)],
    );
    expect(await world.found()).toEqual(['EVENT_CHANGED 7']);
    await world.asOwner(
      `update audit_event set leaf_hash = sha256('\\x00'::bytea || convert_to(canonical, 'UTF8')) where id = $1`,
      [await world.eventAt(7)],
    );
    expect(await world.found()).toEqual(['EVENT_CHANGED 7']);
    await world.asOwner(
      `update audit_log_entry e set leaf_hash = v.leaf_hash from audit_event v where v.id = e.event_id and e.index = 7`,
    );
    expect(await world.found()).toEqual(['EVENT_CHANGED 7']);
    await world.asOwner(`update audit_event set actor_name = '别人' where id = $1`, [
      await world.eventAt(290),
    ]);
    const { findings } = await world.log.services.auditCheckService.verify(world.auditor, {});
    expect(findings.at(-1)).toMatchObject({ kind: 'EVENT_CHANGED', index: 290, fields: ['actorName'] });
    expect(
      (await world.log.services.auditProofService.ofEvent(world.auditor, await world.eventAt(7))) as object,
    ).toMatchObject({
      holds: false,
    });
  });

  it('names an event of which any column was altered, to the last microsecond, whichever the table has', async () => {
    const campaignId = systemIds.next();
    await world.write(1);
    await world.writer.failure({
      ...{
        actor: world.operator.actor,
        act: 'localCampaigns.submit',
        result: 'FAILED',
        code: 'STALE_VERSION',
      },
      ...{ subject: { type: 'LocalCampaign', id: campaignId }, requestId: 'r', address: '203.0.113.7' },
    });
    await world.writer.standalone(world.operator, {
      ...{ act: 'localCampaigns.archive', subject: { type: 'LocalCampaign', id: campaignId }, campaignId },
    });
    await world.log.sequencer.run('NOW');
    await world.asOwner('create table event_before as select * from audit_event');
    const altered: Readonly<Record<string, (column: string) => string>> = {
      'timestamp with time zone': (column) => `${column} + interval '1 microsecond'`,
      uuid: () => '(select id from tenant order by id = audit_event.tenant_id limit 1)',
      text: (column) => `coalesce(${column}, '') || 'x'`,
      integer: (column) => `${column} + 1`,
      bytea: (column) => `set_byte(${column}, 0, 255 - get_byte(${column}, 0))`,
      // As one term with blanks in it: it reads like all of them, and none of them finds it.
      tsvector: (column) => `array_to_tsvector(array[array_to_string(tsvector_to_array(${column}), ' ')])`,
    };
    const { rows: columns } = await world.database.owner.$client.query<{
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
          const id = await world.eventAt(index);
          const isNull = await world.one<boolean>(
            `select ${name} is null as value from audit_event where id = $1`,
            [id],
          );
          if (value === '' || (value === 'null' && isNull)) continue;
          const changed = await world.one<string>(
            `update audit_event set ${name} = ${value} where id = $1 returning id as value`,
            [id],
          );
          const { findings } = await world.log.services.auditCheckService.verify(world.auditor, {});
          const said = findings.map((found) => [found.kind, found.index, found.fields.join()].join(' '));
          const field = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
          expect(said, `${name} of ${String(index)} as ${value}`).toEqual(
            name === 'id'
              ? [`EVENT_REMOVED ${String(index)} `, 'EVENT_NOT_LOGGED  ']
              : [`EVENT_CHANGED ${String(index)} ${name === 'canonical' ? '' : field}`],
          );
          await world.asOwner(
            `update audit_event e set ${name} = b.${name} from event_before b where e.id = $1 and b.id = $2`,
            [changed, id],
          );
        }
    expect(await world.found()).toEqual([]);
    await world.asOwner('update audit_log_entry set tenant_id = $1 where index = 2', [world.wuxi.id]);
    expect(await world.found()).toEqual(['ENTRY_CHANGED 2']);
  });

  it('names an entry that is said to have got its place before its event happened, or after it was signed', async () => {
    await world.write(2);
    await world.log.sequencer.run('NOW');
    world.pass(3_600_000);
    await world.write(2);
    await world.log.sequencer.run('NOW');
    const redate = (index: number, by: string) =>
      world.asOwner(
        'update audit_log_entry set sequenced_at = sequenced_at + $2::interval where index = $1',
        [index, by],
      );
    expect(await world.found()).toEqual([]);
    for (const index of [0, 1, 2, 3])
      for (const [by, back] of [
        ['-20 minutes', '20 minutes'],
        ['20 minutes', '-20 minutes'],
      ] as const) {
        await redate(index, by);
        expect(await world.found(), by).toEqual([`ENTRY_REDATED ${String(index)}`]);
        await redate(index, back);
      }
    // As far as the clocks of two processes may differ, nothing can be told.
    await redate(1, '1 minute');
    expect(await world.found()).toEqual([]);
  });

  it('finds nothing in the times of entries where a wrong clock was set right', async () => {
    await world.write(2);
    await world.log.sequencer.run('NOW');
    await world.write(1);
    world.pass(-3_600_000);
    await world.log.sequencer.run('NOW');
    await world.write(2);
    await world.log.sequencer.run('NOW');
    expect(await world.found()).toEqual([]);
  });

  it('holds for events of the first version, whose text does not name the campaign', async () => {
    await world.writer.standalone(world.operator, {
      ...{ act: 'localCampaigns.archive', subject: { type: 'LocalCampaign', id: systemIds.next() } },
      campaignId: systemIds.next(),
    });
    const written = await world.one<string>('select canonical as value from audit_event');
    const { campaignId: _, ...event } = JSON.parse(written) as { campaignId: string; id: string; at: string };
    const text = canonicalJson({ ...event, schema: 'xietong.audit/1' });
    const terms = auditTerms(text, new Date(event.at));
    await world.asOwner(
      'update audit_event set canonical = $1, schema_version = 1, leaf_hash = $2, terms = array_to_tsvector($3::text[])',
      [text, Buffer.from(auditLeafHash(text)), terms],
    );
    await world.log.sequencer.run('NOW');
    expect(await world.found()).toEqual([]);
    expect(
      await createAuditService({ database: world.database.app }).get(world.auditor, event.id),
    ).toMatchObject({
      intact: true,
      schemaVersion: 1,
    });
    await world.asOwner('update audit_event set schema_version = 2 where schema_version = 1');
    expect(await world.found()).toEqual(['EVENT_CHANGED 0']);
  });

  it('names what was removed: an event, its entry, or both', async () => {
    await world.write(6);
    await world.log.sequencer.run('NOW');
    await world.asOwner('delete from audit_event where id = $1', [await world.eventAt(1)]);
    await world.asOwner('delete from audit_log_entry where index = 3');
    await world.asOwner(
      'with gone as (delete from audit_log_entry where index = 4 returning event_id) delete from audit_event where id in (select event_id from gone)',
    );
    expect(await world.found()).toEqual([
      'EVENT_REMOVED 1',
      'ENTRY_REMOVED 3',
      'ENTRY_REMOVED 4',
      'EVENT_NOT_LOGGED',
    ]);
  });

  it('names a tail that was cut, against the file where the database knows nothing of it', async () => {
    await world.write(6);
    await world.log.sequencer.run('NOW');
    await world.asOwner(
      'delete from audit_event where id in (select event_id from audit_log_entry where index >= 4)',
    );
    await world.asOwner('delete from audit_log_entry where index >= 4');
    await world.asOwner('delete from audit_tree_head');
    expect(await world.found()).toContain('TAIL_CUT 4 5');
    // The check's own event waits: the log does not go on behind a cut.
    expect((await world.log.sequencer.run('NOW')).state).toBe('BROKEN');
    expect(await world.one('select max(index)::int as value from audit_log_entry')).toBe(3);
  });

  it('names a tail that was cut and grown again', async () => {
    await world.write(6);
    await world.log.sequencer.run('NOW');
    const file = join(world.folder, 'audit-heads.jsonl');
    const kept = readFileSync(file);
    await world.asOwner(
      'delete from audit_event where id in (select event_id from audit_log_entry where index >= 4)',
    );
    await world.asOwner('delete from audit_log_entry where index >= 4');
    await world.asOwner('delete from audit_tree_head');
    rmSync(file);
    await world.write(4);
    await world.log.sequencer.run('NOW');
    writeFileSync(file, kept);
    expect(await world.found()).toEqual(expect.arrayContaining(['EVENT_CHANGED 4', 'EVENT_CHANGED 5']));
  });

  it('names a pair that was put in another order, by its texts, its entries or its places', async () => {
    await world.writeMany(300);
    await world.log.sequencer.run('NOW');
    const swapEvents = `update audit_event v set canonical = o.canonical, leaf_hash = o.leaf_hash from audit_event o
      where (v.id = $1 and o.id = $2) or (v.id = $2 and o.id = $1)`;
    await world.asOwner(swapEvents, [await world.eventAt(10), await world.eventAt(270)]);
    expect(await world.found()).toEqual(['EVENTS_REORDERED 10 270']);
    await world.asOwner(swapEvents, [await world.eventAt(10), await world.eventAt(270)]);
    expect(await world.found()).toEqual([]);
    await world.asOwner('update audit_log_entry set index = -index - 1 where false');
    await world.asOwner('alter table audit_log_entry drop constraint audit_log_entry_hash');
    for (const [from, to] of [
      [280, -1],
      [281, 280],
      [-1, 281],
    ])
      await world.asOwner('update audit_log_entry set index = $2 where index = $1', [from, to]);
    expect(await world.found()).toEqual(['EVENTS_REORDERED 280 281']);
    rmSync(join(world.folder, 'audit-heads.jsonl'));
    expect(await world.found()).toEqual(expect.arrayContaining(['ENTRY_CHANGED 0 299']));
  });

  it('names tiles and heads that were changed', async () => {
    await world.writeMany(256);
    await world.log.sequencer.run('NOW');
    await world.asOwner(
      `update audit_tile set hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256)`,
    );
    expect(await world.found()).toEqual(['TILE_CHANGED 0 255', 'TILE_CHANGED 1 1']);
    await world.asOwner(
      `update audit_tile set hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 255) % 256)`,
    );
    expect(await world.found()).toEqual([]);
    await world.asOwner(
      `update audit_tree_head set text = replace(text, '"size":256', '"size":257') where size = 256`,
    );
    expect(await world.found()).toContain('HEAD_CHANGED 256');
  });

  it('names a signed head that was removed from the database', async () => {
    for (const count of [2, 3]) {
      await world.write(count);
      await world.log.sequencer.run('NOW');
    }
    const [first] = await world.log.headsAfter(0, 1);
    await world.asOwner('delete from audit_tree_head where size = 2');
    expect(await world.found()).toEqual(['HEAD_REMOVED 2']);
    // With its line in the file: whoever received it outside still has it.
    const file = join(world.folder, 'audit-heads.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.includes('\\"size\\":2}')).join('\n'));
    expect(await world.found()).toEqual([]);
    expect(await world.found({ outside: first ? [first] : [] })).toEqual(['HEAD_REMOVED 2']);
  });

  it('names an event that was put in later under an earlier time', async () => {
    await world.write(1);
    await world.log.sequencer.run('NOW');
    world.pass(86_400_000);
    await world.write(1, await world.call(world.wuxi, 'OPERATOR'));
    await world.log.sequencer.run('NOW');
    await copyNewestEvent(world.database, world.nanjing.id, 1);
    expect(await world.found()).toEqual(['EVENT_BACKDATED 2']);
    expect(await world.found({ range: { to: '2026-11-22' } })).toContain('EVENT_BACKDATED 2');
  });

  it('names an event without a place, although it says that it has not happened yet', async () => {
    await world.write(1);
    await world.log.sequencer.run('NOW');
    await world.asOwner('alter table audit_event disable trigger audit_event_enter');
    await copyNewestEvent(world.database, world.nanjing.id, 1);
    await world.asOwner(
      `update audit_event set at = '2099-01-01T00:00:00Z' where id not in (select event_id from audit_log_entry)`,
    );
    await world.asOwner('alter table audit_event enable trigger audit_event_enter');
    expect(await world.found()).toEqual(['EVENT_NOT_LOGGED']);
  });

  it('names a content that is not any more what events name by its hash, and an image in it', async () => {
    const png = Buffer.from('the bytes of an image');
    const sha256 = createHash('sha256').update(png).digest('hex');
    const sealed = (domain: string, text: string) =>
      createHash('sha256').update(`${domain}\u0000`).update(text).digest('hex');
    const text = canonicalJson({ assets: [{ sha256 }], title: '手机报' });
    const release = sealed('xietong.release.v1', text);
    const fallback = sealed('xietong.fallback.v1', text);
    await world.asOwner(
      `insert into asset (id, tenant_id, sha256, mime, width, height, bytes, data, file_name, created_by, created_by_kind, created_by_name)
       values (gen_random_uuid(), $1, $2, 'image/png', 1, 1, 1, $3, 'a.png', gen_random_uuid(), 'PERSON', 'x')`,
      [world.nanjing.id, sha256, png],
    );
    await world.points();
    await world.asOwner(
      `insert into point_fallback (id, tenant_id, point_id, text, hash, state, proposed_by, proposed_by_name, proposed_at)
       select gen_random_uuid(), $1, id, $2, $3, 'PROPOSED', gen_random_uuid(), 'x', now() from marketing_point limit 1`,
      [world.province.id, text, fallback],
    );
    await world.asOwner(
      `insert into release (id, tenant_id, kind, campaign_id, campaign_number, version_id, title, state, text, hash, submitted_by, submitted_by_name, submitted_at)
       values (gen_random_uuid(), $1, 'LOCAL', gen_random_uuid(), 'x', gen_random_uuid(), 'x', 'IN_REVIEW', $2, $3, gen_random_uuid(), 'x', now())`,
      [world.nanjing.id, text, release],
    );
    for (const after of [{ fallbackHash: fallback }, { hash: release }])
      await world.writer.standalone(world.operator, {
        ...{ act: 'approvals.decide', subject: { type: 'ApprovalRequest', id: systemIds.next() }, after },
      });
    const named = async () => {
      const { findings } = await world.log.services.auditCheckService.verify(world.auditor, {});
      return findings.map(({ kind, index, fields }) => [kind, index, ...fields].join(' ')).sort();
    };
    expect(await named()).toEqual([]);
    await world.asOwner(`update asset set data = set_byte(data, 3, 0)`);
    expect(await named()).toEqual([`CONTENT_CHANGED 1 images/${sha256}`]);
    await world.asOwner('delete from asset');
    expect(await named()).toEqual([`CONTENT_REMOVED 1 images/${sha256}`]);
    await world.asOwner('alter table release disable trigger user');
    await world.asOwner('alter table point_fallback disable trigger user');
    // As one text and its hash, as the database asks for, and without its asking.
    await world.asOwner(`update release set text = $1, hash = $2`, [
      '{}',
      sealed('xietong.release.v1', '{}'),
    ]);
    await world.asOwner('alter table point_fallback drop constraint point_fallback_hash');
    await world.asOwner(`update point_fallback set text = '{}'`);
    expect(await named()).toEqual([
      `CONTENT_CHANGED 0 fallbacks/${fallback}`,
      `CONTENT_REMOVED 1 releases/${release}`,
    ]);
    const auditor = await world.call(world.wuxi, 'AUDITOR');
    expect(await world.found({ call: auditor })).toEqual([]);
  });

  it('names a decision of an approver that is stored otherwise than it was logged, or was never logged', async () => {
    const approver = await world.call(world.nanjing, 'APPROVER');
    const [releaseId, other] = [systemIds.next(), systemIds.next()];
    await world.takeAnyDecision();
    const decide = (release: string, at: Date) =>
      world.asOwner(
        `insert into approval_decision (id, tenant_id, request_id, step_id, release_id, hash, outcome, reason, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
         values (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), $2, 'h', 'REJECTED', '回电 15400000001', $3, $4, $1, $5)`,
        [world.nanjing.id, release, approver.actor.personId, approver.actor.staffId, at],
      );
    await decide(releaseId, world.clock.now());
    await world.writer.standalone(approver, {
      ...{ act: 'approvals.decide', subject: { type: 'Release', id: releaseId } },
      after: { hash: 'h', outcome: 'REJECTED', reason: '回电 15400000001' },
    });
    expect(await world.found()).toEqual([]);
    for (const altered of [
      `outcome = 'APPROVED'`,
      `reason = '合规'`,
      `hash = 'i'`,
      `decided_by = gen_random_uuid()`,
      `decided_by_name = 'JS-APR-09'`,
      `decided_at = decided_at - interval '1 day'`,
    ]) {
      await world.asOwner('create table decision_before as select * from approval_decision');
      await world.asOwner(`update approval_decision set ${altered}`);
      expect(await world.found(), altered).toContain('DECISION_CHANGED 0');
      await world.asOwner('delete from approval_decision');
      expect(await world.found()).toEqual(['DECISION_CHANGED 0']);
      await world.asOwner('insert into approval_decision select * from decision_before');
      await world.asOwner('drop table decision_before');
    }
    await decide(other, world.clock.now());
    const { findings } = await world.log.services.auditCheckService.verify(world.auditor, {});
    expect(findings).toMatchObject([{ kind: 'DECISION_NOT_LOGGED', fields: [other] }]);
    expect(await world.found({ call: await world.call(world.wuxi, 'AUDITOR') })).toEqual([]);
  });

  it('tells a city what was done to the city’s events alone', async () => {
    await world.write(2);
    await world.write(2, await world.call(world.wuxi, 'OPERATOR'));
    await world.log.sequencer.run('NOW');
    await world.asOwner(`update audit_event set canonical = canonical || ' ' where id = any ($1)`, [
      [await world.eventAt(0), await world.eventAt(2)],
    ]);
    expect(await world.found({ call: await world.call(world.nanjing, 'AUDITOR') })).toEqual([
      'EVENT_CHANGED 0',
    ]);
    expect(await world.found({ call: await world.call(world.wuxi, 'AUDITOR') })).toEqual(['EVENT_CHANGED 2']);
  });

  it('looks at the days that were asked for', async () => {
    await world.write(3);
    world.pass(86_400_000);
    await world.write(2);
    await world.log.sequencer.run('NOW');
    const check = await world.log.services.auditCheckService.verify(world.auditor, {
      from: '2026-11-22',
      to: '2026-11-22',
    });
    expect(check).toMatchObject({ state: 'SOUND', firstIndex: 0, endIndex: 3, checked: 3 });
    expect(check.range).toEqual({ from: '2026-11-22', to: '2026-11-22' });
    const none = await world.log.services.auditCheckService.verify(world.auditor, {
      from: '2020-01-01',
      to: '2020-01-02',
    });
    expect(none).toMatchObject({ state: 'SOUND', checked: 0 });
    const whole = await world.log.services.auditCheckService.verify(world.auditor, { from: '2026-11-22' });
    expect(whole.range).toEqual({ from: '2026-11-22', to: null });
    expect(
      (await world.log.services.auditCheckService.list(world.auditor)).map(({ range }) => range?.from),
    ).toEqual(['2026-11-22', '2020-01-01', '2026-11-22']);
  });

  describe('of a day between others', () => {
    const DAY = { from: '2026-11-23', to: '2026-11-23' };
    /** Two events, four, and two, each day's with a place and a head of their own. */
    beforeEach(async () => {
      for (const count of [2, 4, 2]) {
        await world.write(count);
        await world.log.sequencer.run('NOW');
        world.pass(86_400_000);
      }
    });
    const checked = () => world.found({ range: DAY });
    const remove = (where: string) =>
      world.asOwner(
        `delete from audit_event where id in (select event_id from audit_log_entry where ${where})`,
      );

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
      await world.asOwner(
        `update audit_log_entry set sequenced_at = '2026-11-22T03:00:00Z' where index in (2, 3)`,
      );
      await world.asOwner(
        `update audit_log_entry set sequenced_at = '2026-11-24T03:00:00Z' where index in (4, 5)`,
      );
      expect(await checked()).toEqual([2, 3, 4, 5].map((index) => `EVENT_REMOVED ${String(index)}`));
      await world.asOwner('delete from audit_log_entry where index between 2 and 5');
      expect(await checked()).toEqual([2, 3, 4, 5].map((index) => `ENTRY_REMOVED ${String(index)}`));
    });

    it('names an event of it that was put in by hand', async () => {
      await world.asOwner('alter table audit_event disable trigger audit_event_enter');
      await copyNewestEvent(world.database, world.operator.actor.tenant.id, 1);
      await world.asOwner(
        `update audit_event set at = '2026-11-23T04:00:00Z' where id not in (select event_id from audit_log_entry)`,
      );
      expect(await checked()).toContain('EVENT_NOT_LOGGED');
    });

    it('gives a pack that is not whole, either', async () => {
      await remove('index between 2 and 5');
      const files = await world.pack(world.auditor, DAY);
      expect(files.get('events.jsonl')?.toString() ?? '').toBe('');
      expect(files.get('proofs.jsonl')?.toString().trim().split('\n')).toHaveLength(4);
    });
  });

  it('names an event that was removed before it got its place', async () => {
    await world.write(2);
    await world.asOwner('delete from audit_event where id = (select min(id::text)::uuid from audit_event)');
    await world.log.sequencer.run('NOW');
    await world.write(1);
    await world.log.sequencer.run('NOW');
    expect(await world.found()).toEqual(['EVENT_LOST']);
  });

  it('of a tenant is one at a time', async () => {
    await world.write(3);
    await world.log.services.auditCheckService.start(world.auditor, {});
    await expect(world.log.services.auditCheckService.start(world.auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_CHECK_RUNNING',
    });
    await world.log.services.auditCheckService.stop();
  });

  it('is not lost while it works, however long a step takes', async () => {
    let begin: () => void = () => undefined;
    let end = begin;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const service = createAuditCheckService({
      ...{ database: world.database.app, clock: world.clock, ids: systemIds, logger: world.logger },
      ...{ audit: world.writer, sequencer: world.log.sequencer },
      integrity: {
        spanOf: () => Promise.resolve({ first: 0, end: 1 }),
        outside: () => Promise.resolve(NO_OUTSIDE_HEADS),
        check: async () => {
          begin();
          await ended;
          return { checked: 1, heads: 1, findings: [], findingCount: 0 };
        },
      },
    });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { id } = await service.start(world.auditor, {});
      await begun;
      const beatAt = () =>
        world.one<Date>('select heartbeat_at as value from audit_check where id = $1', [id]);
      const before = await beatAt();
      world.pass(31_000);
      expect(await service.get(world.auditor, id)).toMatchObject({ lost: true });
      vi.advanceTimersByTime(10_000);
      await vi.waitFor(async () => {
        expect((await beatAt()).getTime()).toBeGreaterThan(before.getTime());
      });
      expect(await service.get(world.auditor, id)).toMatchObject({ state: 'RUNNING', lost: false });
      end();
      await service.stop();
      expect(vi.getTimerCount()).toBe(0);
      expect(await service.get(world.auditor, id)).toMatchObject({ state: 'SOUND', lost: false });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is for auditors alone', async () => {
    await expect(world.log.services.auditCheckService.start(world.operator, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('heads that were received outside', () => {
  const headNow = async () => {
    await world.log.sequencer.run('NOW');
    const [head] = (await world.log.headsAfter(0, 100)).slice(-1);
    if (!head) throw new Error('there is no head');
    return { text: head.text, keyId: head.keyId, signature: head.signature };
  };
  const against = (outside: HeadsOutside) => world.found({ outside });
  /** Everything from a place on is gone, here and in the data folder, as if it had never been. */
  async function forget(from: number): Promise<void> {
    const kept = readFileSync(join(world.folder, 'audit-heads.jsonl'), 'utf8').split('\n');
    const end = kept.findIndex(
      (line) => line.includes(`\\"size\\":${String(from)}}`) || line.includes(`\\"size\\":${String(from)},`),
    );
    writeFileSync(join(world.folder, 'audit-heads.jsonl'), `${kept.slice(0, end + 1).join('\n')}\n`);
    await world.asOwner(
      `delete from audit_event where id in (select event_id from audit_log_entry where index >= ${String(from)})`,
    );
    await world.asOwner(`delete from audit_log_entry where index >= ${String(from)}`);
    await world.asOwner(`delete from audit_tree_head where size > ${String(from)}`);
    await world.asOwner('delete from audit_tile');
  }

  it('find nothing where nothing was cut', async () => {
    await world.write(3);
    const first = await headNow();
    await world.write(2);
    const last = await headNow();
    expect(await against([first, last])).toEqual([]);
    // As a file of years is read: one after the other, some of them more than once.
    const many = async function* () {
      for (let n = 0; n < 1_250; n += 1) yield* [first, last];
      yield { ...last, signature: first.signature };
      await Promise.resolve();
    };
    expect(await against(many())).toEqual(['HEAD_NOT_OURS']);
  });

  it('name a tail that was cut here and in the data folder, and one that was written anew', async () => {
    await world.write(3);
    await headNow();
    await world.write(2);
    const last = await headNow();
    await forget(3);
    expect(await against([last])).toContain('TAIL_CUT 3 4');
    expect(await against([])).toEqual([]);
    await world.write(4);
    await headNow();
    expect((await against([last]))[0]).toMatch(/^ENTRY_CHANGED/);
  });

  it('are named where they are not of this installation', async () => {
    await world.write(1);
    const head = await headNow();
    expect(await against([{ ...head, keyId: '0'.repeat(16) }])).toEqual(['HEAD_NOT_OURS']);
    expect(receivedHead('{"text":"x"}')).toBeNull();
  });
});
