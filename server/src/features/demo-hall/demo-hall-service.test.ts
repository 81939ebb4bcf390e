import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { channelKey, event } from '../../db/schema';
import type { AppEnv } from '../../http/app-env';
import { createChannelApi } from '../../http/channel-api';
import { channelGate } from '../../http/channel-gate';
import { answerError } from '../../http/error-response';
import { requestId } from '../../http/request-id';
import { listen } from '../../platform/http-listener';
import type { HttpListener } from '../../platform/http-listener';
import { systemIds } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { createNumberVault } from '../../platform/number-vault';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createChannelAuthenticator } from '../channels/channel-authenticator';
import { hashSecret } from '../channels/channel-key-service';
import { mountDecisions } from '../decisions/decision-http';
import { createDecisionService } from '../decisions/decision-service';
import { createDecisionTokens } from '../decisions/decision-token';
import { createSnapshotSource } from '../decisions/snapshot-source';
import { createSnapshotStore } from '../decisions/snapshot-store';
import { createSubscriberStateStore } from '../decisions/subscriber-state-store';
import { mountEvents } from '../events/event-http';
import { createEventService } from '../events/event-service';
import { createEventWriter } from '../events/event-writer';
import { createChannelClient } from './channel-client';
import { createDemoHallService } from './demo-hall-service';
import { createDemoKeys } from './demo-keys';

let database: TestDatabase;
let world: TestProvince;
let listener: HttpListener;
let operator: Call;
let time = Date.parse('2026-11-22T02:00:00.000Z');
const clock = { now: () => new Date(time) };
const audited: string[] = [];
/** What was audited in transactions of its own. */
let told: AuditEntry[] = [];
const audit = {
  success: (_tx: unknown, _call: Call, entry: { act: string }) => {
    audited.push(entry.act);
    return Promise.resolve();
  },
  standalone: (_call: Call, entry: AuditEntry) => {
    told.push(entry);
    return Promise.resolve();
  },
};

/** The channels' API on a real port, and whatever the point shows for want of better. */
async function serveChannels(): Promise<HttpListener> {
  const fallback = {
    renderer: 'web/1', format: 'banner', headline: 'Default', body: null, image: null, button: null, benefits: [],
    gift: null, terms: null, offer: { code: 'MPAPER', name: 'T', tariffNumber: 'T-1', priceFen: 300 }, mark: '广告',
  }; // oxfmt-ignore
  // How a point comes by it is another feature's to prove; here it only shows something.
  await database.owner.execute('alter table marketing_point disable trigger marketing_point_fallback_guard');
  await database.owner.execute(
    sql`update marketing_point set fallback = ${JSON.stringify(fallback)}::jsonb where code = 'home-banner'`,
  );
  await database.owner.execute('alter table marketing_point enable trigger marketing_point_fallback_guard');
  const logger = createLogger('silent');
  const snapshots = createSnapshotSource({
    store: createSnapshotStore(database.engine),
    clock,
    logger,
  });
  await snapshots.refresh();
  const tokens = createDecisionTokens(randomBytes(32));
  const decisionService = createDecisionService({
    snapshots,
    subscribers: createSubscriberStateStore(database.engine),
    tokens,
    vault: createNumberVault(database.secrets),
    clock,
  });
  const eventService = createEventService({
    clock,
    tokens,
    writer: createEventWriter({
      database: database.app,
      provinceId: () => Promise.resolve(world.province.id),
    }),
    tenantIds: () =>
      Promise.resolve(new Map([world.nanjing, world.wuxi].map((each) => [each.code, each.id]))),
  });
  const gate = channelGate({
    authenticator: createChannelAuthenticator({ engine: database.engine, clock }),
    clock,
  });
  const api = createChannelApi();
  mountDecisions(api, { decisionService, gate });
  mountEvents(api, { eventService, gate });
  const app = new Hono<AppEnv>();
  app.use('*', requestId(systemIds.next));
  app.route('/', api);
  app.onError((error, c) => answerError(error, c) ?? c.json({ code: 'INTERNAL' }, 500));
  return listen(app, { host: '127.0.0.1', port: 0 });
}

function keys() {
  return createDemoKeys({
    database: database.app,
    clock,
    ids: systemIds,
    audit,
    key: database.secrets.key('demo-hall-key'),
    hashSecret,
    province: () => Promise.resolve(world.province),
  });
}

function hall() {
  const client = createChannelClient({ baseUrl: () => listener.url, secretOf: keys().secretOf });
  return createDemoHallService({ database: database.app, clock, ids: systemIds, client, audit });
}
const question = { channel: 'web', city: '320100', points: ['home-banner'], personalised: null };

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  operator = await world.call(world.nanjing, 'OPERATOR');
  listener = await serveChannels();
  await keys().ensure();
});
afterAll(async () => {
  await listener.close(0);
  await database.close();
});

