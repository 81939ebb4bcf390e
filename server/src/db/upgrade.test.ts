import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLeafHash, auditTerms } from '@xietong/shared/audit';
import { isSealIntact } from '@xietong/shared/releases';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { composeOnClock } from '../compose-on-clock';
import { secretsFromMasterKey } from '../config/secrets';
import { withClient } from '../platform/database-urls';
import { UNSEEN_ROOM } from '../platform/free-space';
import { systemIds } from '../platform/ids';
import { withAddress } from '../platform/postgres-url';
import { actAsDemoStaff, prepareProvince } from '../scenarios';
import { listStateFixtures, loadStateFixture, readStateFixture } from '../testing/state-fixture';
import type { StateFixture } from '../testing/state-fixture';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { migrateDatabase, migrationsFolder, readMigrationState } from './migrate';

const logger = pino({ level: 'silent' });

interface Journal {
  entries: { tag: string }[];
}

/** The migrations as the program that made the data had them. */
function earlierMigrations({ migrations }: StateFixture): string {
  const folder = mkdtempSync(join(tmpdir(), 'xietong-earlier-'));
  cpSync(migrationsFolder, folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
  const entries = journal.entries.slice(0, migrations.length);
  expect(entries.map(({ tag }) => tag)).toEqual(migrations);
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

describe('the data of earlier states', () => {
  it('is kept', () => {
    expect(listStateFixtures()).toContain('state-0001.json.gz');
  });
});

describe.each(listStateFixtures())('an upgrade from %s', (name) => {
  const fixture = readStateFixture(name);
  const secrets = secretsFromMasterKey(Buffer.from(fixture.masterKey, 'base64'));
  const clock = { now: () => new Date(fixture.takenAt) };
  let database: TestDatabase;
  let before: { releases: unknown; audit: unknown; events: unknown };
  const composeOn = () =>
    composeOnClock(
      { databases: database, secrets, dataFolder: database.dataFolder, room: UNSEEN_ROOM },
      logger,
      systemIds,
    );

  const read = async <Row extends object>(query: string): Promise<Row[]> =>
    (await database.owner.$client.query<Row>(query)).rows;
  const readProven = async () => ({
    releases: await read('select id, text, hash, state from release order by id'),
    audit: await read('select id, canonical, leaf_hash from audit_event order by id'),
    events: await read('select channel, event_id, type, at, day from event order by channel, event_id'),
  });

  beforeAll(async () => {
    database = await createTestDatabase('empty');
    const folder = earlierMigrations(fixture);
    await migrateDatabase(database.urls.owner, folder);
    rmSync(folder, { recursive: true });
    const target = new URL(database.urls.owner).pathname.slice(1);
    const superuser = withAddress(inject('testCluster').superuserUrl, { database: target });
    await withClient(superuser, (client) => loadStateFixture(client, fixture));
    before = await readProven();
    await migrateDatabase(database.urls.owner);
  });
  afterAll(() => database.close());

  it('applies everything once', async () => {
    expect(await readMigrationState(database.urls.owner)).toMatchObject({ pending: [], unknown: 0 });
  });

  it('keeps every row', async () => {
    for (const [table, rows] of Object.entries(fixture.tables)) {
      const [found] = await read<{ count: string }>(`select count(*) from "${table}"`);
      expect({ table, count: Number(found?.count) }).toEqual({ table, count: rows.length });
    }
  });

  it('keeps what was approved, audited and counted, to the letter', async () => {
    expect(await readProven()).toEqual(before);
    const releases = await read<{ text: string; hash: string }>('select text, hash from release');
    expect(releases.length).toBeGreaterThan(0);
    expect(releases.filter((release) => !isSealIntact(release))).toEqual([]);
    const audit = await read<{ canonical: string; leaf: Buffer }>(
      'select canonical, leaf_hash as leaf from audit_event',
    );
    expect(audit.length).toBeGreaterThan(0);
    expect(audit.filter(({ canonical, leaf }) => !leaf.equals(auditLeafHash(canonical)))).toEqual([]);
  });

  it('makes what was audited before found by the terms that the writer gives', async () => {
    const audit = await read<{ canonical: string; at: Date; terms: string[] }>(
      'select canonical, at, tsvector_to_array(terms) as terms from audit_event',
    );
    for (const { canonical, at, terms } of audit) expect(terms).toEqual(auditTerms(canonical, at));
  });

  it('leaves no table without row-level security', async () => {
    const open = await read(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
    );
    expect(open).toEqual([]);
  });

  it('knows attributes by the names that they had, and lets the province give them others', async () => {
    const { subscriberService } = composeOn()(clock).services;
    const operator = (await actAsDemoStaff(database.owner, systemIds))('JS-OPS-01');
    const before = await subscriberService.attributeLabels(operator);
    expect(before.length).toBeGreaterThan(0);
    // Before they could be named in each language they had those of their files alone.
    const hadLabels = fixture.migrations.includes('0045_attribute_labels');
    expect(before.some(({ labelZh, labelEn }) => labelZh !== null || labelEn !== null)).toBe(hadLabels);
    const labels = { labelZh: '合约类型（演示）', labelEn: 'Kind of contract' };
    const { labelZh, labelEn } = before.find(({ name }) => name === '合约') ?? {
      labelZh: null,
      labelEn: null,
    };
    const seen = { labelZh, labelEn };
    await subscriberService.nameAttribute(operator, { name: '合约', ...labels, seen });
    expect(await subscriberService.attributes(operator)).toContainEqual(
      expect.objectContaining({
        name: '合约',
        ...labels,
        choices: expect.arrayContaining(['按月']) as unknown,
      }),
    );
  });

  it('is started on without being filled again', async () => {
    const people = await read('select staff_id from person order by staff_id');
    await prepareProvince(
      { databases: database },
      { demo: true, clock, ids: systemIds, compose: composeOn(), say: () => undefined, logger },
    );
    expect(await read('select staff_id from person order by staff_id')).toEqual(people);
  });

  it('decides as before, and takes events', async () => {
    const { services, snapshots, eventMaintenance } = composeOn()(clock);
    await snapshots.refresh();
    await eventMaintenance.ensurePartitions();
    const cities = new Set(fixture.decisions.map(({ city }) => city));
    let decisionId: string | undefined;
    for (const { channel, city, subscriber, points } of fixture.decisions) {
      const answer = await services.decisionService.decide(
        { channel, cities, mayExplain: false },
        { requestId: subscriber, city, subscriber, points: points.map(({ point }) => point) },
      );
      const decided = answer.points.map(({ point, fallback, items }) => ({
        point,
        fallback,
        campaigns: items.map(({ campaign }) => campaign),
      }));
      expect({ city, subscriber, decided }).toEqual({ city, subscriber, decided: points });
      if (channel === 'web')
        decisionId ??= answer.points.flatMap(({ items }) => items).find((item) => item.campaign)?.decisionId;
    }
    const results = await services.eventService.report({ channel: 'web', cities, demo: true }, [
      { id: 'after-the-upgrade', type: 'impression', decisionId, at: fixture.takenAt },
    ]);
    expect(results).toMatchObject([{ status: 'accepted' }]);
  });
});
