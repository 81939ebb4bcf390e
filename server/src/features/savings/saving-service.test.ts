import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SAVING_FEN } from '@xietong/shared/metrics';
import type { Call } from '../../access/call';
import { pino } from 'pino';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createAuditWriter } from '../audit/audit-writer';
import { createSavingService } from './saving-service';

let database: TestDatabase;
let world: TestProvince;
let province: Call;
let nanjing: Call;
let wuxi: Call;
const span = { from: '2026-10-01', to: '2026-11-30' };

function savings(today = '2026-11-10') {
  const clock = { now: () => new Date(`${today}T04:00:00.000Z`) };
  const audit = createAuditWriter({
    db: database.app,
    clock,
    ids: systemIds,
    logger: pino({ level: 'silent' }),
    province: () => Promise.resolve(world.province),
  });
  return createSavingService({ database: database.app, clock, ids: systemIds, audit });
}

async function transactions(tenantId: string, day: string, count: number): Promise<void> {
  await database.owner.execute(sql`
    insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
    values (${tenantId}, ${day}, 'transaction', 'web', '', '', '', false, ${count}, 0)`);
}

const audited = async () =>
  (
    await database.owner.execute<{ canonical: string }>(
      sql`select canonical from audit_event where canonical like '%savings.setUnit%' order by at`,
    )
  ).rows.map(({ canonical }) => canonical);

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  province = await world.call(world.province, 'OPERATOR');
  nanjing = await world.call(world.nanjing, 'OPERATOR');
  wuxi = await world.call(world.wuxi, 'OPERATOR');
  await transactions(world.nanjing.id, '2026-10-31', 10);
  await transactions(world.nanjing.id, '2026-11-09', 20);
  await transactions(world.nanjing.id, '2026-11-10', 30);
  await transactions(world.nanjing.id, '2026-11-20', 40);
  await transactions(world.wuxi.id, '2026-11-10', 5);
});
afterAll(() => database.close());

describe('the saving ledger', () => {
  it('reckons with the unit of the first day until one is set', async () => {
    const ledger = await savings().ledger(province, span);
    expect(ledger.transactions).toBe(105);
    expect(ledger.savingFen).toBe(105 * DEFAULT_SAVING_FEN);
    expect(await savings().units(province)).toEqual({ units: [], today: '2026-11-10', version: 0 });
  });

  it('counts a new unit from its day on and leaves the days before as they were', async () => {
    expect(
      await savings().setUnit(province, { version: 0, fen: 200, validFrom: '2026-11-10', reason: '演示' }),
    ).toEqual({ version: 1 });
    const { rows, savingFen } = await savings().ledger(province, span);
    expect(
      rows.map(({ month, from, to, code, transactions: n, unitFen, savingFen: fen }) => [
        month,
        from,
        to,
        code,
        n,
        unitFen,
        fen,
      ]),
    ).toEqual([
      ['2026-11', '2026-11-09', '2026-11-09', '320100', 20, DEFAULT_SAVING_FEN, 20 * DEFAULT_SAVING_FEN],
      ['2026-11', '2026-11-10', '2026-11-20', '320100', 70, 200, 14_000],
      ['2026-11', '2026-11-10', '2026-11-10', '320200', 5, 200, 1_000],
      ['2026-10', '2026-10-31', '2026-10-31', '320100', 10, DEFAULT_SAVING_FEN, 10 * DEFAULT_SAVING_FEN],
    ]);
    expect(savingFen).toBe(rows.reduce((sum, row) => sum + row.savingFen, 0));
  });

  it('keeps every unit that was set, who set it and why', async () => {
    await savings().setUnit(province, { version: 1, fen: 210, validFrom: '2026-11-10', reason: '更正' });
    await savings().setUnit(province, { version: 2, fen: 300, validFrom: '2026-12-01', reason: '明年' });
    const { units, version } = await savings().units(nanjing);
    expect(version).toBe(3);
    expect(units.map((unit) => [unit.fen, unit.validFrom, unit.validTo, unit.state, unit.reason])).toEqual([
      [300, '2026-12-01', null, 'FUTURE', '明年'],
      [210, '2026-11-10', '2026-11-30', 'PRESENT', '更正'],
      [200, '2026-11-10', '2026-11-30', 'REPLACED', '演示'],
    ]);
    expect(units.every(({ setByName }) => setByName?.startsWith('T-320000-OPERATOR'))).toBe(true);
    const events = await audited();
    expect(events).toHaveLength(3);
    expect(events[1]).toContain('"before":{"fen":200,');
    expect(events[1]).toContain('"reason":"更正"');
    await expect(
      database.app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.tenant', ${world.province.id}, true)`);
        await tx.execute(sql`update saving_unit set fen = 1`);
      }),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('refuses a day that is over, and who has not seen the newest unit', async () => {
    const past = { version: 3, fen: 1, validFrom: '2026-11-09', reason: 'x' };
    await expect(savings().setUnit(province, past)).rejects.toMatchObject({
      code: 'SAVING_UNIT_IN_PAST',
      params: { today: '2026-11-10' },
    });
    const stale = { version: 2, fen: 1, validFrom: '2026-11-10', reason: 'x' };
    await expect(savings().setUnit(province, stale)).rejects.toMatchObject({ code: 'STALE_VERSION' });
    for (const wrong of [
      { fen: 0 },
      { fen: 10_001 },
      { fen: 1.5 },
      { reason: ' ' },
      { validFrom: '2026-13-01' },
    ])
      await expect(savings().setUnit(province, { ...stale, version: 3, ...wrong })).rejects.toThrow();
  });

  it('gives a unit that comes back a row of its own, whose days hold no other unit’s', async () => {
    const back = { version: 3, fen: DEFAULT_SAVING_FEN, validFrom: '2026-11-15', reason: '恢复' };
    await savings().setUnit(province, back);
    const { rows } = await savings().ledger(province, { ...span, city: '320100' });
    expect(rows.map(({ from, to, transactions: n, unitFen }) => [from, to, n, unitFen])).toEqual([
      ['2026-11-09', '2026-11-09', 20, DEFAULT_SAVING_FEN],
      ['2026-11-10', '2026-11-10', 30, 210],
      ['2026-11-20', '2026-11-20', 40, DEFAULT_SAVING_FEN],
      ['2026-10-31', '2026-10-31', 10, DEFAULT_SAVING_FEN],
    ]);
  });

  it('lets one of two at the same time win', async () => {
    const set = (fen: number) =>
      savings().setUnit(province, { version: 4, fen, validFrom: '2026-12-02', reason: 'x' });
    const results = await Promise.allSettled([set(111), set(112)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await savings().units(province)).version).toBe(5);
  });

  it('is set by the operators of the province alone', async () => {
    const unit = { version: 5, fen: 1, validFrom: '2026-12-03', reason: 'x' };
    for (const call of [
      nanjing,
      await world.call(world.province, 'APPROVER'),
      await world.call(world.province, 'AUDITOR'),
    ])
      await expect(savings().setUnit(call, unit)).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/) as string,
      });
  });

  it('shows a city its own saving, and no other’s', async () => {
    const own = await savings().ledger(wuxi, span);
    expect(own.rows).toMatchObject([{ code: '320200', transactions: 5 }]);
    expect(own.openDay).toBe('2026-11-10');
    for (const city of ['320100', '320000', '999999'])
      await expect(savings().ledger(wuxi, { ...span, city })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        params: {},
      });
    expect((await savings().ledger(province, { ...span, city: '320200' })).transactions).toBe(5);
  });
});
