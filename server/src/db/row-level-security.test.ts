import { actorId } from '@xietong/shared/tenants';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool, PoolClient } from 'pg';
import { createDemoWorld } from '../testing/demo-world';
import type { DemoWorld } from '../testing/demo-world';

interface Table {
  readonly name: string;
  /** The column that says whose row it is. */
  readonly column: string;
  readonly columns: readonly string[];
}

/** Tables in which the demo leaves a city nothing of its own. */
const PROVINCE_ONLY = [
  'approval_policy',
  'attribute_definition',
  'audit_check',
  'audit_sample',
  'audit_sample_item',
  'channel_key',
  'check_dictionary',
  'check_dictionary_draft',
  'marketing_point',
  'point_fallback',
  'saved_view',
  'saving_unit',
  'standard_campaign',
  'standard_placement',
  'standard_version',
  'subscriber_import',
];

let world: DemoWorld;
let owner: Pool;
let nanjing: string;
let wuxi: string;
let tables: Table[];

beforeAll(async () => {
  world = await createDemoWorld();
  owner = world.database.owner.$client;
  nanjing = world.as('NJ-OPS-01').actor.tenant.id;
  wuxi = world.as('WX-OPS-01').actor.tenant.id;
  const reader = world.as('NJ-OPS-01');
  await world.composition.services.notificationService.markAllRead(reader);
  await world.composition.services.workbenchService.visit(reader);
  const { rows: running } = await owner.query<{ id: string }>(
    `select id from release where tenant_id = $1 and kind = 'LOCAL' and state = 'APPROVED' and ends_at > now() limit 1`,
    [nanjing],
  );
  // A stop leaves its review.
  const stopped = { releaseId: running[0]?.id ?? '', reason: 'x' };
  await world.composition.services.takedownService.takeDown(reader, stopped);
  await world.composition.auditLog.sequencer.run('NOW');
  await owner.query(
    `insert into propagation_item (id, tenant_id, standard_campaign_id, standard_version_id, local_campaign_id, mode, pushed_at)
     select gen_random_uuid(), local.tenant_id, base.campaign_id, base.id, local.id, 'OPTIONAL', now()
     from local_campaign local join standard_version base on base.campaign_id = local.base_campaign_id
     where local.tenant_id = $1 limit 1`,
    [nanjing],
  );
  await owner.query(
    `insert into approval_copy (id, tenant_id, request_id, to_tenant_id, role, at)
     select gen_random_uuid(), tenant_id, id, tenant_id, 'OPERATOR', now() from approval_request where tenant_id = $1 limit 1`,
    [nanjing],
  );
  await owner.query(
    `insert into approval_opening (tenant_id, person_id, request_id, hash, opened_at)
     select tenant_id, $2, id, hash, now() from approval_request where tenant_id = $1 limit 1`,
    [nanjing, actorId(reader.actor)],
  );
  await owner.query(
    `insert into disclosure (id, tenant_id, number, kind, list_version_id, title, purpose, purpose_note, recipient, hours,
       max_downloads, rows, missing, state, asked_by, asked_by_name, asked_at)
     select gen_random_uuid(), tenant_id, 'SQ-NJ', 'LIST', id, 'x', 'OTHER', 'x', 'x', 24, 1, 1, 0, 'ASKED', $2, 'x', now()
     from list_version where tenant_id = $1 limit 1`,
    [nanjing, actorId(reader.actor)],
  );
  // Authorised and used once: by whom is not the matter here.
  await owner.query(`
    alter table disclosure disable trigger disclosure_guard;
    update disclosure set state = 'AUTHORISED', decided_by = gen_random_uuid(), decided_by_name = 'x', decided_at = asked_at,
      expires_at = asked_at + interval '1 day';
    alter table disclosure enable trigger disclosure_guard;
    insert into disclosure_use (id, tenant_id, disclosure_id, state, used_by, used_by_name, started_at)
      select gen_random_uuid(), tenant_id, id, 'STARTED', asked_by, 'x', asked_at from disclosure`);
  await owner.query(
    `with found as (
       insert into audit_finding (id, tenant_id, noted_tenant_id, number, title, text, severity, evidence, owner_id, owner_name,
         due_at, state, row_version, noted_by, noted_by_name, noted_at, state_since)
       select gen_random_uuid(), $1, $1, 'SJ-NJ', 'x', 'x', 'LOW', '[]', $2, 'x', now(), 'OPEN', 1, gen_random_uuid(), 'x', now(), now()
       returning id, tenant_id)
     insert into audit_finding_step (id, tenant_id, finding_id, step, text, by_id, by_name, at)
     select gen_random_uuid(), tenant_id, id, 'NOTED', 'x', gen_random_uuid(), 'x', now() from found`,
    [nanjing, actorId(reader.actor)],
  );
  const { rows } = await owner.query<Table>(`
    select c.relname as name,
      case c.relname when 'tenant' then 'id' when 'subscriber' then 'home_tenant_id' else 'tenant_id' end as column,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'tenant' or exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id'))
    order by c.relname`);
  tables = rows;
}, 120_000);
afterAll(() => world.database.close());

