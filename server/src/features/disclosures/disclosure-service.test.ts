import { createHash } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DOWNLOAD_MINUTES } from '@xietong/shared/disclosures';
import type { AskDisclosureForm } from '@xietong/shared/disclosures';
import type { PersonActor, Role } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { auditEvent, customerList, disclosure, disclosureUse, duty, listVersion } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { createNumberVault } from '../../platform/number-vault';
import type { NumberVault } from '../../platform/number-vault';
import { constraintOf } from '../../platform/sql-state';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince, TestTenant } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAuditWriter } from '../audit/audit-writer';
import { createNotificationWriter } from '../notifications/notification-writer';
import { countWork } from '../workbench/count-read-model';
import { createToDoReadModel } from '../workbench/to-do-read-model';
import { createDisclosures } from './disclosures';

type PersonCall = Call & { actor: PersonActor };
const HOUR = 3_600_000;
const DOWNLOAD_MS = DOWNLOAD_MINUTES * 60_000;
/** Two parts of a file, and some. */
const KNOWN = 5_020;
const UNKNOWN = 7;
const phone = (n: number) => `154${String(n).padStart(8, '0')}`;

let now = new Date('2026-11-22T02:00:00.000Z');
let database: TestDatabase;
let province: TestProvince;
let vault: NumberVault;
let services: ReturnType<typeof createDisclosures>['services'];
/** Another process on the same database. */
let otherNode: typeof services;
/** As they are after a new start on a database that no other process serves. */
let makeLoneNode: () => typeof services;
let operator: PersonCall;
let colleague: PersonCall;
let approver: PersonCall;
let guard: PersonCall;
let wuxi: PersonCall;
let versionId = '';
let customerId = '';

async function makeList(of: TestTenant, createdBy: string, numbers: readonly string[]): Promise<string> {
  const listId = systemIds.next();
  const id = systemIds.next();
  const names = { name: `=演示 ${listId}`, createdBy };
  await database.owner.insert(customerList).values({ id: listId, tenantId: of.id, ...names });
  await database.owner.insert(listVersion).values({
    ...{ id, tenantId: of.id, listId, version: 1, size: numbers.length, digest: 'x', keyVersion: 1 },
    ...{ fileName: 'a.csv', report: {}, createdBy, createdByName: 'x', createdByKind: 'PERSON' },
  });
  for (let at = 0; at < numbers.length; at += 1_000)
    await database.owner.execute(
      sql`insert into list_member (list_version_id, tenant_id, number_hash) values ${sql.join(
        numbers.slice(at, at + 1_000).map((each) => sql`(${id}::uuid, ${of.id}::uuid, ${vault.hash(each)})`),
        sql`, `,
      )}`,
    );
  return id;
}

async function makeCustomers(of: TestTenant, numbers: readonly string[]): Promise<string> {
  const ids = numbers.map(() => systemIds.next());
  for (let at = 0; at < numbers.length; at += 1_000)
    await database.owner.execute(sql`insert into subscriber
      (id, tenant_id, number_hash, key_version, number_encrypted, home_tenant_id, attributes, updated_at) values ${sql.join(
        numbers
          .slice(at, at + 1_000)
          .map(
            (each, n) =>
              sql`(${ids[at + n]}::uuid, ${province.province.id}::uuid, ${vault.hash(each)}, 1, ${vault.encrypt(each)}, ${of.id}::uuid, '{}', now())`,
          ),
        sql`, `,
      )}`);
  return ids[0] ?? '';
}

const asking = (more: Partial<AskDisclosureForm> = {}): AskDisclosureForm => ({
  ...{ kind: 'LIST', id: versionId, purpose: 'CAMPAIGN_CHECK' },
  ...{ purposeNote: '演示核对，回电 15400000001', recipient: '演示部门' },
  ...more,
});
const ask = async (more: Partial<AskDisclosureForm> = {}, by = operator) =>
  (await services.disclosureService.ask(by, asking(more))).id;
const decide = (id: string, by: Call = approver, outcome: 'AUTHORISED' | 'REFUSED' = 'AUTHORISED') =>
  services.disclosureService.decide(by, { id, outcome, reason: outcome === 'REFUSED' ? '不需要' : null });
