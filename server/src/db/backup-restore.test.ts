import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditArchiveName, dataIn, restoringFolder } from '../config/data-folder';
import { loadConfig } from '../config/load-config';
import type { Config } from '../config/load-config';
import { readBackup } from '../platform/archive/backup-reader';
import { withClient } from '../platform/database-urls';
import { loadSecrets } from '../config/secrets';
import { backUpInstallation } from './backup-installation';
import { openInstallation } from './open-installation';
import type { Installation } from './open-installation';
import { restoreInstallation } from './restore-installation';

const logger = pino({ level: 'silent' });
const now = new Date('2026-11-24T02:00:00.000Z');
const options = { now, record: () => Promise.resolve() };

/** Clusters are copied, restored and started: seconds each, more on a busy machine. */
const CLUSTERS_MS = 120_000;

describe('a backup', { timeout: CLUSTERS_MS }, () => {
  let folder: string;
  let config: Config;
  let running: Installation;
  const at = (name: string): string => join(folder, name);
  const into = (name: string): Config => loadConfig({ XIETONG_DATA: at(name) });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'xietong-backup-'));
    // or root's database, which runs under another account, could not enter it and would lie elsewhere
    chmodSync(folder, 0o711);
    config = into('original');
    running = await openInstallation(config, logger);
    await running.databases.owner.$client.query(
      'create table ledger (id int generated always as identity primary key, first boolean not null)',
    );
    mkdirSync(join(config.dataFolder, 'files'));
    writeFileSync(join(config.dataFolder, 'files', 'note'), 'kept');
    mkdirSync(join(config.dataFolder, auditArchiveName));
    writeFileSync(join(config.dataFolder, auditArchiveName, 'segment'), 'events');
    await backUpInstallation(config, at('whole.backup'), options);
  }, CLUSTERS_MS);
  afterAll(async () => {
    await running.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  /** Rows of the restored database, all checksums of its pages checked on the way. */
  async function readRestored(restored: Config): Promise<{ id: number; first: boolean }[]> {
    const installation = await openInstallation(restored, logger);
    try {
      const { rows } = await installation.databases.owner.$client.query<{ id: number; first: boolean }>(
        'select id, first from ledger order by id',
      );
      return rows;
    } finally {
      await installation.close();
    }
  }

  it('is readable for its owner alone, and never written over', async () => {
    if (process.platform !== 'win32') expect(statSync(at('whole.backup')).mode & 0o777).toBe(0o600);
    await expect(backUpInstallation(config, at('whole.backup'), options)).rejects.toThrow(/there already/);
    const inside = join(config.dataFolder, 'x.backup');
    await expect(backUpInstallation(config, inside, options)).rejects.toThrow(/data folder itself/);
    await expect(backUpInstallation(into('nothing'), at('b'), options)).rejects.toThrow(/nothing to back up/);
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual(['whole.backup']);
  });

  it('copies what was archived behind the database, which events leave for it meanwhile, and all else before', async () => {
    const parts: string[] = [];
    await readBackup(at('whole.backup'), {
      head: () => undefined,
      entry: async ({ path, content }) => {
        for await (const _ of content);
        const [, part = ''] = /^(postgres|data\/[^/]+)/.exec(path) ?? [];
        if (parts.at(-1) !== part) parts.push(part);
      },
    });
    expect(parts.slice(-2)).toEqual(['postgres', `data/${auditArchiveName}`]);
    expect(parts.slice(0, -2)).toEqual(expect.arrayContaining(['data/secrets.json', 'data/files']));
    expect(new Set(parts).size).toBe(parts.length);
  });

  it('taken while rows are written holds every row that was acknowledged before it began, and no half of a pair', async () => {
    const owner = running.databases.owner.$client;
    let acknowledged = 0;
    let goOn = true;
    const writer = async (): Promise<void> => {
      while (goOn) {
        // two rows in a transaction: a copy with one of them would not be one of any moment
        const { rows } = await owner.query<{ id: number }>(
          'insert into ledger (first) values (true), (false) returning id',
        );
        acknowledged = Math.max(acknowledged, ...rows.map(({ id }) => id));
      }
    };
    const writers = [writer(), writer()];
    await expect.poll(() => acknowledged).toBeGreaterThan(200);
    const before = acknowledged;
    await backUpInstallation(config, at('busy.backup'), options);
    const after = acknowledged;
    goOn = false;
    await Promise.all(writers);
    expect(after).toBeGreaterThan(before);

    const head = await restoreInstallation(into('busy'), at('busy.backup'));
    expect(head.takenAt).toBe(now.toISOString());
    const rows = await readRestored(into('busy'));
    const ids = new Set(rows.map(({ id }) => id));
    const { rows: original } = await owner.query<{ id: number }>('select id from ledger where id <= $1', [
      before,
    ]);
    expect(original.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(rows.filter(({ first }) => first)).toHaveLength(rows.length / 2);
    expect(loadSecrets(at('busy')).text('auth')).toBe(running.secrets.text('auth'));
    expect(readFileSync(join(at('busy'), 'files', 'note'), 'utf8')).toBe('kept');
    expect(readFileSync(join(at('busy'), auditArchiveName, 'segment'), 'utf8')).toBe('events');
  });

  it('is not made where it cannot be put on record', async () => {
    const record = () => Promise.reject(new Error('no record'));
    await expect(backUpInstallation(config, at('untold.backup'), { now, record })).rejects.toThrow(
      'no record',
    );
    expect(existsSync(at('untold.backup'))).toBe(false);
  });

  it('is never restored over data', async () => {
    const before = readdirSync(config.dataFolder);
    await expect(restoreInstallation(config, at('whole.backup'))).rejects.toThrow(
      /already serves|holds data already/,
    );
    mkdirSync(at('taken'));
    writeFileSync(join(at('taken'), 'secrets.json'), '{}');
    await expect(restoreInstallation(into('taken'), at('whole.backup'))).rejects.toThrow(/secrets\.json/);
    expect(readFileSync(join(at('taken'), 'secrets.json'), 'utf8')).toBe('{}');
    expect(readdirSync(config.dataFolder)).toEqual(before);
  });

  it('that was altered is refused and leaves the folder empty', async () => {
    const bytes = readFileSync(at('whole.backup'));
    const place = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place);
    writeFileSync(at('altered.backup'), bytes);
    await expect(restoreInstallation(into('empty'), at('altered.backup'))).rejects.toThrow(/damaged/);
    expect(dataIn(at('empty'))).toEqual([]);
  });

  it('whose restore was interrupted is not started on, and the next restore begins anew', async () => {
    const restored = into('interrupted');
    mkdirSync(restoringFolder(restored.dataFolder), { recursive: true });
    mkdirSync(join(restored.dataFolder, 'postgres'));
    await expect(openInstallation(restored, logger)).rejects.toThrow(/not finished/);
    await restoreInstallation(restored, at('whole.backup'));
    expect(await readRestored(restored)).toEqual([]);
    expect(existsSync(restoringFolder(restored.dataFolder))).toBe(false);
  });

  it('of a newer program is refused', async () => {
    await withClient(running.urls.owner, async (client) => {
      await client.query(
        "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 4000000000000)",
      );
      const { recorded } = await backUpInstallation(config, at('newer.backup'), {
        now,
        record: () => Promise.reject(new Error('its tables are not known')),
      });
      expect(recorded).toBe(false);
      await client.query("delete from drizzle.__drizzle_migrations where hash = 'later'");
    });
    await expect(restoreInstallation(into('older'), at('newer.backup'))).rejects.toThrow(/newer version/);
    expect(dataIn(at('older'))).toEqual([]);
  });

  it('is taken of a database that nobody uses at the moment, too', async () => {
    await restoreInstallation(into('resting'), at('whole.backup'));
    const outcome = await backUpInstallation(into('resting'), at('resting.backup'), options);
    expect(outcome.files).toBeGreaterThan(500);
    await restoreInstallation(into('again'), at('resting.backup'));
    expect(await readRestored(into('again'))).toEqual([]);
  });

  it('is what to put the keys back from: no start goes on without them, or with others', async () => {
    const secrets = join(at('again'), 'secrets.json');
    rmSync(secrets);
    await expect(openInstallation(into('again'), logger)).rejects.toThrow(/keys are gone/);
    expect(existsSync(secrets)).toBe(false);
    loadSecrets(at('again'));
    await expect(openInstallation(into('again'), logger)).rejects.toThrow(/are not those of the database/);
    cpSync(join(config.dataFolder, 'secrets.json'), secrets);
    expect(await readRestored(into('again'))).toEqual([]);
  });
});
