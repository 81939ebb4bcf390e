import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { composeOnClock } from '../compose-on-clock';
import { lastBackupName, restoringFolder } from '../config/data-folder';
import { loadConfig } from '../config/load-config';
import type { Config } from '../config/load-config';
import { openInstallation } from '../db/open-installation';
import type { Installation } from '../db/open-installation';
import { systemClock } from '../platform/clock';
import { openDatabaseServer } from '../platform/database-server';
import { withClient } from '../platform/database-urls';
import { systemIds } from '../platform/ids';
import { openJobQueue } from '../platform/job-queue';
import { takeServingLock } from '../platform/serving-lock';
import { ensureBaseProvince, machineCall } from '../scenarios';
import type { Check } from './doctor-check';
import { doctorCommand } from './doctor-command';
import { checkClock, checkConnections, checkVersion } from './doctor-database-checks';
import { checkBackup, checkDataFolder, checkNode, checkSpace } from './doctor-folder-checks';

const logger = pino({ level: 'silent' });
const MEBIBYTE = 1024 * 1024;

describe('doctor', () => {
  let folder: string;
  let config: Config;
  let installation: Installation;
  let superuserUrl: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'xietong-doctor-'));
    // or root's database, which runs under another account, could not enter it and would lie elsewhere
    chmodSync(folder, 0o711);
    config = loadConfig({ XIETONG_DATA: join(folder, 'data'), PORT: '0' });
    installation = await openInstallation(config, logger);
    const server = await openDatabaseServer(config, installation.secrets);
    superuserUrl = new URL(server.cluster?.superuserUrl ?? '').toString();
    await server.release();
    await ensureBaseProvince({ owner: installation.databases.owner, ids: systemIds, clock: systemClock });
    await composeOnClock(installation, logger, systemIds)(systemClock).eventMaintenance.ensurePartitions();
  });
  afterAll(async () => {
    await installation.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  async function examine(of: Config = config): Promise<{ good: boolean; checks: Check[]; lines: string[] }> {
    const { data, good, lines } = await doctorCommand.run(of, []);
    const { checks } = data as { checks: Check[] };
    expect(data).toEqual({ good, checks });
    return { good: good === true, checks, lines };
  }
  /** The one check that fails while something is broken; the installation is whole again afterwards. */
  async function failureWhile(broken: () => Promise<void> | void, mend: () => Promise<void> | void) {
    await broken();
    try {
      const { good, checks } = await examine();
      expect(good).toBe(false);
      const failed = checks.filter(({ level }) => level === 'FAIL');
      expect(failed).toHaveLength(1);
      expect(failed[0]?.mend).not.toBeNull();
      return failed[0];
    } finally {
      await mend();
    }
  }
  const sql = (text: string) => async (): Promise<void> => {
    await installation.databases.owner.$client.query(text);
  };
  const asSuperuser = (text: string) => async (): Promise<void> => {
    await withClient(superuserUrl, (client) => client.query(text));
  };

  it('finds a sound installation in order, and says what will matter some day', async () => {
    const { good, checks, lines } = await examine();
    expect(checks.filter(({ level }) => level === 'FAIL')).toEqual([]);
    expect(good).toBe(true);
    expect(checks.find(({ name }) => name === 'backup')?.level).toBe('WARN');
    expect(lines.at(-1)).toMatch(/in order|works/);
    vi.stubEnv('XIETONG_LANG', 'zh-CN');
    const inChinese = await examine();
    vi.unstubAllEnvs();
    expect(inChinese.checks.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
    expect(inChinese.lines).toHaveLength(lines.length);
    for (const line of inChinese.lines) expect(line).toMatch(/\p{Script=Han}/u);
    expect(inChinese.lines.at(-1)).toBe('可以正常使用；有 1 项需要留意。');
  });

  it('makes nothing where nothing is yet', async () => {
    const fresh = loadConfig({ XIETONG_DATA: join(folder, 'fresh'), PORT: '0' });
    const { good, checks } = await examine(fresh);
    expect(good).toBe(true);
    expect(checks.at(-1)?.found).toContain('first start');
    expect(existsSync(fresh.dataFolder)).toBe(false);
  });

  it('tells who serves the folder', async () => {
    const lock = takeServingLock(config.dataFolder);
    const { checks } = await examine();
    lock.release();
    expect(checks.find(({ name }) => name === 'service')?.found).toContain(String(process.pid));
  });

  it('names a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { checks } = await examine({ ...config, port });
    await new Promise((resolve) => other.close(resolve));
    expect(checks.find(({ name }) => name === 'service')).toMatchObject({
      level: 'FAIL',
      found: expect.stringContaining(`Port ${port} is in use`) as string,
      mend: expect.stringContaining('set PORT') as string,
    });
  });

  it.skipIf(process.platform === 'win32')('names keys that others may read', async () => {
    const file = join(config.dataFolder, 'secrets.json');
    const failed = await failureWhile(
      () => {
        chmodSync(file, 0o644);
      },
      () => {
        chmodSync(file, 0o600);
      },
    );
    expect(failed).toMatchObject({ name: 'permissions', mend: `chmod 600 ${file}` });
  });

  it('names keys that are gone, without making others', async () => {
    const file = join(config.dataFolder, 'secrets.json');
    const failed = await failureWhile(
      () => {
        renameSync(file, join(folder, 'aside'));
      },
      () => {
        expect(existsSync(file)).toBe(false);
        renameSync(join(folder, 'aside'), file);
      },
    );
    expect(failed).toMatchObject({
      name: 'keys',
      found: expect.stringContaining('its keys are gone') as string,
      mend: expect.stringContaining('Copy secrets.json from a backup') as string,
    });
  });

  it('names an unfinished restore', async () => {
    const mark = restoringFolder(config.dataFolder);
    const failed = await failureWhile(
      () => {
        mkdirSync(mark);
      },
      () => {
        rmSync(mark, { recursive: true });
      },
    );
    expect(failed).toMatchObject({
      name: 'restore',
      mend: expect.stringContaining('restore FILE') as string,
    });
  });

  const BROKEN = [
    {
      name: 'migrations',
      broken: "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 4000000000000)",
      mended: "delete from drizzle.__drizzle_migrations where hash = 'x'",
      found: 'made by a newer version (1 unknown)',
      mend: 'Start that version, or restore a backup',
    },
    {
      name: 'migrations',
      broken: `create table drizzle.kept as select * from drizzle.__drizzle_migrations order by created_at desc limit 1;
        delete from drizzle.__drizzle_migrations where created_at = (select created_at from drizzle.kept)`,
      mended: `insert into drizzle.__drizzle_migrations select * from drizzle.kept; drop table drizzle.kept`,
      found: '1 not applied yet (',
      mend: 'Take a backup, then start the service once',
    },
    {
      name: 'row-level security',
      broken: 'alter table placement disable row level security',
      mended: 'alter table placement enable row level security',
      found: 'off for placement',
      mend: 'enable row level security',
    },
    {
      name: 'clock',
      broken: "insert into event_identity values ('web', 'x', current_date + 3)",
      mended: "delete from event_identity where event_id = 'x'",
      found: 'events were received on',
      mend: 'Set the clock',
    },
    {
      name: 'keys and data',
      broken: `insert into subscriber (id, tenant_id, number_hash, key_version, number_encrypted, home_tenant_id, attributes, created_at, updated_at)
        select gen_random_uuid(), id, '\\x00', 1, decode(repeat('00', 39), 'hex'), id, '{}', now(), now() from tenant limit 1`,
      mended: 'delete from subscriber',
      found: 'cannot be read with these keys',
      mend: 'Put the secrets.json back',
    },
    {
      name: 'partitions',
      broken:
        "do $$ begin execute format('drop table %I', 'event_' || to_char((now() at time zone 'Asia/Shanghai') + interval '1 day', 'YYYYMMDD')); end $$",
      mended:
        "select ensure_event_partitions(((now() at time zone 'Asia/Shanghai') + interval '1 day')::date, ((now() at time zone 'Asia/Shanghai') + interval '1 day')::date)",
      found: 'missing for 20',
      mend: 'Start the service',
    },
  ];
  it.each(BROKEN)(
    'names what is wrong with the $name: $found',
    async ({ name, broken, mended, found, mend }) => {
      expect(await failureWhile(sql(broken), sql(mended))).toMatchObject({
        name,
        found: expect.stringContaining(found) as string,
        mend: expect.stringContaining(mend) as string,
      });
    },
  );

  it('names a role that steps around row-level security', async () => {
    const failed = await failureWhile(
      asSuperuser('alter role xietong_app bypassrls'),
      asSuperuser('alter role xietong_app nobypassrls'),
    );
    expect(failed).toMatchObject({
      name: 'database role app',
      found: expect.stringContaining('BYPASSRLS') as string,
      mend: expect.stringContaining('no superuser and has no BYPASSRLS') as string,
    });
  });

  it.each(['engine', 'auth'])('names the role %s that does not get in', async (role) => {
    const failed = await failureWhile(
      asSuperuser(`alter role xietong_${role} nologin`),
      asSuperuser(`alter role xietong_${role} login`),
    );
    expect(failed).toMatchObject({
      name: `database role ${role}`,
      found: expect.stringContaining('not permitted to log in') as string,
      mend: expect.stringContaining('the password of this role') as string,
    });
  });

  it('names jobs that failed, and those that nobody takes', async () => {
    const queue = await openJobQueue(installation.urls.owner, logger);
    await queue.work('probe', () => Promise.resolve());
    await queue.stop();
    await sql(
      "insert into pgboss.job (name, data, state, completed_on) values ('probe', '{}', 'failed', now())",
    )();
    expect(
      await failureWhile(() => undefined, sql("delete from pgboss.job where name = 'probe'")),
    ).toMatchObject({
      ...{ name: 'jobs', found: '1 failed in the last day (probe)' },
      mend: expect.stringContaining('in the log') as string,
    });

    const lock = takeServingLock(config.dataFolder);
    await sql(
      "insert into pgboss.job (name, data, start_after) values ('probe', '{}', now() - interval '1 hour')",
    )();
    expect(
      await failureWhile(() => undefined, sql("delete from pgboss.job where name = 'probe'")),
    ).toMatchObject({
      ...{
        found: expect.stringContaining('1 wait for more than') as string,
        mend: 'Start the service anew.',
      },
    });
    lock.release();
  });

  it('names an audit log that stands still while the service runs', async () => {
    const earlier = { now: () => new Date(Date.now() - 5 * 60_000) };
    const { channelKeyService } = composeOnClock(installation, logger, systemIds)(earlier).services;
    const call = await machineCall(installation.databases.owner, 'CLI', systemIds.next());
    await channelKeyService.create(call, {
      ...{ channel: 'web', name: 'probe', cities: ['320100'], ratePerSecond: 1 },
    });
    const lock = takeServingLock(config.dataFolder);
    expect(await failureWhile(() => undefined, sql('delete from audit_pending'))).toMatchObject({
      name: 'audit log',
      found: '1 events wait for their places',
      mend: expect.stringContaining('audit verify') as string,
    });
    lock.release();
  });

  it('names events of days that had no partition', async () => {
    await sql(`insert into event (received_day, channel, event_id, tenant_id, type, at, day, received_at, point, format,
        campaign_number, business, value_fen, fallback, demo)
      select '2020-01-01', 'web', 'stray', id, 'transaction', now(), '2020-01-01', now(), '', '', '', 'x', 0, false, false
        from tenant limit 1`)();
    const { good, checks } = await examine();
    await sql("delete from event where event_id = 'stray'")();
    expect(good).toBe(true);
    expect(checks.find(({ name }) => name === 'partitions')).toMatchObject({
      level: 'WARN',
      found: expect.stringContaining('no partition') as string,
      mend: expect.stringContaining('Start the service') as string,
    });
  });

  it('names a clock that is not that of the database, and one that jumped ahead', async () => {
    const hours = (count: number) => () => new Date(Date.now() + count * 3_600_000);
    await withClient(installation.urls.owner, async (owner) => {
      expect(await checkClock(owner, hours(0))).toMatchObject({ level: 'OK' });
      expect(await checkClock(owner, hours(1))).toMatchObject({
        level: 'FAIL',
        found: expect.stringMatching(/database's clock differs .* by -3\d{3} s/) as string,
        mend: expect.stringContaining('time server') as string,
      });
      const silence = { auditedAt: new Date(Date.now() - 15 * 24 * 3_600_000), receivedDay: null };
      const answering = {
        query: (text: string) =>
          Promise.resolve({ rows: [text.includes('clock_timestamp') ? { at: new Date() } : silence] }),
      } as unknown as Client;
      expect(await checkClock(answering, hours(0))).toMatchObject({
        level: 'WARN',
        found: expect.stringMatching(/nothing was recorded since .*, for 15 days/) as string,
        mend: expect.stringContaining('set the clock') as string,
      });
      expect(await checkClock(owner, hours(24 * 500))).toMatchObject({
        level: 'FAIL',
        found: expect.stringContaining('nothing was recorded since') as string,
        mend: expect.stringContaining('XIETONG_ACCEPT_CLOCK=1') as string,
      });
    });
  });

  it('names a server that is too old, or takes too few connections', async () => {
    const answering = (row: object) =>
      ({ query: () => Promise.resolve({ rows: [row] }) }) as unknown as Client;
    expect(await checkVersion(answering({ number: '140012', full: '14.12' }))).toMatchObject({
      level: 'FAIL',
      found: 'PostgreSQL 14.12 is too old',
      mend: expect.stringContaining('Upgrade it to 15') as string,
    });
    expect(await checkConnections(answering({ allowed: 20, used: 7 }))).toMatchObject({
      level: 'WARN',
      found: '7 of 20 are used',
      mend: expect.stringContaining('max_connections') as string,
    });
  });

  it('names a database that is not reached, does not start, or was made by another version', async () => {
    const last = async (of: Config) => (await examine(of)).checks.at(-1);
    const url = (role: string) => `postgresql://${role}:x@127.0.0.1:1/xietong`;
    const external = { DATABASE_URL: url('xietong_app'), DATABASE_OWNER_URL: url('xietong_owner') };
    const elsewhere = loadConfig({ XIETONG_DATA: join(folder, 'elsewhere'), PORT: '0', ...external });
    expect(await last(elsewhere)).toMatchObject({
      ...{ name: 'database', level: 'FAIL', found: expect.stringContaining('ECONNREFUSED') as string },
      mend: expect.stringContaining('DATABASE_OWNER_URL') as string,
    });
    const broken = loadConfig({ XIETONG_DATA: join(folder, 'broken'), PORT: '0' });
    const cluster = join(broken.dataFolder, 'postgres');
    mkdirSync(cluster, { recursive: true });
    writeFileSync(
      join(broken.dataFolder, 'secrets.json'),
      readFileSync(join(config.dataFolder, 'secrets.json')),
      {
        mode: 0o600,
      },
    );
    for (const [version, found] of [
      ['14', 'was made by PostgreSQL 14'],
      ['18', 'does not start'],
    ] as const) {
      writeFileSync(join(cluster, 'PG_VERSION'), `${version}\n`);
      expect(await last(broken)).toMatchObject({
        ...{ name: 'database', level: 'FAIL', found: expect.stringContaining(found) as string },
        mend: expect.stringContaining('postgres.log') as string,
      });
    }
  });

  it('tells how old the last backup is', () => {
    const now = new Date('2026-11-24T00:00:00.000Z');
    const note = join(folder, lastBackupName);
    const noted = (takenAt: string): Check => {
      writeFileSync(note, JSON.stringify({ file: '/backups/a', takenAt }));
      return checkBackup(folder, now);
    };
    expect(checkBackup(folder, now)).toMatchObject({
      ...{
        level: 'WARN',
        found: 'none was taken yet',
        mend: expect.stringContaining('backup FILE') as string,
      },
    });
    expect(noted('2026-11-22T17:30:00.000Z')).toMatchObject({
      ...{ level: 'OK', found: expect.stringContaining('2026-11-23 01:30:00 +08:00') as string, mend: null },
    });
    expect(noted('2026-11-01T00:00:00.000Z')).toMatchObject({
      ...{ level: 'WARN', found: expect.stringContaining('23 days ago') as string },
    });
    writeFileSync(note, '{}');
    expect(checkBackup(folder, now)).toMatchObject({
      ...{ level: 'WARN', found: expect.stringContaining('cannot be read') as string },
    });
  });

  it('asks for a version of Node, a folder and a disk that do', () => {
    expect(checkNode('20.19.0').level).toBe('OK');
    expect(checkNode('22.0.0').level).toBe('OK');
    expect(checkNode('20.18.3')).toMatchObject({
      level: 'FAIL',
      mend: expect.stringContaining('20.19') as string,
    });
    expect(checkDataFolder(process.cwd()).level).toBe('OK');
    const unusable = { level: 'FAIL', mend: expect.stringContaining('Set XIETONG_DATA') as string };
    expect(checkDataFolder('/does/not/exist')).toMatchObject(unusable);
    expect(checkDataFolder('/dev/null')).toMatchObject({ ...unusable, found: '/dev/null is no folder' });
    expect(checkSpace(folder, 100 * MEBIBYTE)).toMatchObject({
      level: 'FAIL',
      found: expect.stringContaining('100 MB') as string,
      mend: expect.stringContaining('Free some space') as string,
    });
    expect(checkSpace(folder, 1024 * MEBIBYTE).level).toBe('WARN');
    expect(checkSpace(folder, 10_000 * MEBIBYTE).level).toBe('OK');
  });
});