async function authorised(more: Partial<AskDisclosureForm> = {}): Promise<string> {
  const id = await ask(more);
  await decide(id);
  return id;
}
const get = (id: string, by: Call = operator) => services.disclosureService.get(by, id);
async function download(id: string, by: Call = operator): Promise<Buffer> {
  const { body } = await services.disclosureTaking.download(by, id, 'zh-CN');
  return Buffer.from(await new Response(body).arrayBuffer());
}
const code = (value: string) => ({ code: value });
const eventsOf = async (id: string, act: string) =>
  database.owner
    .select()
    .from(auditEvent)
    .where(and(eq(auditEvent.subjectId, id), eq(auditEvent.act, act)))
    .orderBy(desc(auditEvent.at));
/** The constraint by which a statement of the app role is refused; null when it was not. */
async function refusalOf(call: Call, statement: ReturnType<typeof sql>): Promise<string | null> {
  try {
    await asCaller(database.app, call, (tx) => tx.execute(statement));
  } catch (error) {
    return constraintOf(error) ?? 'refused';
  }
  return null;
}

beforeAll(async () => {
  database = await createTestDatabase();
  province = await createTestProvince(database);
  vault = createNumberVault(database.secrets);
  const clock = { now: () => now };
  const deps = { clock, ids: systemIds, logger: createLogger('silent') };
  const audit = createAuditWriter({
    ...deps,
    db: database.app,
    province: () => Promise.resolve(province.province),
  });
  let counted = 0;
  const numbers = { nextNumber: () => Promise.resolve((counted += 1)) };
  const news = createNotificationWriter(deps);
  const node = (isAlone: boolean) =>
    createDisclosures({ ...deps, database: database.app, audit, vault, news, numbers, isAlone }).services;
  services = node(false);
  otherNode = node(false);
  makeLoneNode = () => node(true);
  const people = (role: Role, of = province.nanjing) => province.call(of, role);
  operator = await people('OPERATOR');
  colleague = await people('OPERATOR');
  approver = await people('APPROVER');
  guard = await people('SECURITY_ADMIN');
  wuxi = await people('OPERATOR', province.wuxi);
  const known = Array.from({ length: KNOWN }, (_, n) => phone(n + 1));
  const unknown = Array.from({ length: UNKNOWN }, (_, n) => phone(90_000_001 + n));
  customerId = await makeCustomers(province.nanjing, known);
  await makeCustomers(province.wuxi, [phone(80_000_001)]);
  // One of the members lives in Wuxi: Nanjing knows its hash and gets no number.
  versionId = await makeList(province.nanjing, colleague.actor.personId, [
    ...known,
    ...unknown,
    phone(80_000_001),
  ]);
}, 120_000);
beforeEach(() => {
  now = new Date(now.getTime() + 24 * HOUR);
});
afterAll(() => database.close());

