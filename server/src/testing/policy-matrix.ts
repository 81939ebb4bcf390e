import type { Pool } from 'pg';

/** Roles that serve; the owner migrates and is not among them. */
const SERVING = ['xietong_app', 'xietong_engine', 'xietong_auth'] as const;
const COMMANDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** Words for the conditions that policies are made of. An unknown condition must get its word first. */
const WORDS: Readonly<Record<string, string>> = {
  true: 'all',
  '(SELECT app_is_province() AS app_is_province)': 'province',
  '((SELECT app_tenant() AS app_tenant) IS NOT NULL)': 'any tenant',
  "(((SELECT app_tenant() AS app_tenant) IS NOT NULL) AND (state = 'CONFIRMED'::text))": 'confirmed',
  '(version_id IN (SELECT standard_version.id FROM standard_version WHERE (standard_version.published_at IS NOT NULL)))':
    'of a published standard',
  '(tenant_id = (SELECT app_tenant() AS app_tenant))': 'own',
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (SELECT app_is_province() AS app_is_province))':
    'own or province',
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (SELECT app_is_province() AS app_is_province))':
    'own, province only',
  "((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (state = 'ASKED'::text))": 'own, undecided',
  "((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (state = 'WITHDRAWN'::text))": 'own, withdrawn',
  "((SELECT app_is_province() AS app_is_province) AND (base_campaign_id IS NOT NULL) AND (id IN (SELECT policy_exception.local_campaign_id FROM policy_exception WHERE ((policy_exception.kind = 'DETACHMENT'::text) AND (policy_exception.state = 'GRANTED'::text)))))":
    'province, to be detached',
  '((SELECT app_is_province() AS app_is_province) AND (base_campaign_id IS NULL) AND (detached_at IS NOT NULL))':
    'province, detached',
  "((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (SELECT app_is_province() AS app_is_province) AND (state = 'PROPOSED'::text) AND (proposed_by = (SELECT app_actor() AS app_actor)))":
    "the actor's proposal, province only",
  "((state = 'IN_FORCE'::text) AND ((SELECT app_tenant() AS app_tenant) IS NOT NULL))": 'in force',
  '(((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (SELECT app_is_province() AS app_is_province)) AND (concluded_by = (SELECT app_actor() AS app_actor)) AND (concluded_by_tenant_id = (SELECT app_tenant() AS app_tenant)))':
    "the actor's conclusion",
  '((SELECT app_is_province() AS app_is_province) AND (concluded_at IS NULL) AND (SELECT (EXISTS (SELECT FROM machine_actor m WHERE (m.id = app_actor()))) AS "exists"))':
    "province's machine, not concluded",
  '(home_tenant_id = (SELECT app_tenant() AS app_tenant))': 'home city',
  '((SELECT app_is_province() AS app_is_province) AND (corrected_by IS NOT NULL))': 'province, a correction',
  '((SELECT app_is_province() AS app_is_province) AND (release_id IN (SELECT release.id FROM release WHERE (release.corrected_by IS NOT NULL))))':
    'province, of a correction',
  "((SELECT app_is_province() AS app_is_province) AND (state = 'APPROVED'::text))": 'province, approved',
  "((SELECT app_is_province() AS app_is_province) AND (version_id IN (SELECT local_version.id FROM local_version WHERE (local_version.state = 'APPROVED'::text))))":
    'province, of an approved version',
  '((decided_by_tenant_id = (SELECT app_tenant() AS app_tenant)) AND ((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (SELECT app_is_province() AS app_is_province)))':
    'decided by own, of own or province',
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (id IN (SELECT duty.person_id FROM duty WHERE (duty.tenant_id = (SELECT app_tenant() AS app_tenant)))))':
    'own, or has a duty in own',
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (person_tenant_id = (SELECT app_tenant() AS app_tenant)))':
    'own, or of own people',
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (person_tenant_id = (SELECT app_tenant() AS app_tenant)))':
    'own, of own people',
  '((published_at IS NOT NULL) AND ((SELECT app_tenant() AS app_tenant) IS NOT NULL))': 'published',
  '(id IN (SELECT standard_version.campaign_id FROM standard_version WHERE (standard_version.published_at IS NOT NULL)))':
    'published',
  '(tenant_id IN (SELECT tenant.parent_id FROM tenant WHERE (tenant.id = (SELECT app_tenant() AS app_tenant))))':
    "own province's",
  "((state = 'APPROVED'::text) AND (kind <> 'STANDARD'::text))": 'approved and shown',
  "(state = 'APPROVED'::text)": 'approved',
  '(released_at IS NOT NULL)': 'released',
  '(list_version_id IN (SELECT list_version.id FROM list_version WHERE (list_version.released_at IS NOT NULL)))':
    'of a released list',
  "((purpose = 'BLOCKLIST'::text) AND (archived_at IS NULL))": 'blocklists in use',
  '(revoked_at IS NULL)': 'not revoked',
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (SELECT app_is_province() AS app_is_province) AND (person_id = (SELECT app_actor() AS app_actor)))':
    "the actor's, province only",
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (person_id = (SELECT app_actor() AS app_actor)))':
    "the actor's",
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (asked_by = (SELECT app_actor() AS app_actor)))':
    "the actor's request",
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (used_by = (SELECT app_actor() AS app_actor)))':
    "the actor's use",
  '(((tenant_id = (SELECT app_tenant() AS app_tenant)) AND (owner_id = (SELECT app_actor() AS app_actor))) OR ((SELECT follows_findings() AS follows_findings) AND ((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (SELECT app_is_province() AS app_is_province))))':
    'the owner or auditors',
  '((noted_tenant_id = (SELECT app_tenant() AS app_tenant)) AND (noted_by = (SELECT app_actor() AS app_actor)) AND (SELECT audits_here() AS audits_here))':
    "an auditor's own",
  '(finding_id IN (SELECT audit_finding.id FROM audit_finding))': 'of a finding that is seen',
  '((by_id = (SELECT app_actor() AS app_actor)) AND (finding_id IN (SELECT audit_finding.id FROM audit_finding)))':
    "the actor's, of a finding that is seen",
  '((tenant_id = (SELECT app_tenant() AS app_tenant)) AND ((person_id IS NULL) OR (person_id = (SELECT app_actor() AS app_actor))))':
    'own, to all or the actor',
  '((from_tenant_id = (SELECT app_tenant() AS app_tenant)) AND ((tenant_id = (SELECT app_tenant() AS app_tenant)) OR (SELECT app_is_province() AS app_is_province) OR (tenant_id IN (SELECT tenant.parent_id FROM tenant WHERE (tenant.id = (SELECT app_tenant() AS app_tenant))))))':
    'from own to own, its province, as province to all',
};

