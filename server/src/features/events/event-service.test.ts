import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { event, metricDay, subscriberOffer } from '../../db/schema';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createEventService } from './event-service';
import type { OpenedDecision } from './event-service';
import { createEventWriter } from './event-writer';

let database: TestDatabase;
let world: TestProvince;
const now = new Date('2026-11-22T02:00:00.000Z');
const at = now.toISOString();
const numberHash = randomBytes(32);
const decision: OpenedDecision = {
  channel: 'web',
  city: '320100',
  point: 'web-dialog',
  format: 'dialog',
  placementId: '0197f0a0-0000-7000-8000-000000000001',
  releaseId: '0197f0a0-0000-7000-8000-000000000002',
  campaignNumber: '320100-2026-0001',
  campaignTenant: '320100',
  business: 'MPAPER',
  numberHash: numberHash.toString('base64url'),
  fallback: false,
  expiresAt: now.getTime() + 86_400_000,
};
const web = { channel: 'web', cities: new Set(['320100']), demo: false };

function service() {
  const provinceId = () => Promise.resolve(world.province.id);
  return createEventService({
    clock: { now: () => now },
    writer: createEventWriter({ database: database.app, provinceId }),
    tokens: { open: (text) => (text === 'good' ? decision : null) },
    tenantIds: () =>
      Promise.resolve(new Map([world.nanjing, world.wuxi].map((tenant) => [tenant.code, tenant.id]))),
  });
}
const stored = async (eventId: string) =>
  database.owner.select().from(event).where(eq(event.eventId, eventId));

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
});
afterAll(() => database.close());

describe('reporting events', () => {
  it('stores each by what its decision was, and counts it on its Shanghai day', async () => {
    const results = await service().report(web, [
      { id: 'i1', type: 'impression', decisionId: 'good', at },
      { id: 'o1', type: 'order', decisionId: 'good', at, value: 300 },
    ]);
    expect(results).toEqual([
      { id: 'i1', status: 'accepted' },
      { id: 'o1', status: 'accepted' },
    ]);
    expect(await stored('o1')).toMatchObject([
      {
        tenantId: world.nanjing.id,
        point: 'web-dialog',
        business: 'MPAPER',
        valueFen: 300,
        day: '2026-11-22',
      },
    ]);
    const counts = await database.owner.select().from(metricDay).where(eq(metricDay.type, 'order'));
    expect(counts).toMatchObject([{ count: 1, valueFen: 300, day: '2026-11-22', format: 'dialog' }]);
    const offers = await database.owner.select().from(subscriberOffer);
    expect(offers).toMatchObject([{ offerCode: 'MPAPER', numberHash }]);
  });

  it('counts a repeat once: in one report, in a later one, and in ten at the same time', async () => {
    const click = { id: 'c1', type: 'click', decisionId: 'good', at };
    const statuses = (await service().report(web, [click, click])).map((result) => result.status);
    expect(statuses).toEqual(['accepted', 'duplicate']);
    expect(await service().report(web, [click])).toMatchObject([{ status: 'duplicate' }]);
    const shared = service();
    const racing = { ...click, id: 'c2' };
    const reports = [
      ...Array.from({ length: 5 }, () => shared.report(web, [racing])),
      ...Array.from({ length: 5 }, () => service().report(web, [racing])),
    ];
    const raced = (await Promise.all(reports)).flat().map((result) => result.status);
    expect(raced.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(raced.filter((status) => status === 'duplicate')).toHaveLength(9);
    expect(await stored('c2')).toHaveLength(1);
  });

  it('lets no channel burn the ids of another', async () => {
    const order = { id: 'same', type: 'transaction', business: 'TOPUP', city: '320100', at };
    expect(await service().report(web, [order])).toMatchObject([{ status: 'accepted' }]);
    expect(await service().report({ ...web, channel: 'app' }, [order])).toMatchObject([
      { status: 'accepted' },
    ]);
  });

  it('rejects each bad event by itself, names its wrong fields, and keeps the good ones', async () => {
    const results = await service().report(web, [
      { id: 'b1', type: 'click', at },
      { id: 'b2', type: 'nothing', value: 0.5 },
      null,
      { id: 'b3', type: 'click', decisionId: 'forged', at },
      { id: 'b4', type: 'transaction', business: 'X', city: '320200', at },
      { id: 'b5\u0000', type: 'transaction', business: 'X', city: '320100', at },
      { id: 'good1', type: 'transaction', business: 'X', city: '320100', at },
    ]);
    expect(results).toEqual([
      { id: 'b1', status: 'rejected', code: 'EVENT_DECISION_REQUIRED' },
      {
        ...{ id: 'b2', status: 'rejected', code: 'EVENT_MALFORMED' },
        fields: [
          { path: 'type', code: 'INVALID_CHOICE', params: {} },
          { path: 'at', code: 'REQUIRED', params: {} },
          { path: 'value', code: 'INVALID_TYPE', params: {} },
        ],
      },
      {
        ...{ id: null, status: 'rejected', code: 'EVENT_MALFORMED' },
        fields: [{ path: '', code: 'REQUIRED', params: {} }],
      },
      { id: 'b3', status: 'rejected', code: 'EVENT_DECISION_INVALID' },
      { id: 'b4', status: 'rejected', code: 'EVENT_CITY_UNKNOWN' },
      {
        ...{ id: 'b5\u0000', status: 'rejected', code: 'EVENT_MALFORMED' },
        fields: [{ path: 'id', code: 'INVALID_VALUE', params: {} }],
      },
      { id: 'good1', status: 'accepted' },
    ]);
    expect(await stored('b1')).toHaveLength(0);
  });

  it('marks what the demo hall reports', async () => {
    await service().report({ ...web, demo: true }, [{ id: 'd1', type: 'click', decisionId: 'good', at }]);
    expect(await stored('d1')).toMatchObject([{ demo: true }]);
  });

  it('keeps the counts equal to the events', async () => {
    const mixed = Array.from({ length: 300 }, (_, index) => ({
      id: `m${String(index)}`,
      type: ['impression', 'click', 'order'][index % 3],
      decisionId: 'good',
      at: new Date(now.getTime() - (index % 5) * 86_400_000).toISOString(),
    }));
    const shared = service();
    await Promise.all(mixed.map((each) => shared.report(web, [each])));
    const difference = await database.owner.execute(sql`
      select day, type, channel, demo, count(*)::int as n from event group by 1, 2, 3, 4
      except select day, type, channel, demo, sum(count)::int from metric_day group by 1, 2, 3, 4`);
    expect(difference.rows).toEqual([]);
  });
});
