/** 14 tenants with what thousands of campaigns leave behind, written by plain SQL as the owner. */
import type { PersonActor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Installation } from '../src/db/open-installation';
import { systemClock } from '../src/platform/clock';
import { systemIds } from '../src/platform/ids';
import { ensureBaseProvince } from '../src/scenarios/base-province';
import { SEATS, takeSeats } from './console-seats';
import type { SeatName } from './console-seats';
import { fillSideWorld, SIDE_PARTS, SIDE_SIZES } from './console-side-world';
import { POINTS } from './placement-documents';

export const SIZES = {
  standards: 2_000,
  locals: 8_000,
  lists: 2_000,
  auditEvents: 100_000,
  events: 100_000,
  ...SIDE_SIZES,
} as const;

const FIELDS = JSON.stringify(
  ['headline', 'body', 'terms'].map((role, index) => ({
    id: `0197f0a0-0000-7000-8000-00000000000${String(index)}`,
    role,
    labels: { zh: '字段', en: 'Field' },
    policy: { kind: 'EDITABLE', constraint: { maxLength: 200 } },
    value: '演示活动，每月1日到账，次月生效。'.repeat(4),
  })),
);

/** Rows are written as they became; what guards how they become so looks at one after the other. */
const TRIGGERS = [
  ...['release', 'standard_version', 'local_version', 'approval_step', 'approval_decision', 'person', 'duty'],
  ...['policy_exception', 'disclosure', 'disclosure_use', 'audit_finding', 'audit_finding_step'],
  ...['list_import', 'notification', 'takedown_review', 'approval_policy', 'audit_check', 'audit_sample'],
  ...['audit_sample_item', 'propagation_item', 'saving_unit', 'subscriber', 'subscriber_import'],
];

/** The two operators, one of the province and one of Nanjing, are known to every row they made. */
const PEOPLE = {
  province: SEATS['province operator'].personId,
  city: SEATS['city operator'].personId,
} as const;

const byName = (i: string) => `'BENCH-' || (${i} % 7)`;
const title = (i: string) => `'充值送手机报 ' || ${i}`;
const instant = (i: string) => `(now() - (${i} % 40000) * interval '1 minute')`;
/** Every other city says something of its own. */
const overrides = (i: string) =>
  `case when ${i} % 2 = 0 then '{}'::jsonb else jsonb_build_object('0197f0a0-0000-7000-8000-000000000001', jsonb_build_object('value', '本地演示 ' || ${i})) end`;
const person = (i: string) =>
  `case when ${i} % 9 = 0 then '${PEOPLE.city}'::uuid when ${i} % 11 = 0 then '${PEOPLE.province}'::uuid else gen_random_uuid() end`;

/** Windows of which no two begin or end at once. */
const STARTS = `now() - (i % 60) * interval '1 day' + i * interval '1 second'`;
const ENDS = `now() + ((i % 50) - 20) * interval '1 day' + i * interval '1 second'`;

const STANDARDS = `
  create temp table s on commit drop as
    select i, gen_random_uuid() as campaign, gen_random_uuid() as version, gen_random_uuid() as release,
      (array['DRAFT', 'IN_REVIEW', 'PUBLISHED', 'PUBLISHED', 'PUBLISHED'])[1 + i % 5] as state
    from generate_series(1, ${String(SIZES.standards)}) i;
  insert into standard_campaign (id, tenant_id, number, kind, created_by, archived_at)
    select campaign, (select id from tenant where kind = 'PROVINCE'), 'JS-2026-' || lpad(i::text, 5, '0'),
      (array['PLAN', 'DATA_PACK', 'VALUE_ADDED'])[1 + i % 3], ${person('i')}, case when i % 50 = 0 then now() end from s;
  insert into standard_version (id, tenant_id, campaign_id, version, state, title, city_default, fields, row_version,
      created_by, updated_by, updated_by_name, updated_at, published_at)
    select version, (select id from tenant where kind = 'PROVINCE'), campaign, 1, state, ${title('i')}, 'SHOW_STANDARD', '${FIELDS}'::jsonb, 3,
      ${person('i')}, ${person('i')}, ${byName('i')}, ${instant('i')}, case when state = 'PUBLISHED' then ${instant('i')} end from s`;

