import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DecisionRequest } from '@xietong/shared/decisions';
import { shanghaiDate } from '@xietong/shared/kernel';
import { pino } from 'pino';
import { z } from 'zod';
import { composeOnClock } from '../compose-on-clock';
import { loadConfig } from '../config/load-config';
import { migrationsFolder } from '../db/migrate';
import { openInstallation } from '../db/open-installation';
import type { Installation } from '../db/open-installation';
import { systemClock } from '../platform/clock';
import { systemIds } from '../platform/ids';
import { createNumberVault } from '../platform/number-vault';
import { prepareProvince } from '../scenarios';
import { stateFixtureName, tablesQuery } from './state-fixture';
import type { StateFixture } from './state-fixture';

/** Events of so many days are kept, with their identities and counts; the rest only takes room. */
const EVENT_DAYS = 2;
const ASKED_CUSTOMERS = 60;
const POINTS = {
  web: ['home-banner', 'web-dialog', 'bill-after', 'recharge-success', 'plan-sidebar'],
  sms: ['sms-tail'],
} as const;

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });
const logger = pino({ level: 'silent' });

/** Makes the demo province with this very program and writes its data to the folder given. */
async function main(targetFolder: string): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-state-'));
  try {
    const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), logger);
    try {
      const fixture = await takeState(installation, join(dataFolder, 'secrets.json'));
      const file = join(targetFolder, stateFixtureName(fixture.migrations.at(-1) ?? ''));
      const bytes = gzipSync(JSON.stringify(fixture), { level: 9 });
      writeFileSync(file, bytes);
      console.log(`${file}: ${String(bytes.length)} bytes, ${fixture.migrations.join(', ')}`);
    } finally {
      await installation.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function takeState(installation: Installation, secretsFile: string): Promise<StateFixture> {
  const compose = composeOnClock(installation, logger, systemIds);
  await prepareProvince(installation, {
    demo: true,
    clock: systemClock,
    ids: systemIds,
    compose,
    say: (line) => {
      console.error(line);
    },
    logger,
  });
  await forgetOldEvents(installation);
  const takenAt = new Date();
  const decisions = await recordDecisions(installation, takenAt);
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')),
  );
  const { masterKey } = z
    .object({ masterKey: z.string() })
    .parse(JSON.parse(readFileSync(secretsFile, 'utf8')));
  return {
    masterKey,
    takenAt: takenAt.toISOString(),
    migrations: journal.entries.map(({ tag }) => tag),
    decisions,
    tables: await readTables(installation),
  };
}

async function forgetOldEvents({ databases }: Installation): Promise<void> {
  const first = shanghaiDate(new Date(Date.now() - (EVENT_DAYS - 1) * 86_400_000));
  const client = databases.owner.$client;
  await client.query('delete from event where received_day < $1', [first]);
  await client.query('delete from event_identity where received_day < $1', [first]);
  await client.query('delete from metric_day where day < $1', [first]);
}

/** Asks for every point as a channel would, for customers of every city that has some. */
async function recordDecisions(installation: Installation, at: Date): Promise<StateFixture['decisions']> {
  const { services, snapshots } = composeOnClock(installation, logger, systemIds)({ now: () => at });
  await snapshots.refresh();
  const vault = createNumberVault(installation.secrets);
  const { rows } = await installation.databases.owner.$client.query<{ city: string; number: Buffer }>(
    `select t.code as city, s.number_encrypted as number from subscriber s join tenant t on t.id = s.home_tenant_id
      order by s.number_hash limit $1`,
    [ASKED_CUSTOMERS],
  );
  const cities = new Set(rows.map(({ city }) => city));
  const decisions: StateFixture['decisions'] = [];
  for (const { city, number } of rows) {
    const subscriber = vault.decrypt(number);
    for (const [channel, points] of Object.entries(POINTS)) {
      const request: DecisionRequest = { requestId: subscriber, city, points: [...points], subscriber };
      const answer = await services.decisionService.decide({ channel, cities, mayExplain: false }, request);
      decisions.push({
        channel,
        city,
        subscriber,
        points: answer.points.map(({ point, fallback, items }) => ({
          point,
          fallback,
          campaigns: items.map(({ campaign }) => campaign),
        })),
      });
    }
  }
  return decisions;
}

async function readTables({ databases }: Installation): Promise<StateFixture['tables']> {
  const client = databases.owner.$client;
  const { rows: tables } = await client.query<{ name: string }>(tablesQuery);
  const content: StateFixture['tables'] = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ line: string }>(`select t::text as line from "${name}" t`);
    content[name] = rows.map(({ line }) => line).sort();
  }
  return content;
}

await main(process.argv[2] ?? '.');
