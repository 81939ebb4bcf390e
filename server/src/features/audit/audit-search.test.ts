import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAuditReadModel } from './audit-read-model';
import { createAuditSearch } from './audit-search';
import type { Found } from './audit-search';
import { createAuditSearchStore } from './audit-search-store';
import type { AuditConditions, AuditPlace } from './audit-search-store';
import { createAuditWriter } from './audit-writer';

const EVENTS = 320;
/** Sign-ins under names that nobody has, among them. */
const GUESSES = 20;
/** So small that every way is taken: event by event, all at once, by blocks of days and by days. */
const LIMITS = { steps: 7, mostAtOnce: 12, countedTo: 25, mostActors: 2, mostMs: 60_000 };
const TITLES = ['手机报', '报手机', '充值送流量', '5G 套餐', '"引号" 100%', 'manual-entry'];

let database: TestDatabase;
let world: TestProvince;
let auditor: Call;
let cityAuditor: Call;
let at: number;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  auditor = await world.call(world.province, 'AUDITOR');
  cityAuditor = await world.call(world.nanjing, 'AUDITOR');
  const writer = createAuditWriter({
    ...{ db: database.app, ids: systemIds, logger: pino({ level: 'silent' }) },
    clock: { now: () => new Date(at) },
    province: () => Promise.resolve(world.province),
  });
  const operators = [
    await world.call(world.nanjing, 'OPERATOR'),
    await world.call(world.wuxi, 'OPERATOR'),
    await world.call(world.province, 'OPERATOR'),
  ];
  for (let n = 0; n < EVENTS; n += 1) {
    // Over half a year; what is frequent in the beginning is rare at the end.
    at = Date.parse('2026-01-05T02:00:00.000Z') + Math.floor(n / 2) * 86_400_000 * 1.1;
    const title = n < EVENTS / 2 ? '早期的活动' : (TITLES[n % TITLES.length] ?? '');
    const call = operators[n % operators.length];
    if (!call) throw new Error('no operator');
    await writer.standalone(call, {
      act: n % 5 === 0 ? 'localCampaigns.submit' : 'localCampaigns.saveDraft',
      subject: { type: n % 4 === 0 ? 'Release' : 'LocalCampaign', id: systemIds.next() },
      after: { title, number: `320100-2026-${String(n % 40).padStart(4, '0')}` },
    });
    if (n % (EVENTS / GUESSES) === 0)
      await writer.failure({
        ...{
          act: 'session.signIn',
          subject: { type: 'Session', id: null },
          result: 'REFUSED',
          code: 'SIGN_IN_FAILED',
        },
        ...{ actor: null, claimedName: `JS-GUESSED-${String(n)}`, tenant: world.nanjing },
        ...{ requestId: systemIds.next(), address: '127.0.0.1' },
      });
  }
});
afterAll(() => database.close());

async function inSearch<T>(
  call: Call,
  run: (search: ReturnType<typeof createAuditSearch>) => Promise<T>,
  mostMs = LIMITS.mostMs,
): Promise<T> {
  return asCaller(database.app, call, (tx) => {
    const { scope } = createAuditReadModel(tx, call.actor);
    return run(createAuditSearch(createAuditSearchStore(tx, scope), { ...LIMITS, mostMs }));
  });
}

/** Every page of the list, one after the other, and how many there were that were not full. */
async function readPages(call: Call, conditions: AuditConditions, mostMs?: number) {
  const found: string[] = [];
  let stops = 0;
  let place: AuditPlace | null = null;
  for (;;) {
    const from: AuditPlace | null = place;
    const { places, end }: Found = await inSearch(call, (search) => search.find(conditions, from, 9), mostMs);
    found.push(...places.map(({ id }) => id));
    if (end) stops += 1;
    place = end ?? places.at(-1) ?? null;
    if (!end && places.length < 9) return { found, stops };
  }
}
const readAll = async (call: Call, conditions: AuditConditions) => (await readPages(call, conditions)).found;

