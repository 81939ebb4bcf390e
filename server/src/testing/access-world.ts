import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '@xietong/shared/tenants';
import { systemIds } from '../platform/ids';
import { DEMO_PASSWORD, machineCall } from '../scenarios';
import type { Things } from './access-matrix';
import { createDemoWorld } from './demo-world';
import { cookiesOf } from './session-world';

const ROLES: Readonly<Record<string, Role>> = {
  O: 'OPERATOR',
  A: 'APPROVER',
  U: 'AUDITOR',
  Y: 'SYSTEM_ADMIN',
  S: 'SECURITY_ADMIN',
};
const PLACES = [
  { place: 'P', code: '320000' },
  { place: 'C', code: '320100' },
  { place: 'C', code: '320200' },
] as const;
/** The city whose functions are all revoked. */
const BARE_CITY = '320300';

export interface SignedIn {
  /** As in the matrix: `C:O`. */
  readonly mark: string;
  readonly city: string;
  readonly cookie: string;
}

/** The demo province with somebody signed in for every role in the province and in both cities. */
export async function createAccessWorld() {
  const world = await createDemoWorld();
  const owner = world.database.owner.$client;
  await owner.query(
    `update city_function set revoked_at = now() where tenant_id = (select id from tenant where code = $1)`,
    [BARE_CITY],
  );
  const people = [
    ...PLACES.flatMap(({ place, code }) =>
      Object.keys(ROLES).map((letter) => ({ mark: `${place}:${letter}`, letter, city: code })),
    ),
    { mark: 'X', letter: 'O', city: BARE_CITY },
  ];
  const signedIn: SignedIn[] = [];
  for (const { mark, letter, city } of people)
    signedIn.push({
      mark,
      city,
      cookie: await signIn(`${city}-${letter}`, ROLES[letter] ?? 'OPERATOR', city),
    });

  async function signIn(staffId: string, role: Role, city: string): Promise<string> {
    const seed = await machineCall(world.database.owner, 'SEED', systemIds.next());
    const { rows } = await owner.query<{ id: string }>('select id from tenant where code = $1', [city]);
    const duties = [{ tenantId: rows[0]?.id ?? '', role }];
    const { personService } = world.composition.services;
    await personService.createWithPassword(seed, { staffId, name: staffId, password: DEMO_PASSWORD, duties });
    const response = await world.app.request('/api/auth/sign-in/username', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: staffId, password: DEMO_PASSWORD }),
    });
    if (!response.ok) throw new Error(`sign-in answered ${String(response.status)}`);
    return cookiesOf(response);
  }

  async function one(text: string): Promise<string> {
    const { rows } = await owner.query<{ id: string }>(text);
    if (!rows[0]) throw new Error(`nothing found by: ${text}`);
    return rows[0].id;
  }
  const of = (code: string) => `tenant_id = (select id from tenant where code = '${code}')`;

  // Something of the city's that was stopped, and its review.
  const running = await one(
    `select id from release where ${of('320100')} and kind = 'LOCAL' and state = 'APPROVED' and ends_at > now() limit 1`,
  );
  await world.composition.services.takedownService.takeDown(world.as('NJ-OPS-01'), {
    releaseId: running,
    reason: 'NJ-OPS',
  });

  // A sample of the city's, for whoever has no business with it.
  await owner.query(
    `with drawn as (
       insert into audit_sample (id, tenant_id, purpose, strata, head_size, seed, population, size, drawn_by_name, drawn_at)
       select gen_random_uuid(), id, 'NJ-AUD', 'NONE', 1, 'x', 1, 1, 'NJ-AUD-01', now() from tenant where code = '320100' returning id, tenant_id)
     insert into audit_sample_item (sample_id, position, tenant_id, place, event_id)
     select drawn.id, 1, drawn.tenant_id, 0, e.id from drawn join lateral (select id from audit_event e where e.tenant_id = drawn.tenant_id limit 1) e on true`,
  );

  // A request for numbers in clear, of Nanjing's operator who is signed in here.
  await owner.query(
    `insert into disclosure (id, tenant_id, number, kind, list_version_id, title, purpose, purpose_note, recipient, hours,
       max_downloads, rows, missing, state, asked_by, asked_by_name, asked_at)
     select gen_random_uuid(), v.tenant_id, 'SQ-NJ', 'LIST', v.id, 'x', 'OTHER', 'x', 'x', 24, 1, 1, 0, 'ASKED', p.id, p.staff_id, now()
     from list_version v join tenant t on t.id = v.tenant_id, person p
     where t.code = '320100' and p.staff_id = '320100-O' limit 1`,
  );

  // A finding of the city's, for the operator who is signed in here.
  await owner.query(
    `insert into audit_finding (id, tenant_id, noted_tenant_id, number, title, text, severity, evidence, owner_id, owner_name,
       due_at, state, row_version, noted_by, noted_by_name, noted_at, state_since)
     select gen_random_uuid(), t.id, t.id, 'SJ-NJ', 'x', 'x', 'LOW', '[]', p.id, p.staff_id, now() + interval '9 days', 'OPEN', 1,
       gen_random_uuid(), 'x', now(), now()
     from tenant t, person p where t.code = '320100' and p.staff_id = '320100-O'`,
  );

  return {
    ...world,
    owner,
    signedIn,
    /** Somebody by mark and city. */
    who: (mark: string, city: string): SignedIn => {
      const found = signedIn.find((each) => each.mark === mark && each.city === city);
      if (!found) throw new Error(`nobody is ${mark} in ${city}`);
      return found;
    },
    /** Things of Nanjing and of the province. */
    existing: async (): Promise<Things> => ({
      approval: await one(`select id from approval_request where ${of('320100')} and state = 'OPEN'`),
      audit: await one(`select id from audit_event where ${of('320100')} limit 1`),
      sample: await one(`select id from audit_sample where ${of('320100')}`),
      list: await one(`select id from customer_list where ${of('320100')}`),
      listImport: await one(`select id from list_import where ${of('320100')}`),
      campaign: await one(
        `select campaign_id as id from local_version where ${of('320100')} and state = 'DRAFT'`,
      ),
      version: await one(`select id from local_version where ${of('320100')} and state = 'DRAFT'`),
      release: await one(`select id from release where ${of('320100')} limit 1`),
      review: await one(`select id from takedown_review where ${of('320100')}`),
      duty: await one(`select id from duty where ${of('320100')} limit 1`),
      notification: await one(
        `select id from notification where ${of('320100')} and role = 'OPERATOR' limit 1`,
      ),
      exception: await one(`select id from policy_exception where ${of('320100')} and state = 'ASKED'`),
      finding: await one(`select id from audit_finding where ${of('320100')}`),
      disclosure: await one(`select id from disclosure where ${of('320100')}`),
      listVersion: await one(`select id from list_version where ${of('320100')} limit 1`),
      person: await one(`select id from person where staff_id = 'NJ-OPS-02'`),
      standard: await one(`select campaign_id as id from standard_version where state = 'IN_REVIEW'`),
      standardPlacement: await one(`select id from standard_placement limit 1`),
      standardVersion: await one(`select id from standard_version where state = 'IN_REVIEW'`),
    }),
    /** Everything by which an answer could give Nanjing away: ids, numbers, names. */
    traces: async (): Promise<string[]> => {
      const { rows } = await owner.query<{ trace: string }>(`
        select id::text as trace from local_campaign where ${of('320100')}
        union all select id::text from local_version where ${of('320100')}
        union all select id::text from release where ${of('320100')}
        union all select id::text from person where ${of('320100')}
        union all select id::text from duty where ${of('320100')}
        union all select hash from release where ${of('320100')}
        union all select id::text from takedown_review where ${of('320100')}
        union all select id::text from approval_request where ${of('320100')}
        union all select id::text from notification where ${of('320100')}
        union all select id::text from policy_exception where ${of('320100')}
        union all select id::text from customer_list where ${of('320100')}
        union all select id::text from list_import where ${of('320100')}
        union all select id::text from list_version where ${of('320100')}
        union all select id::text from audit_event where ${of('320100')}
        union all select id::text from audit_sample where ${of('320100')}
        union all select id::text from disclosure where ${of('320100')}
        union all select id::text from audit_finding where ${of('320100')}
        union all select number from disclosure where ${of('320100')}
        union all select name from customer_list where ${of('320100')}
        union all select number from local_campaign where ${of('320100')}
        union all select title from local_version where ${of('320100')}`);
      return [...rows.map(({ trace }) => trace), 'NJ-OPS', 'NJ-APR', 'NJ-AUD'];
    },
    random: (): Things => ({
      approval: randomUUID(),
      audit: randomUUID(),
      sample: randomUUID(),
      list: randomUUID(),
      listImport: randomUUID(),
      campaign: randomUUID(),
      version: randomUUID(),
      release: randomUUID(),
      review: randomUUID(),
      duty: randomUUID(),
      notification: randomUUID(),
      exception: randomUUID(),
      finding: randomUUID(),
      disclosure: randomUUID(),
      listVersion: randomUUID(),
      person: randomUUID(),
      standard: randomUUID(),
      standardPlacement: randomUUID(),
      standardVersion: randomUUID(),
    }),
    randomSha256: () => randomBytes(32).toString('hex'),
  };
}
export type AccessWorld = Awaited<ReturnType<typeof createAccessWorld>>;
