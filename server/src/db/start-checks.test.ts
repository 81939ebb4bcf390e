import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretsFromMasterKey } from '../config/secrets';
import { withClient } from '../platform/database-urls';
import { createNumberVault } from '../platform/number-vault';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { createTestProvince } from '../testing/tenant-factory';
import { clockProblem, readLatestRecord, requirePlausibleClock } from './clock-check';
import { keysFit, requireFittingKeys } from './key-check';

const now = new Date('2026-11-24T02:00:00.000Z');
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);
const nothing = { auditedAt: null, receivedDay: null };

describe('the clock of this machine', () => {
  it('may be any, where nothing is recorded, but none before the program', () => {
    expect(clockProblem(now, nothing)).toBeNull();
    expect(clockProblem(new Date('1970-01-01T00:00:07.000Z'), nothing)).toContain('cannot be');
  });

  it('may lag behind what was recorded by minutes and no more', () => {
    expect(clockProblem(now, { ...nothing, auditedAt: minutes(-1) })).toBeNull();
    expect(clockProblem(now, { ...nothing, auditedAt: minutes(10) })).toBeNull();
    expect(clockProblem(now, { ...nothing, auditedAt: minutes(11) })).toContain(minutes(11).toISOString());
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
      await expect(requirePlausibleClock(client, now)).resolves.toBeUndefined();
    });
    await empty.close();
  });

  it('that is of later than now is not served, and is told how to go on', async () => {
    await owner(async (client) => {
      await client.query("insert into event_identity values ('web', 'later', '2026-12-24')");
      await expect(requirePlausibleClock(client, now)).rejects.toThrow(/2026-12-24.*XIETONG_ACCEPT_CLOCK/);
      await expect(requirePlausibleClock(client, new Date('2026-12-24T00:00:00Z'))).resolves.toBeUndefined();
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
