/** What else thousands of campaigns have around them: people, what they ask for, find, are told of and import. */
import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import { sql } from 'drizzle-orm';
import type { Installation } from '../src/db/open-installation';
import { systemClock } from '../src/platform/clock';
import { SEATS } from './console-seats';
import { makeCustomers } from './list-world';
import { placementDocuments } from './placement-documents';

export const SIDE_SIZES = {
  people: 1_000,
  exceptions: 2_000,
  disclosures: 2_000,
  findings: 1_000,
  notifications: 50_000,
  imports: 2_000,
  rejectedRows: 100_000,
  customers: 100_000,
  reviews: 500,
  policies: 100,
  dictionaries: 20,
  keys: 100,
  checks: 200,
  samples: 100,
  views: 20,
} as const;

const PROVINCE = `(select id from tenant where kind = 'PROVINCE')`;
const city = (i: string) => `(select id from c where c.n = ${i} % 13)`;
const tenant = (i: string) => `case when ${i} % 5 = 0 then ${PROVINCE} else ${city(i)} end`;
const instant = (i: string) => `(now() - (${i} % 40000) * interval '1 minute')`;
const asker = (i: string) =>
  `case when ${i} % 9 = 0 then '${SEATS['city operator'].personId}'::uuid else gen_random_uuid() end`;
const series = (size: number) => `generate_series(1, ${String(size)}) as g (i)`;

const PEOPLE = `
  create temp table p on commit drop as select i, gen_random_uuid() as person, ${tenant('i')} as tenant from ${series(SIDE_SIZES.people)};
  insert into person (id, tenant_id, staff_id, name, disabled_at)
    select person, tenant, 'BENCH-' || lpad(i::text, 5, '0'), '演示 ' || i, case when i % 20 = 0 then now() end from p;
  insert into duty (id, person_id, person_tenant_id, tenant_id, role, valid_from, valid_until, granted_by_name)
    select gen_random_uuid(), person, tenant, tenant, (array['OPERATOR', 'APPROVER', 'AUDITOR'])[1 + i % 3],
      now() - interval '400 days', case when i % 11 = 0 then now() - interval '9 days' end, 'BENCH-00001' from p
    union all select gen_random_uuid(), person, tenant, tenant, 'OPERATOR', now() - interval '900 days',
      now() - interval '500 days', 'BENCH-00001' from p where i % 3 = 0`;

