import { notificationListSchema } from '@xietong/shared/notifications';
import type { NotificationRow } from '@xietong/shared/notifications';
import { DEFAULT_LEVER } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import type { MachineActor } from '@xietong/shared/tenants';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createReleaseRecorder } from '../releases/release-recorder';
import { createNotificationService } from './notification-service';
import { createNotificationWriter } from './notification-writer';

let database: TestDatabase;
let world: TestProvince;
let operator: Call;
let approver: Call;
let stranger: Call;
const START = new Date('2026-11-22T02:00:00.000Z');
let now = START;
const clock = { now: () => now };
const audited: { act: string }[] = [];
const audit = {
  success: (_tx: unknown, _call: Call, entry: { act: string }) => {
    audited.push(entry);
    return Promise.resolve();
  },
  standalone: () => Promise.resolve(),
  repeated: () => undefined,
};
const news = createNotificationWriter({ clock, ids: systemIds });
const releases = createTestReleases(clock);

const service = () => createNotificationService({ database: database.app, clock, audit });
const inbox = async (call: Call, filter: object = {}): Promise<readonly NotificationRow[]> =>
  (await service().list(call, notificationListSchema.parse({ pageSize: 100, ...filter }))).rows;
const isOf =
  (campaignId: string) =>
  ({ subject }: NotificationRow): boolean =>
    subject.type === 'RELEASE' && subject.campaignId === campaignId;
const kindsOf = async (call: Call, campaignId: string): Promise<string[]> =>
  (await inbox(call)).filter(isOf(campaignId)).map((row) => row.kind);

const decide = (call: Call, id: string, hash: string, outcome: 'APPROVED' | 'RETURNED', reason?: string) =>
  createTestApprovals({ database, clock, audit, releases }).decide(call, { id, hash, outcome, reason });

function documentOf(call: Call, subject: { campaignId: string; versionId: string; title: string }) {
  const { code, kind } = call.actor.tenant;
  const isCity = kind === 'CITY';
  const placement: ReleaseDocument['placements'][number] = {
    id: systemIds.next(),
    point: 'home-banner',
    channel: 'web',
    startsAt: '2026-11-23T16:00:00.000Z',
    endsAt: '2026-11-30T16:00:00.000Z',
    tier: 'LOCAL',
    lever: DEFAULT_LEVER,
    audience: null,
  };
  const document: ReleaseDocument = {
    schema: 'xietong.release/1',
    tenant: { code, kind },
    subject: { kind: isCity ? 'LOCAL' : 'STANDARD', number: 'N-1', version: 1, base: null, ...subject },
    cityDefault: isCity ? null : 'NONE',
    content: [],
    assets: [],
    renderers: {},
    placements: isCity ? [placement] : [],
    offer: null,
  };
  return document;
}

async function submit(call: Call, title = '充 50 赠手机报', campaignId = systemIds.next()) {
  const versionId = systemIds.next();
  const document = documentOf(call, { campaignId, versionId, title });
  const { kind } = document.subject;
  const submitted = await asCaller(database.app, call, (tx) =>
    releases.submit(tx, call, { kind, campaignId, versionId, document }),
  );
  return { ...submitted, campaignId, versionId };
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  operator = await world.call(world.nanjing, 'OPERATOR');
  approver = await world.call(world.nanjing, 'APPROVER');
  stranger = await world.call(world.wuxi, 'APPROVER');
});
afterAll(() => database.close());
beforeEach(() => {
  now = START;
  audited.length = 0;
});

