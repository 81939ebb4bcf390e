import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { auditEvent, auditFinding, duty, notification } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { constraintOf } from '../../platform/sql-state';
import { machineCall } from '../../scenarios';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAuditWriter } from '../audit/audit-writer';
import { createNotificationWriter } from '../notifications/notification-writer';
import { countWork } from '../workbench/count-read-model';
import { createToDoReadModel } from '../workbench/to-do-read-model';
import { createFindingService } from './finding-service';
import type { FindingService } from './finding-service';

type PersonCall = Call & { actor: PersonActor };
let now = new Date('2026-11-22T02:00:00.000Z');
let database: TestDatabase;
let province: TestProvince;
let service: FindingService;
let auditor: PersonCall;
let second: PersonCall;
let owner: PersonCall;
let colleague: PersonCall;
let wuxi: PersonCall;

const page = { page: 1, pageSize: 50, overdue: false, text: '' };
const note = async (by: Call = auditor, more: object = {}) =>
  (
    await service.note(by, {
      ...{ title: '审批理由过短', text: '演示：回电 15400000001', severity: 'MEDIUM', tenant: '320100' },
      ...{ ownerId: owner.actor.personId, dueDay: '2026-11-25', ...more },
    })
  ).id;
const get = (id: string, by: Call = auditor) => service.get(by, id);
const code = (value: string) => ({ code: value });
const say = async (
  act: 'answer' | 'close' | 'sendBack' | 'withdraw',
  by: Call,
  id: string,
  rowVersion?: number,
) => service[act](by, { id, rowVersion: rowVersion ?? (await get(id)).rowVersion, text: '演示' });

beforeAll(async () => {
  database = await createTestDatabase();
  province = await createTestProvince(database);
  const deps = { clock: { now: () => now }, ids: systemIds, logger: createLogger('silent') };
  const audit = createAuditWriter({
    ...deps,
    db: database.app,
    province: () => Promise.resolve(province.province),
  });
  let counted = 0;
  service = createFindingService({
    ...{ ...deps, database: database.app, audit, news: createNotificationWriter(deps) },
    numbers: { nextNumber: () => Promise.resolve((counted += 1)) },
  });
  auditor = await province.call(province.province, 'AUDITOR');
  second = await province.call(province.province, 'AUDITOR');
  owner = await province.call(province.nanjing, 'OPERATOR');
  colleague = await province.call(province.nanjing, 'OPERATOR');
  wuxi = await province.call(province.wuxi, 'AUDITOR');
});
afterAll(() => database.close());

