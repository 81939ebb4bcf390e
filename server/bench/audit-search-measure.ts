/** Searching the audit log: the same searches over half a million and over five million events. */
import type { AuditListInput } from '@xietong/shared/audit';
import type { TenantRef } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { Call } from '../src/access/call';
import { composeOnClock } from '../src/composition';
import type { Installation } from '../src/db/open-installation';
import { createAuditWriter } from '../src/features/audit/audit-writer';
import { systemClock } from '../src/platform/clock';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { machineCall } from '../src/scenarios/machine-actors';
import { row } from './bench-report';

const SMALL = 500_000;
const LARGE = 5_000_000;
const SPAN_DAYS = 540;
const AT_ONCE = 50_000;
const PATTERNS = 600;
const RUNS = 7;
/** What is promised of the whole list of searches: ten times the events may take this much longer. */
export const MOST_SEARCH_GROWTH = 4;

const HAN = '充值话费流量套餐手机报彩铃宽带电视优惠活动演示首页横幅短厅微信终端赠送月包权益客户名单市场春节';
/** Where events of a kind stand: in every so many, and up to which share of the time. */
const KINDS = [
  { title: '常见的演示活动', every: 2, until: 1 },
  { title: '偶见的半价宽带', every: 700, until: 1 },
  { title: '早年的集团彩铃', every: 5, until: 0.1 },
] as const;

type Tenant = Pick<TenantRef, 'id' | 'code' | 'kind'>;

/** Events whose texts and terms the others are made from, through the writer itself. */
async function writePatterns(installation: Installation, tenants: readonly Tenant[]): Promise<void> {
  const call = await machineCall(installation.databases.owner, 'CLI', systemIds.next());
  const writer = createAuditWriter({
    ...{ db: installation.databases.app, clock: systemClock, ids: systemIds, logger: createLogger('silent') },
    province: () => Promise.resolve(null),
  });
  const cities = tenants.filter(({ kind }) => kind === 'CITY');
  const acts = ['localCampaigns.saveDraft', 'localCampaigns.submit', 'approvals.decide', 'lists.import'];
  for (let n = 0; n < PATTERNS; n += 1) {
    const city = cities[n % cities.length];
    if (!city) throw new Error('the province has no cities');
    const word = (at: number) => HAN.slice((at * 7) % (HAN.length - 4), ((at * 7) % (HAN.length - 4)) + 4);
    const kind = n < KINDS.length ? KINDS[n] : undefined;
    await writer.standalone(
      { ...call, requestId: systemIds.next(), actor: { ...call.actor, name: `bench-${String(n % 300)}` } },
      {
        act: acts[n % acts.length] ?? '',
        tenant: { id: city.id, code: city.code },
        subject: { type: 'LocalCampaign', id: systemIds.next() },
        before: { title: `${word(n)}${word(n + 3)}` },
        after: { title: kind?.title ?? `${word(n)}${word(n + 5)}`, body: `${word(n + 1)}，${word(n + 2)}。` },
      },
    );
  }
  await installation.databases.owner.execute(sql`
    create table bench_pattern as select row_number() over (order by id) - 1 as n, e.*,
      (select coalesce(array_agg(t), '{}') from unnest(tsvector_to_array(terms)) t where t like '@%') || right(id::text, 12) as own
    from audit_event e order by id`);
  await installation.databases.owner.execute(sql`create unique index on bench_pattern (n)`);
}

/** Makes events up to `upTo`; the i-th of `LARGE` stands at its share of the time, whatever is there by now. */
async function fill({ databases: { owner } }: Installation, from: number, upTo: number, step: number) {
  await owner.execute(sql`drop index if exists audit_event_terms`);
  await owner.execute(sql`alter table audit_event disable trigger audit_event_enter`);
  const kinds = KINDS.map(
    ({ every, until }, n) =>
      `when k % ${String(every)} = ${String(n + 1 < every ? n + 1 : 0)} and i < ${String(until * LARGE)} then ${String(n)}`,
  );
  for (let first = from; first < upTo; first += AT_ONCE)
    await owner.execute(
      sql.raw(`
      insert into audit_event (id, at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms)
      select v.id, v.at, p.tenant_id, p.actor_kind, p.actor_id, p.actor_name, p.act, p.subject_type, p.subject_id, p.result, p.code, p.request_id, p.address,
        replace(p.canonical, p.id::text, v.id::text), 1, p.leaf_hash,
        ts_delete(p.terms, p.own) || array_to_tsvector(array[right(v.id::text, 12), '@' || v.day, '@@' || floor(v.day / 32.0)::int])
      from (
        select i, at, floor(extract(epoch from at at time zone 'UTC') / 86400)::int as day,
          (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 19))::uuid as id,
          case ${kinds.join(' ')} else 3 + i % ${String(PATTERNS - 3)} end as kind
        from (select k, k::bigint * ${String(step)} as i, now() - interval '${String(SPAN_DAYS)} days' * (1 - k::double precision * ${String(step)} / ${String(LARGE)}) as at
          from generate_series(${String(first)}, ${String(Math.min(first + AT_ONCE, upTo) - 1)}) k) s) v
      join bench_pattern p on p.n = v.kind`),
    );
  await owner.execute(sql`create index audit_event_terms on audit_event using gin (terms)`);
  await owner.execute(sql`alter table audit_event enable trigger audit_event_enter`);
  await owner.execute(sql`vacuum (analyze) audit_event`);
}