const ASKED = `
  insert into policy_exception (id, tenant_id, local_campaign_id, standard_campaign_id, kind, field_id, field_role, field_labels, policy_before, policy_asked,
      reason, state, asked_by, asked_by_name, asked_at, decided_by, decided_by_name, decided_at, expires_at)
    select gen_random_uuid(), tenant, campaign, base, 'POLICY', '0197f0a0-0000-7000-8000-000000000000', 'headline', '{"zh": "字段", "en": "Field"}',
      '{"kind": "LOCKED"}', '{"kind": "EDITABLE", "constraint": {}}', '演示原因', (array['ASKED', 'GRANTED', 'REFUSED'])[1 + i / 4 % 3],
      gen_random_uuid(), 'BENCH-00007', ${instant('i')}, case when i / 4 % 3 > 0 then gen_random_uuid() end, case when i / 4 % 3 > 0 then 'BENCH-00008' end,
      case when i / 4 % 3 > 0 then ${instant('i')} end, case when i / 4 % 3 = 1 then now() + interval '30 days' end
    from l where i % 4 = 0 and i / 4 <= ${String(SIDE_SIZES.exceptions)};
  create temp table d on commit drop as
    select row_number() over (order by created_at, id) as i, gen_random_uuid() as id, tenant_id as tenant, id as list_version
    from list_version order by 1 limit ${String(SIDE_SIZES.disclosures)};
  insert into disclosure (id, tenant_id, number, kind, list_version_id, title, purpose, purpose_note, recipient, hours, max_downloads, rows, missing, state,
      asked_by, asked_by_name, asked_at, decided_by, decided_by_name, decided_at, expires_at)
    select id, tenant, 'BENCH-D-' || i, 'LIST', list_version, '高价值客户 ' || i, 'CAMPAIGN_CHECK', '演示用途', '演示接收方', 24, 3, 1000, 0,
      (array['ASKED', 'AUTHORISED'])[1 + i % 2], ${asker('i')}, 'BENCH-00007', ${instant('i')}, case when i % 2 = 1 then gen_random_uuid() end,
      case when i % 2 = 1 then 'BENCH-00008' end, case when i % 2 = 1 then now() end, case when i % 2 = 1 then now() + interval '1 day' end from d;
  insert into disclosure_use (id, tenant_id, disclosure_id, state, used_by, used_by_name, started_at, ended_at, rows)
    select gen_random_uuid(), tenant, id, 'DONE', gen_random_uuid(), 'BENCH-00007', ${instant('i')}, now(), 1000 from d where i % 2 = 1;
  create temp table f on commit drop as select gen_random_uuid() as id, p.* from p where i <= ${String(SIDE_SIZES.findings)};
  insert into audit_finding (id, tenant_id, noted_tenant_id, number, title, text, severity, evidence, owner_id, owner_name, due_at, state, row_version,
      noted_by, noted_by_name, noted_at, state_since)
    select id, tenant, tenant, 'BENCH-F-' || i, '演示发现 ' || i, '演示说明', (array['HIGH', 'MEDIUM', 'LOW'])[1 + i % 3], '[]', person,
      'BENCH-' || lpad(i::text, 5, '0'), now() + ((i % 60) - 20) * interval '1 day', (array['OPEN', 'ANSWERED', 'CLOSED'])[1 + i % 3], 1,
      gen_random_uuid(), 'BENCH-00009', ${instant('i')}, ${instant('i')} from f;
  insert into audit_finding_step (id, tenant_id, finding_id, step, text, by_id, by_name, at)
    select gen_random_uuid(), tenant, id, 'NOTED', '演示说明', gen_random_uuid(), 'BENCH-00009', ${instant('i')} from f`;

const TOLD = `
  insert into notification (id, tenant_id, from_tenant_id, role, kind, release_kind, campaign_id, campaign_number, title, actor_id, actor_name, at)
    select gen_random_uuid(), r.tenant, r.tenant, (array['OPERATOR', 'APPROVER'])[1 + g.i % 2], (array['APPROVED', 'SUBMITTED', 'WENT_LIVE'])[1 + g.i % 3],
      r.kind, r.campaign, r.number, '充值送手机报 ' || g.i, gen_random_uuid(), 'BENCH-00007', now() - (g.i % 60000) * interval '1 minute'
    from ${series(SIDE_SIZES.notifications)} join (select row_number() over (order by id) as n, r.* from r) r on r.n = 1 + g.i % 8000;
  insert into notification_read (notification_id, tenant_id, person_id, read_at)
    select id, tenant_id, '${SEATS['city operator'].personId}', now() from notification
    where tenant_id = (select id from tenant where code = '320100') and at < now() - interval '9 days'`;

const IMPORTED = `
  create temp table m on commit drop as
    select row_number() over (order by created_at, id) as i, gen_random_uuid() as id, v.id as version, v.tenant_id as tenant, v.list_id as list
    from list_version v order by 1 limit ${String(SIDE_SIZES.imports)};
  insert into list_import (id, tenant_id, state, file_name, bytes, is_utf8, list_id, list_name, created_by, created_by_name, created_at, started_at, ended_at,
      rows, accepted, rejected, version_id)
    select id, tenant, case when i % 50 = 0 then 'CANCELLED' else 'DONE' end, 'list.csv', 16000, true, case when i % 50 > 0 then list end, '演示名单',
      gen_random_uuid(), 'BENCH-00007', ${instant('i')}, ${instant('i')}, ${instant('i')}, 1000, 900, 100, case when i % 50 > 0 then version end from m;
  insert into list_import_rejection (import_id, tenant_id, place, line, reason, value)
    select m.id, m.tenant, g.i, g.i + 1, 'NOT_A_NUMBER', '演示 ***' from ${series(SIDE_SIZES.rejectedRows)}
    cross join (select * from m where tenant = (select id from tenant where code = '320100') and i % 50 > 0 order by i limit 1) m;
  update list_import set rejected = ${String(SIDE_SIZES.rejectedRows)} where id = (select import_id from list_import_rejection limit 1)`;

