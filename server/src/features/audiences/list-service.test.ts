import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { auditEvent, customerList, listMember, listVersion } from '../../db/schema';
import { systemClock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import { systemIds } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { UNSEEN_ROOM } from '../../platform/free-space';
import { createNumberVault } from '../../platform/number-vault';
import { constraintOf } from '../../platform/sql-state';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAuditWriter } from '../audit/audit-writer';
import { createNotificationWriter } from '../notifications/notification-writer';
import type { ListImportService } from './list-import-service';
import { createListImports } from './list-imports';
import { createListService } from './list-service';
import type { ListService } from './list-service';

const number = (n: number) => `154${String(n).padStart(8, '0')}`;
const file = (text: string) => ({ fileName: 'list.csv', bytes: Buffer.from(text) });

describe('lists of customers', () => {
  let database: TestDatabase;
  let province: TestProvince;
  let lists: ListService;
  let imports: ListImportService;
  let nanjing: Call;
  let wuxi: Call;

  beforeAll(async () => {
    database = await createTestDatabase();
    province = await createTestProvince(database);
    nanjing = await province.call(province.nanjing, 'OPERATOR');
    wuxi = await province.call(province.wuxi, 'OPERATOR');
    const logger = createLogger('silent');
    const deps = { clock: systemClock, ids: systemIds, logger };
    const audit = createAuditWriter({
      ...deps,
      db: database.app,
      province: () => Promise.resolve(province.province),
    });
    const common = { ...deps, database: database.app, audit };
    lists = createListService({ ...common, releases: { voidRequests: () => Promise.resolve(0) } });
    ({ listImportService: imports } = createListImports({
      ...common,
      ...{ failures: audit, secrets: database.secrets, dataFolder: database.dataFolder },
      ...{ vault: createNumberVault(database.secrets), room: UNSEEN_ROOM },
      news: createNotificationWriter(deps),
      provinceId: () => Promise.resolve(province.province.id),
    }));
  });

  /** A file goes all the way into a list. */
  const importList = (
    call: Call,
    { bytes, ...input }: { bytes: Buffer } & Omit<Parameters<ListImportService['importFile']>[1], 'source'>,
  ) => imports.importFile(call, { ...input, source: Readable.from([bytes]) });

  /** What is shown of a file that nobody imports afterwards. */
  async function preview(call: Call, { fileName, bytes }: { fileName: string; bytes: Buffer }) {
    const { importId } = await imports.upload(call, { fileName, source: Readable.from([bytes]) });
    const found = await imports.preview(call, { id: importId });
    await imports.cancel(call, importId);
    return found;
  }
  afterAll(() => database.close());

  const membersOf = (versionId: string) =>
    database.owner
      .select()
      .from(listMember)
      .where(eq(listMember.listVersionId, versionId))
      .orderBy(listMember.numberHash);

  it('keep the keyed hashes of the numbers and nothing else of the file', async () => {
    const text = `name,phone\nA,${number(1)}\nB,+86 154-0000-0002\nC,${number(1)}\nD,\nE,12345\nF,12000000000\nG,call me\nH\n`;
    const { versionId, version, size, report } = await importList(nanjing, {
      ...file(text),
      name: 'first',
    });
    expect({ version, size }).toEqual({ version: 1, size: 2 });
    expect(report).toEqual({
      rows: 8,
      accepted: 2,
      duplicates: 1,
      rejected: {
        total: 5,
        byReason: { BLANK: 1, WRONG_LENGTH: 1, NOT_MOBILE: 1, NOT_A_NUMBER: 1, NO_CELL: 1 },
        first: [
          { line: 5, reason: 'BLANK', value: '' },
          { line: 6, reason: 'WRONG_LENGTH', value: '1****' },
          { line: 7, reason: 'NOT_MOBILE', value: '120******00' },
          { line: 8, reason: 'NOT_A_NUMBER', value: 'c******' },
          { line: 9, reason: 'NO_CELL', value: '' },
        ],
      },
      difference: null,
    });
    const vault = createNumberVault(database.secrets);
    const hashes = [vault.hash(number(1)), vault.hash(number(2))].sort((a, b) => a.compare(b));
    expect((await membersOf(versionId)).map((row) => row.numberHash)).toEqual(hashes);
    const [stored] = await database.owner.select().from(listVersion).where(eq(listVersion.id, versionId));
    expect(stored?.digest).toBe(createHash('sha256').update(Buffer.concat(hashes)).digest('hex'));
    expect(JSON.stringify(stored)).not.toMatch(/154\d{8}/);
  });

  it('get a new version with what was added and removed, and never change an old one', async () => {
    const first = await importList(nanjing, { ...file([1, 2, 3].map(number).join('\n')), name: 'grown' });
    const before = await membersOf(first.versionId);
    const second = await importList(nanjing, {
      ...file([2, 3, 4, 5].map(number).join('\n')),
      listId: first.listId,
    });
    expect(second).toMatchObject({ version: 2, size: 4, report: { difference: { added: 2, removed: 1 } } });
    const third = await importList(nanjing, {
      ...file([5, 4, 3, 2].map(number).join('\r\n')),
      listId: first.listId,
    });
    expect(third).toMatchObject({ version: 3, report: { difference: { added: 0, removed: 0 } } });
    expect(await membersOf(first.versionId)).toEqual(before);
    const detail = await lists.get(nanjing, first.listId);
    expect(detail.versions.map(({ version, size }) => ({ version, size }))).toEqual([
      { version: 3, size: 4 },
      { version: 2, size: 4 },
      { version: 1, size: 3 },
    ]);
    expect(detail.versions[0]?.digest).toBe(detail.versions[1]?.digest);
  });

  it.each([
    [
      'UTF-8 with a mark',
      (text: string) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    ],
    ['GB18030', (text: string) => iconv.encode(text, 'gb18030')],
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-16', (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['UTF-16 in the other order', (text: string) => iconv.encode(text, 'utf-16be', { addBOM: true })],
  ])('are read in %s', async (name, encode) => {
    const bytes = encode(`姓名\t手机号码\n甲\t${number(7)}\n乙\t${number(8)}\n`);
    const shown = await preview(nanjing, { fileName: 'a.txt', bytes });
    expect(shown).toMatchObject({ format: { delimiter: '\t' }, header: true, numberColumn: 1 });
    expect(shown.columns).toEqual([
      { index: 0, name: '姓名' },
      { index: 1, name: '手机号码' },
    ]);
    expect(shown.rows[0]).toEqual({ line: 2, cells: ['甲', '154****0007'] });
    expect((await importList(nanjing, { fileName: 'a.txt', bytes, name })).size).toBe(2);
  });

  it('take a file without a header, and the column that was chosen', async () => {
    const { report } = await importList(nanjing, { ...file(`${number(1)}\n${number(2)}`), name: 'plain' });
    expect(report).toMatchObject({ rows: 2, accepted: 2 });
    const text = `${number(1)};${number(9)}\n${number(1)};${number(8)}\n`;
    const chosen = await importList(nanjing, {
      ...file(text),
      name: 'second column',
      column: 1,
      header: false,
    });
    expect(chosen.report).toMatchObject({ rows: 2, accepted: 2, duplicates: 0 });
    await expect(importList(nanjing, { ...file(text), name: 'x', column: 5 })).rejects.toMatchObject({
      code: 'FILE_COLUMN_UNKNOWN',
      params: { column: 6 },
    });
  });

  it('are refused whole where a file cannot be used', async () => {
    const refused = (bytes: Buffer, more = {}) =>
      expect(importList(nanjing, { fileName: 'x.csv', bytes, name: 'refused', ...more })).rejects;
    await refused(Buffer.from('phone\n1\n2\n')).toMatchObject({
      code: 'LIST_EMPTY',
      params: { rows: 2, rejected: 2 },
    });
    await refused(Buffer.alloc(0)).toMatchObject({ code: 'FILE_EMPTY' });
    await refused(Buffer.from('\u0089PNG\r\n\0\0', 'latin1')).toMatchObject({ code: 'FILE_NOT_TEXT' });
    await refused(Buffer.from(`a,"${number(1)}\n${'x'.repeat(200_000)}`)).toMatchObject({
      code: 'FILE_BROKEN',
    });
    await refused(Buffer.from(number(1)), { name: 'first' }).toMatchObject({ code: 'LIST_NAME_TAKEN' });
    const left = await database.owner.select().from(customerList).where(eq(customerList.name, 'refused'));
    expect(left).toEqual([]);
  });

  it('belong to the city that made them: another one finds none of it', async () => {
    const mine = await importList(nanjing, { ...file(number(1)), name: 'mine' });
    expect((await lists.list(wuxi, { search: '', archived: false, page: 1, pageSize: 20 })).total).toBe(0);
    expect(await lists.options(wuxi)).toEqual([]);
    const missing = { code: 'NOT_FOUND' };
    await expect(lists.get(wuxi, mine.listId)).rejects.toMatchObject(missing);
    await expect(lists.archive(wuxi, mine.listId)).rejects.toMatchObject(missing);
    await expect(importList(wuxi, { ...file(number(2)), listId: mine.listId })).rejects.toMatchObject(
      missing,
    );
    const pin = (call: Call) =>
      asCaller(database.app, call, (tx) => lists.versionForRelease(tx, call, mine.versionId));
    await expect(pin(wuxi)).rejects.toMatchObject(missing);
    expect(await pin(nanjing)).toMatchObject({ listName: 'mine', size: 1, createdByKind: 'PERSON' });
    // The same name is free in another city, or it would tell that somebody has it.
    expect((await importList(wuxi, { ...file(number(1)), name: 'mine' })).version).toBe(1);
    const scope = { tenantId: province.wuxi.id, actorId: null, requestId: null };
    const seen = await withTenant(database.app, scope, (tx) => tx.select().from(listMember));
    expect(new Set(seen.map((row) => row.tenantId))).toEqual(new Set([province.wuxi.id]));
    expect(await database.app.select().from(listMember)).toEqual([]);
  });

  it('are seen by the province, which pins none of a city', async () => {
    const operator = await province.call(province.province, 'OPERATOR');
    const { rows } = await lists.list(operator, { search: 'grow', archived: false, page: 1, pageSize: 20 });
    expect(rows).toMatchObject([{ name: 'grown', version: 3, size: 4, tenant: { code: '320100' } }]);
    const { mayChange, versions } = await lists.get(operator, rows[0]?.id ?? '');
    expect(mayChange).toBe(false);
    const versionId = versions[0]?.id ?? '';
    await expect(
      asCaller(database.app, operator, (tx) => lists.versionForRelease(tx, operator, versionId)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(importList(operator, { ...file(number(1)), listId: rows[0]?.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are made by operators alone', async () => {
    const approver = await province.call(province.nanjing, 'APPROVER');
    await expect(importList(approver, { ...file(number(1)), name: 'y' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const without = { ...nanjing, actor: { ...nanjing.actor, functions: [] } } as Call;
    await expect(preview(without, file(number(1)))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('are archived, and then neither grow nor go into a release', async () => {
    const { listId, versionId } = await importList(nanjing, { ...file(number(1)), name: 'old' });
    await lists.archive(nanjing, listId);
    const archived = { code: 'LIST_ARCHIVED' };
    await expect(lists.archive(nanjing, listId)).rejects.toMatchObject(archived);
    await expect(importList(nanjing, { ...file(number(1)), listId })).rejects.toMatchObject(archived);
    await expect(
      asCaller(database.app, nanjing, (tx) => lists.versionForRelease(tx, nanjing, versionId)),
    ).rejects.toMatchObject(archived);
    expect((await lists.options(nanjing)).some((option) => option.listId === listId)).toBe(false);
  });

  it('keep what they are for: a blocklist is in force once it is whole, and nothing is aimed by it', async () => {
    const revision = async () =>
      (await database.owner.$client.query<{ revision: string }>('select revision from config_revision'))
        .rows[0]?.revision;
    const before = await revision();
    const blocked = await importList(nanjing, { ...file(number(1)), name: 'stop', purpose: 'BLOCKLIST' });
    const raised = await revision();
    expect(raised).not.toBe(before);
    const grown = await importList(nanjing, { ...file(number(2)), listId: blocked.listId });
    expect(await revision()).not.toBe(raised);
    const plain = await importList(nanjing, { ...file(number(1)), name: 'go' });
    const detail = await lists.get(nanjing, blocked.listId);
    expect(detail.purpose).toBe('BLOCKLIST');
    expect(detail.versions.map(({ releasedAt }) => releasedAt === null)).toEqual([false, false]);
    expect(await lists.get(nanjing, plain.listId)).toMatchObject({
      ...{ purpose: 'MARKETING', versions: [{ releasedAt: null }] },
    });
    const options = await lists.options(nanjing);
    expect(options.map(({ name }) => name)).toContain('go');
    expect(options.map(({ name }) => name)).not.toContain('stop');
    for (const { versionId } of [blocked, grown])
      await expect(
        asCaller(database.app, nanjing, (tx) => lists.versionForRelease(tx, nanjing, versionId)),
      ).rejects.toMatchObject({ code: 'LIST_IS_BLOCKLIST', params: { name: 'stop' } });

    // The engine reads blocklists in use alone, and nothing of them but whose they are.
    const { $client: engine } = database.engine;
    const read = async () => (await engine.query('select id, purpose from customer_list')).rows as unknown[];
    expect(await read()).toEqual([{ id: blocked.listId, purpose: 'BLOCKLIST' }]);
    await expect(engine.query('select name from customer_list')).rejects.toThrow('permission denied');
    const scope = { tenantId: province.nanjing.id, actorId: null, requestId: null };
    const change = (query: string, id: string) =>
      expect(
        withTenant(database.app, scope, (tx) => tx.execute(`${query} where id = '${id}'`)).catch(
          (error: unknown) => constraintOf(error),
        ),
      ).resolves;
    const becomes = (purpose: string) => `update customer_list set purpose = '${purpose}'`;
    await change(becomes('MARKETING'), blocked.listId).toBe('customer_list_purpose_immutable');
    await change(becomes('BLOCKLIST'), plain.listId).toBe('customer_list_purpose_immutable');
    await change('update list_version set released_at = null', grown.versionId).toBe('list_version_released');

    const whole = await revision();
    await lists.archive(nanjing, plain.listId);
    expect(await revision()).toBe(whole);
    await lists.archive(nanjing, blocked.listId);
    expect(await revision()).not.toBe(whole);
    expect(await read()).toEqual([]);
    const [event] = await database.owner
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.act, 'lists.import'), eq(auditEvent.subjectId, blocked.listId)));
    expect(event?.canonical).toContain('"purpose":"BLOCKLIST"');
  });

  it('leave their history in the audit log, without a number', async () => {
    const events = await database.owner.select().from(auditEvent).where(eq(auditEvent.act, 'lists.import'));
    expect(events.length).toBeGreaterThan(5);
    expect(events.map((event) => event.canonical).join()).not.toMatch(/154\d{8}/);
  });

  it('of many numbers come in whole', { timeout: 60_000 }, async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => number(n)).join('\n');
    const big = await importList(nanjing, { ...file(text), name: 'big' });
    expect(big.size).toBe(20_000);
    const again = await importList(nanjing, { ...file(text), listId: big.listId });
    expect(again.report.difference).toEqual({ added: 0, removed: 0 });
  });
});
