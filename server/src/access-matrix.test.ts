import { SEARCH_GROUPS } from '@xietong/shared/search';
import type { FoundGroup, SearchGroup } from '@xietong/shared/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MOST_OF_ADDRESS } from './http/anonymous-failures';
import { listRoutes } from './http/session-middleware';
import { systemIds } from './platform/ids';
import { isAmong, PROCEDURES, READS, ROUTES } from './testing/access-matrix';
import type { Access, Things } from './testing/access-matrix';
import { createAccessWorld } from './testing/access-world';
import type { AccessWorld, SignedIn } from './testing/access-world';
import { SEEN_FIELDS, WITHOUT_SEEN } from './testing/concurrent-edits';
import { listProcedures } from './trpc/procedure-list';

let world: AccessWorld;
/** Before anything was done to them. */
let atFirst: Things;
beforeAll(async () => {
  world = await createAccessWorld();
  atFirst = await world.existing();
}, 120_000);
afterAll(() => world.database.close());

interface Answer {
  status: number;
  /** The body without the id of its request. */
  text: string;
  code: string | null;
  requestId: string;
}

/** Whom nobody knows is told apart by the address, and of one address not everything is kept. */
let addresses = 0;
const anotherAddress = () => `2001:db8::${(addresses += 1).toString(16)}`;

async function send(
  path: string,
  { cookie, address, ...init }: { cookie: string; address?: string; method?: string; body?: string },
): Promise<Answer> {
  const headers = { 'content-type': 'application/json', cookie };
  const remoteAddress = address ?? (cookie === '' ? anotherAddress() : '203.0.113.7');
  const from = { incoming: { socket: { remoteAddress } } };
  const response = await world.app.request(path, { ...init, headers }, from);
  const requestId = response.headers.get('x-request-id') ?? '';
  const text = (await response.text()).replaceAll(requestId, 'REQUEST');
  const code = response.ok ? null : (/"code":"([A-Z0-9_]+)"/.exec(text)?.[1] ?? null);
  return { status: response.status, text, code, requestId };
}

const kinds = new Map<string, string>();
async function call(path: string, cookie: string, input: object = {}, address?: string): Promise<Answer> {
  if (kinds.size === 0)
    for (const { path: each, type, access } of listProcedures(world.composition.router)) {
      kinds.set(each, type);
      if (access && 'act' in access) names.set(each, access.act);
    }
  const body = JSON.stringify(input);
  const from = { cookie, ...(address === undefined ? {} : { address }) };
  return kinds.get(path) === 'mutation'
    ? send(`/trpc/${path}`, { method: 'POST', body, ...from })
    : send(`/trpc/${path}?input=${encodeURIComponent(body)}`, from);
}

/** What procedures are called in the log, where that is not their path. */
const names = new Map<string, string | undefined>();
const actOf = (path: string): string => names.get(path) ?? path;

/** A mutation that was tried, a read of personal data, or one that was refused, and what came of it. */
interface Act {
  requestId: string;
  path: string;
  code: string | null;
}
const AUDITED_READS = Object.keys(READS)
  .filter((path) => READS[path] === 'AUDITED')
  .sort();
const isRefusal = (code: string | null): boolean => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED';

/** Of each act the audit log holds exactly one event: of what succeeded a success, of a refusal a refusal. */
async function expectAudited(acts: readonly Act[]): Promise<void> {
  const { rows } = await world.owner.query<{ request_id: string; results: string[]; acts: string[] }>(
    `select request_id, array_agg(result) as results, array_agg(act) as acts from audit_event where request_id = any ($1) group by request_id`,
    [acts.map(({ requestId }) => requestId)],
  );
  const told = new Map(rows.map((row) => [row.request_id, row]));
  const wrong = acts
    .map((act) => ({
      ...act,
      found: told.get(act.requestId)?.results ?? [],
      as: told.get(act.requestId)?.acts,
    }))
    .filter(({ path, code, found: [first, ...more], as }) => {
      // Under its own name, so that it is found by it.
      if (kinds.get(path) === 'mutation' && as?.[0] !== actOf(path)) return true;
      if (first === undefined || more.length > 0) return true;
      return code === null
        ? first !== 'SUCCESS'
        : first === 'SUCCESS' || ((isRefusal(code) || code === 'NOT_FOUND') && first !== 'REFUSED');
    });
  expect(wrong).toEqual([]);
}

