import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import { createEventMaintenance } from './event-maintenance';
import type { EventMaintenance } from './event-maintenance';

let database: TestDatabase;
let maintenance: EventMaintenance;

beforeAll(async () => {
  database = await createTestDatabase();
  const { province } = await createTestProvince(database);
  maintenance = createEventMaintenance({
    owner: database.owner,
    database: database.app,
    clock: { now: () => new Date('2026-11-22T02:00:00.000Z') },
    provinceId: () => Promise.resolve(province.id),
  });
});
afterAll(() => database.close());

describe('upkeep of the events', () => {
  it('makes a protected partition for each day, and may be repeated', async () => {
    await maintenance.ensurePartitions();
    await maintenance.ensurePartitions();
    const { rows } = await database.owner.execute(sql`
      select relname, relrowsecurity from pg_class where relname ~ '^event_[0-9]{8}$' order by 1`);
    expect(rows).toHaveLength(16);
    expect(rows[0]).toEqual({ relname: 'event_20261121', relrowsecurity: true });
  });

  it('forgets identities after 35 days, not on the 35th', async () => {
    await database.owner.execute(sql`
      insert into event_identity values ('web', 'old', '2026-10-17'), ('web', 'kept', '2026-10-18')`);
    expect(await maintenance.forgetOldIdentities()).toBe(1);
    const { rows } = await database.owner.execute(sql`select event_id from event_identity`);
    expect(rows).toEqual([{ event_id: 'kept' }]);
  });
});