const LOCALS = `
  create temp table c on commit drop as select id, row_number() over (order by code) - 1 as n from tenant where kind = 'CITY';
  create temp table l on commit drop as
    select i, c.id as tenant, s.campaign as base, s.version as base_version, gen_random_uuid() as campaign, gen_random_uuid() as version,
      gen_random_uuid() as release, (array['DRAFT', 'IN_REVIEW', 'APPROVED', 'APPROVED', 'APPROVED', 'RETURNED'])[1 + i % 6] as state
    from generate_series(1, ${String(SIZES.locals)}) as g (i)
    join c on c.n = i % 13 join (select row_number() over (order by i) as n, campaign, version from s where state = 'PUBLISHED') s on s.n = case when i % 40 = 0 then 1 else 1 + i % 1000 end;
  insert into local_campaign (id, tenant_id, number, base_campaign_id, created_by)
    select campaign, tenant, 'BENCH-2026-' || lpad(i::text, 5, '0'), base, ${person('i')} from l;
  insert into local_version (id, tenant_id, campaign_id, version, base_version_id, state, title, overrides, resolved, row_version,
      created_by, updated_by, updated_by_name, updated_at)
    select gen_random_uuid(), tenant, campaign, 1, base_version, 'WITHDRAWN', ${title('i')}, '{}'::jsonb, '${FIELDS}'::jsonb, 1,
      ${person('i')}, ${person('i')}, ${byName('i')}, ${instant('i')} from l
    union all select version, tenant, campaign, 2, base_version, state, ${title('i')}, ${overrides('i')}, '${FIELDS}'::jsonb, 1,
      ${person('i')}, ${person('i')}, ${byName('i')}, ${instant('i')} from l;
  insert into placement (id, tenant_id, campaign_kind, campaign_id, version_id, point_id, starts_at, ends_at, tier, lever, position)
    select gen_random_uuid(), tenant, 'LOCAL', campaign, version, (select id from marketing_point where code = 'bench-' || (1 + i % 12)),
      ${STARTS}, ${ENDS}, 'LOCAL', 50, 0 from l`;

const RELEASES = `
  create temp table r on commit drop as
    select i, release as id, (select id from tenant where kind = 'PROVINCE') as tenant, 'STANDARD' as kind, campaign, version,
      'JS-2026-' || lpad(i::text, 5, '0') as number, state, null::timestamptz as starts, null::timestamptz as ends from s where state <> 'DRAFT'
    union all select i, release, tenant, 'LOCAL', campaign, version, 'BENCH-2026-' || lpad(i::text, 5, '0'), state,
      ${STARTS}, ${ENDS} from l where state <> 'DRAFT';
  alter table r add column text text, add column hash text;
  update r set text = jsonb_build_object('schema', 'xietong.release/1', 'subject', jsonb_build_object('number', number), 'placements',
    jsonb_build_array(), 'content', '${FIELDS}'::jsonb, 'seed', i)::text;
  update r set hash = encode(sha256(convert_to('xietong.release.v1', 'UTF8') || '\\x00'::bytea || convert_to(text, 'UTF8')), 'hex');
  insert into release (id, tenant_id, kind, campaign_id, campaign_number, version_id, title, state, text, hash, starts_at, ends_at,
      submitted_by, submitted_by_name, submitted_at, decided_at)
    select id, tenant, kind, campaign, number, version, ${title('i')}, state, text, hash, starts, ends, ${person('i')}, ${byName('i')}, ${instant('i')},
      case when state <> 'IN_REVIEW' then ${instant('i')} end from r;
  insert into release_author (id, tenant_id, release_id, actor_kind, actor_id, actor_name)
    select gen_random_uuid(), tenant, id, 'PERSON', gen_random_uuid(), ${byName('i')} from r
    union all select gen_random_uuid(), tenant, id, 'PERSON', ${person('i')}, ${byName('i')} from r;
  create temp table q on commit drop as select *, gen_random_uuid() as request, gen_random_uuid() as step, case state when 'IN_REVIEW' then 'OPEN'
    when 'PUBLISHED' then 'APPROVED' else state end as answer from r;
  insert into approval_request (id, tenant_id, approver_tenant_id, release_id, hash, state, submitted_by, submitted_by_name, submitted_at, closed_at)
    select request, tenant, tenant, id, hash, answer, ${person('i')}, ${byName('i')}, ${instant('i')}, case when answer <> 'OPEN' then now() end from q;
  insert into approval_step (id, tenant_id, request_id, stage, approver_tenant_id, approvals, met_at)
    select step, tenant, request, 1, tenant, 1, case when answer = 'APPROVED' then now() end from q;
  insert into approval_decision (id, tenant_id, request_id, step_id, release_id, hash, outcome, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
    select gen_random_uuid(), tenant, request, step, id, hash, answer, ${person('i')}, ${byName('i')}, tenant, now() from q where answer <> 'OPEN'`;

