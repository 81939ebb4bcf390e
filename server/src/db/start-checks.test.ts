import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretsFromMasterKey } from '../config/secrets';
import { spokenTime } from '../config/words/words';
import { withClient } from '../platform/database-urls';
import { createNumberVault } from '../platform/number-vault';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { createTestProvince } from '../testing/tenant-factory';
import {
  clockProblem,
  clockSuspicion,
  readLatestRecord,
  requireAgreeingClocks,
  requirePlausibleClock,
} from './clock-check';
import { keysFit, requireFittingKeys } from './key-check';

const now = new Date('2026-11-24T02:00:00.000Z');
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);
const warnings: string[] = [];
const warn = (text: string): void => void warnings.push(text);
const nothing = { auditedAt: null, receivedDay: null };

describe('the clock of this machine', () => {
  it('may be any, where nothing is recorded, but none before the program', () => {
    expect(clockProblem(now, nothing)).toBeNull();
    for (const broken of ['1970-01-01T00:00:07.000Z', '2023-12-31T23:59:59.999Z', '2046-01-01T00:00:00.001Z'])
      expect(clockProblem(new Date(broken), nothing)).toContain('cannot be');
  });

  it('may be ahead of what was recorded by a year and a month, and no more', () => {
    const days = (count: number): Date => minutes(-count * 24 * 60);
    expect(clockProblem(now, { ...nothing, auditedAt: days(400) })).toBeNull();
    expect(clockProblem(now, { ...nothing, auditedAt: days(401) })).toContain(
      `since ${spokenTime(days(401))}, for 401 days`,
    );
    // whichever is newer
    expect(clockProblem(now, { auditedAt: days(900), receivedDay: '2026-11-01' })).toBeNull();
    expect(clockProblem(now, { auditedAt: days(3), receivedDay: '2024-02-01' })).toBeNull();
    expect(clockProblem(now, { auditedAt: null, receivedDay: '2025-10-01' })).toContain('for 419 days');
  });

  it('is asked to be looked at where nothing was recorded for more than two weeks', () => {
    const days = (count: number): Date => minutes(-count * 24 * 60);
    expect(clockSuspicion(now, nothing)).toBeNull();
    expect(clockSuspicion(now, { ...nothing, auditedAt: days(14) })).toBeNull();
    expect(clockSuspicion(now, { ...nothing, auditedAt: days(15) })).toContain('for 15 days');
    expect(clockSuspicion(now, { auditedAt: days(300), receivedDay: '2026-11-20' })).toBeNull();
  });

  it('may lag behind what was recorded by minutes and no more', () => {
    expect(clockProblem(now, { ...nothing, auditedAt: minutes(-1) })).toBeNull();
    expect(clockProblem(now, { ...nothing, auditedAt: minutes(10) })).toBeNull();
    expect(clockProblem(now, { ...nothing, auditedAt: minutes(11) })).toContain(
      'recorded at 2026-11-24 10:11:00 +08:00',
    );
  });

  it('is compared with the Shanghai day of the last event', () => {
    expect(clockProblem(now, { ...nothing, receivedDay: '2026-11-24' })).toBeNull();
    expect(clockProblem(now, { ...nothing, receivedDay: '2026-11-25' })).toContain('2026-11-25');
    // five minutes before midnight in Shanghai another machine may already write the next day
    const late = new Date('2026-11-24T15:55:00.000Z');
    expect(clockProblem(late, { ...nothing, receivedDay: '2026-11-25' })).toBeNull();
  });
});

describe('a database', () => {
  let database: TestDatabase;
  let provinceId: string;
  const owner = <T>(run: Parameters<typeof withClient<T>>[1]): Promise<T> =>
    withClient(database.urls.owner, run);

  beforeAll(async () => {
    database = await createTestDatabase();
    provinceId = (await createTestProvince(database)).province.id;
  });
  afterAll(() => database.close());

  it('that is still empty says nothing of clock and keys', async () => {
    const empty = await createTestDatabase('empty');
    await withClient(empty.urls.owner, async (client) => {
      expect(await readLatestRecord(client)).toEqual(nothing);
      expect(await keysFit(client, empty.secrets)).toBeNull();
      await expect(requirePlausibleClock(client, now, warn)).resolves.toBeUndefined();
    });
    await empty.close();
  });

  it('that is of later than now is not served, and is told how to go on', async () => {
    await owner(async (client) => {
      await client.query("insert into event_identity values ('web', 'later', '2026-12-24')");
      await expect(requirePlausibleClock(client, now, warn)).rejects.toThrow(
        /2026-12-24.*XIETONG_ACCEPT_CLOCK/,
      );
      expect(warnings).toEqual([]);
      for (const day of ['2026-12-24', '2027-01-20'])
        await requirePlausibleClock(client, new Date(`${day}T00:00:00Z`), warn);
      expect(warnings).toEqual([
        expect.stringContaining('nothing was recorded since 2026-12-24 00:00:00 +08:00'),
      ]);
    });
  });

  it('on another machine is served while its clock says the same', async () => {
    const seconds = (count: number) => () => new Date(Date.now() + count * 1000);
    await owner(async (client) => {
      await expect(requireAgreeingClocks(client, seconds(50))).resolves.toBeUndefined();
      await expect(requireAgreeingClocks(client, seconds(-50))).resolves.toBeUndefined();
      await expect(requireAgreeingClocks(client, seconds(90))).rejects.toThrow(/by -9\d s.*same time server/);
      await expect(requireAgreeingClocks(client, seconds(-90))).rejects.toThrow(/by 9\d s/);
    });
  });

  it('is served with the keys that its numbers were stored with, and with no others', async () => {
    const { secrets } = database;
    const vault = createNumberVault(secrets);
    await owner(async (client) => {
      expect(await keysFit(client, secrets)).toBeNull();
      await client.query(
        `insert into subscriber (id, tenant_id, number_hash, key_version, number_encrypted, home_tenant_id, attributes, created_at, updated_at)
         values ($1, $2, $3, 1, $4, $2, '{}', now(), now())`,
        [randomUUID(), provinceId, vault.hash('15400000001'), vault.encrypt('15400000001')],
      );
      expect(await keysFit(client, secrets)).toBe(true);
      const others = secretsFromMasterKey(randomBytes(32));
      expect(await keysFit(client, others)).toBe(false);
      await expect(requireFittingKeys(client, others)).rejects.toThrow(/secrets\.json/);
    });
  });
});
