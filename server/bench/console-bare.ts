/**
 * The console's main lists in the plainest SQL that fetches them: the same rows in the same order and page, what
 * stands beside them, and the same counts. What row-level security lets through is not asked for again.
 */
import { DAYS_TO_DO } from '@xietong/shared/workbench';
import type { Statement } from './statement-recorder';

/** Who asks, and what there is to ask about. */
export interface About {
  readonly tenant: string;
  readonly isProvince: boolean;
  readonly person: string;
  readonly things: Things;
}
/** Things of the world that lists are about. */
export interface Things {
  /** A standard that hundreds of local campaigns are made from, one of its local campaigns in Nanjing, a large import. */
  readonly standard: string;
  readonly local: string;
  readonly listImport: string;
}

/** One statement whose first column is the id of a row, and those for what stands beside the rows and for the counts. */
export interface BareList {
  readonly rows: Statement;
  readonly beside?: (ids: readonly string[]) => readonly Statement[];
  readonly counts?: readonly Statement[];
  /** What the role of decisions and that of sign-ins have to be asked. */
  readonly engine?: readonly Statement[];
  readonly auth?: (rows: readonly Record<string, unknown>[]) => readonly Statement[];
}

const statement = (text: string, ...values: unknown[]): Statement => ({ text, values });
const like = (text: string): string => `%${text}%`;

interface PageOf {
  readonly text?: string;
  readonly page?: number;
}
/** A city's rows lie behind its tenant: whoever writes the SQL says so, and an index serves it. */
export const own = ({ isProvince, tenant }: About, column: string): string =>
  isProvince ? 'true' : `${column} = '${tenant}'`;
const PAGE = 20;
const paged = (page = 1): string => `limit ${String(PAGE)} offset ${String((page - 1) * PAGE)}`;

export const campaigns =
  ({ text, page, isPublished = false }: PageOf & { isPublished?: boolean }) =>
  ({ isProvince }: About): BareList => {
    const from = `from standard_campaign c join standard_version v on v.campaign_id = c.id and ${
      isProvince
        ? 'not exists (select from standard_version n where n.campaign_id = c.id and n.version > v.version)'
        : `v.state = 'PUBLISHED'`
    } left join standard_version p on p.campaign_id = c.id and p.state = 'PUBLISHED'`;
    const search = text === undefined ? 'true' : '(c.number ilike $1 or v.title ilike $1)';
    const where = `where c.archived_at is null and ${search} and ${isPublished ? 'p.id is not null' : 'true'}`;
    const values = text === undefined ? [] : [like(text)];
    return {
      rows: statement(
        `select c.id, c.number, c.kind, v.id as version_id, v.version, v.title, v.state, v.city_default, jsonb_array_length(v.fields) as fields,
          v.updated_by_name, v.updated_at, p.version as published_version, p.published_at
        ${from} ${where} order by v.updated_at desc, c.id desc ${paged(page)}`,
        ...values,
      ),
      beside: (ids) => [
        statement(
          'select base_campaign_id, count(*), count(distinct tenant_id) from local_campaign where base_campaign_id = any ($1) and archived_at is null group by 1',
          ids,
        ),
      ],
      counts: [
        statement(`select count(*) ${from} ${where}`, ...values),
        statement(
          `select case when c.archived_at is null then v.state else 'ARCHIVED' end, count(*) ${from} where ${search} group by 1`,
          ...values,
        ),
      ],
    };
  };