describe('what people are told', () => {
  it('tells the approvers of a submission, with the way to it, and nobody of another city', async () => {
    const { campaignId, requestId } = await submit(operator);
    const [told] = await inbox(approver);
    expect(told).toMatchObject({
      kind: 'SUBMITTED',
      subject: { type: 'RELEASE', campaignId },
      requestId,
      read: false,
      title: '充 50 赠手机报',
    });
    expect(told).toMatchObject({
      fromNameEn: 'Nanjing',
      actorName: operator.actor.kind === 'PERSON' ? operator.actor.staffId : '',
    });
    expect(await kindsOf(operator, campaignId)).toEqual([]);
    expect(await kindsOf(stranger, campaignId)).toEqual([]);
  });

  it('tells the province where a city has nobody who could approve', async () => {
    const alone = await world.call(world.wuxi, 'OPERATOR');
    const bothHats = { ...stranger, actor: { ...stranger.actor, role: 'OPERATOR' as const } };
    const versionId = systemIds.next();
    const campaignId = systemIds.next();
    await asCaller(database.app, bothHats, (tx) =>
      releases.recordAuthor(tx, bothHats, { tenantId: world.wuxi.id, campaignId, kind: 'LOCAL' }),
    );
    const document = documentOf(alone, { campaignId, versionId, title: 'T' });
    await asCaller(database.app, alone, (tx) =>
      releases.submit(tx, alone, { kind: 'LOCAL', campaignId, versionId, document }),
    );
    const province = await world.call(world.province, 'APPROVER');
    expect(await kindsOf(province, campaignId)).toEqual(['SUBMITTED']);
    expect(await kindsOf(stranger, campaignId)).toEqual([]);
  });

  it('tells every author how it was decided and why, without a number that stood in the reason', async () => {
    const campaignId = systemIds.next();
    const second = await world.call(world.nanjing, 'OPERATOR');
    await asCaller(database.app, second, (tx) =>
      releases.recordAuthor(tx, second, { tenantId: world.nanjing.id, campaignId, kind: 'LOCAL' }),
    );
    const { requestId, hash } = await submit(operator, 'T', campaignId);
    await decide(approver, requestId, hash, 'RETURNED', '请先联系 15400001234 的客户');
    for (const author of [operator, second]) {
      const [told] = (await inbox(author)).filter(isOf(campaignId));
      expect(told).toMatchObject({ kind: 'RETURNED', reason: '请先联系 154****1234 的客户' });
    }
    expect(await kindsOf(approver, campaignId)).toEqual(['SUBMITTED']);
  });

  it('tells the operators of every city of a publication', async () => {
    const author = await world.call(world.province, 'OPERATOR');
    const province = await world.call(world.province, 'APPROVER');
    const { campaignId, requestId, hash, versionId } = await submit(author, '标准');
    await decide(province, requestId, hash, 'APPROVED');
    await asCaller(database.app, author, (tx) => releases.publish(tx, author, { versionId }));
    for (const city of [world.nanjing, world.wuxi])
      expect(await kindsOf(await world.call(city, 'OPERATOR'), campaignId)).toEqual(['PUBLISHED']);
    expect(await kindsOf(approver, campaignId)).toEqual([]);
    expect(await kindsOf(author, campaignId)).toEqual(['APPROVED']);
  });

  it('tells its authors when it goes live, is overtaken and ends', async () => {
    const actor: MachineActor = {
      kind: 'MACHINE',
      machineId: systemIds.next(),
      name: 'jobs',
      tenant: world.province,
      grants: [],
    };
    const jobs: Call = { actor, requestId: 'r', address: null };
    const recorder = createReleaseRecorder({ database: database.app, clock, audit, news });
    const first = await submit(operator);
    await decide(approver, first.requestId, first.hash, 'APPROVED');
    now = new Date('2026-11-24T00:00:00.000Z');
    await recorder.run(jobs);
    const second = await submit(operator, '第二版', first.campaignId);
    await decide(approver, second.requestId, second.hash, 'APPROVED');
    await recorder.run(jobs);
    now = new Date('2026-11-30T16:00:00.000Z');
    await recorder.run(jobs);
    await recorder.run(jobs);
    const all = ['APPROVED', 'APPROVED', 'ENDED', 'OVERTAKEN', 'WENT_LIVE', 'WENT_LIVE'];
    expect((await kindsOf(operator, first.campaignId)).sort()).toEqual(all);
  });

  it('tells nothing of what did not happen', async () => {
    const campaignId = systemIds.next();
    const failed = asCaller(database.app, operator, async (tx) => {
      const versionId = systemIds.next();
      const document = documentOf(operator, { campaignId, versionId, title: 'T' });
      await releases.submit(tx, operator, { kind: 'LOCAL', campaignId, versionId, document });
      throw new Error('the transaction fails after all');
    });
    await expect(failed).rejects.toThrow('after all');
    expect(await kindsOf(approver, campaignId)).toEqual([]);
  });

  it('begins with the duty, and forgets after 90 days', async () => {
    const { campaignId } = await submit(operator);
    now = new Date(START.getTime() + 91 * 86_400_000);
    expect(await kindsOf(approver, campaignId)).toEqual([]);
    now = START;
    expect(await kindsOf(approver, campaignId)).toEqual(['SUBMITTED']);
    if (approver.actor.kind !== 'PERSON') throw new Error('not a person');
    await database.owner.$client.query('update duty set valid_from = $2 where id = $1', [
      approver.actor.dutyId,
      new Date(START.getTime() + 1),
    ]);
    expect(await kindsOf(approver, campaignId)).toEqual([]);
    await database.owner.$client.query(`update duty set valid_from = '2020-01-01' where id = $1`, [
      approver.actor.dutyId,
    ]);
  });
});

describe('reading', () => {
  it('is each person’s own, once, and audited', async () => {
    const { campaignId } = await submit(operator);
    const colleague = await world.call(world.nanjing, 'APPROVER');
    const id = (await inbox(approver)).find(isOf(campaignId))?.id ?? '';
    expect(await service().markRead(approver, { id })).toEqual({ marked: 1 });
    expect(await service().markRead(approver, { id })).toEqual({ marked: 0 });
    expect(audited.map((entry) => entry.act)).toEqual(['notifications.markRead']);
    const isRead = async (call: Call) => (await inbox(call)).find((row) => row.id === id)?.read;
    expect(await isRead(approver)).toBe(true);
    expect(await isRead(colleague)).toBe(false);
    expect((await inbox(approver, { unread: true })).map((row) => row.id)).not.toContain(id);
  });

  it('marks all of one’s own at once; a second click changes nothing', async () => {
    const { total, unread } = await service().list(approver, notificationListSchema.parse({ unread: true }));
    expect(unread).toBe(total);
    expect(unread).toBeGreaterThan(0);
    expect(await service().markAllRead(approver)).toEqual({ marked: unread });
    expect(await service().markAllRead(approver)).toEqual({ marked: 0 });
    expect((await service().list(approver, notificationListSchema.parse({}))).unread).toBe(0);
  });

  it('does not know what is addressed to others', async () => {
    const { campaignId } = await submit(operator);
    const id = (await inbox(approver)).find(isOf(campaignId))?.id ?? '';
    for (const call of [stranger, operator])
      await expect(service().markRead(call, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('filters by kind and counts what it filters', async () => {
    const page = await service().list(operator, notificationListSchema.parse({ kinds: ['RETURNED'] }));
    expect(page.rows.length).toBe(page.total);
    expect(new Set(page.rows.map((row) => row.kind))).toEqual(new Set(['RETURNED']));
  });
});