/** Somebody of Wuxi or Nanjing who gets through the gate of a procedure. */
function somebodyOf(city: string, { who }: Access): SignedIn | undefined {
  return world.signedIn.find((person) => person.city === city && isAmong(who, person.mark));
}

type Named = Extract<Access['behind'], { by: unknown }>;
const named = Object.entries(PROCEDURES).flatMap(([path, access]) =>
  typeof access.behind === 'object' && 'by' in access.behind
    ? [[path, access, access.behind] as [string, Access, Named]]
    : [],
);

describe('the matrix', () => {
  it('names every procedure, and no other', () => {
    const listed = listProcedures(world.composition.router);
    expect(listed.filter(({ access }) => access === null)).toEqual([]);
    expect(listed.map(({ path }) => path).sort()).toEqual(Object.keys(PROCEDURES).sort());
  });

  it('says of every query whether it reads personal data, and those that do are audited, and no other', () => {
    const listed = listProcedures(world.composition.router);
    const queries = listed.filter(({ type }) => type === 'query');
    expect(queries.map(({ path }) => path).sort()).toEqual(Object.keys(READS).sort());
    const audited = listed.filter(({ access }) => access && 'isAudited' in access && access.isAudited);
    expect(audited.map(({ path }) => path).sort()).toEqual(AUDITED_READS);
  });

  it('names every route, and no other', () => {
    const listed = listRoutes(world.app);
    expect(listed.filter(({ access }) => access === null)).toEqual([]);
    expect(listed.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(ROUTES).sort());
  });
});

describe('the first gate', () => {
  it(
    'lets through to every procedure whom the matrix names, refuses the others, and has every act once in the audit log',
    { timeout: 120_000 },
    async () => {
      const acts: Act[] = [];
      for (const [path, { who }] of Object.entries(PROCEDURES)) {
        for (const person of world.signedIn) {
          const { code, requestId } = await call(path, person.cookie);
          if (kinds.get(path) === 'mutation' || isRefusal(code)) acts.push({ requestId, path, code });
          expect(isRefusal(code), `${path} by ${person.mark} of ${person.city}: ${code ?? 'ok'}`).toBe(
            !isAmong(who, person.mark),
          );
        }
      }
      await expectAudited(acts);
    },
  );

  it('answers 401 to whoever is not signed in, and audits what was tried', async () => {
    const acts: Act[] = [];
    for (const [path, { who }] of Object.entries(PROCEDURES)) {
      for (const cookie of ['', 'xietong.session_token=made-up.c2lnbmF0dXJl']) {
        const { status, code, requestId } = await call(path, cookie, {}, anotherAddress());
        if (who === 'public') expect(status, path).toBe(200);
        else expect([status, code], path).toEqual([401, 'UNAUTHENTICATED']);
        if (who !== 'public' && kinds.get(path) === 'mutation') acts.push({ requestId, path, code });
      }
    }
    await expectAudited(acts);
  });

  it('keeps of what nobody in particular tries from one address a bounded number, and that there was more', async () => {
    const address = '198.51.100.9';
    const asked: string[] = [];
    for (let n = 0; n < MOST_OF_ADDRESS; n += 1) {
      const path = n % 2 === 0 ? 'campaigns.create' : 'people.create';
      const procedure = await call(path, '', {}, address);
      const route = await send('/files/images', { method: 'POST', body: '{}', cookie: '', address });
      expect([procedure.status, route.status]).toEqual([401, 401]);
      asked.push(procedure.requestId, route.requestId);
    }
    const { rows } = await world.owner.query<{ code: string; times: number }>(
      `select code, count(*)::int as times from audit_event where request_id = any ($1) group by code order by code`,
      [asked],
    );
    expect(rows).toEqual([
      { code: 'RATE_LIMITED', times: 1 },
      { code: 'UNAUTHENTICATED', times: MOST_OF_ADDRESS },
    ]);
  });

  it('guards every plain route alike', async () => {
    const refused: Act[] = [];
    for (const [route, who] of Object.entries(ROUTES)) {
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replace(':sha256', world.randomSha256());
      if (who === 'public') continue;
      for (const { mark, cookie } of [...world.signedIn, { mark: 'nobody', cookie: '' }]) {
        const answer = await send(path, { method, cookie, ...(method === 'POST' ? { body: '{}' } : {}) });
        if (who === 'key' || mark === 'nobody') expect(answer.status, `${route} by ${mark}`).toBe(401);
        else
          expect(answer.status === 403, `${route} by ${mark}: ${String(answer.status)}`).toBe(
            !isAmong(who, mark),
          );
        const isAudited = method === 'POST' ? [401, 403].includes(answer.status) : answer.status === 403;
        if (who !== 'key' && isAudited)
          refused.push({ requestId: answer.requestId, path: route, code: answer.code });
      }
    }
    await expectAudited(refused);
  });

  it('says of what no route can read that it cannot, and where', async () => {
    const { cookie } = world.who('P:O', '320000');
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na\r\n--x--\r\n';
    const form = (boundary: string, body: string) => ({
      ...{ method: 'POST', headers: { cookie, 'content-type': `multipart/form-data${boundary}` }, body },
    });
    const cases: [string, RequestInit, string][] = [
      ['/files/images', form('; boundary=x', '--x\r\nno form'), ''],
      ['/files/images', form('', part), ''],
      ['/files/customers/import', form('; boundary=x', part), 'idColumn'],
      [
        `/files/lists/uploads?fileName=${'x'.repeat(400)}`,
        { method: 'POST', headers: { cookie }, body: '1' },
        'fileName',
      ],
      [
        `/files/lists/imports/${systemIds.next()}/rejected.csv?language=xx`,
        { headers: { cookie } },
        'language',
      ],
    ];
    for (const [path, init, field] of cases) {
      const answer = await world.app.request(path, init);
      const { code, fields } = (await answer.json()) as { code: string; fields: { path: string }[] };
      expect([path, answer.status, code, fields[0]?.path]).toEqual([path, 400, 'INVALID_INPUT', field]);
    }
  });
});

