/** The same of lists of people, of what they ask, find and are told, and of customers, events and the audit log. */
import { own } from './console-bare';
import type { About, BareList } from './console-bare';
import type { Statement } from './statement-recorder';

const statement = (text: string, ...values: unknown[]): Statement => ({ text, values });
const PAGE = 'limit 20';

export const people = (): BareList => {
  const from = 'from person p join tenant t on t.id = p.tenant_id where p.disabled_at is null';
  return {
    rows: statement(
      `select p.id, p.staff_id, p.name, p.disabled_at, t.id as tenant_id, t.code, t.kind, t.name_zh, t.name_en ${from} order by t.code, p.staff_id ${PAGE}`,
    ),
    beside: (ids) => [
      statement(
        `select d.id, d.person_id, d.role, t.id as tenant_id, t.code, t.kind, t.name_zh, t.name_en from duty d join tenant t on t.id = d.tenant_id
        where d.person_id = any ($1) and d.valid_from <= now() and (d.valid_until is null or d.valid_until > now()) order by d.valid_from, d.id`,
        ids,
      ),
    ],
    counts: [statement(`select count(*) ${from}`)],
    auth: (rows) => {
      const names = rows.map(({ staff_id: name }) => String(name));
      return [
        statement(
          'select username, last_sign_in_at, must_change_password, password_changed_at from auth_user where username = any ($1)',
          names.map((name) => name.toLowerCase()),
        ),
        statement(
          'select username, locked_until from auth_lockout where username = any ($1) and locked_until > now()',
          names,
        ),
      ];
    },
  };
};

export const exceptions = ({ things: { standard } }: About): BareList => ({
  rows: statement(
    `select x.id, x.*, t.code, t.name_zh, t.name_en, c.number, v.title from policy_exception x join local_campaign c on c.id = x.local_campaign_id
    join tenant t on t.id = x.tenant_id
    join local_version v on v.campaign_id = c.id and not exists (select from local_version n where n.campaign_id = c.id and n.version > v.version)
    where x.standard_campaign_id = $1 order by x.state <> 'ASKED', x.asked_at desc`,
    standard,
  ),
});

/** @param isOwn those that somebody asked for, which is all that an operator is shown */
export const disclosures =
  (isOwn: boolean) =>
  (about: About): BareList => {
    const { person } = about;
    const where = `where ${own(about, 'd.tenant_id')} and ${isOwn ? 'd.asked_by = $1' : '$1::uuid is not null'}`;
    return {
      rows: statement(
        `select d.id, d.*, v.list_id, t.name_zh, t.name_en,
          (select count(*) from disclosure_use u where u.disclosure_id = d.id and u.state = 'DONE') as done,
          (select count(*) from disclosure_use u where u.disclosure_id = d.id and u.state = 'BROKEN') as broken
        from disclosure d join tenant t on t.id = d.tenant_id left join list_version v on v.id = d.list_version_id
        ${where} order by d.asked_at desc, d.id desc ${PAGE}`,
        person,
      ),
      counts: [statement(`select count(*) from disclosure d ${where}`, person)],
    };
  };

export const findings = (about: About): BareList => ({
  rows: statement(
    `select f.id, f.*, t.code, t.name_zh, t.name_en from audit_finding f join tenant t on t.id = f.tenant_id where ${own(about, 'f.tenant_id')} order by f.noted_at desc, f.id desc ${PAGE}`,
  ),
  counts: [statement(`select count(*) from audit_finding f where ${own(about, 'f.tenant_id')}`)],
});

export const notifications = ({ tenant, person }: About): BareList => {
  const from = `from notification n left join notification_read k on k.notification_id = n.id and k.person_id = $2
    where n.tenant_id = $1 and (n.person_id = $2 or n.role = 'OPERATOR') and (n.actor_id <> $2 or n.import_id is not null)
      and n.at > now() - interval '90 days'`;
  return {
    rows: statement(
      `select n.id, n.*, t.name_zh, t.name_en, k.read_at ${from.replace('where', 'join tenant t on t.id = n.from_tenant_id where')} order by n.at desc, n.id ${PAGE}`,
      tenant,
      person,
    ),
    counts: [
      statement(
        `select count(*), count(*) filter (where k.read_at is null) as unread ${from}`,
        tenant,
        person,
      ),
    ],
  };
};

export const takedownReviews = (about: About): BareList => ({
  rows: statement(
    `select w.id, w.*, r.kind, r.campaign_id, r.campaign_number, r.title, (r.text::jsonb #>> '{subject,version}')::int as version, r.taken_down_by_name, r.taken_down_reason, t.kind as tenant_kind, t.name_zh, t.name_en,
      v.kind as reviewer_kind, v.name_zh as reviewer_zh, v.name_en as reviewer_en
    from takedown_review w join release r on r.id = w.release_id join tenant t on t.id = w.tenant_id join tenant v on v.id = w.reviewer_tenant_id where ${own(about, 'w.tenant_id')}
    order by w.opened_at desc, w.id ${PAGE}`,
  ),
  counts: [statement(`select count(*) from takedown_review w where ${own(about, 'w.tenant_id')}`)],
});

export const subscribers = (about: About): BareList => ({
  rows: statement(
    `select s.id, s.number_encrypted, s.external_id, s.attributes, s.updated_at, t.code, t.name_zh, t.name_en
    from subscriber s join tenant t on t.id = s.home_tenant_id where ${own(about, 's.home_tenant_id')} order by s.id ${PAGE}`,
  ),
  counts: [statement(`select count(*) from subscriber s where ${own(about, 's.home_tenant_id')}`)],
});

