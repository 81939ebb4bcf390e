import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describePolicies } from '../testing/policy-matrix';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.$client.query(`select ensure_event_partitions('2026-11-01', '2026-11-03')`);
});
afterAll(() => database.close());

const rows = async <T extends object>(query: string): Promise<T[]> =>
  (await database.owner.$client.query<T>(query)).rows;

/** The cells of a table's rows, however wide the columns are written. */
function cellsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

describe('the record of row-level security', () => {
  it('says what the catalogue says', async () => {
    const record = readFileSync(new URL('../../adr/0002-row-level-security.md', import.meta.url), 'utf8');
    expect(cellsOf(record)).toEqual(cellsOf(await describePolicies(database.owner.$client)));
  });
});

/** Each has the policy of its table in its own text (server/adr/0020, 0029). */
const LENDING = [
  'audit_count_terms',
  'audit_find_actors',
  'audit_find_terms',
  'audit_remove_segment',
  'blocked_customers',
  'list_blocked',
  'release_is_listed',
];

describe('the catalogue', () => {
  it('has row-level security on every table and partition', async () => {
    const open = await rows(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
    );
    expect(open).toEqual([]);
  });

  it('lets nobody reach a partition past its table', async () => {
    const reached = await rows(`
      select c.relname, r.rolname from pg_class c cross join pg_roles r
      where c.relispartition and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and r.rolname in ('xietong_app', 'xietong_engine', 'xietong_auth')
        and has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')`);
    expect(reached).toEqual([]);
  });

  it('has no policy that closes what another opens, and none for everybody', async () => {
    const odd = await rows(
      `select tablename, policyname from pg_policies where schemaname = 'public' and (permissive <> 'PERMISSIVE' or 'public' = any (roles))`,
    );
    expect(odd).toEqual([]);
  });

  it('has serving roles that cannot step around it', async () => {
    const mighty = await rows(`
      select rolname from pg_roles where rolname in ('xietong_app', 'xietong_engine', 'xietong_auth')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`);
    const members = await rows(`
      select m.rolname as member, r.rolname as of from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
      where m.rolname in ('xietong_app', 'xietong_engine', 'xietong_auth')`);
    const owners = await rows(`
      select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      where c.relnamespace = 'public'::regnamespace and r.rolname <> 'xietong_owner'`);
    expect({ mighty, members, owners }).toEqual({ mighty: [], members: [], owners: [] });
  });

  it('lends its owner’s rights by the declared functions alone, and has no view and nothing for PUBLIC', async () => {
    const lent = await rows(`
      select proname, proconfig @> '{"search_path=pg_catalog, public, pg_temp"}' as fixed, has_function_privilege('public', oid, 'EXECUTE') as open,
        array(select rolname::text from pg_roles where rolname in ('xietong_app', 'xietong_engine', 'xietong_auth')
          and has_function_privilege(rolname, p.oid, 'EXECUTE')) as to
      from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef order by 1`);
    const views = await rows(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
    );
    const granted = await rows(`
      select c.relname from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'public'::regnamespace and a.grantee = 0`);
    const schema = await rows(
      `select privilege_type from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'public' and a.grantee = 0`,
    );
    const safe = { fixed: true, open: false, to: ['xietong_app'] };
    expect(lent).toEqual(LENDING.map((proname) => ({ proname, ...safe })));
    expect({ views, granted, schema }).toEqual({ views: [], granted: [], schema: [] });
  });

  it('lets nobody truncate, refer to or put triggers on a table', async () => {
    const rights = await rows(`
      select c.relname, r.rolname from pg_class c cross join pg_roles r
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and r.rolname in ('xietong_app', 'xietong_engine', 'xietong_auth')
        and has_table_privilege(r.oid, c.oid, 'TRUNCATE, REFERENCES, TRIGGER')`);
    expect(rights).toEqual([]);
  });
});
