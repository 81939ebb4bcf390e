/** The console's lists over thousands of campaigns, against the same rows fetched by plain SQL under the same role. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonActor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { compose } from '../src/composition';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { systemClock } from '../src/platform/clock';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { mediansInTurns } from './bench-report';
import { ASKS } from './console-asks';
import type { Ask, Caller } from './console-asks';
import type { About, BareList, Things } from './console-bare';
import type { SeatName } from './console-seats';
import { makeConsoleWorld, SIZES } from './console-world';
import { recordStatements } from './statement-recorder';
import type { SentStatement } from './statement-recorder';

/** How often each is asked. */
const ROUNDS = 15;
/** What the procedures may take of the bare SQL, by the median. */
const MOST = 2;
/** In milliseconds: what it takes to check who asks and what, whatever the list; nobody feels that, nor is it measured well. */
const HANDLING_MS = 3;

type Role = 'app' | 'engine' | 'auth';
type Clients = Readonly<Record<Role, Client>>;

async function findThings({ databases: { owner } }: Installation): Promise<Things> {
  const { rows } = await owner.execute(sql`
    select s.standard, (select x.local_campaign_id from policy_exception x join tenant t on t.id = x.tenant_id and t.code = '320100' limit 1) as local,
      (select import_id from list_import_rejection limit 1) as "listImport"
    from (select base_campaign_id as standard from local_campaign group by 1 order by count(*) desc limit 1) s`);
  return rows[0] as unknown as Things;
}

/** Fetches a list by plain SQL as a transaction of the console's begins and ends; answers the ids of its rows. */
async function fetchBare(clients: Clients, { tenant, person }: About, list: BareList): Promise<string[]> {
  const { app } = clients;
  await app.query('begin');
  await app.query(
    `select set_config('app.tenant', $1, true), set_config('app.actor', $2, true), set_config('app.request', 'bench', true)`,
    [tenant, person],
  );
  const { rows } = await app.query<Record<string, unknown>>(list.rows.text, list.rows.values);
  const ids = rows.map(({ id }) => String(id));
  for (const { text, values } of [...(list.beside?.(ids) ?? []), ...(list.counts ?? [])])
    await app.query(text, values);
  for (const { text, values } of list.engine ?? []) await clients.engine.query(text, values);
  await app.query('commit');
  for (const { text, values } of list.auth?.(rows) ?? []) await clients.auth.query(text, values);
  return ids;
}

/** One line of the table; answers how often the bare SQL it takes, infinitely where that is too often or not the same. */
async function compare(
  { databases }: Installation,
  clients: Clients,
  { seat, ask, as, about }: { seat: SeatName; ask: Ask; as: Caller; about: About },
): Promise<number> {
  const pools = {
    app: databases.app.$client,
    engine: databases.engine.$client,
    auth: databases.auth.$client,
  };
  const roles = new Map(Object.entries(pools).map(([role, pool]) => [pool, role as Role]));
  const run = () => ask.run(as, about.things);
  let ids: readonly string[] = [];
  const statements = await recordStatements(Object.values(pools), async () => {
    ids = await run();
  });
  const replay = async () => {
    for (const { pool, ...query } of statements) await clients[roleOf(roles, pool)].query(query);
  };
  const list = ask.bare?.(about);
  const name = `${ask.procedure}: ${ask.title}`;
  if (list && !isSame(ids, await fetchBare(clients, about, list))) {
    console.log(`  ${name.padEnd(36)} ${seat.padEnd(32)} other rows than by plain SQL`);
    return Infinity;
  }
  const runs = [run, replay, ...(list ? [() => fetchBare(clients, about, list)] : [])];
  let line = await measureOnce(runs, ROUNDS);
  // The machine does other things, too: what took too long is looked at once more.
  if (line.isOver) line = await measureOnce(runs, 2 * ROUNDS);
  console.log(`  ${name.padEnd(36)} ${seat.padEnd(32)} ${line.text}`);
  return line.isOver ? Infinity : line.ratio;
}

/** Measures a procedure, its own statements, and the plain SQL where there is some. */
async function measureOnce(runs: readonly (() => Promise<unknown>)[], rounds: number) {
  const [time = 0, own = 0, plain] = await mediansInTurns(runs, rounds);
  const ofBare = plain === undefined ? [own] : [own, plain];
  const isOver = ofBare.some((bare) => time / bare > MOST && time - bare > HANDLING_MS);
  const cell = (of?: number) =>
    of === undefined
      ? ' '.repeat(20)
      : `${of.toFixed(1).padStart(8)} ms ${(time / of).toFixed(2).padStart(6)} ×`;
  return {
    isOver,
    ratio: Math.max(...ofBare.map((bare) => time / bare)),
    text: `${time.toFixed(1).padStart(8)} ms ${cell(plain)} ${cell(own)}${isOver ? '  over' : ''}`,
  };
}

/** An empty list compares nothing. */
function isSame(ids: readonly string[], plain: readonly string[]): boolean {
  return ids.length > 0 && ids.join() === plain.join();
}

function roleOf(roles: ReadonlyMap<SentStatement['pool'], Role>, pool: SentStatement['pool']): Role {
  const role = roles.get(pool);
  if (!role) throw new Error('a statement by a role that is not compared');
  return role;
}

async function measure(
  installation: Installation,
  actors: ReadonlyMap<SeatName, PersonActor>,
  only: string | undefined,
): Promise<number[]> {
  const { databases, secrets, dataFolder, room } = installation;
  const { router } = compose({
    ...{ databases, secrets, dataFolder, room, clock: systemClock, ids: systemIds },
    ...{ logger: createLogger('silent'), demo: null },
    ...{ tls: false, version: 'bench', baseUrl: () => 'http://127.0.0.1:9', isAlone: false },
  });
  const client = (role: Role) => {
    const made = new Client({ connectionString: databases[role].$client.options.connectionString });
    // when something has failed, the server goes first
    made.on('error', () => undefined);
    return made;
  };
  const clients = { app: client('app'), engine: client('engine'), auth: client('auth') };
  for (const each of Object.values(clients)) await each.connect();
  const things = await findThings(installation);
  const ratios: number[] = [];
  for (const ask of ASKS.filter(({ procedure }) => only === undefined || procedure.startsWith(only)))
    for (const seat of ask.seats) {
      const actor = actors.get(seat);
      if (!actor) throw new Error(`nobody is a ${seat}`);
      const context = { actor, restricted: null, requestId: 'bench', address: null };
      const audit = { failure: () => Promise.resolve(), completed: () => Promise.resolve() };
      const as = router.createCaller({ ...context, audit });
      const { tenant, personId: person } = actor;
      const about = { tenant: tenant.id, isProvince: tenant.kind === 'PROVINCE', person, things };
      ratios.push(await compare(installation, clients, { seat, ask, as, about }));
    }
  for (const each of Object.values(clients)) await each.end();
  return ratios;
}

const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), createLogger('silent'));
try {
  console.log(`14 tenants, ${JSON.stringify(SIZES)}`);
  const actors = await makeConsoleWorld(installation);
  console.log(
    `\nMedians of ${String(ROUNDS)}: of the procedure, of plain SQL for the same rows, of the procedure's own statements sent bare`,
  );
  const ratios = await measure(installation, actors, process.argv[2]);
  const over = ratios.filter((ratio) => !Number.isFinite(ratio)).length;
  console.log(
    `\n${String(ratios.length)} lines; more than ${String(MOST)} × the bare SQL and more than ${String(HANDLING_MS)} ms beyond it: ${String(over)}`,
  );
  if (over > 0) process.exitCode = 1;
} finally {
  await installation.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
