import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSecrets } from '../config/secrets';
import type { Secrets } from '../config/secrets';
import { openDatabaseServer } from './database-server';
import type { DatabaseServer } from './database-server';
import { withClient } from './database-urls';
import { findPostmaster } from './embedded-postgres/postmaster';
import { identifyProcess } from './process-identity';

describe('the embedded server', () => {
  let dataFolder: string;
  let secrets: Secrets;
  const open = (): Promise<DatabaseServer> =>
    openDatabaseServer({ dataFolder, externalDatabase: null }, secrets);
  const running = (): number | null => findPostmaster(join(dataFolder, 'postgres'))?.pid ?? null;

  beforeAll(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'xietong-server-'));
    secrets = loadSecrets(dataFolder);
  });
  afterAll(() => {
    const left = running();
    if (left !== null) process.kill(left, 'SIGKILL');
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  it('is shared by all who open it and stopped by the last', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(second.urls).toEqual(first.urls);
    await first.release();
    expect(
      await withClient(second.urls.app, async (client) => (await client.query('select 1')).rowCount),
    ).toBe(1);
    await second.release();
    expect(running()).toBeNull();
  });

  it('is taken over when the process that started it is gone', async () => {
    await open();
    const pid = running();
    const users = join(dataFolder, 'run', 'database-users');
    for (const note of readdirSync(users)) {
      writeFileSync(join(users, note), JSON.stringify({ pid: process.pid, startedAt: 'another start' }));
    }
    const heir = await open();
    expect(running()).toBe(pid);
    await heir.release();
    expect(running()).toBeNull();
  });

  it('starts again after the server itself was killed, with the data', async () => {
    const before = await open();
    await withClient(before.urls.owner, (client) => client.query('create table kept as select 1 as id'));
    const pid = running();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await expect.poll(() => (pid === null ? null : identifyProcess(pid))).toBeNull();
    const after = await open();
    expect(
      await withClient(after.urls.owner, async (client) => (await client.query('table kept')).rowCount),
    ).toBe(1);
    await after.release();
    await before.release();
  });

  it('starts when the number of a dead server was given to another process', async () => {
    const note = join(dataFolder, 'postgres', 'postmaster.pid');
    writeFileSync(
      note,
      `${String(process.ppid)}\n${dataFolder}/postgres\n0\n5432\n/nowhere\n\n  1 1\nready\n`,
    );
    const server = await open();
    expect(readFileSync(note, 'utf8').split('\n')[0]).toBe(String(running()));
    await server.release();
  });
});