export const localCampaigns =
  ({ text, page, isLive = false }: PageOf & { isLive?: boolean }) =>
  (about: About): BareList => {
    const versions =
      'join local_version v on v.campaign_id = c.id and not exists (select from local_version n where n.campaign_id = c.id and n.version > v.version)';
    const releases = `left join release r on r.version_id = v.id and r.kind = 'LOCAL'`;
    const search = text === undefined ? 'true' : '(c.number ilike $1 or v.title ilike $1)';
    const live = isLive
      ? `v.state = 'APPROVED' and r.state = 'APPROVED' and r.starts_at <= now() and r.ends_at > now() and (r.overtaken_at is null or r.overtaken_at > now())`
      : 'true';
    const where = `where c.archived_at is null and ${own(about, 'c.tenant_id')} and ${search} and ${live}`;
    const values = text === undefined ? [] : [like(text)];
    const counted = isLive ? `${versions} ${releases}` : text === undefined ? '' : versions;
    return {
      rows: statement(
        `select c.id, c.number, v.id as version_id, v.version, v.title, v.state, v.updated_by_name, v.updated_at, t.id as tenant_id, t.code, t.name_zh, t.name_en,
          c.base_campaign_id, s.number as standard_number, sv.title as standard_title, r.state as release_state, r.starts_at, r.ends_at, r.overtaken_at
        from local_campaign c ${versions} join tenant t on t.id = c.tenant_id left join standard_version sv on sv.id = v.base_version_id
        left join standard_campaign s on s.id = c.base_campaign_id ${releases}
        ${where} order by v.updated_at desc, c.id desc ${paged(page)}`,
        ...values,
      ),
      beside: (ids) => [
        statement(
          `select r.campaign_id, v.version, r.starts_at, r.ends_at, r.overtaken_at from release r join local_version v on v.id = r.version_id
          where r.campaign_id = any ($1) and r.kind = 'LOCAL' and r.state = 'APPROVED'`,
          ids,
        ),
        statement(
          'select version_id, min(starts_at), max(ends_at) from placement where campaign_id = any ($1) group by 1',
          ids,
        ),
      ],
      counts: [statement(`select count(*) from local_campaign c ${counted} ${where}`, ...values)],
    };
  };

type Box = 'ALL' | 'MINE' | 'TODO';
const BOXES: Readonly<Record<Box, string>> = {
  ALL: 'true',
  MINE: 'exists (select from release_author a where a.release_id = q.release_id and a.actor_id = $1)',
  TODO: `q.state = 'OPEN' and not exists (select from release_author a where a.release_id = q.release_id and a.actor_id = $1)
    and not exists (select from approval_decision d where d.request_id = q.id and d.decided_by = $1)
    and exists (select from approval_step s where s.request_id = q.id and s.approver_tenant_id = $2 and s.met_at is null
      and (s.person_id is null or s.person_id = $1)
      and not exists (select from approval_step e where e.request_id = s.request_id and e.stage < s.stage and e.met_at is null))`,
};

export const approvals =
  ({ box, text, page }: PageOf & { box: Box }) =>
  (about: About): BareList => {
    const { tenant, person } = about;
    const seen = `(${own(about, 'q.tenant_id')} or ${own(about, 'q.approver_tenant_id')})`;
    const values = [person, tenant, ...(text === undefined ? [] : [like(text)])];
    const from = 'from approval_request q join release r on r.id = q.release_id';
    const where = `where $1::uuid is not null and $2::uuid is not null and ${seen} and ${BOXES[box]} and ${
      text === undefined ? 'true' : '(r.title ilike $3 or r.campaign_number ilike $3)'
    }`;
    const due = `(select min(s.due_at) from approval_step s where s.request_id = q.id and s.met_at is null and q.state = 'OPEN')`;
    const pressing = `least(coalesce(${due}, q.submitted_at + make_interval(days => ${String(DAYS_TO_DO.APPROVE)})), r.starts_at), r.campaign_id`;
    return {
      rows: statement(
        `select q.id, q.tenant_id, t.code, t.kind as tenant_kind, t.name_zh, t.name_en, q.approver_tenant_id, a.kind as approver_kind, a.name_zh as approver_zh,
          a.name_en as approver_en, r.id as release_id, r.state as release_state, r.kind, r.campaign_id, r.campaign_number, r.version_id, r.title, q.hash, q.state,
          q.note, q.required, q.submitted_by_name, q.submitted_at, q.closed_at, r.starts_at, r.ends_at, r.overtaken_at, d.outcome, d.reason, d.decided_by_name,
          d.decided_at, d.hash as decided_hash, ${due} as due_at,
          exists (select from approval_opening o where o.request_id = q.id and o.person_id = $1 and o.hash = q.hash) as is_opened,
          exists (select from approval_copy k where k.request_id = q.id and k.to_tenant_id = $2 and (k.person_id = $1 or k.role = 'OPERATOR')) as is_copied
        ${from} join tenant t on t.id = q.tenant_id join tenant a on a.id = q.approver_tenant_id
        left join lateral (select * from approval_decision d where d.request_id = q.id order by d.decided_at desc, d.id desc limit 1) d on true
        ${where} order by ${box === 'TODO' ? pressing : 'q.submitted_at desc'}, q.id ${paged(page)}`,
        ...values,
      ),
      counts: [statement(`select count(*) ${from} ${where}`, ...values)],
    };
  };