describe('the numbers of a list', () => {
  it('are handed out once, to who asked, after a second person said yes; audited with rows and hash', async () => {
    const id = await ask();
    expect(await get(id)).toMatchObject({ state: 'ASKED', rows: KNOWN, missing: UNKNOWN + 1, hours: 24 });
    await expect(download(id)).rejects.toMatchObject(code('DISCLOSURE_NOT_IN_FORCE'));
    await decide(id);
    const file = await download(id);
    const lines = file.toString('utf8').split('\r\n');
    expect(lines).toHaveLength(KNOWN + 2);
    const { number } = await get(id);
    expect(lines[0]).toMatch(/^\uFEFF授权水印 [0-9a-f]{32},号码$/);
    expect(
      lines.slice(1, -1).every((line) => line.startsWith(`${operator.actor.staffId} ${number},154`)),
    ).toBe(true);
    expect(new Set(lines.slice(1, -1)).size).toBe(KNOWN);
    const sha256 = createHash('sha256').update(file).digest('hex');
    const [use] = (await get(id)).uses;
    expect(use).toMatchObject({ state: 'DONE', rows: KNOWN, sha256 });
    const [event] = await eventsOf(id, 'disclosures.download');
    expect(JSON.parse(event?.canonical ?? '{}')).toMatchObject({
      after: { rows: KNOWN, sha256, missing: 8 },
    });
    expect(await eventsOf(id, 'disclosures.beginDownload')).toHaveLength(1);
    expect((await get(id)).state).toBe('USED_UP');
    await expect(download(id)).rejects.toMatchObject(code('DISCLOSURE_USED_UP'));
  });

  it('leave no number in a row, an event or a notification', async () => {
    await authorised();
    const { rows } = await database.owner.execute(
      sql`select to_jsonb(d)::text as text from disclosure d union all select canonical from audit_event union all select to_jsonb(n)::text from notification n`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toMatch(/(?<!\d)154\d{8}(?!\d)/);
  });

  it('are nobody else’s: not a colleague’s, not the approver’s, not another city’s', async () => {
    const id = await authorised();
    for (const other of [colleague, wuxi])
      await expect(download(id, other)).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(download(id, approver)).rejects.toMatchObject(code('FORBIDDEN'));
    await expect(get(id, wuxi)).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(get(id, colleague)).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(decide(id, await province.call(province.wuxi, 'APPROVER'))).rejects.toMatchObject(
      code('NOT_FOUND'),
    );
    await expect(ask({}, wuxi)).rejects.toMatchObject(code('NOT_FOUND'));
    const provinces = await province.call(province.province, 'OPERATOR');
    await expect(ask({}, provinces)).rejects.toMatchObject(code('NOT_FOUND'));
  });

  it('stop with the expiry, half-open, and a request nobody decided lapses', async () => {
    const id = await authorised({ hours: 2, downloads: 2 });
    now = new Date(now.getTime() + 2 * HOUR - 1);
    expect((await download(id)).length).toBeGreaterThan(0);
    now = new Date(now.getTime() + 1);
    await expect(download(id)).rejects.toMatchObject(code('DISCLOSURE_NOT_IN_FORCE'));
    const waiting = await ask();
    now = new Date(now.getTime() + 7 * 24 * HOUR);
    await expect(decide(waiting)).rejects.toMatchObject(code('DISCLOSURE_LAPSED'));
    expect((await get(waiting)).state).toBe('LAPSED');
  });

  it('can be fetched again after a download that broke off, so many times', async () => {
    const id = await authorised();
    for (let time = 1; time <= 5; time += 1) {
      const { body } = await services.disclosureTaking.download(operator, id, 'en');
      const reader = body.getReader();
      if (time > 1) await reader.read();
      await reader.cancel();
      expect((await get(id)).uses.filter(({ state }) => state === 'BROKEN')).toHaveLength(time);
    }
    expect(await eventsOf(id, 'disclosures.breakDownload')).toHaveLength(5);
    await expect(download(id)).rejects.toMatchObject(code('DISCLOSURE_BROKEN_OFF'));
  });

  it('survive a process that was killed: once its time is over the use counts as broken off', async () => {
    const id = await authorised();
    const { body } = await services.disclosureTaking.download(operator, id, 'en');
    await body.getReader().read();
    // Nobody is left to end it.
    expect((await get(id)).uses[0]).toMatchObject({ state: 'STARTED', rows: null });
    now = new Date(now.getTime() + DOWNLOAD_MS - 1);
    await expect(download(id)).rejects.toMatchObject({
      ...code('DISCLOSURE_UNDER_WAY'),
      params: { minutes: 1 },
    });
    now = new Date(now.getTime() + 1);
    expect((await download(id)).length).toBeGreaterThan(0);
    expect((await get(id)).uses.map(({ state }) => state).sort()).toEqual(['BROKEN', 'DONE']);
  });

  it('survive a process that was killed: at once, where no other can still hand them out', async () => {
    const id = await authorised();
    now = new Date(now.getTime() + HOUR);
    const { disclosureTaking: killed } = makeLoneNode();
    const { body } = await killed.download(operator, id, 'en');
    await body.getReader().read();
    // While that process lives it knows of its own, however the clock is set meanwhile.
    now = new Date(now.getTime() - HOUR);
    await expect(killed.download(operator, id, 'en')).rejects.toMatchObject(code('DISCLOSURE_UNDER_WAY'));
    const { disclosureTaking: next } = makeLoneNode();
    const { body: whole } = await next.download(operator, id, 'en');
    expect((await new Response(whole).text()).split('\r\n')).toHaveLength(KNOWN + 2);
    expect((await get(id)).uses.map(({ state }) => state).sort()).toEqual(['BROKEN', 'DONE']);
  });

  it('stop in the middle when the authorisation is revoked, and when their time is over', async () => {
    for (const interrupt of [
      (id: string) => services.disclosureService.revoke(guard, { id, reason: '演示' }),
      () => Promise.resolve(void (now = new Date(now.getTime() + DOWNLOAD_MS))),
    ]) {
      const id = await authorised();
      const { body } = await services.disclosureTaking.download(operator, id, 'en');
      const reader = body.getReader();
      await reader.read();
      await interrupt(id);
      await expect(
        (async () => {
          while (!(await reader.read()).done);
        })(),
      ).rejects.toThrow();
      const [broken] = await eventsOf(id, 'disclosures.breakDownload');
      const { after } = JSON.parse(broken?.canonical ?? '{}') as { after?: { rows: number; sha256: null } };
      expect(after).toMatchObject({ rows: expect.any(Number) as number, sha256: null });
      expect((await get(id)).uses).toMatchObject([{ state: 'BROKEN' }]);
    }
  });

  it('are whole when their last byte left, whoever went away then', async () => {
    const id = await authorised();
    const { body } = await services.disclosureTaking.download(operator, id, 'en');
    const reader = body.getReader();
    const chunks: Uint8Array[] = [];
    while (Buffer.concat(chunks).toString().split('\r\n').length < KNOWN + 2)
      chunks.push((await reader.read()).value ?? new Uint8Array());
    await reader.cancel();
    const sha256 = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
    expect((await get(id)).uses).toMatchObject([{ state: 'DONE', rows: KNOWN, sha256 }]);
    await expect(download(id)).rejects.toMatchObject(code('DISCLOSURE_USED_UP'));
  });

  const takenAtOnce = async (id: string) => {
    const takings = Array.from({ length: 20 }, async (_, n) => {
      const node = n % 2 === 0 ? services : otherNode;
      const { body } = await node.disclosureTaking.download(operator, id, 'en');
      return (await new Response(body).text()).split('\r\n').length - 2;
    });
    const outcomes = await Promise.allSettled(takings);
    return {
      whole: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
      refused: outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
      ),
    };
  };

  it('leave once for one authorisation, however many take them at the same time, at however many nodes', async () => {
    const id = await authorised();
    const { whole, refused } = await takenAtOnce(id);
    expect(whole).toEqual([KNOWN]);
    // Who comes when it has ended is told that.
    expect(refused.filter((each) => each !== 'DISCLOSURE_USED_UP')).toContain('DISCLOSURE_UNDER_WAY');
    expect((await get(id)).uses).toMatchObject([{ state: 'DONE', rows: KNOWN }]);
    expect(await eventsOf(id, 'disclosures.beginDownload')).toHaveLength(1);
  });

  it('leave one after the other where several downloads were authorised', async () => {
    const id = await authorised({ downloads: 3 });
    const { body } = await services.disclosureTaking.download(operator, id, 'en');
    const reader = body.getReader();
    await reader.read();
    const refused = Array.from({ length: 20 }, () => 'DISCLOSURE_UNDER_WAY');
    expect(await takenAtOnce(id)).toEqual({ whole: [], refused });
    while (!(await reader.read()).done);
    expect((await download(id)).length).toBeGreaterThan(0);
    expect((await get(id)).uses.map(({ state }) => state)).toEqual(['DONE', 'DONE']);
  });
});