describe('the keys of the hall', () => {
  it('are made once for each channel that can be rendered, with every city, and audited', async () => {
    await keys().ensure();
    const rows = await database.owner.select().from(channelKey);
    expect(rows.map((row) => row.channel).sort()).toEqual(['sms', 'web']);
    for (const row of rows)
      expect(row).toMatchObject({
        demo: true,
        mayExplain: true,
        cities: ['320100', '320200'],
        revokedAt: null,
      });
    expect(audited).toEqual(['channelKeys.create', 'channelKeys.create']);
    expect(JSON.stringify(rows)).not.toContain(keys().secretOf('web'));
  });
});

describe('playing a channel', () => {
  it('offers a city its own city, the province every one', async () => {
    expect((await hall().options(operator)).cities.map((city) => city.code)).toEqual(['320100']);
    const province = await hall().options(await world.call(world.province, 'OPERATOR'));
    expect(province.cities.map((city) => city.code)).toEqual(['320100', '320200']);
    expect(province.channels.map((channel) => channel.code)).toEqual(['web', 'sms']);
    expect(province.channels[0]?.points.map((point) => point.code)).toContain('web-dialog');
  });

  it('decides over HTTP with a trace, and counts what is reported once, as demo events', async () => {
    const decision = await hall().decide(operator, {
      ...question,
      explain: true,
      subscriber: '154 0000 0001',
    });
    expect(decision.points).toMatchObject([
      { point: 'home-banner', fallback: true, items: [{ campaign: null }] },
    ]);
    expect(decision.trace).toMatchObject({ mode: 'live', personalised: false });
    const decisionId = decision.points[0]?.items[0]?.decisionId ?? '';
    const id = systemIds.next();
    const order = {
      channel: 'web',
      city: '320100',
      events: [{ id, type: 'order' as const, decisionId, value: 300 }],
    };
    expect(await hall().report(operator, order)).toEqual([{ id, status: 'accepted' }]);
    expect(await hall().report(operator, order)).toEqual([{ id, status: 'duplicate' }]);
    const stored = await database.owner.select().from(event).where(eq(event.eventId, id));
    expect(stored).toMatchObject([
      { demo: true, tenantId: world.nanjing.id, business: 'MPAPER', valueFen: 300 },
    ]);
  });

  it('audits once each who looked and who reported, without the number', async () => {
    told = [];
    const { points } = await hall().decide(operator, { ...question, subscriber: '15400000001' });
    const decisionId = points[0]?.items[0]?.decisionId ?? '';
    const order = { id: systemIds.next(), type: 'order' as const, decisionId, value: 300 };
    await hall().report(operator, { channel: 'web', city: '320100', events: [order] });
    await expect(hall().decide(operator, { ...question, channel: 'fax' })).rejects.toThrow();
    const subject = { type: 'DemoHall', id: world.nanjing.id };
    const where = { channel: 'web', cities: ['320100'] };
    expect(told).toEqual([
      { act: 'demoHall.decide', subject, after: { ...where, pointCode: ['home-banner'], customer: true } },
      { act: 'demoHall.report', subject, after: { ...where, events: 1 } },
    ]);
  });

  it('hands over what the channel is refused with', async () => {
    await expect(hall().decide(operator, { ...question, subscriber: '12345' })).rejects.toMatchObject({
      code: 'DECISION_SUBSCRIBER_INVALID',
    });
    await expect(hall().decide(operator, { ...question, points: ['no-such-point'] })).rejects.toMatchObject({
      code: 'DECISION_POINT_UNKNOWN',
    });
    await expect(hall().decide(operator, { ...question, channel: 'fax' })).rejects.toMatchObject({
      code: 'DEMO_HALL_CHANNEL_UNKNOWN',
    });
  });

  it("hides another city's hall, and is for operators alone", async () => {
    const other = { ...question, city: '320200' };
    await expect(hall().decide(operator, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const events = [{ id: systemIds.next(), type: 'click' as const, decisionId: 'x' }];
    await expect(hall().report(operator, { channel: 'web', city: '320200', events })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const approver = await world.call(world.nanjing, 'APPROVER');
    await expect(hall().options(approver)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(hall().decide(approver, question)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says that its key was revoked, and does not make a new one', async () => {
    await database.owner
      .update(channelKey)
      .set({ revokedAt: clock.now() })
      .where(eq(channelKey.channel, 'web'));
    time += 2_000;
    await keys().ensure();
    await expect(hall().decide(operator, question)).rejects.toMatchObject({ code: 'DEMO_HALL_KEY_REFUSED' });
  });
});