const LIST_REPORT = JSON.stringify({
  ...{ rows: 1_100, accepted: 1_000, duplicates: 0, difference: null },
  rejected: { total: 100, byReason: { NOT_A_NUMBER: 100 }, first: [] },
});

const LISTS = `
  create temp table k on commit drop as select i, c.id as tenant, gen_random_uuid() as list
    from generate_series(1, ${String(SIZES.lists)}) i join c on c.n = i % 13;
  insert into customer_list (id, tenant_id, name, created_by) select list, tenant, '高价值客户 ' || i, ${person('i')} from k;
  insert into list_version (id, tenant_id, list_id, version, size, digest, key_version, file_name, report, created_by, created_by_name, created_by_kind, created_at)
    select gen_random_uuid(), tenant, list, v, 1000, repeat('0', 64), 1, 'list.csv', '${LIST_REPORT}'::jsonb, ${person('i')}, ${byName('i')}, 'PERSON', ${instant('i * v')}
    from k cross join generate_series(1, 3) v`;

const HISTORY = `
  insert into audit_event (id, at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, result, request_id, canonical, schema_version, leaf_hash, campaign_id, terms)
    select gen_random_uuid(), ${instant('i')}, l.tenant, 'PERSON', md5('actor ' || i % 50)::uuid, 'BENCH-' || (i % 50),
      (array['localCampaigns.saveDraft', 'localCampaigns.submit', 'approvals.decide'])[1 + i % 3], 'LocalCampaign', gen_random_uuid()::text,
      'SUCCESS', gen_random_uuid()::text, '{"act":"bench","number":"BENCH-2026-' || lpad(n::text, 5, '0') || '","text":"' || repeat('历史', 60) || '"}', 1, sha256(i::text::bytea), l.campaign,
      array_to_tsvector(array['act', 'bench', 'number', '2026', lpad(n::text, 5, '0'), 'text', '历史', '史历', '史'])
    from (select i, 1 + i % ${String(SIZES.locals)} as n from generate_series(1, ${String(SIZES.auditEvents)}) i) g
    join (select i as n, tenant, campaign from l) l using (n);
  select ensure_event_partitions((now() - interval '31 days')::date, (now() + interval '2 days')::date);
  insert into event (received_day, channel, event_id, tenant_id, type, at, day, received_at, point, format, campaign_number, business, value_fen, fallback, demo)
    select (${instant('i')} at time zone 'Asia/Shanghai')::date, 'web', 'bench-' || i, c.id, (array['impression', 'click', 'order'])[1 + i % 3], ${instant('i')},
      (${instant('i')} at time zone 'Asia/Shanghai')::date, ${instant('i')}, 'bench-' || (1 + i % 12), 'banner', 'BENCH-2026-' || lpad((1 + i % 500)::text, 5, '0'),
      'ORDER', 100, false, false
    from generate_series(1, ${String(SIZES.events)}) i join c on c.n = i % 13;
  insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
    select tenant_id, day, type, channel, point, format, campaign_number, demo, count(*), sum(value_fen) from event group by 1, 2, 3, 4, 5, 6, 7, 8`;

function statements(text: string): SQL[] {
  return text.split(';\n').map((each) => sql.raw(each));
}

/** Fills an installation and gives the planner its statistics, as autovacuum would in time. */
export async function makeConsoleWorld(installation: Installation): Promise<Map<SeatName, PersonActor>> {
  const { owner } = installation.databases;
  await ensureBaseProvince({ owner, ids: systemIds, clock: systemClock });
  const actors = await takeSeats(installation);
  for (const code of POINTS)
    await owner.execute(sql`
      insert into marketing_point (id, tenant_id, code, channel, format, name_zh, name_en, capacity, enabled, row_version, updated_at)
      select ${systemIds.next()}, id, ${code}, 'web', 'banner', ${code}, ${code}, 1, true, 1, now() from tenant where kind = 'PROVINCE'`);
  await owner.transaction(async (tx) => {
    for (const table of TRIGGERS) await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
    for (const part of [STANDARDS, LOCALS, RELEASES, LISTS, HISTORY, ...SIDE_PARTS])
      for (const statement of statements(part)) await tx.execute(statement);
    for (const table of TRIGGERS) await tx.execute(sql.raw(`alter table ${table} enable trigger user`));
  });
  await fillSideWorld(installation);
  await owner.execute(sql`vacuum analyze`);
  return actors;
}