describe('the door', () => {
  it('turns away what another site or too much sends, and has it in the audit log by whose session it was', async () => {
    const { cookie } = world.who('C:O', '320100');
    const ask = (headers: Record<string, string>, body = '{}') =>
      world.app.request('/trpc/localCampaigns.archive', {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, ...headers },
        body,
      });
    const answers = [
      await ask({ 'sec-fetch-site': 'cross-site' }),
      await ask({}, `"${'x'.repeat(2 ** 20)}"`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 413]);
    const { rows } = await world.owner.query(
      `select act, subject_id, actor_name, result, code from audit_event where request_id = any ($1) order by id`,
      [answers.map((answer) => answer.headers.get('x-request-id'))],
    );
    const told = { act: 'access.request', subject_id: '/trpc/localCampaigns.archive', result: 'REFUSED' };
    expect(rows).toEqual(
      ['BAD_ORIGIN', 'TOO_LARGE'].map((code) => ({ ...told, code, actor_name: '320100-O 320100-O' })),
    );
  });
});

describe('two people who change the same', () => {
  /** The fields of a procedure's input by which a change says on what it stands. */
  function seenFieldsOf(path: string): string[] {
    const procedure: unknown = Reflect.get(world.composition.router._def.procedures, path);
    const { inputs } = Reflect.get(Object(procedure), '_def') as { inputs: { shape?: object }[] };
    const fields = inputs.flatMap(({ shape }) => Object.keys(shape ?? {}));
    return SEEN_FIELDS.filter((field) => fields.includes(field));
  }

  it('say on what their changes stand, or cannot write over each other for a reason that is given', () => {
    const mutations = listProcedures(world.composition.router).filter(({ type }) => type === 'mutation');
    const without = mutations.map(({ path }) => path).filter((path) => seenFieldsOf(path).length === 0);
    expect(without.sort()).toEqual(Object.keys(WITHOUT_SEEN).sort());
  });

  it('are refused as stale by what stands there now', async () => {
    const things = await world.existing();
    const WRONG: Readonly<Record<string, unknown>> = {
      ...{ rowVersion: 77, version: 77, hash: 'f'.repeat(64), seen: 'nobody is called so' },
      seenAt: '2020-01-01T00:00:00.000Z',
    };
    const tried: string[] = [];
    for (const [path, access, { by }] of named) {
      const [field] = seenFieldsOf(path);
      const own = somebodyOf('320100', access);
      // To have opened what has changed since is no change.
      if (field === undefined || own === undefined || path === 'approvals.open') continue;
      const answer = await call(path, own.cookie, { ...by(things), [field]: WRONG[field] });
      // Who may not, or comes too late altogether, is told that first.
      if (answer.code === 'FORBIDDEN' || answer.code === 'NOT_FOUND') continue;
      tried.push(path);
      expect([path, answer.status, answer.code]).toEqual([path, 409, answer.code]);
    }
    expect(tried).toEqual(
      expect.arrayContaining([
        ...['approvals.decide', 'audit.lookAtSampled', 'localCampaigns.saveDraft'],
        ...['localCampaigns.savePlacements', 'people.rename'],
      ]),
    );
  });
});

