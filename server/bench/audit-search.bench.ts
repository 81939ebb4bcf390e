/** Searching the audit log: the same searches over half a million and over five million events. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditListInput } from '@xietong/shared/audit';
import { sql } from 'drizzle-orm';
import type { Call } from '../src/access/call';
import { composeOnClock } from '../src/compose-on-clock';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { systemClock } from '../src/platform/clock';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { ensureBaseProvince } from '../src/scenarios/base-province';
import { makeEvents, SPAN_DAYS, writePatterns } from './audit-search-world';
import type { BenchTenant } from './audit-search-world';
import { row } from './bench-report';

const SMALL = 500_000;
const LARGE = 5_000_000;
const RUNS = 7;
/** What is promised of the whole list of searches: ten times the events may take this much longer. */
const MOST_SEARCH_GROWTH = 4;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const [FROM, TO] = [daysAgo(400).slice(0, 10), daysAgo(370).slice(0, 10)];
const SEARCHES: Record<string, AuditListInput> = {
  'newest, with how many there are': {},
  'a frequent text': { text: '演示活动' },
  'a text of one in seven hundred': { text: '半价宽带' },
  'a text of long ago alone': { text: '集团彩铃' },
  'a text that is nowhere': { text: '从未出现的字样' },
  'one event by its id': { text: 'ID' },
  'a person and an act, in a time': { actor: 'bench-17', act: 'localCampaigns.submit', from: '2025-01-01' },
  'a person with a text of long ago': { actor: 'bench-1', text: '集团彩铃' },
  'an act of one in four': { act: 'approvals.decide' },
  'a frequent text in a month of long ago': { text: '演示活动', from: FROM, to: TO },
  'what was refused, of which there is none': { result: 'REFUSED' },
  'a person with a frequent text': { actor: 'bench-17', text: '演示活动' },
  'a text whose words are frequent, and it nowhere': { text: '示活动 常见的演' },
  'a person in a city': { tenantCode: '320100', actor: 'bench-13' },
};

async function measure(installation: Installation, calls: readonly (readonly [string, Call])[]) {
  const { services } = composeOnClock(installation, createLogger('silent'), systemIds)(systemClock);
  const { rows: known } = await installation.databases.owner.execute<{ id: string }>(
    sql`select id from audit_event order by at limit 1`,
  );
  let [sum, slowest] = [0, 0];
  for (const [who, call] of calls)
    for (const [what, search] of Object.entries(SEARCHES)) {
      const input = search.text === 'ID' ? { text: known[0]?.id } : search;
      const times: number[] = [];
      let total = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const startedAt = performance.now();
        total = (await services.auditService.list(call, input)).total ?? 0;
        times.push(performance.now() - startedAt);
      }
      const [, , , middle = 0] = times.sort((a, b) => a - b);
      sum += middle;
      slowest = Math.max(slowest, middle);
      row(`  ${who}: ${what} (${String(total)})`, middle, 'ms');
    }
  row('  the slowest of them', slowest, 'ms');
  const [, auditor] = calls[0] ?? [];
  if (auditor) {
    const startedAt = performance.now();
    await services.auditService.list(auditor, { before: daysAgo(400), text: '演示活动', cursor: undefined });
    row('  a jump back by 400 days', performance.now() - startedAt, 'ms');
  }
  return sum;
}

/** Auditors of the province and of a city. */
function callsOf(tenants: readonly BenchTenant[]): readonly (readonly [string, Call])[] {
  const callOf = (kind: BenchTenant['kind']): Call => {
    const tenant = tenants.find((each) => each.kind === kind);
    if (!tenant) throw new Error('there is no province');
    return {
      actor: {
        ...{ kind: 'PERSON', personId: systemIds.next(), staffId: 'BENCH', name: 'bench', role: 'AUDITOR' },
        ...{ sessionId: systemIds.next(), dutyId: systemIds.next() },
        ...{ tenant: { ...tenant, parentId: null }, functions: [] },
      },
      requestId: systemIds.next(),
      address: null,
    };
  };
  return [
    ['province', callOf('PROVINCE')],
    ['a city', callOf('CITY')],
  ];
}

/** Returns by how much the searches take longer over ten times the events. */
async function measureSearching(installation: Installation): Promise<number> {
  const { owner } = installation.databases;
  await owner.execute(sql`truncate audit_event, audit_pending`);
  const { rows: tenants } = await owner.execute<BenchTenant & Record<string, unknown>>(
    sql`select id, code, kind from tenant order by code`,
  );
  const calls = callsOf(tenants);
  await writePatterns(installation, tenants);
  const sums: number[] = [];
  for (const size of [SMALL, LARGE]) {
    const startedAt = performance.now();
    await makeEvents(owner, size, LARGE);
    console.log(
      `\nSearching ${String(size)} events of ${String(SPAN_DAYS)} days (made in ${((performance.now() - startedAt) / 1000).toFixed(0)} s)`,
    );
    sums.push(await measure(installation, calls));
  }
  const [small = 1, large = 1] = sums;
  row('  growth of all searches from half a million to five million', large / small, '×');
  row('    that is promised at most', MOST_SEARCH_GROWTH, '×');
  return large / small;
}

const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), createLogger('silent'));
try {
  await ensureBaseProvince({ owner: installation.databases.owner, ids: systemIds, clock: systemClock });
  if ((await measureSearching(installation)) > MOST_SEARCH_GROWTH) process.exitCode = 1;
} finally {
  await installation.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
