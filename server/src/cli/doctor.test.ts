import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeOnClock } from '../composition';
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
import { ensureBaseProvince } from '../scenarios';
import type { Check } from './doctor-check';
import { doctorCommand } from './doctor-command';
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
    expect(checks.find(({ name }) => name === 'service')).toMatchObject({ level: 'FAIL' });
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
    expect(failed?.name).toBe('keys');
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
    expect(failed?.name).toBe('restore');
  });

  it.each([
    [
      'migrations',
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 4000000000000)",
      "delete from drizzle.__drizzle_migrations where hash = 'x'",
    ],
    [
      'row-level security',
      'alter table placement disable row level security',
      'alter table placement enable row level security',
    ],
    [
      'clock',
      "insert into event_identity values ('web', 'x', current_date + 3)",
      "delete from event_identity where event_id = 'x'",
    ],
    [
      'keys and data',
      `insert into subscriber (id, tenant_id, number_hash, key_version, number_encrypted, home_tenant_id, attributes, created_at, updated_at)
        select gen_random_uuid(), id, '\\x00', 1, decode(repeat('00', 39), 'hex'), id, '{}', now(), now() from tenant limit 1`,
      'delete from subscriber',
    ],
    [
      'partitions',
      "do $$ begin execute format('drop table %I', 'event_' || to_char((now() at time zone 'Asia/Shanghai') + interval '1 day', 'YYYYMMDD')); end $$",
      "select ensure_event_partitions(((now() at time zone 'Asia/Shanghai') + interval '1 day')::date, ((now() at time zone 'Asia/Shanghai') + interval '1 day')::date)",
    ],
  ])('names what is wrong with the %s', async (name, broken, mend) => {
    expect((await failureWhile(sql(broken), sql(mend)))?.name).toBe(name);
  });

  it('names a role that steps around row-level security', async () => {
    const failed = await failureWhile(
      asSuperuser('alter role xietong_app bypassrls'),
      asSuperuser('alter role xietong_app nobypassrls'),
    );
    expect(failed).toMatchObject({
      name: 'database role app',
      found: expect.stringContaining('BYPASSRLS') as string,
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
      (await failureWhile(() => undefined, sql("delete from pgboss.job where name = 'probe'")))?.name,
    ).toBe('jobs');

    const lock = takeServingLock(config.dataFolder);
    await sql(
      "insert into pgboss.job (name, data, start_after) values ('probe', '{}', now() - interval '1 hour')",
    )();
    expect(
      (await failureWhile(() => undefined, sql("delete from pgboss.job where name = 'probe'")))?.found,
    ).toContain('wait');
    lock.release();
  });

  it('tells how old the last backup is', () => {
    const now = new Date('2026-11-24T00:00:00.000Z');
    const note = join(folder, lastBackupName);
    const noted = (takenAt: string): Check => {
      writeFileSync(note, JSON.stringify({ file: '/backups/a', takenAt }));
      return checkBackup(folder, now);
    };
    expect(checkBackup(folder, now).level).toBe('WARN');
    expect(noted('2026-11-23T00:00:00.000Z')).toMatchObject({ level: 'OK', mend: null });
    expect(noted('2026-11-01T00:00:00.000Z').found).toContain('23 days ago');
  });

  it('asks for a version of Node, a folder and a disk that do', () => {
    expect(checkNode('20.19.0').level).toBe('OK');
    expect(checkNode('22.0.0').level).toBe('OK');
    expect(checkNode('20.18.3')).toMatchObject({
      level: 'FAIL',
      mend: expect.stringContaining('20.19') as string,
    });
    expect(checkDataFolder(process.cwd()).level).toBe('OK');
    expect(checkDataFolder('/does/not/exist').level).toBe('FAIL');
    expect(checkDataFolder('/dev/null').level).toBe('FAIL');
    expect(checkSpace(folder, 100 * MEBIBYTE)).toMatchObject({
      level: 'FAIL',
      found: expect.stringContaining('100 MB') as string,
    });
    expect(checkSpace(folder, 1024 * MEBIBYTE).level).toBe('WARN');
    expect(checkSpace(folder, 10_000 * MEBIBYTE).level).toBe('OK');
  });
});