describe('behind the gate', () => {
  // First: what is tried below is in Wuxi's own audit log, by the ids that were tried.
  it('lists nothing of Nanjing to Wuxi', async () => {
    const traces = await world.traces();
    for (const [path, access] of Object.entries(PROCEDURES)) {
      const { behind } = access;
      if (typeof behind !== 'object' || 'by' in behind) continue;
      const input = 'lists' in behind ? behind.lists : behind.asks('320200');
      for (const person of world.signedIn.filter(
        ({ city, mark }) => city === '320200' && isAmong(access.who, mark),
      )) {
        const answer = await call(path, person.cookie, input);
        expect(
          traces.filter((trace) => answer.text.includes(trace)),
          `${path} by ${person.mark}`,
        ).toEqual([]);
      }
    }
  });

  it('has reads of personal data in the audit log, once, by what was looked at, asked for and given', async () => {
    const things = await world.existing();
    const acts: (Act & { id: string; filter: object })[] = [];
    for (const path of AUDITED_READS) {
      const { who, behind } = PROCEDURES[path] ?? {};
      if (who === undefined || typeof behind !== 'object') throw new Error(`${path} is not in the matrix`);
      const input: object =
        'by' in behind ? behind.by(things) : 'asks' in behind ? behind.asks('320100') : behind.lists;
      const own = somebodyOf('320100', { who, behind });
      const { code, requestId } = await call(path, own?.cookie ?? '', input);
      if (path !== 'listImports.preview') expect(code, path).toBeNull();
      const { id = '', ...filter } = input as { id?: string };
      if (code === null) acts.push({ requestId, path, code, id, filter });
    }
    await expectAudited(acts);
    const told = async ({ requestId }: Act) => {
      const { rows } = await world.owner.query<{ act: string; subject_id: string; text: string }>(
        'select act, subject_id, canonical as text from audit_event where request_id = $1',
        [requestId],
      );
      const { after } = JSON.parse(rows[0]?.text ?? '') as { after: { filter?: object; rows: number } };
      return { path: rows[0]?.act, id: rows[0]?.subject_id, filter: after.filter ?? {}, rows: after.rows };
    };
    for (const act of acts) {
      const { path, id, filter } = act;
      expect(await told(act)).toEqual({ path, id, filter, rows: expect.any(Number) as number });
    }
  });

  it('has of a search for a person what was looked for, without the number that was typed, and how many were found', async () => {
    const { cookie } = world.who('P:Y', '320000');
    const { requestId, text } = await call('people.list', cookie, {
      ...{ page: 1, pageSize: 20 },
      text: 'NJ',
    });
    const typed = await call('people.list', cookie, { ...{ page: 1, pageSize: 20 }, text: '1540000000' });
    const { rows } = await world.owner.query<{ text: string }>(
      'select canonical as text from audit_event where request_id = any ($1) order by id',
      [[requestId, typed.requestId]],
    );
    const [first, second] = rows.map(({ text: event }) => (JSON.parse(event) as { after: object }).after);
    const shown = (JSON.parse(text) as { result: { data: { rows: unknown[] } } }).result.data.rows.length;
    expect(shown).toBeGreaterThan(1);
    expect(first).toEqual({ filter: { page: 1, pageSize: 20, text: 'NJ' }, rows: shown });
    expect(second).toEqual({ filter: { page: 1, pageSize: 20, text: '***' }, rows: 0 });
  });

  it.each(named)(
    '%s answers to a thing of another as to one that does not exist',
    async (path, access, { by, code = 'NOT_FOUND' }) => {
      const stranger = somebodyOf('320200', access);
      if (!stranger) throw new Error('nobody of Wuxi gets here');
      const foreign = await call(path, stranger.cookie, by(await world.existing()));
      const random = await call(path, stranger.cookie, by(world.random()));
      expect(foreign.code).toBe(code);
      if (code === 'NOT_FOUND') await expectAudited([foreign, random].map((each) => ({ ...each, path })));
      expect({ status: foreign.status, text: foreign.text }).toEqual({
        status: random.status,
        text: random.text,
      });
    },
  );

  it('answers to Nanjing’s own people otherwise, so that the comparison means something', async () => {
    const things = await world.existing();
    const sharedWithCity = ['standard', 'standardPlacement', 'standardVersion', 'duty'];
    for (const [path, access, { by }] of named) {
      const used = new Set<string>();
      by(
        new Proxy(things, {
          get: (target, key) => (used.add(String(key)), Reflect.get(target, key) as unknown),
        }),
      );
      if ([...used].some((key) => sharedWithCity.includes(key))) continue;
      const own = somebodyOf('320100', access);
      const answer = await call(path, own?.cookie ?? '', by(await world.existing().catch(() => things)));
      expect(answer.code, `${path}: ${answer.text.slice(0, 200)}`).not.toBe('NOT_FOUND');
    }
  });

  it('answers about Nanjing as about a city that does not exist', async () => {
    for (const [path, access] of Object.entries(PROCEDURES)) {
      const { behind } = access;
      if (typeof behind !== 'object' || !('asks' in behind)) continue;
      const stranger = somebodyOf('320200', access);
      const foreign = await call(path, stranger?.cookie ?? '', behind.asks('320100'));
      const unknown = await call(path, stranger?.cookie ?? '', behind.asks('329900'));
      const plain = ({ status, text }: Answer) => ({
        status,
        text: text.replaceAll('320100', 'CITY').replaceAll('329900', 'CITY'),
      });
      expect(plain(foreign), path).toEqual(plain(unknown));
    }
  });

  it('lets no version pin the list of another city', async () => {
    const { cookie } = world.who('C:O', '320200');
    const standard = await world.owner.query<{ id: string }>(
      `select campaign_id as id from standard_version where state = 'PUBLISHED' limit 1`,
    );
    const made = await call('localCampaigns.create', cookie, { standardCampaignId: standard.rows[0]?.id });
    const versionId = /"versionId":"([^"]+)"/.exec(made.text)?.[1];
    const foreign = await world.owner.query<{ id: string }>(
      `select v.id from list_version v join tenant t on t.id = v.tenant_id where t.code = '320100'`,
    );
    const place = (listVersionId: string) => ({
      versionId,
      rowVersion: 1,
      placements: [
        {
          id: null,
          pointCode: 'home-banner',
          firstDay: '2026-01-01',
          lastDay: '2099-01-01',
          tier: 'LOCAL',
          lever: 50,
          listVersionId,
          rule: null,
        },
      ],
    });
    const answer = await call('localCampaigns.savePlacements', cookie, place(foreign.rows[0]?.id ?? ''));
    const random = await call('localCampaigns.savePlacements', cookie, place(world.random().list));
    expect([answer.status, answer.text]).toEqual([random.status, random.text]);
    expect(answer.code).toBe('NOT_FOUND');
  });

  it('answers to what is named inside an input as to what does not exist', async () => {
    const standard = await world.owner.query<{ id: string }>(
      `select campaign_id as id from standard_version where state = 'PUBLISHED' limit 1`,
    );
    const [operator, auditor] = [world.who('C:O', '320200').cookie, world.who('C:U', '320200').cookie];
    const made = await call('localCampaigns.create', operator, { standardCampaignId: standard.rows[0]?.id });
    const { id } = (JSON.parse(made.text) as { result: { data: { id: string } } }).result.data;
    const owner = await world.owner.query<{ id: string }>(
      `select id from person where staff_id = '320200-O'`,
    );
    const finding = (more: object) => ({
      ...{ title: 'x', text: 'x', severity: 'LOW', tenant: '320200', dueDay: '2099-01-01' },
      ...{ ownerId: owner.rows[0]?.id, ...more },
    });
    const cases: [path: string, cookie: string, input: (things: Things) => object, refusal: string | null][] =
      [
        [
          ...(['subscribers.countByRule', operator] as const),
          ({ listVersion }) => ({ rule: { '==': [1, 1] }, listVersionId: listVersion }),
          null,
        ],
        ['localCampaigns.get', operator, ({ version }) => ({ id, versionId: version }), 'NOT_FOUND'],
        ['localCampaigns.revert', operator, ({ version }) => ({ id, versionId: version }), 'NOT_FOUND'],
        ...(['EVENT', 'CAMPAIGN'] as const).map((type): (typeof cases)[number] => [
          ...(['findings.note', auditor] as const),
          ({ audit, campaign }) => finding({ evidence: [{ type, id: type === 'EVENT' ? audit : campaign }] }),
          'NOT_FOUND',
        ]),
        [
          ...(['findings.note', auditor] as const),
          ({ sample }) => finding({ evidence: [{ type: 'SAMPLE', id: sample, position: 1 }] }),
          'NOT_FOUND',
        ],
        [
          'findings.note',
          auditor,
          ({ person }) => finding({ ownerId: person, evidence: [] }),
          'FINDING_OWNER_UNFIT',
        ],
      ];
    for (const [path, cookie, input, refusal] of cases) {
      const [foreign, random] = [
        await call(path, cookie, input(atFirst)),
        await call(path, cookie, input(world.random())),
      ];
      expect([path, foreign.code]).toEqual([path, refusal]);
      expect([path, foreign.status, foreign.text]).toEqual([path, random.status, random.text]);
    }
  });

  it('shows an image of Nanjing to Nanjing alone until it is released', async () => {
    const sha256 = world.randomSha256();
    await world.owner.query(
      `insert into asset (id, tenant_id, sha256, mime, width, height, bytes, data, file_name, created_by, created_by_kind, created_by_name)
       select gen_random_uuid(), id, $1, 'image/png', 1, 1, 1, '\\x00', 'a.png', gen_random_uuid(), 'PERSON', 'NJ-OPS-01' from tenant where code = '320100'`,
      [sha256],
    );
    const image = (city: string, hash: string) =>
      send(`/files/images/${hash}`, { cookie: world.who('C:O', city).cookie });
    expect((await image('320100', sha256)).status).toBe(200);
    const foreign = await image('320200', sha256);
    const random = await image('320200', world.randomSha256());
    expect([foreign.status, foreign.text]).toEqual([random.status, random.text]);
    expect(foreign.status).toBe(404);
    expect((await send(`/v1/images/${sha256}`, { cookie: '' })).status).toBe(404);
  });

  it('answers a channel about a city outside its key as about one that does not exist', async () => {
    const made = await call('channelKeys.create', world.who('P:Y', '320000').cookie, {
      channel: 'web',
      name: 'Wuxi',
      cities: ['320200'],
      mayExplain: false,
      demo: false,
      ratePerSecond: 100,
    });
    const secret = /"secret":"([^"]+)"/.exec(made.text)?.[1] ?? '';
    const decide = async (city: string): Promise<[number, string]> => {
      const response = await world.app.request('/v1/decisions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ requestId: 'r', city, points: ['home-banner'] }),
      });
      const text = await response.text();
      const requestId = response.headers.get('x-request-id') ?? '';
      return [response.status, text.replaceAll(requestId, 'REQUEST').replaceAll(city, 'CITY')];
    };
    expect((await decide('320200'))[0]).toBe(200);
    expect((await decide('320100'))[0]).toBe(404);
    expect(await decide('320100')).toEqual(await decide('329900'));
  });
});

