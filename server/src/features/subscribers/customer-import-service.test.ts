import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eq, isNull, like, sql } from 'drizzle-orm';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeLabels } from '@xietong/shared/subscribers';
import type { Call } from '../../access/call';
import { auditEvent, subscriber, subscriberHome } from '../../db/schema';
import { systemClock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import { UNSEEN_ROOM } from '../../platform/free-space';
import { systemIds } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { createNumberVault } from '../../platform/number-vault';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAuditWriter } from '../audit/audit-writer';
import { createCustomerImportService } from './customer-import-service';
import type { CustomerImportService } from './customer-import-service';
import { createSubscriberService } from './subscriber-service';
import type { SubscriberService } from './subscriber-service';

const telco = readFileSync(new URL('../../testing/data/telco-customer-churn.csv', import.meta.url));
const cities = ['320100', '320200'];

describe("an operator's table of customers", () => {
  let database: TestDatabase;
  let province: TestProvince;
  let imports: CustomerImportService;
  let subscribers: SubscriberService;
  let operator: Call;
  const importFile = (text: string | Buffer, more: { idColumn?: string; cities?: string[] } = {}) =>
    imports.importCustomers(operator, {
      fileName: 'customers.csv',
      bytes: Buffer.from(text),
      idColumn: 'customerID',
      cities,
      ...more,
    });
  const find = async (externalId: string) =>
    (await database.owner.select().from(subscriber).where(eq(subscriber.externalId, externalId)))[0];

  beforeAll(async () => {
    database = await createTestDatabase();
    province = await createTestProvince(database);
    operator = await province.call(province.province, 'OPERATOR');
    const deps = { clock: systemClock, ids: systemIds, logger: createLogger('silent') };
    const audit = createAuditWriter({
      ...deps,
      db: database.app,
      province: () => Promise.resolve(province.province),
    });
    const vault = createNumberVault(database.secrets);
    imports = createCustomerImportService({
      ...deps,
      database: database.app,
      audit,
      vault,
      room: UNSEEN_ROOM,
    });
    subscribers = createSubscriberService({ ...deps, database: database.app, audit, vault });
    await importFile(telco);
  });
  afterAll(() => database.close());

  it('comes in whole, with its types, and blank cells stay missing', async () => {
    const [stored] = (await subscribers.imports(operator, { page: 1, pageSize: 1 })).rows;
    const report = stored?.report;
    expect(report).toMatchObject({ rows: 7043, created: 7043, updated: 0 });
    expect(report?.cities.map((city) => city.code)).toEqual(cities);
    expect(report?.cities.reduce((sum, city) => sum + city.count, 0)).toBe(7043);
    const column = (name: string) => report?.columns.find((each) => each.name === name);
    expect(column('TotalCharges')).toMatchObject({ type: 'number', blanks: 11 });
    expect(column('TotalCharges')?.blankLines).toHaveLength(11);
    expect(column('TotalCharges')?.blankLines[0]).toBe(490);
    expect(column('SeniorCitizen')).toMatchObject({ type: 'number', blanks: 0 });
    expect(column('Contract')).toMatchObject({ type: 'string', choices: 3 });
    expect(report?.columns).toHaveLength(20);
    const { rows } = await database.owner.execute<{ missing: number; present: number }>(sql`
      select count(*) filter (where not attributes ? 'TotalCharges')::int as missing,
             count(*) filter (where jsonb_typeof(attributes -> 'TotalCharges') = 'number')::int as present
      from ${subscriber}`);
    expect(rows[0]).toEqual({ missing: 11, present: 7032 });
    expect(await subscribers.attributes(operator)).toContainEqual({
      ...{ name: 'Contract', labelZh: null, labelEn: null, type: 'string' },
      choices: ['Month-to-month', 'One year', 'Two year'],
    });
  });

  it('counts exactly by rule, and the cities add up', async () => {
    const rule = { Contract: 'Month-to-month', InternetService: 'Fiber optic' };
    expect(await subscribers.countByRule(operator, rule)).toEqual({ count: 2128, unknownAttributes: [] });
    const perCity = await Promise.all(cities.map((city) => subscribers.countByRule(operator, rule, city)));
    expect(perCity.every(({ count }) => count > 900)).toBe(true);
    expect(perCity.reduce((sum, { count }) => sum + count, 0)).toBe(2128);
    const blank = await subscribers.countByRule(operator, { TotalCharges: { $exists: false } });
    expect(blank.count).toBe(11);
    const low = await subscribers.countByRule(operator, { TotalCharges: { $lt: 100 } });
    const rest = await subscribers.countByRule(operator, { TotalCharges: { $not: { $lt: 100 } } });
    expect(low.count + rest.count).toBe(7032);
    const automatic = await subscribers.countByRule(operator, { PaymentMethod: { $regex: 'automatic' } });
    expect(automatic.count).toBe(1544 + 1522);
  });

  it('says what is wrong with a rule, and which attributes nobody has', async () => {
    expect(await subscribers.countByRule(operator, { Colour: 'red' })).toEqual({
      count: 0,
      unknownAttributes: ['Colour'],
    });
    await expect(subscribers.countByRule(operator, { tenure: { $near: 1 } })).rejects.toMatchObject({
      code: 'CONDITION_UNKNOWN_OPERATOR',
      params: { path: 'tenure.$near' },
    });
  });

  it('shows a city its own customers alone', async () => {
    const nanjing = await province.call(province.nanjing, 'OPERATOR');
    const own = await subscribers.countByRule(nanjing, {});
    expect(own).toEqual(await subscribers.countByRule(operator, {}, '320100'));
    expect(own.count).toBeLessThan(7043);
    await expect(subscribers.countByRule(nanjing, {}, '320200')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const page = await subscribers.list(nanjing, { page: 1, pageSize: 100 });
    expect(page.total).toBe(own.count);
    expect(new Set(page.rows.map((row) => row.city.code))).toEqual(new Set(['320100']));
    expect(page.rows.every((row) => /^154\*{4}\d{4}$/.test(row.number))).toBe(true);
    expect((await subscribers.list(nanjing, { page: 1, pageSize: 1, city: '320200' })).total).toBe(0);
    const scope = { tenantId: province.nanjing.id, actorId: null, requestId: null };
    const seen = await withTenant(database.app, scope, (tx) =>
      tx.select({ home: subscriber.homeTenantId }).from(subscriber),
    );
    expect(seen.length).toBe(own.count);
    const approver = await province.call(province.nanjing, 'APPROVER');
    await expect(subscribers.countByRule(approver, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(imports.preview(nanjing, { fileName: 'x', bytes: telco })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('puts a customer into a city by the hash of the id', async () => {
    const place = createHash('sha256').update('7590-VHVEG').digest().readUIntBE(0, 6) % 2;
    const row = await find('7590-VHVEG');
    expect(row?.homeTenantId).toBe([province.nanjing.id, province.wuxi.id][place]);
  });

  it('gives each one a number of its own on prefix 154, kept as hash and cipher text', async () => {
    const vault = createNumberVault(database.secrets);
    const rows = await database.owner.select().from(subscriber);
    const numbers = rows.map((row) => vault.decrypt(row.numberEncrypted));
    expect(new Set(numbers).size).toBe(7043);
    expect(numbers.every((number) => /^154\d{8}$/.test(number))).toBe(true);
    expect(numbers.toSorted()[0]).toBe('15400000001');
    expect(rows[0]?.numberHash).toEqual(vault.hash(numbers[0] ?? ''));
  });

  it('updates who is known and keeps number and home', async () => {
    const before = await find('5575-GNVDE');
    const text = 'customerID,Contract,tenure,TotalCharges\n5575-GNVDE,Two year,35,\nnew-1,One year,1,5\n';
    const { report } = await importFile(text, { cities: ['320200'] });
    expect(report).toMatchObject({ rows: 2, created: 1, updated: 1 });
    const after = await find('5575-GNVDE');
    expect(after).toMatchObject({ homeTenantId: before?.homeTenantId, numberHash: before?.numberHash });
    const kept = { ...before?.attributes };
    delete kept.TotalCharges;
    expect(after?.attributes).toEqual({ ...kept, Contract: 'Two year', tenure: 35 });
    expect((await find('new-1'))?.homeTenantId).toBe(province.wuxi.id);
    const homes = await database.owner.select().from(subscriberHome).where(isNull(subscriberHome.until));
    expect(homes).toHaveLength(7044);
  });

  it.each([
    ['customerID,a\nx,1\nx,2\n', 'CUSTOMERS_ID_REPEATED', { line: 3 }],
    ['customerID,a\nx,1\n ,2\n', 'CUSTOMERS_ID_BLANK', { line: 3 }],
    ['customerID,a\nx,1,2\n', 'CUSTOMERS_ROW_LENGTH', { line: 2, expected: 2, found: 3 }],
    ['customerID,a.b\nx,1\n', 'CUSTOMERS_COLUMN_NAME', { column: 'a.b' }],
    ['customerID,$a\nx,1\n', 'CUSTOMERS_COLUMN_NAME', { column: '$a' }],
    ['customerID,a,a\nx,1,2\n', 'CUSTOMERS_COLUMN_NAME', { column: 'a' }],
    ['id,a\nx,1\n', 'CUSTOMERS_ID_COLUMN_UNKNOWN', { column: 'customerID' }],
    ['customerID,a\n', 'CUSTOMERS_NONE', {}],
    [
      'customerID,tenure\nfresh,long\n',
      'CUSTOMERS_TYPE_CHANGED',
      { column: 'tenure', known: 'number', found: 'string' },
    ],
  ])('is refused whole: %j', async (text, code, params) => {
    await expect(importFile(text)).rejects.toMatchObject({ code, params });
    expect(await find('x')).toBeUndefined();
    expect(await find('fresh')).toBeUndefined();
  });

  it('is refused with the line of what the database cannot hold', async () => {
    const marked = (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true });
    const many = Array.from({ length: 7_000 }, (_, n) => `odd-${String(n)},1\n`).join('');
    for (const [bytes, line] of [
      [Buffer.from(`customerID,a\n${many}x,b\0c\n`), 7_002],
      [marked('customerID,a\nfine,1\nx\0,2\n'), 3],
      [marked('customerID,a\nx,\0\n'), 2],
      [marked('customerID,a\nx,b\ud800\n'), 2],
    ] as const)
      await expect(importFile(bytes)).rejects.toMatchObject({ code: 'FILE_BROKEN', params: { line } });
    await expect(importFile(marked('customerID,a\0\nx,1\n'))).rejects.toMatchObject({
      code: 'CUSTOMERS_COLUMN_NAME',
    });
    expect(await find('x')).toBeUndefined();
  });

  it('is refused for cities that are not there, and by anybody but the province', async () => {
    await expect(importFile('customerID\nx\n', { cities: ['110000'] })).rejects.toMatchObject({
      code: 'CUSTOMERS_CITY_UNKNOWN',
    });
    await expect(importFile('customerID\nx\n', { cities: [] })).rejects.toMatchObject({
      code: 'CUSTOMERS_CITIES_MISSING',
    });
  });

  it('is previewed with the column that tells customers apart', async () => {
    const preview = await imports.preview(operator, { fileName: 'telco.csv', bytes: telco });
    expect(preview).toMatchObject({ encoding: 'utf-8', delimiter: ',', idColumn: 'customerID' });
    expect(preview.rows).toHaveLength(20);
  });

  it('is read in the encoding it was written in, and refused where a single cell is in another', async () => {
    const preview = (bytes: Buffer) => imports.preview(operator, { fileName: 'customers.csv', bytes });
    // a header and values whose bytes happen to be UTF-8 as well
    const short = iconv.encode('customerID,状态\nE-1,通知\nE-2,通知\n', 'gb18030');
    expect(await preview(short)).toMatchObject({ encoding: 'gb18030', columns: ['customerID', '状态'] });
    const rows = Array.from({ length: 3_000 }, (_, n) => `E-${String(n)},南京,张三\n`).join('');
    const mixed = Buffer.concat([
      iconv.encode(`customerID,地市,经理\n${rows}E-x,`, 'gb18030'),
      Buffer.from('无锡'),
      iconv.encode(',李四\n', 'gb18030'),
    ]);
    await expect(importFile(mixed)).rejects.toMatchObject({ code: 'FILE_ENCODING_MIXED' });
    expect(await find('E-0')).toBeUndefined();
  });

  it('shares the allocator with customers made one by one', async () => {
    const attributes = { Contract: 'One year', tenure: 3, vip: true };
    const saved = await imports.register(operator, [
      { externalId: 'demo-1', city: '320100', attributes },
      { externalId: 'demo-2', city: '320200', attributes: { ...attributes, vip: false } },
    ]);
    expect(saved.map((each) => each.number)).toEqual(['15400007045', '15400007046']);
    expect(await subscribers.attributes(operator)).toContainEqual({
      ...{ name: 'vip', labelZh: null, labelEn: null, type: 'boolean', choices: null },
    });
    expect((await subscribers.countByRule(operator, { vip: true })).count).toBe(1);
  });

  it('keeps what a new customer agreed to, which is the customer’s alone to change', async () => {
    const customers = ([true, false, undefined] as const).map((consentPersonalised, index) => ({
      ...{ externalId: `agreed-${String(index)}`, city: '320100', attributes: {} },
      ...(consentPersonalised === undefined ? {} : { consentPersonalised }),
    }));
    await imports.register(operator, customers);
    await imports.register(
      operator,
      customers.map((customer) => ({ ...customer, consentPersonalised: true })),
    );
    const kept = await database.owner
      .select({ id: subscriber.externalId, agreed: subscriber.consentPersonalised })
      .from(subscriber)
      .where(like(subscriber.externalId, 'agreed-%'))
      .orderBy(subscriber.externalId);
    expect(kept.map(({ agreed }) => agreed)).toEqual([true, false, null]);
  });

  describe('attributes with labels', () => {
    const none = { labelZh: null, labelEn: null };
    const name = (
      attribute: string,
      labels: { labelZh?: string; labelEn?: string },
      seen: AttributeLabels = none,
    ) => subscribers.nameAttribute(operator, { name: attribute, ...none, ...labels, seen });
    const labelsOf = async (call: Call, attribute: string) =>
      (await subscribers.attributeLabels(call)).find((each) => each.name === attribute);
    const contract = { labelZh: '合约类型', labelEn: 'Contract type' };

    it('are named by the province, and read by whoever reads rules', async () => {
      await name('Contract', contract);
      const reader = await province.call(province.wuxi, 'APPROVER');
      expect(await labelsOf(reader, 'Contract')).toEqual({ name: 'Contract', ...contract });
      const audited = await database.owner
        .select()
        .from(auditEvent)
        .where(eq(auditEvent.act, 'subscribers.nameAttribute'));
      expect(audited.map(({ canonical }) => JSON.parse(canonical) as unknown)).toMatchObject([
        { before: none, after: { attribute: 'Contract', ...contract } },
      ]);
      const city = await province.call(province.nanjing, 'OPERATOR');
      const input = { name: 'Contract', ...none, seen: contract };
      await expect(subscribers.nameAttribute(city, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(name('Colour', {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('are not written over labels that nobody has seen', async () => {
      await expect(name('Contract', { labelZh: '合同' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
      expect(await labelsOf(operator, 'Contract')).toMatchObject(contract);
    });

    it('are never called what another is called, or named in its file', async () => {
      await expect(name('tenure', { labelZh: '合约类型', labelEn: 'gender' })).rejects.toMatchObject({
        code: 'ATTRIBUTE_LABEL_TAKEN',
        fields: [
          { path: 'labelZh', params: { label: '合约类型', name: 'Contract' } },
          { path: 'labelEn', params: { label: 'gender', name: 'gender' } },
        ],
      });
      const both = await Promise.allSettled(
        ['tenure', 'Churn'].map((each) => name(each, { labelEn: 'Twin' })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('keep their labels when a file brings more of them, and rules keep their names', async () => {
      await importFile('customerID,Contract\nlabelled-1,One year\n');
      expect(await labelsOf(operator, 'Contract')).toMatchObject(contract);
      expect(await subscribers.countByRule(operator, { 合约类型: 'One year' })).toMatchObject({
        count: 0,
        unknownAttributes: ['合约类型'],
      });
      const { count } = await subscribers.countByRule(operator, { Contract: 'One year' });
      expect(count).toBeGreaterThan(1_000);
    });
  });

  it('leaves no number in the audit log', async () => {
    const events = await database.owner
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.act, 'subscribers.import'));
    expect(events).toHaveLength(3);
    expect(events.map((event) => event.canonical).join()).not.toMatch(/154\d{8}/);
  });

  it('comes in once, however often its form is sent', async () => {
    const idempotencyKey = systemIds.next();
    const send = (text: string) =>
      imports.importCustomers(operator, {
        ...{
          fileName: 'again.csv',
          bytes: Buffer.from(text),
          idColumn: 'customerID',
          cities,
          idempotencyKey,
        },
      });
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('customerID,Plan\nAGAIN-1,a\n')));
    expect(answers[0]?.report).toMatchObject({ created: 1, updated: 0 });
    expect(answers).toEqual(answers.map(() => answers[0]));
    await expect(send('customerID,Plan\nAGAIN-1,a\nAGAIN-2,b\n')).rejects.toMatchObject({
      code: 'ALREADY_CREATED',
    });
    expect(await find('AGAIN-2')).toBeUndefined();
    const subjectId = answers[0]?.importId ?? '';
    expect(await database.owner.$count(auditEvent, eq(auditEvent.subjectId, subjectId))).toBe(1);
  });
});