/** The standard that hundreds of local campaigns are made from went on after them. */
const REVISED = `
  update standard_version set state = 'SUPERSEDED' where id = (select base_version from l group by 1 order by count(*) desc limit 1);
  insert into standard_version (id, tenant_id, campaign_id, version, state, title, city_default, fields, row_version, created_by, updated_by, updated_by_name, updated_at, published_at)
    select gen_random_uuid(), v.tenant_id, v.campaign_id, n, case when n = 5 then 'PUBLISHED' else 'SUPERSEDED' end, v.title, v.city_default,
      jsonb_set(v.fields, '{0,value}', to_jsonb('第' || n || '版')), 1, v.created_by, v.updated_by, v.updated_by_name, v.updated_at, v.published_at
    from standard_version v cross join generate_series(2, 5) n where v.id = (select base_version from l group by 1 order by count(*) desc limit 1)`;

const KEPT = `
  insert into approval_policy (id, tenant_id, policy_id, version, change, rule, state, reason, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
    select gen_random_uuid(), ${PROVINCE}, gen_random_uuid(), 1, 'SET', jsonb_build_object('name', '演示策略 ' || i, 'priority', 1 + i % 99, 'kinds', '["LOCAL"]'::jsonb,
      'tenants', '[]'::jsonb, 'changes', '[]'::jsonb, 'order', 'SERIAL', 'steps', '[{"approver": "OWN", "approvals": 1}]'::jsonb),
      (array['IN_FORCE', 'ENDED'])[1 + i % 2], '演示原因', gen_random_uuid(), 'BENCH-00010', ${instant('i')}, gen_random_uuid(), 'BENCH-00011', ${instant('i')}
    from ${series(SIDE_SIZES.policies)};
  insert into audit_check (id, tenant_id, state, started_at, started_by_name, heartbeat_at, ended_at, first_index, end_index, checked, heads, findings, finding_count)
    select gen_random_uuid(), ${tenant('i')}, 'SOUND', ${instant('i')}, 'BENCH-00009', ${instant('i')}, ${instant('i')}, 0, 1000, 1000, 1, '[]', 0
    from ${series(SIDE_SIZES.checks)};
  create temp table a on commit drop as select i, gen_random_uuid() as id, ${tenant('i')} as tenant from ${series(SIDE_SIZES.samples)};
  insert into audit_sample (id, tenant_id, purpose, strata, head_size, seed, population, size, drawn_by_name, drawn_at)
    select id, tenant, '演示抽查', 'NONE', 1000, repeat('0', 64), 1000, 25, 'BENCH-00009', ${instant('i')} from a;
  insert into audit_sample_item (sample_id, position, tenant_id, place, event_id) select id, n, tenant, n, gen_random_uuid() from a cross join generate_series(1, 25) n;
  insert into propagation_item (id, tenant_id, standard_campaign_id, standard_version_id, local_campaign_id, mode, pushed_at)
    select gen_random_uuid(), tenant, base, base_version, campaign, 'OPTIONAL', ${instant('i')} from l;
  insert into saving_unit (id, tenant_id, version, valid_from, fen, reason)
    select gen_random_uuid(), ${PROVINCE}, 100 + i, (now() - i * interval '3 days')::date, 130 + i, '演示' from ${series(12)};
  insert into metric_day (tenant_id, day, type, channel, point, format, campaign_number, demo, count, value_fen)
    select c.id, (now() - d * interval '1 day')::date, 'transaction', ch.code, '', '', '', false, 1000 + d, 0
    from c cross join generate_series(0, 364) d cross join channel ch;
  create temp table w on commit drop as select i, gen_random_uuid() as actor from ${series(SIDE_SIZES.keys)};
  insert into machine_actor (id, kind, name, grants) select actor, 'CHANNEL', 'bench key ' || i, '{}' from w;
  insert into channel_key (id, tenant_id, machine_actor_id, channel, name, prefix, secret_hash, cities, may_explain, demo, rate_per_second, created_by)
    select gen_random_uuid(), ${PROVINCE}, actor, 'web', '演示 ' || i, 'bench', 'bench ' || i, '{320100}', false, false, 100, gen_random_uuid() from w;
  insert into subscriber_import (id, tenant_id, file_name, report, created_by, created_by_name)
    select gen_random_uuid(), ${PROVINCE}, 'customers.csv', '{"rows": 1, "created": 1, "updated": 0, "cities": [], "columns": []}', gen_random_uuid(), 'BENCH-00007'
    from ${series(50)}`;