/** What the page of something found asks for first. */
const PAGES: Readonly<Record<SearchGroup, (id: string) => [path: string, input: object]>> = {
  standards: (id) => ['campaigns.get', { id }],
  locals: (id) => ['localCampaigns.get', { id }],
  points: (id) => ['points.get', { id }],
  lists: (id) => ['lists.get', { id }],
  imports: (id) => ['listImports.get', { id }],
  approvals: (id) => ['approvals.get', { id }],
  stops: (id) => ['takedownReviews.get', { id }],
  disclosures: (id) => ['disclosures.get', { id }],
  findings: (id) => ['findings.get', { id }],
  samples: (id) => ['audit.sample', { id }],
  people: (id) => ['people.get', { id }],
  cities: (city) => ['metrics.city', { from: '2026-01-01', to: '2026-03-01', city }],
};

describe('what the search finds', () => {
  it('opens for whoever found it, and is nothing of Nanjing to Wuxi', { timeout: 120_000 }, async () => {
    const { rows } = await world.owner.query<{ text: string }>(`
      select distinct text from (select text, row_number() over (partition by kind order by text) as place from (
        select 1 as kind, left(title, 20) as text from standard_version union select 2, left(title, 20) from local_version
        union select 3, number from local_campaign union select 4, code from marketing_point
        union select 5, name from customer_list union select 6, file_name from list_import
        union select 7, campaign_number from release union select 8, number from disclosure
        union select 9, number from audit_finding union select 10, purpose from audit_sample
        union select 11, staff_id from person union select 12, code from tenant) each where length(text) > 1) known
      where place <= 6`);
    const ofNanjing = await world.traces();
    const reached = new Set<string>();
    for (const { mark, city, cookie } of world.signedIn) {
      const opened = new Set<string>();
      for (const { text } of rows) {
        const answer = await call('search.find', cookie, { text });
        const { result } = JSON.parse(answer.text) as { result: { data: FoundGroup[] } };
        for (const { group, hits } of result.data) {
          reached.add(group);
          for (const { id } of hits) {
            if (city === '320200') expect(ofNanjing, `${text} by ${mark}`).not.toContain(id);
            if (opened.has(`${group} ${id}`)) continue;
            opened.add(`${group} ${id}`);
            const [path, input] = PAGES[group](id);
            expect((await call(path, cookie, input)).code, `${path} ${id} by ${mark} of ${city}`).toBeNull();
          }
        }
      }
      // Of every role something is found, but of administrators of what is not theirs nothing.
      const groups = new Set([...opened].map((each) => each.split(' ')[0]));
      if (/[YS]$/.test(mark))
        for (const group of ['locals', 'lists', 'approvals']) expect(groups.has(group), mark).toBe(false);
      else expect(groups.has('standards'), mark).toBe(true);
    }
    expect([...reached].sort()).toEqual([...SEARCH_GROUPS].sort());
  });
});

