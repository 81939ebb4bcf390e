/** The console's list procedures over thousands of campaigns, against the same SQL run bare by the same role. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CITY_FUNCTIONS } from '@xietong/shared/tenants';
import type { PersonActor, Role } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { compose } from '../src/composition';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { systemClock } from '../src/platform/clock';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { fastestInTurns } from './bench-report';
import { makeConsoleWorld, PEOPLE, SIZES } from './console-world';
import { recordStatements } from './statement-recorder';

/** How often each is asked; the fastest is told, for everything else is the machine's doing. */
const ROUNDS = 15;
/** What the procedures may take beyond the bare SQL. */
const MOST = 2;

type Caller = ReturnType<ReturnType<typeof compose>['router']['createCaller']>;
type Ask = (as: Caller) => Promise<unknown>;

const page = { page: 1, pageSize: 20 };
const span = {
  from: new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10),
  to: new Date().toISOString().slice(0, 10),
};

/** By title of the page's part and what is asked of it. */
const ASKS: Readonly<Record<string, Ask>> = {
  'campaigns: first page': (as) => as.campaigns.list(page),
  'campaigns: searched': (as) => as.campaigns.list({ ...page, text: '手机报 19' }),
  'campaigns: published': (as) => as.campaigns.list({ ...page, states: ['PUBLISHED'] }),
  'campaigns: page 50': (as) => as.campaigns.list({ ...page, page: 50 }),
  'local campaigns: first page': (as) => as.localCampaigns.list(page),
  'local campaigns: searched': (as) => as.localCampaigns.list({ ...page, text: '手机报 79' }),
  'local campaigns: live': (as) => as.localCampaigns.list({ ...page, states: ['LIVE'] }),
  'local campaigns: page 30': (as) => as.localCampaigns.list({ ...page, page: 30 }),
  'approvals: all': (as) => as.approvals.list({ ...page, box: 'ALL' }),
  'approvals: mine': (as) => as.approvals.list({ ...page, box: 'MINE' }),
  'approvals: searched': (as) => as.approvals.list({ ...page, box: 'ALL', text: '手机报 19' }),
  'approvals: page 30': (as) => as.approvals.list({ ...page, box: 'ALL', page: 30 }),
  'approvals: counts': (as) => as.approvals.count(),
  'lists: first page': (as) => as.lists.list(page),
  'lists: searched': (as) => as.lists.list({ ...page, search: '客户 19' }),
  'points: all': (as) => as.points.list(),
  'releases: upcoming': (as) => as.releases.upcoming(),
  'workbench: all': (as) => as.workbench.get(),
  'workbench: counts of the menu': (as) => as.workbench.counts(),
  'notifications: first page': (as) => as.notifications.list(page),
  'search: a word': (as) => as.search.find({ text: '手机报 19' }),
  'numbers: of a city': (as) => as.metrics.city({ ...span, city: '320100' }),
  'events: first page': (as) => as.events.list(span),
  'events: of a campaign': (as) => as.events.list({ ...span, campaign: 'BENCH-2026-00014' }),
};
const PROVINCE_ASKS: Readonly<Record<string, Ask>> = {
  'numbers: of all cities': (as) => as.metrics.province(span),
};
const AUDITOR_ASKS: Readonly<Record<string, Ask>> = {
  'audit: first page': (as) => as.audit.list({}),
  'audit: by person': (as) => as.audit.list({ actor: 'BENCH-3' }),
  'audit: searched': (as) => as.audit.list({ text: '"n":99' }),
  'audit: page 3': async (as) => {
    const { nextCursor } = await as.audit.list({});
    return as.audit.list({ cursor: nextCursor ?? undefined });
  },
};

async function actorOf(
  { databases }: Installation,
  code: string,
  role: Role,
  id: string,
): Promise<PersonActor> {
  const { rows } = await databases.owner.execute(
    sql`select id, code, kind, parent_id as "parentId" from tenant where code = ${code}`,
  );
  const tenant = rows[0] as unknown as PersonActor['tenant'];
  return {
    ...{
      kind: 'PERSON',
      personId: id,
      staffId: 'BENCH',
      name: 'bench',
      sessionId: id,
      dutyId: id,
      role,
      tenant,
    },
    functions: tenant.kind === 'CITY' ? CITY_FUNCTIONS : [],
  };
}

async function measure(installation: Installation): Promise<number> {
  const { databases, secrets, dataFolder } = installation;
  const { router } = compose({
    ...{ databases, secrets, dataFolder, clock: systemClock, ids: systemIds },
    ...{ logger: createLogger('silent'), demo: null },
    ...{ tls: false, version: 'bench', baseUrl: () => 'http://127.0.0.1:9' },
  });
  // a city is told by the role of decisions what of the province's runs at a point
  const pools = [databases.app.$client, databases.engine.$client];
  const bare = new Map(
    pools.map((pool) => [pool, new Client({ connectionString: pool.options.connectionString })]),
  );
  for (const client of bare.values()) await client.connect();
  let worst = 0;
  for (const [code, id] of [
    ['320000', PEOPLE.province],
    ['320100', PEOPLE.city],
  ] as const)
    for (const [role, asks] of [
      ['OPERATOR', code === '320000' ? { ...ASKS, ...PROVINCE_ASKS } : ASKS],
      ['AUDITOR', AUDITOR_ASKS],
    ] as const) {
      const actor = await actorOf(installation, code, role, id);
      const context = { actor, restricted: null, requestId: 'bench', address: null };
      const audit = { failure: () => Promise.resolve(), completed: () => Promise.resolve() };
      const as = router.createCaller({ ...context, audit });
      console.log(`\n${code === '320000' ? 'The province' : 'Nanjing'}, ${role.toLowerCase()}`);
      for (const [name, ask] of Object.entries(asks)) {
        const statements = await recordStatements(pools, () => ask(as));
        const runBare = async () => {
          for (const { pool, text, values } of statements) await bare.get(pool)?.query(text, values);
        };
        const [time = 0, least = 0] = await fastestInTurns([() => ask(as), runBare], ROUNDS);
        worst = Math.max(worst, time / least);
        const times = `${time.toFixed(1).padStart(8)} ms ${least.toFixed(1).padStart(8)} ms bare`;
        console.log(`  ${name.padEnd(32)} ${times} ${(time / least).toFixed(2).padStart(6)} ×`);
      }
    }
  for (const client of bare.values()) await client.end();
  return worst;
}

const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), createLogger('silent'));
try {
  console.log(`${JSON.stringify(SIZES)}, 14 tenants; fastest of ${String(ROUNDS)}`);
  await makeConsoleWorld(installation);
  const worst = await measure(installation);
  console.log(`\nThe slowest against its bare SQL: ${worst.toFixed(2)} × (at most ${String(MOST)})`);
  if (worst > MOST) process.exitCode = 1;
} finally {
  await installation.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