/** @param filter of days and, where it is given, a campaign */
export const events =
  ({ from, to, campaign }: { from: string; to: string; campaign?: string }) =>
  (about: About): BareList => {
    const where = `where ${own(about, 'e.tenant_id')} and e.day between $1 and $2 and ${campaign === undefined ? 'true' : 'e.campaign_number = $3'}`;
    const values = [from, to, ...(campaign === undefined ? [] : [campaign])];
    return {
      rows: statement(
        `select e.event_id as id, e.channel, e.type, e.at, e.received_at, t.code, t.name_zh, t.name_en, e.point, p.name_zh as point_zh, p.name_en as point_en, e.format,
          e.campaign_number, e.business, e.value_fen, e.fallback, e.demo, e.number_hash is not null
        from event e join tenant t on t.id = e.tenant_id left join marketing_point p on p.code = e.point
        ${where} order by e.at desc, e.channel desc, e.event_id desc ${PAGE}`,
        ...values,
      ),
      counts: [statement(`select coalesce(sum(e.count), 0) from metric_day e ${where}`, ...values)],
    };
  };

/** How each local campaign of a standard stands to its newest versions. */
export const board = ({ things: { standard } }: About): BareList => ({
  rows: statement(
    `select c.id, c.number, v.version, v.state, v.title, v.overrides, v.base_version_id, v.updated_by_name, v.updated_at, b.version as base, t.code, t.name_zh, t.name_en
    from local_campaign c
    join local_version v on v.campaign_id = c.id and not exists (select from local_version n where n.campaign_id = c.id and n.version > v.version)
    join standard_version b on b.id = v.base_version_id join tenant t on t.id = c.tenant_id
    where c.base_campaign_id = $1 and c.archived_at is null order by t.code, c.number`,
    standard,
  ),
  beside: (ids) => [
    statement(
      `select * from policy_exception where local_campaign_id = any ($1) and state = 'GRANTED' and expires_at > now()`,
      ids,
    ),
  ],
  counts: [
    statement(
      'select v.*, c.number from standard_version v join standard_campaign c on c.id = v.campaign_id where v.campaign_id = $1 and v.published_at is not null order by v.version desc limit 8',
      standard,
    ),
    statement(
      'select standard_version_id, local_campaign_id, waived_at, due_at from propagation_item where standard_campaign_id = $1',
      standard,
    ),
  ],
});

/** @param condition of an event `e`, with one value */
export const auditEvents =
  (condition?: { readonly sql: string; readonly value: string }) =>
  (about: About): BareList => {
    const where = `where ${own(about, 'e.tenant_id')} and ${condition?.sql ?? 'true'}`;
    const values = condition ? [condition.value] : [];
    return {
      rows: statement(
        `select e.id, e.at, t.code, t.name_zh, t.name_en, e.actor_kind, e.actor_name, e.act, e.subject_type, e.subject_id, e.campaign_id, e.result, e.code, e.request_id
        from audit_event e join tenant t on t.id = e.tenant_id ${where} order by e.at desc, e.id desc limit 50`,
        ...values,
      ),
      counts: [statement(`select count(*) from audit_event e ${where}`, ...values)],
    };
  };

/** Campaigns as an auditor picks one: those that something happened to last come first. */
export const auditedCampaigns = (about: About): BareList => ({
  rows: statement(
    `select c.id, c.kind, c.number, t.code, t.name_zh, t.name_en, e.at,
      case c.kind when 'LOCAL' then (select v.title from local_version v where v.campaign_id = c.id order by v.version desc limit 1)
        else (select v.title from standard_version v where v.campaign_id = c.id order by v.version desc limit 1) end as title
    from (${about.isProvince ? `select id, 'STANDARD' as kind, number, tenant_id from standard_campaign union all ` : ''}
      select id, 'LOCAL' as kind, number, tenant_id from local_campaign l where ${own(about, 'l.tenant_id')}) c join tenant t on t.id = c.tenant_id
    left join (select campaign_id, max(at) as at from audit_event a where ${own(about, 'a.tenant_id')} group by 1) e on e.campaign_id = c.id
    order by e.at desc nulls last, c.number desc ${PAGE}`,
  ),
});

export const auditChecks = (): BareList => ({
  rows: statement(
    `select c.id, c.*, (select e.canonical from audit_event e where e.subject_type = 'AuditEvent' and e.subject_id = c.id::text and e.act = 'audit.verify' order by e.at limit 1)
    from audit_check c order by c.started_at desc limit 20`,
  ),
});

export const auditSamples = (): BareList => ({
  rows: statement(
    `select s.id, s.*, (select count(i.outcome) from audit_sample_item i where i.sample_id = s.id),
      (select count(*) from audit_sample_item i where i.sample_id = s.id and i.outcome = 'OBJECTION')
    from audit_sample s order by s.drawn_at desc, s.id desc limit 100`,
  ),
});

/** @param filter of days */
export const savings =
  ({ from, to }: { from: string; to: string }) =>
  (about: About): BareList => ({
    rows: statement(
      `with unit as (select g.day, (select u.fen from saving_unit u where u.valid_from <= g.day order by u.valid_from desc, u.version desc limit 1) as fen
        from (select generate_series($1::date, $2::date, '1 day')::date as day) g)
      select to_char(m.day, 'YYYY-MM') || ' ' || t.code || ' ' || u.fen as id, min(m.day), max(m.day), t.name_zh, t.name_en, sum(m.count), u.fen, sum(m.count * u.fen)
      from metric_day m join unit u on u.day = m.day join tenant t on t.id = m.tenant_id
      where ${own(about, 'm.tenant_id')} and m.type = 'transaction' and m.day between $1 and $2 group by to_char(m.day, 'YYYY-MM'), t.id, u.fen
      order by to_char(m.day, 'YYYY-MM') desc, t.code, min(m.day)`,
      from,
      to,
    ),
  });