describe('a second person', () => {
  it('is neither who asked nor who imported the list, whatever duties they hold', async () => {
    const both = async (of: PersonCall): Promise<PersonCall> => {
      const { personId, tenant } = of.actor;
      const id = systemIds.next();
      await database.owner.insert(duty).values({
        ...{ id, personId, personTenantId: tenant.id, tenantId: tenant.id, role: 'APPROVER' },
        validFrom: new Date('2020-01-01T00:00:00Z'),
      });
      return { ...of, actor: { ...of.actor, role: 'APPROVER', dutyId: id } };
    };
    const id = await ask();
    const asker = await both(operator);
    const importer = await both(colleague);
    await expect(decide(id, asker)).rejects.toMatchObject(code('DISCLOSURE_BY_REQUESTER'));
    await expect(decide(id, importer)).rejects.toMatchObject(code('DISCLOSURE_BY_IMPORTER'));
    expect((await get(id, importer)).may.decide).toBe(false);
    expect((await get(id, approver)).may.decide).toBe(true);
    const force = (by: PersonCall, decider = by) =>
      refusalOf(
        by,
        sql`update disclosure set state = 'AUTHORISED', decided_by = ${decider.actor.personId}::uuid, decided_by_name = 'x',
          decided_at = asked_at, expires_at = asked_at + interval '24 hours' where id = ${id}`,
      );
    expect(await force(asker)).toBe('disclosure_by_second');
    expect(await force(importer)).toBe('disclosure_by_approver');
    expect(await force(operator, approver)).toBe('disclosure_decider');
    expect(await force(await province.call(province.nanjing, 'OPERATOR'))).toBe('disclosure_by_approver');
    const raw = sql`update disclosure set state = 'AUTHORISED', decided_by = ${approver.actor.personId}::uuid, decided_by_name = 'x',
      decided_at = asked_at, expires_at = asked_at + interval '700 hours' where id = ${id}`;
    expect(await refusalOf(approver, raw)).toBe('disclosure_ends');
    expect(await force(approver)).toBeNull();
    const again = sql`update disclosure set expires_at = expires_at + interval '1 hour' where id = ${id}`;
    expect(await refusalOf(approver, again)).toBe('disclosure_final');
  });

  it('cannot be gone around by writing a use, another’s request or a decided one', async () => {
    const id = await ask();
    const use = (by: PersonCall, at = now) =>
      refusalOf(
        by,
        sql`insert into disclosure_use (id, tenant_id, disclosure_id, state, used_by, used_by_name, started_at, ended_at, rows)
          values (${systemIds.next()}, ${province.nanjing.id}, ${id}, 'DONE', ${by.actor.personId}, 'x', ${at.toISOString()}, ${at.toISOString()}, 1)`,
      );
    expect(await use(operator)).toBe('disclosure_covered');
    await decide(id);
    expect(await use(colleague)).toBe('disclosure_covered');
    expect(await use(operator, new Date(now.getTime() + 24 * HOUR))).toBe('disclosure_covered');
    expect(await use(operator)).toBeNull();
    expect(await use(operator)).toBe('disclosure_covered');
    const copy = (by: PersonCall, change: string) =>
      refusalOf(
        by,
        sql`insert into disclosure select (jsonb_populate_record(null::disclosure, to_jsonb(d) || jsonb_build_object('id', ${systemIds.next()}::text, 'number', ${systemIds.next()}::text) || ${change}::jsonb)).* from disclosure d where id = ${id}`,
      );
    expect(await copy(operator, '{}')).toBe('disclosure_own');
    const fresh = JSON.stringify({
      ...{ state: 'ASKED', decided_by: null, decided_by_name: null, decided_at: null, expires_at: null },
    });
    expect(await copy(operator, fresh)).toBeNull();
    expect(await copy(colleague, fresh)).toBe('refused');
    await expect(database.app.execute(sql`delete from disclosure`)).rejects.toThrow();
    expect(await database.owner.$count(disclosureUse, eq(disclosureUse.disclosureId, id))).toBe(1);
  });

  it('must exist before anybody asks', async () => {
    await expect(ask({ kind: 'NUMBER', id: customerId }, wuxi)).rejects.toMatchObject(code('NOT_FOUND'));
    const lone = await makeList(province.wuxi, systemIds.next(), [phone(80_000_001)]);
    await database.owner
      .update(duty)
      .set({ validUntil: new Date('2021-01-01T00:00:00Z') })
      .where(and(eq(duty.tenantId, province.wuxi.id), eq(duty.role, 'APPROVER')));
    await expect(ask({ id: lone }, wuxi)).rejects.toMatchObject(code('DISCLOSURE_NOBODY'));
    const nobodys = await makeList(province.nanjing, systemIds.next(), [phone(90_000_001)]);
    await expect(ask({ id: nobodys })).rejects.toMatchObject(code('DISCLOSURE_EMPTY'));
  });

  it('has it in the list of things to do and the menu; who asked and another city have not', async () => {
    const id = await ask();
    const seen = (call: PersonCall) =>
      asCaller(database.app, call, async (tx) => ({
        count: (await countWork(tx, call.actor, now)).disclosuresToAuthorise,
        toDo: (await createToDoReadModel(tx, call.actor, now).all())
          .flatMap(({ rows }) => rows)
          .some((row) => row.kind === 'DISCLOSURE' && row.campaignId === id),
      }));
    const before = await seen(approver);
    expect(before.toDo).toBe(true);
    expect(
      (await services.disclosureService.list(approver, { box: 'TO_AUTHORISE', page: 1, pageSize: 50 })).total,
    ).toBe(before.count);
    expect(await seen(operator)).toEqual({ count: 0, toDo: false });
    expect(await seen(await province.call(province.wuxi, 'APPROVER'))).toEqual({ count: 0, toDo: false });
    await decide(id, approver, 'REFUSED');
    expect((await seen(approver)).count).toBe(before.count - 1);
    expect((await get(id)).decision).toMatchObject({ byName: approver.actor.staffId, reason: '不需要' });
    await expect(decide(id)).rejects.toMatchObject(code('DISCLOSURE_DECIDED'));
  });
});

