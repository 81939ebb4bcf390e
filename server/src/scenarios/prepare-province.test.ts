import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeOnClock } from '../composition';
import { systemClock } from '../platform/clock';
import { systemIds } from '../platform/ids';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { actAsDemoStaff } from './demo-people-zh';
import { CHANNELS } from './jiangsu-zh';
import { makePlacements } from './placement-crowd';
import { prepareProvince } from './prepare-province';
import { createScenarioClock } from './scenario-clock';

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let said: string[] = [];

async function prepare(
  demo: boolean,
  say: (line: string) => void = (line) => said.push(line),
): Promise<void> {
  const compose = composeOnClock(
    { databases: database, secrets: database.secrets, dataFolder: database.dataFolder },
    logger,
    systemIds,
  );
  await prepareProvince(
    { databases: database },
    { demo, clock: systemClock, ids: systemIds, compose, say, logger },
  );
}

/** Rows of every table, to see whether a second start changes anything. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await database.owner.$client.query<{ name: string; count: string }>(`
    select c.relname as name, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text as count
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

async function states(
  table: 'release' | 'standard_version' | 'local_version',
): Promise<Record<string, number>> {
  const { rows } = await database.owner.$client.query<{ state: string; n: string }>(
    `select state, count(*) as n from ${table} group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

async function one<T extends object>(query: string): Promise<T | undefined> {
  return (await database.owner.$client.query<T>(query)).rows[0];
}

describe('the demo province', () => {
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it(
    'is made anew after a start that was killed half-way, and then never again',
    { timeout: 120_000 },
    async () => {
      const stop = new Error('killed');
      const interrupted = prepare(true, (line) => {
        if (line.includes('campaigns')) throw stop;
      });
      await expect(interrupted).rejects.toBe(stop);
      expect((await countRows()).person).toBe(15);

      const began = performance.now();
      await prepare(true);
      const seconds = (performance.now() - began) / 1000;
      const counts = await countRows();
      expect(counts).toMatchObject({
        tenant: 14,
        channel: 6,
        person: 15,
        subscriber: 660,
        marketing_point: 12,
        customer_list: 3,
      });
      expect(counts.event).toBeGreaterThan(1_500);
      expect(counts.event).toBe(counts.event_identity);
      expect(seconds).toBeLessThan(60);
      expect(await states('standard_version')).toEqual({
        PUBLISHED: 2,
        IN_REVIEW: 1,
        DRAFT: 1,
        RETURNED: 1,
        APPROVED: 1,
      });
      expect(await states('local_version')).toEqual({ APPROVED: 4, IN_REVIEW: 1, DRAFT: 1, RETURNED: 1 });

      said = [];
      await prepare(true);
      expect(await countRows()).toEqual(counts);
      expect(said).toEqual([]);
      await prepare(false);
      expect(await countRows()).toEqual(counts);
    },
  );

  it('has events of every kind, all marked as demo, none from the future', async () => {
    const { rows } = await database.owner.$client.query<{
      type: string;
      n: string;
      late: boolean;
      demo: boolean;
    }>(
      'select type, count(*) as n, bool_or(at > now()) as late, bool_and(demo) as demo from event group by type',
    );
    expect(rows.map(({ type }) => type).sort()).toEqual([
      'click',
      'dismiss',
      'impression',
      'order',
      'transaction',
    ]);
    expect(rows.every(({ late, demo }) => !late && demo)).toBe(true);
    const cities = await database.owner.$client.query<{ n: string }>(
      `select count(distinct t.code) as n from event e join tenant t on t.id = e.campaign_tenant_id`,
    );
    expect(Number(cities.rows[0]?.n)).toBe(3);
  });

  it('tells of thirty days of campaigns, after thirty of ordinary business to compare with', async () => {
    const days = await one(`
      select count(distinct day) filter (where type = 'impression')::int as shown,
        count(distinct day) filter (where type = 'transaction')::int as done from metric_day
      where day < (now() at time zone 'Asia/Shanghai')::date`);
    expect(days).toEqual({ shown: 29, done: 59 });
  });

  it('shows the pilot city growing from 13% to 20% of the business', async () => {
    const shares = await one<{ first: number; last: number }>(`
      with days as (select m.day, sum(count) as "all", sum(count) filter (where t.code = '320100') as pilot,
        row_number() over (order by m.day) as nth from metric_day m join tenant t on t.id = m.tenant_id
        where type = 'transaction' and m.day < (now() at time zone 'Asia/Shanghai')::date group by m.day)
      select (sum(pilot) filter (where nth <= 7) / sum("all") filter (where nth <= 7))::float as first,
        (sum(pilot) filter (where nth > 52) / sum("all") filter (where nth > 52))::float as last from days`);
    expect(shares?.first).toBeCloseTo(0.13, 1);
    expect(shares?.last).toBeCloseTo(0.2, 1);
    expect((shares?.last ?? 0) - (shares?.first ?? 0)).toBeGreaterThan(0.04);
  });

  it('counts late reports on their own day, and repeated ones once', async () => {
    const late = await one<{ late: number; counted: boolean }>(`
      select count(*) filter (where type <> 'transaction' and received_day > day)::int as late,
        count(*) = (select sum(count) from metric_day) as counted from event`);
    expect(late?.late).toBeGreaterThan(0);
    expect(late?.counted).toBe(true);
  });

  it('shows something in every channel, pictures by the cuts that their releases pin', async () => {
    const compose = composeOnClock(
      { databases: database, secrets: database.secrets, dataFolder: database.dataFolder },
      logger,
      systemIds,
    );
    const { services, snapshots } = compose(systemClock);
    await snapshots.refresh();
    const { rows } = await database.owner.$client.query<{ channel: string; points: string[] }>(
      'select channel, array_agg(code order by code) as points from marketing_point where enabled group by channel',
    );
    expect(rows.map(({ channel }) => channel).sort()).toEqual(CHANNELS.map(({ code }) => code).sort());
    for (const { channel, points } of rows) {
      const asker = { channel, cities: new Set(['320100']), mayExplain: false };
      const asked = points.map((point) =>
        services.decisionService.decide(asker, { requestId: 'r', city: '320100', points: [point] }),
      );
      const answers = (await Promise.all(asked)).flatMap((answer) => answer.points);
      const items = answers.flatMap((point) => point.items).filter(({ campaign }) => campaign !== null);
      expect([channel, items.length > 0]).toEqual([channel, true]);
      const shown = JSON.stringify(items);
      for (const [, sha256 = ''] of shown.matchAll(/"src":"\/v1\/images\/([0-9a-f]{64})"/g))
        expect((await services.assetService.readReleased(sha256)).mime).toBe('image/jpeg');
      expect([channel, shown.includes('/v1/images/')]).toEqual([channel, channel !== 'sms']);
    }
  });
});

describe('a crowd of placements', () => {
  it('is made through the services, as many as asked for', { timeout: 60_000 }, async () => {
    database = await createTestDatabase();
    await prepare(true);
    const clock = createScenarioClock(systemClock);
    clock.moveTo(new Date(Date.now() - 10 * 60_000));
    const { services } = composeOnClock(
      { databases: database, secrets: database.secrets, dataFolder: database.dataFolder },
      logger,
      systemIds,
    )(clock);
    const { rows } = await database.owner.$client.query<{ id: string }>(
      `select campaign_id as id from standard_version where state = 'PUBLISHED' and city_default = 'SHOW_STANDARD'`,
    );
    const before = (await countRows()).placement ?? 0;
    const as = await actAsDemoStaff(database.owner, systemIds);
    await makePlacements({ services, as, clock, standardCampaignId: rows[0]?.id ?? '' }, 120);
    expect((await countRows()).placement).toBe(before + 120);
    expect((await states('local_version')).APPROVED).toBe(4 + 3);
    await database.close();
  });
});

describe('an installation without the demo', () => {
  beforeAll(async () => {
    database = await createTestDatabase();
    said = [];
  });
  afterAll(() => database.close());

  it('gets its first two administrators, whose passwords are said once', async () => {
    await prepare(false);
    const counts = await countRows();
    expect(counts).toMatchObject({ tenant: 14, person: 2, duty: 2, marketing_point: 0, subscriber: 0 });
    expect(said).toHaveLength(2);
    const passwords = said.map((line) => line.split(': ').at(-1) ?? '');
    expect(new Set(passwords).size).toBe(2);
    expect(passwords.every((password) => password.length === 20)).toBe(true);
    const { rows } = await database.owner.$client.query<{ kept: boolean }>(
      'select bool_or(canonical like any ($1)) as kept from audit_event',
      [passwords.map((password) => `%${password}%`)],
    );
    expect(rows[0]?.kept).toBe(false);
    await prepare(false);
    expect(said).toHaveLength(2);
    expect(await countRows()).toEqual(counts);
  });

  it('is never filled with the demo later on', async () => {
    const counts = await countRows();
    await prepare(true);
    expect(await countRows()).toEqual(counts);
  });

  it('gets the one that is missing when the first start was killed in between', async () => {
    await database.owner.$client.query(`
      delete from duty where role = 'SECURITY_ADMIN'; delete from person where staff_id = 'JS-SEC-01'`);
    said = [];
    await prepare(false);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('JS-SEC-01');
  });
});
