import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { restoredName, toldSettingsName } from '../../config/data-folder';
import { systemIds } from '../../platform/ids';
import { createTestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAuditWriter } from './audit-writer';
import { createInstallationRecord } from './installation-record';

let database: TestDatabase;
let call: Call;
let dataFolder: string;
let record: ReturnType<typeof createInstallationRecord>;
beforeAll(async () => {
  database = await createTestDatabase();
  const world = await createTestProvince(database);
  call = await world.call(world.province, 'AUDITOR');
  dataFolder = mkdtempSync(join(tmpdir(), 'xietong-record-'));
  const audit = createAuditWriter({
    ...{ db: database.app, ids: systemIds, logger: pino({ level: 'silent' }) },
    ...{ clock: { now: () => new Date() }, province: () => Promise.resolve(world.province) },
  });
  record = createInstallationRecord({ audit, dataFolder });
});
afterAll(async () => {
  await database.close();
  rmSync(dataFolder, { recursive: true });
});

/** What came into the log meanwhile. */
async function during(act: () => Promise<void>): Promise<unknown[]> {
  const { $client } = database.owner;
  const { rows: before } = await $client.query<{ id: string }>('select id from audit_event');
  await act();
  const { rows } = await $client.query<{ text: string }>(
    'select canonical as text from audit_event where not id = any ($1) order by id',
    [before.map(({ id }) => id)],
  );
  return rows
    .map(({ text }) => JSON.parse(text) as { act: string; before: unknown; after: unknown })
    .map(({ act: name, before: old, after }) => [name, old, after]);
}
const start = (settings: Record<string, number | string | null>) =>
  during(() => record.start(call, settings));

describe('a start', () => {
  it('tells its settings once, and later those that changed, field by field', async () => {
    const settings = { port: 3000, auditDays: null, metricsFingerprint: 'a'.repeat(64) };
    expect(await start(settings)).toEqual([['installation.configure', null, settings]]);
    expect(await start(settings)).toEqual([]);
    const changed = { ...settings, auditDays: 365, metricsFingerprint: 'b'.repeat(64) };
    expect(await start(changed)).toEqual([
      [
        'installation.configure',
        { auditDays: null, metricsFingerprint: 'a'.repeat(64) },
        { auditDays: 365, metricsFingerprint: 'b'.repeat(64) },
      ],
    ]);
    expect(await start(changed)).toEqual([]);
  });

  it('tells them anew where the note of them is damaged', async () => {
    writeFileSync(join(dataFolder, toldSettingsName), '{"port":');
    expect(await start({ port: 1 })).toEqual([['installation.configure', { port: null }, { port: 1 }]]);
    expect(await start({ port: 1 })).toEqual([]);
  });

  it('after a restore tells of that, once', async () => {
    const restored = { file: 'whole.backup', takenAt: '2026-11-24T02:00:00.000Z' };
    writeFileSync(join(dataFolder, restoredName), JSON.stringify(restored));
    expect(await start({ port: 1 })).toEqual([['installation.restore', null, restored]]);
    expect(await start({ port: 1 })).toEqual([]);
  });
});

describe('a backup', () => {
  it('is told with the name of its file', async () => {
    expect(await during(() => record.backup(call, { file: 'whole.backup' }))).toEqual([
      ['installation.backup', null, { file: 'whole.backup' }],
    ]);
  });
});