/** What a look at every single event finds. */
async function lookedThrough({ text, actor, act, subjectType, tenant, from, to }: AuditConditions) {
  const like = (value: string | undefined) => (value ? `%${JSON.stringify(value).slice(1, -1)}%` : '%');
  const { rows } = await database.owner.execute<{ id: string }>(sql`
    select id from audit_event where canonical ilike ${like(text).replaceAll('\\', '\\\\')} and actor_name ilike ${like(actor)}
      and (${act ?? null}::text is null or act = ${act ?? null}) and (${subjectType ?? null}::text is null or subject_type = ${subjectType ?? null})
      and (${tenant?.id ?? null}::uuid is null or tenant_id = ${tenant?.id ?? null}::uuid)
      and at >= coalesce(${from?.toISOString() ?? null}::timestamptz, '-infinity') and at < coalesce(${to?.toISOString() ?? null}::timestamptz, 'infinity')
    order by at desc, id desc`);
  return rows.map(({ id }) => id);
}

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const SEARCHES: AuditConditions[] = [
  {},
  { text: '手机报' },
  { text: '早期' },
  { text: '早' },
  { text: '机报' },
  { text: '"引号"' },
  { text: '320100-2026-0007' },
  { text: 'manu' },
  { text: '5G 套餐' },
  { text: '没有的内容' },
  { actor: '320200' },
  { actor: 'OPERATOR', text: '早期', act: 'localCampaigns.submit' },
  { actor: '320200', text: '手机报' },
  { actor: '·' },
  { text: '%)(' },
  { actor: 'nobody' },
  { actor: 'JS-GUESSED' },
  { actor: 'JS-GUESSED', act: 'session.signIn', from: day('2026-02-01') },
  { act: 'localCampaigns.submit', subjectType: 'Release' },
  { text: '手机报', from: day('2026-05-01'), to: day('2026-06-15') },
  { text: '早期', from: day('2026-02-01'), to: day('2026-02-20') },
];

describe('a search of the log', () => {
  it('finds page by page what a look at every event finds, whichever way it takes', async () => {
    for (const conditions of SEARCHES) {
      const found = await readAll(auditor, conditions);
      expect(found, JSON.stringify(conditions)).toEqual(await lookedThrough(conditions));
    }
  });

  it('that has no time stops after each span, and finds the same when it is gone on with', async () => {
    let stopped = 0;
    for (const conditions of SEARCHES) {
      const { found, stops } = await readPages(auditor, conditions, 0);
      expect(found, JSON.stringify(conditions)).toEqual(await lookedThrough(conditions));
      stopped += stops;
    }
    expect(stopped).toBeGreaterThan(20);
  });

  it('of a city finds the city’s alone, whatever the words are', async () => {
    const { nanjing: tenant, wuxi } = world;
    for (const conditions of SEARCHES)
      expect(await readAll(cityAuditor, { ...conditions, tenant })).toEqual(
        await lookedThrough({ ...conditions, tenant }),
      );
    expect(await readAll(cityAuditor, { text: '早期', tenant: wuxi })).toEqual([]);
    expect(await readAll(cityAuditor, { text: '早期' })).toEqual(
      await lookedThrough({ text: '早期', tenant }),
    );
  });

  it('tells how many there are, and of very many about how many', async () => {
    const count = (conditions: AuditConditions, call = auditor) =>
      inSearch(call, (search) => search.count(conditions));
    expect(await count({ text: '320100-2026-0007' })).toEqual({ total: 8, approximate: false });
    expect(await count({ text: '早期' })).toEqual({ total: EVENTS / 2, approximate: true });
    expect(await count({})).toEqual({ total: EVENTS + GUESSES, approximate: true });
    expect((await count({}, cityAuditor)).total).toBeLessThan(EVENTS / 2);
  });
});

describe('the functions that search by terms', () => {
  const asApp = <T extends object>(tenantId: string, text: string) =>
    database.app.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.tenant', ${tenantId}, true)`);
      return (await tx.execute<T & Record<string, unknown>>(sql.raw(text))).rows;
    });

  it('show a tenant nothing beyond its policy, and nobody anything without a tenant', async () => {
    const counted = (tenantId: string) =>
      asApp<{ n: number }>(tenantId, `select audit_count_terms('''早期''', 1000) as n`);
    const placesOf = (tenantId: string) =>
      asApp<{ id: string }>(
        tenantId,
        `select id from audit_find_terms('''早期''', '-infinity', 'infinity', null, null, 1000, null, null, null, null, '${world.wuxi.id}', null)`,
      );
    expect((await counted(world.province.id))[0]?.n).toBe(EVENTS / 2);
    expect((await counted(world.nanjing.id))[0]?.n).toBeLessThan(EVENTS / 2);
    expect((await counted(''))[0]?.n).toBe(0);
    expect(await placesOf(world.nanjing.id)).toEqual([]);
    expect(await placesOf('')).toEqual([]);
    expect((await placesOf(world.wuxi.id)).length).toBeGreaterThan(0);
  });

  it('tell who acted, of what a tenant may read', async () => {
    const actors = (tenantId: string, most = 10) =>
      asApp<{ id: string }>(tenantId, `select id from audit_find_actors('%OPERATOR%', ${String(most)})`);
    expect(await actors(world.province.id)).toHaveLength(3);
    expect(await actors(world.province.id, 2)).toHaveLength(2);
    expect(await actors(world.nanjing.id)).toHaveLength(1);
    expect(await actors('')).toEqual([]);
  });

  it('are of no use to the other roles', async () => {
    await expect(
      database.engine.execute(sql`select audit_count_terms('''早期'''::tsquery, 1000)`),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(
      database.engine.execute(sql`select id from audit_find_actors('%', 10)`),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});