// Last, as it puts nonsense into everything.
describe('the audit log', () => {
  const NUMBER = '13812345678';
  const KEY = 'Xq'.repeat(22).slice(0, 43);
  const PLANTED = [NUMBER, `客户 +86 138-1234-5678，密码是 Hunter2，xt_web_${KEY}`, '一三八１２３４5678'];
  const LEAKED = /1\D?3\D?8\D{0,2}1\D?2\D?3\D?4\D{0,2}5\D?6\D?7\D?8|138.{0,4}12345678|Hunter2|XqXqXq/;

  /** An input of a procedure's shape with a text wherever it takes one. */
  function filled(schema: unknown, text: string): unknown {
    const {
      type,
      properties,
      items,
      anyOf,
      oneOf,
      enum: choices,
      const: only,
      format,
      minimum,
    } = Object(schema) as Record<string, unknown>;
    const choice = [anyOf, oneOf].find((each) => Array.isArray(each)) as unknown[] | undefined;
    if (choice) return filled(choice[0], text);
    if (only !== undefined) return only;
    if (Array.isArray(choices)) return choices[0];
    if (type === 'object')
      return Object.fromEntries(
        Object.entries(Object(properties) as object).map(([name, each]) => [name, filled(each, text)]),
      );
    if (type === 'array') return [filled(items, text)];
    if (type === 'boolean') return true;
    if (type === 'number' || type === 'integer')
      return typeof minimum === 'number' ? Math.max(minimum, 1) : 1;
    if (type === 'string' && format === 'uuid') return world.random().person;
    return text;
  }
  /** The same input with one more text, each in another place of it. */
  function planted(input: unknown, text: string): unknown[] {
    if (typeof input === 'string') return [text];
    if (Array.isArray(input))
      return input.flatMap((each, at) =>
        planted(each, text).map((other) => input.with(at, other) as unknown),
      );
    if (typeof input !== 'object' || input === null) return [];
    return [
      ...Object.entries(input).flatMap(([name, each]) =>
        planted(each, text).map((other) => ({ ...input, [name]: other })),
      ),
      { ...input, [text]: text },
    ];
  }

  /** Of a procedure, who may call it and inputs of its shape that hold a text, each in another place. */
  function callsWith(text: string): { path: string; cookie: string; inputs: unknown[] }[] {
    const shapes = new Map(
      Object.entries(world.composition.router._def.procedures as Record<string, unknown>).map(
        ([path, procedure]) => {
          const { inputs: schemas = [] } = (procedure as { _def: { inputs?: z.ZodType[] } })._def;
          const options = { io: 'input', unrepresentable: 'any' } as const;
          return [path, schemas[0] && z.toJSONSchema(schemas[0], options)];
        },
      ),
    );
    return Object.entries(PROCEDURES).map(([path, { who, behind }]) => {
      const caller = world.signedIn.find(({ mark }) => isAmong(who, mark));
      const known =
        typeof behind !== 'object'
          ? {}
          : 'by' in behind
            ? behind.by(atFirst)
            : 'lists' in behind
              ? behind.lists
              : behind.asks(caller?.city ?? '');
      const inputs = [filled(shapes.get(path), text), ...planted(known, text)];
      return { path, cookie: caller?.cookie ?? '', inputs };
    });
  }

  it('holds no number and no secret, whatever is put into any input', { timeout: 180_000 }, async () => {
    const asked: string[] = [];
    for (const text of PLANTED)
      for (const { path, cookie, inputs } of callsWith(text))
        for (const input of inputs) {
          const { requestId } = await call(path, cookie, Object(input) as object);
          asked.push(requestId);
        }
    const { rows } = await world.owner.query<{ whole: string; result: string }>(
      'select e::text as whole, e.result from audit_event e where request_id = any ($1)',
      [asked],
    );
    expect(rows.filter(({ whole }) => LEAKED.test(whole.normalize('NFKC')))).toEqual([]);
    // Some of it was done, and what was typed is there, masked.
    const kept = rows.filter(({ whole }) => whole.includes('138****5678'));
    expect(kept.filter(({ result }) => result === 'SUCCESS').length).toBeGreaterThan(5);
    expect(kept.filter(({ result }) => result === 'FAILED').length).toBeGreaterThan(20);
  });

  it(
    'has once what came with a text that no database can hold, which was refused, and stays sound',
    { timeout: 180_000 },
    async () => {
      const acts: Act[] = [];
      for (const text of ['\u0000', '\ud800']) {
        const isHeld = (input: unknown) => JSON.stringify(input).includes(JSON.stringify(text).slice(1, -1));
        for (const { path, cookie, inputs } of callsWith(text)) {
          const isMutation = kinds.get(path) === 'mutation';
          for (const input of [{ id: text }, ...inputs.filter(isHeld)]) {
            const answer = await call(path, cookie, input as object);
            expect([path, answer.status, answer.code]).toEqual([path, 400, 'INVALID_INPUT']);
            if (isMutation) acts.push({ ...answer, path });
          }
          // Whoever may not is told so first; of nobody the tries alone are kept.
          const { who } = PROCEDURES[path] ?? { who: 'public' };
          const stranger = world.signedIn.find(({ mark }) => !isAmong(who, mark));
          for (const refused of [stranger?.cookie, ...(isMutation ? [''] : [])]) {
            if (refused === undefined || who === 'public') continue;
            const answer = await call(path, refused, { id: text });
            expect(isRefusal(answer.code), `${path}: ${String(answer.code)}`).toBe(true);
            acts.push({ ...answer, path });
          }
        }
      }
      await expectAudited(acts);
      const { auditCheckService } = world.composition.services;
      const check = await auditCheckService.verify(world.as('JS-AUD-01'), {});
      expect([check.state, check.findings]).toEqual(['SOUND', []]);
    },
  );
});