export const lists =
  ({ text }: PageOf) =>
  (about: About): BareList => {
    const where = `where l.archived_at is null and ${own(about, 'l.tenant_id')} and ${text === undefined ? 'true' : 'l.name ilike $1'}`;
    const values = text === undefined ? [] : [like(text)];
    return {
      rows: statement(
        `select l.id, l.name, l.purpose, l.created_at, t.id as tenant_id, t.code, t.name_zh, t.name_en, v.version, v.size, v.created_at as updated_at, v.created_by_name
        from customer_list l join tenant t on t.id = l.tenant_id
        join list_version v on v.list_id = l.id and not exists (select from list_version n where n.list_id = l.id and n.version > v.version)
        ${where} order by v.created_at desc, l.id ${paged()}`,
        ...values,
      ),
      counts: [statement(`select count(*) from customer_list l ${where}`, ...values)],
    };
  };

export const listImports = (about: About): BareList => ({
  rows: statement(
    `select i.*, t.code, t.name_zh, t.name_en, l.name as list_name_now, v.version, v.report from list_import i join tenant t on t.id = i.tenant_id
    left join customer_list l on l.id = i.list_id left join list_version v on v.id = i.version_id where ${own(about, 'i.tenant_id')} order by i.created_at desc, i.id ${paged()}`,
  ),
  counts: [statement(`select count(*) from list_import i where ${own(about, 'i.tenant_id')}`)],
});

export const points = (about: About): BareList => {
  const end = 'least(pl.ends_at, r.overtaken_at)';
  return {
    rows: statement(
      `select p.id, p.*, h.name_zh as channel_zh, h.name_en as channel_en, coalesce(n.live, 0), coalesce(n.scheduled, 0),
        exists (select from point_fallback f where f.point_id = p.id and f.state = 'PROPOSED')
      from marketing_point p join channel h on h.code = p.channel
      left join (select pl.point_id, count(*) filter (where pl.starts_at <= now()) as live, count(*) filter (where pl.starts_at > now()) as scheduled
        from release r join placement pl on pl.version_id = r.version_id
        where ${own(about, 'r.tenant_id')} and r.state = 'APPROVED' and ${end} > now() and (r.overtaken_at is null or r.overtaken_at > pl.starts_at) group by 1) n on n.point_id = p.id
      order by h.position, p.code`,
    ),
    engine: about.isProvince
      ? []
      : [
          statement(
            `select p.value ->> 'point', count(*) from release r join tenant t on t.id = r.tenant_id and t.kind = 'PROVINCE'
            cross join lateral jsonb_array_elements(r.text::jsonb -> 'placements') p where r.kind = 'STANDARD_PLACEMENT' and r.ends_at > now() group by 1`,
          ),
        ],
  };
};

export const upcoming = (about: About): BareList => ({
  rows: statement(
    `select u.* from (
      select r.id, 'GOES_LIVE' as happens, r.starts_at as at, r.kind, r.campaign_id, r.campaign_number, r.title, t.kind as tenant_kind, t.name_zh, t.name_en
      from release r join tenant t on t.id = r.tenant_id where ${own(about, 'r.tenant_id')} and r.state = 'APPROVED' and r.kind <> 'STANDARD' and r.starts_at > now() and r.starts_at <= now() + interval '7 days'
      union all select r.id, 'ENDS', least(r.ends_at, r.overtaken_at), r.kind, r.campaign_id, r.campaign_number, r.title, t.kind, t.name_zh, t.name_en
      from release r join tenant t on t.id = r.tenant_id where ${own(about, 'r.tenant_id')} and r.state = 'APPROVED' and r.kind <> 'STANDARD'
        and least(r.ends_at, r.overtaken_at) > now() and least(r.ends_at, r.overtaken_at) <= now() + interval '7 days') u
    order by u.at limit 50`,
  ),
});