/** Runs one statement of a role in a transaction that is undone; an error is its SQLSTATE. */
async function attempt(
  role: 'app' | 'engine' | 'auth',
  tenant: string | null,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: number } | { refused: string }> {
  const client: PoolClient = await world.database[role].$client.connect();
  try {
    await client.query('begin');
    if (tenant !== null) await client.query(`select set_config('app.tenant', $1, true)`, [tenant]);
    return { rows: (await client.query(text, values)).rowCount ?? 0 };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { refused: String(error.code) };
    throw error;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const NOTHING = [{ rows: 0 }, { refused: '42501' }];

describe('the app role in Wuxi', () => {
  it('is tried on tables that hold rows of Nanjing', async () => {
    const empty: string[] = [];
    for (const { name, column } of tables) {
      const { rowCount } = await owner.query(`select 1 from ${name} where ${column} = $1 limit 1`, [nanjing]);
      if (rowCount === 0) empty.push(name);
    }
    expect(empty.sort()).toEqual([...PROVINCE_ONLY].sort());
  });

  it('reads no row of Nanjing', async () => {
    for (const { name, column } of tables.filter((table) => table.name !== 'tenant'))
      expect(NOTHING, name).toContainEqual(
        await attempt('app', wuxi, `select 1 from ${name} where ${column} = $1`, [nanjing]),
      );
  });

  it('finds no row of Nanjing by what its own rows point to', async () => {
    const { rows } = await owner.query<{ id: string }>('select id from release where tenant_id = $1', [
      nanjing,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    for (const text of [
      'select 1 from release where id = any ($1)',
      'select 1 from approval_request where release_id = any ($1)',
      'select 1 from release_author where release_id = any ($1)',
    ])
      expect(await attempt('app', wuxi, text, [rows.map(({ id }) => id)])).toEqual({ rows: 0 });
  });

  it('writes no row for Nanjing', async () => {
    for (const { name, column } of tables) {
      const { rows } = await owner.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t order by (${column} = $1) desc limit 1`,
        [nanjing],
      );
      const row = rows[0]?.row;
      if (row === undefined) continue;
      const text = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1::jsonb || jsonb_build_object('${column}', $2::text))`;
      const answer = await attempt('app', wuxi, text, [row, nanjing]);
      // A guard of the table may speak before its policy does.
      expect([{ refused: '42501' }, { refused: '23514' }], name).toContainEqual(answer);
    }
  });

  it('changes no row of Nanjing, and gives none of its own away', async () => {
    for (const { name, column, columns } of tables) {
      for (const each of columns)
        expect(NOTHING, `${name}.${each}`).toContainEqual(
          await attempt('app', wuxi, `update ${name} set "${each}" = "${each}" where ${column} = $1`, [
            nanjing,
          ]),
        );
      expect(NOTHING, name).toContainEqual(
        await attempt('app', wuxi, `update ${name} set ${column} = $1 where ${column} = $2`, [nanjing, wuxi]),
      );
    }
  });

  it('deletes no row of Nanjing', async () => {
    for (const { name, column } of tables)
      expect(NOTHING, name).toContainEqual(
        await attempt('app', wuxi, `delete from ${name} where ${column} = $1`, [nanjing]),
      );
  });

  it('neither changes nor deletes what is audited, decided, released or counted among its own', async () => {
    for (const name of [
      'audit_event',
      'audit_log_entry',
      'approval_decision',
      'release_author',
      'list_member',
      'event',
      'metric_day',
    ]) {
      expect(NOTHING, name).toContainEqual(await attempt('app', wuxi, `delete from ${name}`));
      expect(NOTHING, name).toContainEqual(
        await attempt('app', wuxi, `update ${name} set tenant_id = tenant_id`),
      );
    }
    expect(await attempt('app', wuxi, `update release set text = text`)).toEqual({ refused: '42501' });
  });

  it('publishes nothing to the other cities', async () => {
    const { rows } = await owner.query<{ row: string }>(
      `select to_jsonb(t)::text as row from standard_version t where published_at is not null limit 1`,
    );
    const text = `insert into standard_version select * from jsonb_populate_record(null::standard_version, $1::jsonb || jsonb_build_object('tenant_id', $2::text))`;
    expect(await attempt('app', wuxi, text, [rows[0]?.row, wuxi])).toEqual({ refused: '42501' });
  });
});

describe('what is one person’s', () => {
  /** Counts rows as somebody of Nanjing. */
  async function countAs(person: string | null, table: string): Promise<number> {
    const client = await world.database.app.$client.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenant', $1, true), set_config('app.actor', $2, true)`, [
        nanjing,
        person ?? '',
      ]);
      return (await client.query(`select 1 from ${table}`)).rowCount ?? 0;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it('is seen by no colleague, nor by a transaction that names nobody', async () => {
    const reader = actorId(world.as('NJ-OPS-01').actor);
    const colleague = actorId(world.as('NJ-OPS-02').actor);
    for (const table of ['notification_read', 'workbench_mark']) {
      expect(await countAs(reader, table), table).toBeGreaterThan(0);
      expect(await countAs(colleague, table), table).toBe(0);
      expect(await countAs(null, table), table).toBe(0);
    }
    const addressed = `notification where person_id = '${reader}'`;
    expect(await countAs(reader, addressed)).toBeGreaterThan(0);
    expect(await countAs(colleague, addressed)).toBe(0);
  });

  it('is told by a city to itself and to its province alone', async () => {
    const { rows } = await owner.query<{ row: string; province: string }>(
      `select to_jsonb(n)::text as row, t.parent_id as province from notification n join tenant t on t.id = n.tenant_id
       where n.tenant_id = $1 and n.role is not null limit 1`,
      [nanjing],
    );
    const text = `insert into notification select * from jsonb_populate_record(null::notification,
      $1::jsonb || jsonb_build_object('id', gen_random_uuid(), 'tenant_id', $2::text, 'from_tenant_id', $3::text))`;
    const tell = (to: string | undefined, from: string) =>
      attempt('app', wuxi, text, [rows[0]?.row, to, from]);
    expect(await tell(wuxi, wuxi)).toEqual({ rows: 1 });
    expect(await tell(rows[0]?.province, wuxi)).toEqual({ rows: 1 });
    expect(await tell(nanjing, wuxi)).toEqual({ refused: '42501' });
    expect(await tell(wuxi, nanjing)).toEqual({ refused: '42501' });
  });
});

describe('the app role without a tenant', () => {
  it.each([null, ''])('sees no row of any table (%j)', async (tenant) => {
    const { rows } = await owner.query<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`);
    for (const { name } of rows)
      expect(NOTHING, name).toContainEqual(await attempt('app', tenant, `select 1 from ${name}`));
  });

  it('carries no tenant over from the transaction before', async () => {
    const client = await world.database.app.$client.connect();
    await client.query(`begin; select set_config('app.tenant', '${nanjing}', true); commit`);
    const { rowCount } = await client.query('select 1 from local_campaign');
    client.release();
    expect(rowCount).toBe(0);
  });
});

describe('the province', () => {
  it('reads its cities’ rows and writes none in their name', async () => {
    const province = world.as('JS-OPS-01').actor.tenant.id;
    for (const name of ['local_campaign', 'placement', 'customer_list', 'release'])
      expect(
        await attempt('app', province, `select 1 from ${name} where tenant_id = $1 limit 1`, [nanjing]),
        name,
      ).toEqual({ rows: 1 });
    for (const name of ['local_campaign', 'placement', 'customer_list'])
      expect(
        await attempt('app', province, `update ${name} set created_at = created_at where tenant_id = $1`, [
          nanjing,
        ]),
        name,
      ).toEqual({ rows: 0 });
  });
});

describe('the engine role', () => {
  const READS = [
    'asset',
    'channel',
    'channel_key',
    'config_revision',
    'list_member',
    'list_version',
    'marketing_point',
    'release',
    'subscriber_offer',
    'tenant',
  ];

  it('reads released rows alone', async () => {
    const seen = await world.database.engine.$client.query<{ kind: string; state: string }>(
      'select distinct kind, state from release',
    );
    expect(seen.rows.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'LOCAL APPROVED',
      'STANDARD_PLACEMENT APPROVED',
    ]);
    const released = await owner.query('select 1 from list_version where released_at is not null');
    expect(await attempt('engine', null, 'select 1 from list_version')).toEqual({ rows: released.rowCount });
    expect(await attempt('engine', null, 'select 1 from list_version where released_at is null')).toEqual({
      rows: 0,
    });
  });

  it('reads no other table, and of a customer never the number', async () => {
    const { rows } = await owner.query<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    for (const { name } of rows) {
      if (READS.includes(name)) continue;
      expect(await attempt('engine', nanjing, `select * from ${name}`), name).toEqual({ refused: '42501' });
    }
    expect(await attempt('engine', null, 'select number_encrypted from subscriber')).toEqual({
      refused: '42501',
    });
  });

  it('writes nothing', async () => {
    for (const name of READS)
      expect(await attempt('engine', null, `delete from ${name}`), name).toEqual({ refused: '42501' });
  });
});

describe('the auth role', () => {
  const READS = [
    'auth_account',
    'auth_lockout',
    'auth_session',
    'auth_user',
    'auth_verification',
    'city_function',
    'duty',
    'person',
    'tenant',
  ];

  it('reads sign-ins, people and tenants alone', async () => {
    const { rows } = await owner.query<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    for (const { name } of rows) {
      const answer = await attempt('auth', nanjing, `select 1 from ${name}`);
      if (READS.includes(name)) expect(answer, name).toHaveProperty('rows');
      else expect(answer, name).toEqual({ refused: '42501' });
    }
  });

  it('adds to the audit log and changes nothing in it', async () => {
    expect(await attempt('auth', null, `delete from audit_event`)).toEqual({ refused: '42501' });
    expect(await attempt('auth', null, `update person set name = name`)).toEqual({ refused: '42501' });
  });
});
