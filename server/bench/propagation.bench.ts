/** A standard with a hundred versions of sixty fields and thirteen cities on it: the sheet of impact and the board. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentField, Override } from '@xietong/shared/content';
import type { PersonActor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { compose } from '../src/composition';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { systemClock } from '../src/platform/clock';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { ensureBaseProvince } from '../src/scenarios/base-province';
import { fastestInTurns, row } from './bench-report';

const FIELDS = 60;
const OWN = 30;
const VERSIONS = 100;
const CITIES = 13;
/** What is promised, in milliseconds. */
const SHEET_MS = 1_000;
const BOARD_MS = 500;
const ROUNDS = 5;

const fieldIds = Array.from({ length: FIELDS }, () => systemIds.next());

/** In each version one field in ten has another text than in the one before. */
function fieldsOf(version: number): ContentField[] {
  return fieldIds.map((id, index) => ({
    ...{ id, role: 'body' as const, labels: { zh: `正文 ${String(index)}`, en: `Body ${String(index)}` } },
    value: `第 ${String(index % 10 === version % 10 ? version : 0)} 版的正文（演示）`.repeat(8),
    policy: { kind: 'EDITABLE' as const, constraint: { maxLength: 500 } },
  }));
}

function overridesOf(city: number): Record<string, Override> {
  const own = fieldIds.slice(0, OWN);
  return Object.fromEntries(
    own.map((id) => [id, { value: `地市 ${String(city)} 的正文`.repeat(8), setBy: 'BENCH' }]),
  );
}

async function makeWorld({ databases: { owner } }: Installation) {
  const { rows } = await owner.execute<{ id: string; code: string; kind: string }>(
    sql`select id, code, kind from tenant order by code`,
  );
  const province = rows.find(({ kind }) => kind === 'PROVINCE');
  const cities = rows.filter(({ kind }) => kind === 'CITY').slice(0, CITIES);
  if (!province || cities.length < CITIES) throw new Error('the province is not there');
  const by = systemIds.next();
  const campaignId = systemIds.next();
  await owner.execute(sql`
    insert into standard_campaign (id, tenant_id, number, kind, created_by)
    values (${campaignId}, ${province.id}, 'BENCH-2026-0001', 'VALUE_ADDED', ${by})`);
  const versions = Array.from({ length: VERSIONS }, () => systemIds.next());
  for (const [index, id] of versions.entries())
    await owner.execute(sql`
      insert into standard_version (id, tenant_id, campaign_id, version, state, title, city_default, fields,
        row_version, created_by, updated_by, updated_by_name, updated_at, published_at)
      values (${id}, ${province.id}, ${campaignId}, ${index + 1}, ${index + 1 === VERSIONS ? 'PUBLISHED' : 'SUPERSEDED'},
        '手机报推广', 'NONE', ${JSON.stringify(fieldsOf(index + 1))}::jsonb, 1, ${by}, ${by}, 'BENCH', now(), now())`);
  for (const [index, city] of cities.entries()) {
    const id = systemIds.next();
    await owner.execute(sql`
      insert into local_campaign (id, tenant_id, number, base_campaign_id, created_by)
      values (${id}, ${city.id}, ${`${city.code}-BENCH-1`}, ${campaignId}, ${by})`);
    await owner.execute(sql`
      insert into local_version (id, tenant_id, campaign_id, version, base_version_id, state, title, overrides, resolved,
        row_version, created_by, updated_by, updated_by_name, updated_at)
      values (${systemIds.next()}, ${city.id}, ${id}, 1, ${versions[0] ?? ''}, 'DRAFT', '本地',
        ${JSON.stringify(overridesOf(index))}::jsonb, ${JSON.stringify(fieldsOf(1))}::jsonb, 1, ${by}, ${by}, 'BENCH', now())`);
  }
  return { province, campaignId, versionId: versions.at(-1) ?? '' };
}

async function measure(installation: Installation): Promise<boolean> {
  const { databases, secrets, dataFolder, room } = installation;
  const { services } = compose({
    ...{ databases, secrets, dataFolder, room, clock: systemClock, ids: systemIds },
    ...{ logger: createLogger('silent'), demo: null },
    ...{ tls: false, version: 'bench', baseUrl: () => 'http://127.0.0.1:9', isAlone: false },
  });
  await ensureBaseProvince({ owner: databases.owner, ids: systemIds, clock: systemClock });
  const { province, campaignId, versionId } = await makeWorld(installation);
  const id = systemIds.next();
  const actor: PersonActor = {
    ...{ kind: 'PERSON', personId: id, staffId: 'BENCH', name: 'bench', sessionId: id, dutyId: id },
    ...{ role: 'OPERATOR', functions: [] },
    tenant: { id: province.id, code: province.code, kind: 'PROVINCE', parentId: null },
  };
  const call = { actor, requestId: 'bench', address: null };
  const { propagationService: service } = services;
  const sheet = () => service.get(call, { standardVersionId: versionId });
  const board = (versions: number) => () => service.board(call, { campaignId, versions });
  const [sheetTime = 0, few = 0, many = 0] = await fastestInTurns(
    [sheet, board(10), board(VERSIONS)],
    ROUNDS,
  );
  console.log(
    `\n${String(VERSIONS)} versions, ${String(CITIES)} cities, ${String(FIELDS)} fields, ${String(OWN)} of them the cities' own`,
  );
  row('  sheet of impact of the newest version', sheetTime, 'ms');
  row('  board of 10 versions', few, 'ms');
  row(`  board of ${String(VERSIONS)} versions`, many, 'ms');
  row('  growth of the board from 10 to 100 versions', many / few, '×');
  return sheetTime <= SHEET_MS && many <= BOARD_MS;
}

const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), createLogger('silent'));
try {
  if (!(await measure(installation))) process.exitCode = 1;
} finally {
  await installation.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
