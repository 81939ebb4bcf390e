/** The events that searches of the audit log are measured over: half a million to five million of them. */
import type { TenantRef } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { Installation } from '../src/db/open-installation';
import { createAuditWriter } from '../src/features/audit/audit-writer';
import { systemClock } from '../src/platform/clock';
import type { Database } from '../src/platform/database';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { machineCall } from '../src/scenarios/machine-actors';

export const SPAN_DAYS = 540;
const AT_ONCE = 50_000;
const WRITERS = 2;
const PATTERNS = 600;
/** Who wrote them, each a machine of an id of its own; `bench-1` stands in many of their names. */
const ACTORS = 300;

const HAN = '充值话费流量套餐手机报彩铃宽带电视优惠活动演示首页横幅短厅微信终端赠送月包权益客户名单市场春节';
/** Where events of a kind stand: in every so many, and up to which share of the time. */
const KINDS = [
  { title: '常见的演示活动', every: 2, until: 1 },
  { title: '偶见的半价宽带', every: 700, until: 1 },
  { title: '早年的集团彩铃', every: 5, until: 0.1 },
] as const;

export type BenchTenant = Pick<TenantRef, 'id' | 'code' | 'kind'>;

/** Events whose texts and terms the others are made from, through the writer itself. */
export async function writePatterns(
  installation: Installation,
  tenants: readonly BenchTenant[],
): Promise<void> {
  const call = await machineCall(installation.databases.owner, 'CLI', systemIds.next());
  const writer = createAuditWriter({
    ...{ db: installation.databases.app, clock: systemClock, ids: systemIds, logger: createLogger('silent') },
    province: () => Promise.resolve(null),
  });
  const cities = tenants.filter(({ kind }) => kind === 'CITY');
  const actors = Array.from({ length: ACTORS }, (_, n) => ({
    ...call.actor,
    ...{ machineId: systemIds.next(), name: `bench-${String(n)}` },
  }));
  const acts = ['localCampaigns.saveDraft', 'localCampaigns.submit', 'approvals.decide', 'lists.import'];
  for (let n = 0; n < PATTERNS; n += 1) {
    const [city, actor] = [cities[n % cities.length], actors[n % ACTORS]];
    if (!city || !actor) throw new Error('the province has no cities');
    const word = (at: number) => HAN.slice((at * 7) % (HAN.length - 4), ((at * 7) % (HAN.length - 4)) + 4);
    const kind = n < KINDS.length ? KINDS[n] : undefined;
    await writer.standalone(
      { ...call, requestId: systemIds.next(), actor },
      {
        act: acts[n % acts.length] ?? '',
        tenant: { id: city.id, code: city.code },
        subject: { type: 'LocalCampaign', id: systemIds.next() },
        before: { title: `${word(n)}${word(n + 3)}` },
        after: { title: kind?.title ?? `${word(n)}${word(n + 5)}`, body: `${word(n + 1)}，${word(n + 2)}。` },
      },
    );
  }
  // What all events of a pattern share is cut apart once: the text around its id, and the terms without its own.
  await installation.databases.owner.execute(sql`
    create table bench_pattern as select row_number() over (order by e.id) - 1 as n, e.*,
      split_part(canonical, e.id::text, 1) as head, split_part(canonical, e.id::text, 2) as tail,
      ts_delete(terms, (select coalesce(array_agg(t), '{}') from unnest(tsvector_to_array(terms)) t where t like '@%') || right(e.id::text, 12)) as shared
    from audit_event e order by e.id`);
  await installation.databases.owner.execute(sql`create unique index on bench_pattern (n)`);
  await installation.databases.owner.execute(sql`analyze bench_pattern`);
}

/** One statement's share of the events: those of the places `[first, last]`, `step` of `all` apart. */
const insertOf = (first: number, last: number, step: number, all: number) => {
  const kinds = KINDS.map(
    ({ every, until }, n) =>
      `when k % ${String(every)} = ${String(n + 1 < every ? n + 1 : 0)} and i < ${String(until * all)} then ${String(n)}`,
  );
  return sql.raw(`
    insert into audit_event (id, at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms)
    select v.id, v.at, p.tenant_id, p.actor_kind, p.actor_id, p.actor_name, p.act, p.subject_type, p.subject_id, p.result, p.code, p.request_id, p.address,
      p.head || v.id || p.tail, 1, p.leaf_hash,
      p.shared || array_to_tsvector(array[right(v.id::text, 12), '@' || v.day, '@@' || floor(v.day / 32.0)::int])
    from (
      select i, at, floor(extract(epoch from at at time zone 'UTC') / 86400)::int as day,
        (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 19))::uuid as id,
        case ${kinds.join(' ')} else ${String(KINDS.length)} + i % ${String(PATTERNS - KINDS.length)} end as kind
      from (select k, k::bigint * ${String(step)} as i, now() - interval '${String(SPAN_DAYS)} days' * (1 - k::double precision * ${String(step)} / ${String(all)}) as at
        from generate_series(${String(first)}, ${String(last)}) k) s) v
    join bench_pattern p on p.n = v.kind`);
};

/** Takes the next of `items` as soon as the one before is done, several at once. */
async function inLanes<T>(items: readonly T[], lanes: number, run: (item: T) => Promise<unknown>) {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/**
 * Makes `size` events anew, as the i-th of each `all / size` of `all`. The rows are those that the writer makes,
 * with all columns and terms; nothing of them goes to the write-ahead log, and the indexes are made last.
 */
export async function makeEvents(owner: Database, size: number, all: number): Promise<void> {
  await owner.execute(sql`truncate audit_event, audit_pending`);
  const { rows: indexes } = await owner.execute<{ name: string; text: string }>(sql`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index
    where indrelid = 'audit_event'::regclass and not indisprimary order by indexrelid::regclass::text = 'audit_event_terms' desc`);
  for (const { name } of indexes) await owner.execute(sql.raw(`drop index ${name}`));
  await owner.execute(sql`alter table audit_event disable trigger audit_event_enter`);
  await owner.execute(sql`alter table audit_event set unlogged`);
  const spans = Array.from({ length: Math.ceil(size / AT_ONCE) }, (_, n) => n * AT_ONCE);
  await inLanes(spans, WRITERS, (first) =>
    owner.execute(insertOf(first, Math.min(first + AT_ONCE, size) - 1, all / size, all)),
  );
  await inLanes(indexes, WRITERS, ({ text }) =>
    owner.transaction(async (tx) => {
      await tx.execute(sql`set local maintenance_work_mem = '1GB'`);
      await tx.execute(sql.raw(text));
    }),
  );
  await owner.execute(sql`alter table audit_event enable trigger audit_event_enter`);
  await owner.execute(sql`vacuum (analyze) audit_event`);
}