const SEARCHES: Record<string, AuditListInput> = {
  'newest, with how many there are': {},
  'a frequent text': { text: '演示活动' },
  'a text of one in seven hundred': { text: '半价宽带' },
  'a text of long ago alone': { text: '集团彩铃' },
  'a text that is nowhere': { text: '从未出现的字样' },
  'one event by its id': { text: 'ID' },
  'a person and an act, in a time': { actor: 'bench-17', act: 'localCampaigns.submit', from: '2025-01-01' },
  'a person with a text of long ago': { actor: 'bench-1', text: '集团彩铃' },
};

async function measure(installation: Installation, calls: readonly (readonly [string, Call])[]) {
  const { services } = composeOnClock(installation, createLogger('silent'), systemIds)(systemClock);
  const { rows: known } = await installation.databases.owner.execute<{ id: string }>(
    sql`select id from audit_event order by at limit 1`,
  );
  let sum = 0;
  for (const [who, call] of calls)
    for (const [what, search] of Object.entries(SEARCHES)) {
      const input = search.text === 'ID' ? { text: known[0]?.id } : search;
      const times: number[] = [];
      let total = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const startedAt = performance.now();
        total = (await services.auditService.list(call, input)).total ?? 0;
        times.push(performance.now() - startedAt);
      }
      const [, , , middle = 0] = times.sort((a, b) => a - b);
      sum += middle;
      row(`  ${who}: ${what} (${String(total)})`, middle, 'ms');
    }
  const [, auditor] = calls[0] ?? [];
  if (auditor) {
    const startedAt = performance.now();
    const before = new Date(Date.now() - 400 * 86_400_000).toISOString();
    await services.auditService.list(auditor, { before, text: '演示活动', cursor: undefined });
    row('  a jump back by 400 days', performance.now() - startedAt, 'ms');
  }
  return sum;
}

/** Returns by how much the searches take longer over ten times the events. */
export async function measureSearching(installation: Installation): Promise<number> {
  const { owner } = installation.databases;
  await owner.execute(sql`truncate audit_event, audit_pending`);
  const { rows: tenants } = await owner.execute<Tenant & Record<string, unknown>>(
    sql`select id, code, kind from tenant order by code`,
  );
  const callOf = (tenant: Tenant): Call => ({
    actor: {
      ...{ kind: 'PERSON', personId: systemIds.next(), staffId: 'BENCH', name: 'bench', role: 'AUDITOR' },
      ...{
        sessionId: systemIds.next(),
        dutyId: systemIds.next(),
        tenant: { ...tenant, parentId: null },
        functions: [],
      },
    },
    requestId: systemIds.next(),
    address: null,
  });
  const province = tenants.find(({ kind }) => kind === 'PROVINCE');
  const city = tenants.find(({ kind }) => kind === 'CITY');
  if (!province || !city) throw new Error('there is no province');
  const calls = [
    ['province', callOf(province)],
    ['a city', callOf(city)],
  ] as const;
  await writePatterns(installation, tenants);
  const sums: number[] = [];
  for (const size of [SMALL, LARGE]) {
    const startedAt = performance.now();
    await owner.execute(sql`truncate audit_event, audit_pending`);
    await fill(installation, 0, size, LARGE / size);
    console.log(
      `\nSearching ${String(size)} events of ${String(SPAN_DAYS)} days (made in ${((performance.now() - startedAt) / 1000).toFixed(0)} s)`,
    );
    sums.push(await measure(installation, calls));
  }
  const [small = 1, large = 1] = sums;
  row('  growth of all searches from half a million to five million', large / small, '×');
  return large / small;
}