describe('an authorisation', () => {
  it('is revoked by who gave it or who keeps security, and by no other approver', async () => {
    const other = await province.call(province.nanjing, 'APPROVER');
    const revoke = (id: string, by: Call) => services.disclosureService.revoke(by, { id, reason: '演示' });
    const id = await authorised();
    await expect(revoke(id, other)).rejects.toMatchObject(code('FORBIDDEN'));
    await expect(revoke(id, operator)).rejects.toMatchObject(code('FORBIDDEN'));
    await revoke(id, approver);
    await expect(download(id)).rejects.toMatchObject(code('DISCLOSURE_NOT_IN_FORCE'));
    await expect(revoke(id, guard)).rejects.toMatchObject(code('DISCLOSURE_NOT_IN_FORCE'));
    await revoke(await authorised(), await province.call(province.province, 'SECURITY_ADMIN'));
    const raw = sql`update disclosure set state = 'REVOKED', revoked_by = ${other.actor.personId}::uuid, revoked_by_name = 'x',
      revoked_at = ${now.toISOString()}::timestamptz, revoke_reason = 'x' where id = ${await authorised()}`;
    expect(await refusalOf(other, raw)).toBe('disclosure_final');
  });

  it('can be taken back before it is given, by who asked alone', async () => {
    const id = await ask();
    await expect(services.disclosureService.withdraw(colleague, id)).rejects.toMatchObject(code('NOT_FOUND'));
    await services.disclosureService.withdraw(operator, id);
    await expect(decide(id)).rejects.toMatchObject(code('DISCLOSURE_DECIDED'));
    const [row] = await database.owner.select().from(disclosure).where(eq(disclosure.id, id));
    expect(row?.state).toBe('WITHDRAWN');
  });

  it('leaves one event for each act', async () => {
    const id = await authorised();
    await services.disclosureService.revoke(approver, { id, reason: '演示' });
    const events = await database.owner.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
    expect(events.map(({ act }) => act).sort()).toEqual([
      'disclosures.ask',
      'disclosures.decide',
      'disclosures.revoke',
    ]);
  });
});

describe('the number of one customer', () => {
  it('is shown once, and never as a file', async () => {
    const id = await authorised({ kind: 'NUMBER', id: customerId });
    expect(await get(id)).toMatchObject({ title: '154****0001', rows: 1, missing: 0 });
    await expect(download(id)).rejects.toMatchObject(code('NOT_FOUND'));
    await expect(services.disclosureTaking.reveal(colleague, id)).rejects.toMatchObject(code('NOT_FOUND'));
    expect(await services.disclosureTaking.reveal(operator, id)).toEqual({ number: phone(1) });
    await expect(services.disclosureTaking.reveal(operator, id)).rejects.toMatchObject(
      code('DISCLOSURE_USED_UP'),
    );
    const [event] = await eventsOf(id, 'disclosures.reveal');
    expect(event?.canonical).not.toContain(phone(1));
    expect((await get(id)).uses).toMatchObject([{ state: 'DONE', rows: 1, sha256: null }]);
  });
});