describe('a finding', () => {
  it('is noted, answered, sent back, answered again and closed, each once in the log and in its time line', async () => {
    const id = await note();
    await say('answer', owner, id);
    await say('sendBack', second, id);
    await say('answer', owner, id);
    await say('close', auditor, id);
    const found = await get(id);
    expect(found).toMatchObject({ state: 'CLOSED', rowVersion: 5 });
    expect(found.steps.map(({ step }) => step)).toEqual([
      'NOTED',
      'ANSWERED',
      'SENT_BACK',
      'ANSWERED',
      'CLOSED',
    ]);
    const events = await database.owner.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
    expect(events.map(({ act }) => act)).toHaveLength(5);
    expect(events.map(({ canonical }) => canonical).join() + JSON.stringify(found)).not.toMatch(/154\d{8}/);
    await expect(say('withdraw', auditor, id)).rejects.toMatchObject(code('FINDING_WRONG_STATE'));
  });

  it('is refused to a tab that is behind', async () => {
    const id = await note();
    await say('answer', owner, id);
    await expect(say('answer', owner, id, 1)).rejects.toMatchObject(code('STALE_VERSION'));
  });

  it('is its owner’s and the auditors’: neither a colleague nor another city sees it', async () => {
    const id = await note();
    for (const other of [colleague, wuxi, await province.call(province.province, 'OPERATOR')]) {
      await expect(get(id, other)).rejects.toMatchObject(code('NOT_FOUND'));
      expect((await service.list(other, page)).total).toBe(0);
      const rows = await asCaller(database.app, other, (tx) => tx.select().from(auditFinding));
      expect(rows).toEqual([]);
    }
    expect((await get(id, owner)).may).toEqual({ answer: true, decide: false, withdraw: false });
    const citys = await province.call(province.nanjing, 'AUDITOR');
    expect((await get(id, citys)).may).toEqual({ answer: false, decide: false, withdraw: false });
    await expect(say('close', citys, id)).rejects.toMatchObject(code('FORBIDDEN'));
    await expect(note(wuxi)).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(service.owners(wuxi, '320100')).rejects.toMatchObject(code('NOT_FOUND'));
  });

  it('is no more to be seen in the database once the duty of an auditor is over', async () => {
    await note();
    const former = await province.call(province.province, 'AUDITOR');
    const seen = () => asCaller(database.app, former, (tx) => tx.select().from(auditFinding));
    expect((await seen()).length).toBeGreaterThan(0);
    await database.owner
      .update(duty)
      .set({ validUntil: new Date(Date.now() - 1_000) })
      .where(eq(duty.personId, former.actor.personId));
    expect(await seen()).toEqual([]);
  });

  it('names a person of its tenant, a day to come, and evidence that there is', async () => {
    await expect(note(auditor, { ownerId: wuxi.actor.personId })).rejects.toMatchObject(
      code('FINDING_OWNER_UNFIT'),
    );
    await expect(note(auditor, { dueDay: '2026-11-21' })).rejects.toMatchObject(code('FINDING_DUE_PAST'));
    const evidence = [{ type: 'EVENT', id: systemIds.next() }];
    await expect(note(auditor, { evidence })).rejects.toMatchObject(code('NOT_FOUND'));
    expect((await service.owners(auditor, '320100')).map(({ id }) => id)).toContain(owner.actor.personId);
  });

  it('is closed by nobody who owns it, and answered by nobody else, in the database, too', async () => {
    const id = await note();
    const set = (state: string) =>
      sql`update audit_finding set state = ${state}, row_version = row_version + 1, state_since = now() where id = ${id}`;
    const refusal = async (by: Call, state: string) => {
      try {
        await asCaller(database.app, by, (tx) => tx.execute(set(state)));
      } catch (error) {
        return constraintOf(error);
      }
      return null;
    };
    expect(await refusal(auditor, 'ANSWERED')).toBe('audit_finding_steps');
    expect(await refusal(owner, 'CLOSED')).toBe('audit_finding_steps');
    expect(await refusal(owner, 'ANSWERED')).toBeNull();
    expect(await refusal(owner, 'CLOSED')).toBe('audit_finding_steps');
    expect(await refusal(auditor, 'CLOSED')).toBeNull();
    expect(await refusal(auditor, 'OPEN')).toBe('audit_finding_steps');
  });

  it('waits in the to-dos and the menu of its owner, then of the auditors', async () => {
    const id = await note();
    const seen = (call: PersonCall) =>
      asCaller(database.app, call, async (tx) => ({
        count: (await countWork(tx, call.actor, now)).findingsWaiting,
        kinds: (await createToDoReadModel(tx, call.actor, now).all())
          .flatMap(({ rows }) => rows)
          .filter((row) => row.campaignId === id)
          .map(({ kind }) => kind),
      }));
    const before = await seen(auditor);
    expect((await seen(owner)).kinds).toEqual(['FINDING']);
    expect((await seen(owner)).count).toBeGreaterThan(0);
    await say('answer', owner, id);
    expect((await seen(owner)).kinds).toEqual([]);
    expect(await seen(auditor)).toEqual({ count: before.count + 1, kinds: ['FINDING_ANSWERED'] });
    expect((await seen(colleague)).count).toBe(0);
  });

  it('is found by its number, its owner and whatever was said of it, a number by how it is kept', async () => {
    const id = await note(auditor, { title: '护栏 100% 失效' });
    await service.answer(owner, { id, rowVersion: 1, text: '演示：已补_充复核' });
    const { number, ownerName } = await get(id);
    const find = async (text: string, by: Call = auditor) =>
      (await service.list(by, { ...page, text })).rows.map((row) => row.id);
    for (const text of [number, number.slice(3), '100%', '补_充', '15400000001', '154****0001'])
      expect(await find(text), text).toContain(id);
    expect(await find(ownerName, owner)).toContain(id);
    for (const text of ['补充', '1_0%', 'SJ%0', '没有这句话'])
      expect(await find(text), text).not.toContain(id);
    expect(await find('100%', wuxi)).toEqual([]);
  });

  it('is among many without its reader’s duty being asked for each of them', async () => {
    const plan = await asCaller(database.app, auditor, (tx) =>
      tx.execute(sql`explain (costs off) select from audit_finding`),
    );
    const lines = plan.rows.map((row) => String(Object.values(row)[0]));
    const filter = lines.find((line) => line.includes('Filter:'));
    expect(filter).toMatch(/InitPlan/);
    expect(filter).not.toMatch(/audits_here|follows_findings|machine_actor/);
  });

  it('reminds of its day once, and says once that it was missed', async () => {
    const id = await note();
    const jobs = await machineCall(database.owner, 'JOBS', systemIds.next()).catch(() => null);
    const call = jobs ?? auditor;
    const told = async () =>
      (await database.owner.select().from(notification).where(eq(notification.aboutId, id)))
        .map(({ kind }) => kind)
        .sort();
    now = new Date('2026-11-25T00:00:00.000Z');
    await service.runReminders(call);
    await service.runReminders(call);
    expect(await told()).toEqual(['FINDING_DUE_SOON', 'FINDING_NOTED']);
    now = new Date('2026-11-25T16:00:00.000Z');
    await service.runReminders(call);
    await service.runReminders(call);
    expect(await told()).toEqual(['FINDING_DUE_SOON', 'FINDING_NOTED', 'FINDING_OVERDUE', 'FINDING_OVERDUE']);
    expect((await get(id)).overdue).toBe(true);
    expect((await service.list(auditor, { ...page, overdue: true })).rows.map((row) => row.id)).toContain(id);
    now = new Date('2026-11-22T02:00:00.000Z');
  });
});
