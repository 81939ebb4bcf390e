import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createChannelAuthenticator } from './channel-authenticator';
import { createChannelKeyService } from './channel-key-service';

let database: TestDatabase;
let world: TestProvince;
let admin: Call;
let now = Date.parse('2026-11-22T02:00:00.000Z');
const clock = { now: () => new Date(now) };
const audit = {
  success: () => Promise.resolve(),
  standalone: () => Promise.resolve(),
  repeated: () => undefined,
};
const input = { channel: 'web', name: 'Web hall', cities: ['320200', '320100', '320100'] };

function keys() {
  return createChannelKeyService({ database: database.app, clock, ids: systemIds, audit });
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  admin = await world.call(world.province, 'SYSTEM_ADMIN');
});
afterAll(() => database.close());

describe('a channel key', () => {
  it('opens its channel and cities, and its secret is shown once', async () => {
    const { secret, id } = await keys().create(admin, input);
    const authenticator = createChannelAuthenticator({ engine: database.engine, clock });
    expect(await authenticator.authenticate(secret)).toMatchObject({
      keyId: id,
      channel: 'web',
      cities: new Set(['320100', '320200']),
      mayExplain: false,
    });
    expect(await authenticator.authenticate(`${secret}x`)).toBeNull();
    expect(JSON.stringify(await keys().list(admin))).not.toContain(secret);
    const stored = await database.owner.execute('select * from channel_key');
    expect(JSON.stringify(stored.rows)).not.toContain(secret);
  });

  it('is refused within a second of being revoked', async () => {
    const { secret, id } = await keys().create(admin, input);
    const authenticator = createChannelAuthenticator({ engine: database.engine, clock });
    expect(await authenticator.authenticate(secret)).not.toBeNull();
    await keys().revoke(admin, id);
    now += 1_000;
    expect(await authenticator.authenticate(secret)).toBeNull();
    expect((await keys().revoke(admin, id)).revokedAt).not.toBeNull();
  });

  it('is made for what exists and by whom it may be', async () => {
    await expect(keys().create(admin, { ...input, channel: 'fax' })).rejects.toMatchObject({
      code: 'CHANNEL_UNKNOWN',
    });
    await expect(keys().create(admin, { ...input, cities: ['999999'] })).rejects.toMatchObject({
      code: 'CITY_UNKNOWN',
      params: { city: '999999' },
    });
    const operator = await world.call(world.nanjing, 'OPERATOR');
    await expect(keys().create(operator, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(keys().list(operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