/** Parts of the world that are made in the transaction of the campaigns, with their temporary tables. */
export const SIDE_PARTS: readonly string[] = [PEOPLE, ASKED, TOLD, IMPORTED, REVISED, KEPT];

const GUARDED = ['release', 'takedown_review', 'check_dictionary'];

/** What is more than plain rows: releases whose documents can be read, customers whose numbers can be. */
export async function fillSideWorld(installation: Installation): Promise<void> {
  const { owner } = installation.databases;
  for (const table of GUARDED) await owner.execute(sql.raw(`alter table ${table} disable trigger user`));
  const stopped = await owner.execute<{ id: string }>(
    sql`select id from release where state = 'APPROVED' and kind = 'LOCAL' order by submitted_at, id limit ${SIDE_SIZES.reviews}`,
  );
  const documents = placementDocuments(SIDE_SIZES.reviews, systemClock.now());
  for (const [index, { id }] of stopped.rows.entries())
    await owner.execute(sql`
      update release set state = 'TAKEN_DOWN', text = ${documents[index]?.text ?? ''}, hash = ${documents[index]?.hash ?? ''}, taken_down_at = now(),
        taken_down_by = gen_random_uuid(), taken_down_by_name = 'BENCH-00007', taken_down_reason = '演示' where id = ${id}`);
  await owner.execute(sql`
    insert into takedown_review (id, tenant_id, release_id, reviewer_tenant_id, stopped_by, stopped_by_tenant_id, opened_at, due_at)
    select gen_random_uuid(), tenant_id, id, tenant_id, gen_random_uuid(), tenant_id, submitted_at, submitted_at + interval '3 days'
    from release where state = 'TAKEN_DOWN'`);
  await owner.execute(sql`
    insert into check_dictionary (id, tenant_id, version, base, body, reason, state, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at)
    select gen_random_uuid(), t.id, i, i - 1, ${JSON.stringify(DEFAULT_DICTIONARY)}::jsonb, '演示', 'CONFIRMED', gen_random_uuid(), 'BENCH-00007',
      now() - (100 - i) * interval '1 day', gen_random_uuid(), 'BENCH-00008', now()
    from generate_series(1, ${SIDE_SIZES.dictionaries}) i cross join tenant t where t.kind = 'PROVINCE'`);
  for (const table of GUARDED) await owner.execute(sql.raw(`alter table ${table} enable trigger user`));
  await makeCustomers(installation, SIDE_SIZES.customers);
  await owner.execute(sql`
    update subscriber s set home_tenant_id = c.id from (select id, row_number() over (order by code) - 1 as n from tenant where kind = 'CITY') c
    where c.n = get_byte(s.number_hash, 0) % 13`);
  for (const { personId, tenant: code } of Object.values(SEATS))
    await owner.execute(sql`
      insert into saved_view (id, tenant_id, person_id, list, name, query, updated_at)
      select gen_random_uuid(), t.id, ${personId}, 'campaigns', '演示 ' || i, '{}', now()
      from generate_series(1, ${SIDE_SIZES.views}) i cross join tenant t where t.code = ${code}`);
}
