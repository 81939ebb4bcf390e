import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOldestPostgres } from '../../scripts/lib/oldest-postgres.mjs';
import type { RunningPostgres } from '../../scripts/lib/oldest-postgres.mjs';
import { doctorCommand } from '../cli/doctor-command';
import { composeOnClock } from '../compose-on-clock';
import { loadConfig } from '../config/load-config';
import type { Config } from '../config/load-config';
import { systemClock } from '../platform/clock';
import { withTenant } from '../platform/database';
import { systemIds } from '../platform/ids';
import { openJobQueue } from '../platform/job-queue';
import { machineCall, prepareProvince } from '../scenarios';
import { backUpInstallation } from './backup-installation';
import { openInstallation } from './open-installation';
import type { Installation } from './open-installation';

const logger = pino({ level: 'silent' });
const PROVINCE_MS = 120_000;

const server = await startOldestPostgres();

if (server.problem === undefined)
  describe('the oldest PostgreSQL that is supported', () => {
    suite(server);
  });
else
  it('the oldest PostgreSQL that is supported is tried', ({ skip }) => {
    process.stderr.write(`${server.problem}\n`);
    skip(server.problem);
  });

function suite({ version, env, close }: RunningPostgres): void {
  let dataFolder: string;
  let config: Config;
  let installation: Installation;
  const compose = () => composeOnClock(installation, logger, systemIds);

  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'xietong-oldest-'));
    config = loadConfig({ XIETONG_DATA: dataFolder, PORT: '0', ...env });
    installation = await openInstallation(config, logger);
  }, PROVINCE_MS);
  afterAll(async () => {
    await installation.close();
    await close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('is 15, and not ours', () => {
    expect(version).toMatch(/^15\./);
    expect(installation.embedded).toBe(false);
  });

  it('takes the whole demo province, its decisions and its events', { timeout: PROVINCE_MS }, async () => {
    await prepareProvince(installation, {
      demo: true,
      clock: systemClock,
      ids: systemIds,
      compose: compose(),
      say: () => undefined,
      logger,
    });
    const { rows } = await installation.databases.owner.$client.query<{ table: string; rows: number }>(
      `select 'release' as table, count(*)::int as rows from release
       union all select 'event', count(*)::int from event union all select 'subscriber', count(*)::int from subscriber`,
    );
    expect(rows.filter(({ rows: count }) => count === 0)).toEqual([]);
  });

  it('decides, takes an event once, and counts by rule', async () => {
    const { services, snapshots, eventMaintenance } = compose()(systemClock);
    await eventMaintenance.ensurePartitions();
    await snapshots.refresh();
    const channel = { channel: 'web', cities: new Set(['320100']) };
    const answer = await services.decisionService.decide(
      { ...channel, mayExplain: true },
      { requestId: 'oldest', city: '320100', points: ['home-banner'], explain: true },
    );
    expect(answer.points).toHaveLength(1);
    const event = {
      id: 'oldest',
      type: 'impression' as const,
      decisionId: answer.points[0]?.items[0]?.decisionId,
      at: new Date().toISOString(),
    };
    const report = () => services.eventService.report({ ...channel, demo: true }, [event]);
    expect(await report()).toMatchObject([{ status: 'accepted' }]);
    expect(await report()).toMatchObject([{ status: 'duplicate' }]);
    const call = await machineCall(installation.databases.owner, 'CLI', 'oldest');
    const { rows } = await installation.databases.owner.$client.query<{ count: number }>(
      `select count(*)::int from subscriber s where not exists (select from list_member m
         join list_version v on v.id = m.list_version_id join customer_list l on l.id = v.list_id
         where l.purpose = 'BLOCKLIST' and m.number_hash = s.number_hash)`,
    );
    expect(rows[0]?.count).toBeGreaterThan(600);
    expect(await services.subscriberService.countByRule(call, {}, undefined)).toMatchObject(rows[0] ?? {});
  });

  it('holds the tenant by row-level security', async () => {
    const { owner, app } = installation.databases;
    const lists = 'select id, tenant_id as "tenantId" from customer_list';
    const { rows: all } = await owner.$client.query<{ id: string; tenantId: string; ofCity: boolean }>(
      `select l.id, l.tenant_id as "tenantId", t.kind = 'CITY' as "ofCity" from customer_list l join tenant t on t.id = l.tenant_id`,
    );
    const own = all.find(({ ofCity }) => ofCity);
    expect(own).toBeDefined();
    expect(all.some(({ tenantId }) => tenantId !== own?.tenantId)).toBe(true);
    const scope = { tenantId: own?.tenantId ?? null, actorId: null, requestId: null };
    const seen = await withTenant(app, scope, (tx) => tx.execute(sql.raw(lists)));
    const ids = (rows: readonly Record<string, unknown>[]) => rows.map(({ id }) => id).sort();
    expect(ids(seen.rows)).toEqual(ids(all.filter(({ tenantId }) => tenantId === own?.tenantId)));
    expect((await app.$client.query(lists)).rows).toEqual([]);
  });

  it('runs the jobs', async () => {
    const queue = await openJobQueue(installation.urls.owner, logger);
    const done = new Promise<unknown>((resolve) => {
      void queue.work('oldest', ({ data }) => {
        resolve(data);
        return Promise.resolve();
      });
    });
    await queue.send('oldest', { is: 'done' });
    expect(await done).toEqual({ is: 'done' });
    await queue.stop();
  });

  it('is started on again, and found in order', async () => {
    const again = await openInstallation(config, logger);
    await again.close();
    const { data } = await doctorCommand.run(config, []);
    expect(data).toMatchObject({ good: true });
  });

  it('is not served while its clock says something else', async () => {
    const clock = vi.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + 3_600_000));
    try {
      await expect(openInstallation(config, logger)).rejects.toThrow(
        /clocks of two machines disagree: .* by -3\d{3} s/,
      );
    } finally {
      clock.mockRestore();
    }
  });

  it('is backed up by its own tools', async () => {
    const backup = backUpInstallation(config, join(dataFolder, '..', 'x'), {
      now: new Date(),
      record: () => Promise.resolve(),
    });
    await expect(backup).rejects.toThrow(/pg_dump/);
  });
}