interface Cell {
  table: string;
  role: string;
  command: (typeof COMMANDS)[number];
  /** Columns that may be written where not all may; empty = all. */
  columns: string[];
  policies: { using: string | null; check: string | null }[];
}

const CELLS = `
  select c.relname as "table", r.rolname as role, command,
    case when has_table_privilege(r.oid, c.oid, command) then '{}'
      else array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(r.oid, c.oid, a.attnum, command) order by a.attname) end as columns,
    coalesce((select json_agg(json_build_object('using', p.qual, 'check', p.with_check) order by p.policyname)
      from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
        and r.rolname = any (p.roles) and p.cmd in (command, 'ALL')), '[]') as policies
  from pg_class c cross join unnest($1::text[]) command
    cross join (select oid, rolname from pg_roles where rolname = any ($2)) r
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and case when command = 'DELETE' then has_table_privilege(r.oid, c.oid, command)
      else has_any_column_privilege(r.oid, c.oid, command) end
  order by c.relname`;

function wordOf(condition: string): string {
  const plain = condition.replace(/\s+/g, ' ').replaceAll('( SELECT', '(SELECT');
  return WORDS[plain] ?? `?? ${plain}`;
}

/** What a command is let through by: of several policies each one opens the door. */
function describeCell({ command, columns, policies }: Cell): string {
  const words = policies.map(({ using, check }) => {
    const read = using === null ? null : wordOf(using);
    const written = check === null ? read : wordOf(check);
    if (command === 'INSERT') return written ?? 'nothing';
    if (command !== 'UPDATE' || written === read) return read ?? 'nothing';
    return `${read ?? 'nothing'} → ${written ?? 'nothing'}`;
  });
  const what = words.length === 0 ? 'nothing' : [...new Set(words)].join(' / ');
  return columns.length === 0 ? what : `${what}; only ${columns.join(', ')}`;
}

/** Who may do what to which rows, as the catalogue says it: a Markdown table. */
export async function describePolicies(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Cell>(CELLS, [COMMANDS, SERVING]);
  const tables = [...new Set(rows.map((row) => row.table))];
  const lines = tables.flatMap((table) =>
    SERVING.flatMap((role) => {
      const cells = COMMANDS.map((command) =>
        rows.find((row) => row.table === table && row.role === role && row.command === command),
      );
      if (cells.every((cell) => cell === undefined)) return [];
      const texts = cells.map((cell) => (cell ? describeCell(cell) : '–'));
      return [`| ${table} | ${role.replace('xietong_', '')} | ${texts.join(' | ')} |`];
    }),
  );
  return [
    '| table | role | select | insert | update | delete |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
