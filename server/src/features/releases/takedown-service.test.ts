import { decisionResponseSchema } from '@xietong/shared/decisions';
import { notificationListSchema } from '@xietong/shared/notifications';
import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../access/call';
import { listenForNotifications } from '../../platform/notification-listener';
import { constraintOf } from '../../platform/sql-state';
import { decideOn } from '../../scenarios/approvals';
import { createDemoWorld, serveDemo } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';
import { approveLocally, inDays, runLocally } from '../../testing/running-local';
import type { RunningLocal } from '../../testing/running-local';

const POINT = 'plan-sidebar';
const reason = '资费写错，立即停止';

let world: DemoWorld;
let services: DemoWorld['composition']['services'];
let author: Call;
let approver: Call;
let standardId: string;

async function one<T extends Record<string, unknown>>(query: ReturnType<typeof sql>): Promise<T> {
  const { rows } = await world.database.owner.execute(query);
  if (!rows[0]) throw new Error('nothing found');
  return rows[0] as T;
}

const approved = (id: string, versionId: string, rowVersion: number) =>
  approveLocally({ services, author, approver }, { id, versionId, rowVersion });

/** A local campaign of Nanjing for everybody, from `firstDay` on, approved. */
const running = (firstDay = inDays(0)) =>
  runLocally(
    { services, author, approver },
    { standardCampaignId: standardId, title: '下线演练', pointCode: POINT, firstDay },
  );

/** The next version of a campaign, approved like the one before. */
async function revised({ id, versionId }: RunningLocal, firstDay?: string): Promise<RunningLocal> {
  const next = await services.localCampaignService.revise(author, { versionId });
  const { version } = await services.localCampaignService.get(author, { id });
  let { rowVersion } = version;
  if (firstDay)
    ({ rowVersion } = await services.localCampaignService.savePlacements(author, {
      versionId: next.versionId,
      rowVersion,
      placements: version.placements.map(({ id: placementId, lastDay, tier, lever, pointCode }) => ({
        ...{ id: placementId, pointCode, firstDay, lastDay, tier, lever },
        ...{ listVersionId: null, rule: null },
      })),
    }));
  return approved(id, next.versionId, rowVersion);
}

/** The request for a release, opened by the approver. */
async function openRequestOf(releaseId: string): Promise<{ id: string; hash: string }> {
  const request = await one<{ id: string; hash: string }>(
    sql`select id, hash from approval_request where release_id = ${releaseId}`,
  );
  await services.approvalService.open(approver, request);
  return request;
}

const stop = ({ releaseId }: RunningLocal, call = author) =>
  services.takedownService.takeDown(call, { releaseId, reason });

/** The releases that decisions at the point choose from, as the engine has them after a look at the revision. */
async function served(): Promise<Set<string>> {
  await world.composition.snapshots.refresh();
  const { snapshot } = world.composition.snapshots.current();
  // what was overtaken a moment ago is still there, with its end
  const open = snapshot.candidatesAt(POINT, '320100').filter(({ endsAt }) => endsAt > Date.now());
  return new Set(open.map(({ releaseId }) => releaseId));
}

beforeAll(async () => {
  world = await createDemoWorld();
  ({ services } = world.composition);
  author = world.as('NJ-OPS-01');
  approver = world.as('NJ-APR-01');
  ({ id: standardId } = await one<{ id: string }>(
    sql`select campaign_id as id from standard_placement where state = 'APPROVED'`,
  ));
}, 120_000);
afterAll(() => world.database.close());

describe('taking a release down', () => {
  it('stops it at the decisions, and in the lists it is taken down', async () => {
    const made = await running();
    expect(await served()).toContain(made.releaseId);
    const [shown] = await services.takedownService.running(author, { campaignId: made.id });
    expect(shown).toMatchObject({ releaseId: made.releaseId, version: 1, mayTakeDown: true });
    expect(shown?.points.map(({ code }) => code)).toEqual([POINT]);

    expect(await stop(made)).toMatchObject({ by: 'NJ-OPS-01', reason, repeated: false, stillRunning: [] });
    expect(await served()).not.toContain(made.releaseId);
    const list = await services.localCampaignService.list(author, {
      ...{ page: 1, pageSize: 50, text: '', states: ['TAKEN_DOWN'], standardCampaignId: null },
      ...{ city: '', archived: false },
    });
    expect(list.rows.map(({ id }) => id)).toContain(made.id);
  });

  it('is gone from the decision API of every node within two seconds, of one that hears no notification, too', async () => {
    const admin = world.as('JS-SYS-01');
    const key = { channel: 'web', name: 'takedown', cities: ['320100'] };
    const { secret } = await services.channelKeyService.create(admin, key);
    const made = await running();
    const { number } = await one<{ number: string }>(
      sql`select campaign_number as number from release where id = ${made.releaseId}`,
    );
    const woken = await serveDemo(world.database);
    const nodes = [world, woken];
    const ask = async ({ app }: DemoWorld) => {
      const response = await app.request('/v1/decisions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ requestId: 'r', city: '320100', points: [POINT] }),
      });
      const { points } = decisionResponseSchema.parse(await response.json());
      return points.flatMap(({ items }) => items.map(({ campaign }) => campaign));
    };
    for (const { composition } of nodes) await composition.snapshots.start();
    let heard = 0;
    const notifications = listenForNotifications(world.database.urls.engine, 'xietong_config', {
      wake: () => {
        heard += 1;
        woken.composition.snapshots.wake();
      },
      logger: pino({ level: 'silent' }),
    });
    try {
      await vi.waitFor(() => {
        expect(heard, 'it listens').toBeGreaterThan(0);
      });
      for (const node of nodes) expect(await ask(node)).toContain(number);
      const heardBefore = heard;
      await stop(made);
      const done = Date.now();
      for (const node of nodes)
        await vi.waitFor(
          async () => {
            expect(await ask(node)).not.toContain(number);
          },
          { timeout: 5_000, interval: 20 },
        );
      expect(Date.now() - done).toBeLessThan(2_000);
      expect(heard).toBeGreaterThan(heardBefore);
    } finally {
      await notifications.stop();
      for (const { composition } of nodes) composition.snapshots.stop();
    }
  });

  it('answers the second click with who was first', async () => {
    const made = await running();
    await stop(made);
    const again = await services.takedownService.takeDown(world.as('JS-OPS-01'), {
      releaseId: made.releaseId,
      reason: '另一个理由',
    });
    expect(again).toMatchObject({ by: 'NJ-OPS-01', reason, repeated: true });
  });

  it('lets of two at once one come second', async () => {
    const made = await running();
    const both = await Promise.all([stop(made), stop(made, world.as('JS-APR-01'))]);
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(both[0].by).toBe(both[1].by);
  });

  it('takes turns with the approval of the next version: that one is stopped, too, or void', async () => {
    const first = await running();
    const next = await services.localCampaignService.revise(author, first);
    const { releaseId } = await services.localCampaignService.submit(author, { ...next, rowVersion: 1 });
    const request = await openRequestOf(releaseId);
    const [decided, stopped] = await Promise.allSettled([
      services.approvalService.decide(approver, { ...request, outcome: 'APPROVED' }),
      services.takedownService.takeDownCampaign(author, { campaignId: first.id, reason }),
    ]);
    expect(stopped.status).toBe('fulfilled');
    if (decided.status === 'rejected') expect(decided.reason).toMatchObject({ code: 'APPROVAL_CLOSED' });
    const now = await served();
    expect([now.has(first.releaseId), now.has(releaseId)]).toEqual([false, false]);
    expect(await services.takedownService.running(author, { campaignId: first.id })).toEqual([]);
  });

  it.each([
    ['decides', 'approval_request'],
    ['takes it back', 'approval_request'],
    ['takes it back', 'local_version'],
  ] as const)('waits in no circle: who %s holds the release before %s', async (who, table) => {
    const first = await running();
    const next = await services.localCampaignService.revise(author, first);
    const { releaseId } = await services.localCampaignService.submit(author, { ...next, rowVersion: 1 });
    const request = await openRequestOf(releaseId);
    const lock = (of: string, id: string, wait = sql``) =>
      sql`select id from ${sql.identifier(of)} where id = ${id} for update ${wait}`;
    const { outcome } = await world.database.owner.transaction(async (tx) => {
      await tx.execute(lock('release', releaseId));
      const waiting =
        who === 'decides'
          ? services.approvalService.decide(approver, { ...request, outcome: 'RETURNED', reason })
          : services.localCampaignService.withdraw(author, { versionId: next.versionId });
      await vi.waitFor(async () => {
        const { rows } = await world.database.owner.execute(
          sql`select pid from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0`,
        );
        expect(rows).not.toEqual([]);
      }, 5_000);
      // refused at once, were it held
      await tx.execute(lock(table, table === 'local_version' ? next.versionId : request.id, sql`nowait`));
      return { outcome: waiting };
    });
    await outcome;
    await services.takedownService.takeDownCampaign(author, { campaignId: first.id, reason });
  });

  it('stops the named version alone and says what still runs', async () => {
    const first = await running();
    const second = await revised(first, inDays(5));
    const { stillRunning } = await stop(second);
    // The first one was approved to give way to the second, and is not prolonged by its end.
    expect(stillRunning.map(({ releaseId }) => releaseId)).toEqual([first.releaseId]);
    expect(stillRunning[0]?.endsAt).toBe(new Date(`${inDays(5)}T00:00:00+08:00`).toISOString());
    expect(await served()).toContain(first.releaseId);
  });

  it('is undone by a new version with a full approval, and by nothing else', async () => {
    const made = await running();
    await stop(made);
    await expect(
      world.database.owner.execute(sql`update release set state = 'APPROVED' where id = ${made.releaseId}`),
    ).rejects.toSatisfy((error) => constraintOf(error) === 'release_stays_down');
    const detail = await services.localCampaignService.get(author, { id: made.id });
    expect(detail.version.state).toBe('TAKEN_DOWN');
    expect(detail.may.edit).toBe(true);
    const next = await revised(made);
    const now = await served();
    expect([now.has(next.releaseId), now.has(made.releaseId)]).toEqual([true, false]);
    await stop(next);
  });

  it('is refused for what is in review, over, or of another city', async () => {
    const draft = await running();
    const next = await services.localCampaignService.revise(author, draft);
    const { releaseId } = await services.localCampaignService.submit(author, { ...next, rowVersion: 1 });
    await expect(stop({ ...draft, releaseId })).rejects.toMatchObject({ code: 'RELEASE_WRONG_STATE' });
    await services.localCampaignService.withdraw(author, next);
    await expect(stop(draft, world.as('WX-OPS-01'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(stop(draft, world.as('NJ-AUD-01'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const over = await one<{ id: string }>(
      sql`select id from release where state = 'APPROVED' and kind = 'LOCAL' and ends_at < now()`,
    );
    await expect(stop({ ...draft, releaseId: over.id })).rejects.toMatchObject({
      code: 'RELEASE_NOT_RUNNING',
    });
    await stop(draft, world.as('JS-APR-01'));
  });

  it('is told to its authors and the approvers of its tenant, with the reason', async () => {
    const made = await running();
    await stop(made, world.as('JS-APR-01'));
    await expect(stop(made)).resolves.toMatchObject({ repeated: true });
    const told = async (staffId: Parameters<typeof world.as>[0]) => {
      const input = notificationListSchema.parse({ pageSize: 100, kinds: ['TAKEN_DOWN'] });
      const { rows } = await services.notificationService.list(world.as(staffId), input);
      return rows.filter(({ subject }) => subject.type === 'RELEASE' && subject.campaignId === made.id);
    };
    for (const staffId of ['NJ-OPS-01', 'NJ-APR-01'] as const)
      expect(await told(staffId)).toMatchObject([{ actorName: 'JS-APR-01', fromNameEn: 'Jiangsu', reason }]);
    for (const staffId of ['WX-APR-01', 'JS-APR-01', 'JS-OPS-01', 'NJ-AUD-01'] as const)
      expect(await told(staffId)).toEqual([]);
  });

  it('is in the audit log of the tenant whose release it was', async () => {
    const made = await running();
    await stop(made, world.as('JS-OPS-01'));
    const event = await one<{ code: string; canonical: string }>(sql`
      select t.code, e.canonical from audit_event e join tenant t on t.id = e.tenant_id
      where e.act = 'releases.takeDown' and e.subject_id = ${made.releaseId}`);
    expect(event.code).toBe('320100');
    expect(event.canonical).toContain(reason);
    expect(event.canonical).toContain('JS-OPS-01');
  });
});

describe('laws of takedowns', () => {
  const step = fc.record({
    act: fc.constantFrom('approve', 'approve later', 'take down', 'take down campaign'),
    campaign: fc.nat(1),
    version: fc.nat(3),
  });

  it(
    'no decision after a takedown chooses from that release, and every other approved one stays',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
          const versions = [[await running()], [await running()]];
          const down = new Set<string>();
          for (const { act, campaign, version } of steps) {
            const made = versions[campaign] ?? [];
            const latest = made.at(-1);
            const chosen = made[version % made.length];
            if (!latest || !chosen) throw new Error('a campaign without a version');
            if (act === 'approve') made.push(await revised(latest));
            if (act === 'approve later') made.push(await revised(latest, inDays(6)));
            if (act === 'take down') await stop(chosen).then(() => down.add(chosen.releaseId), isNotRunning);
            if (act === 'take down campaign')
              await services.takedownService
                .takeDownCampaign(author, { campaignId: latest.id, reason })
                .then(({ releaseIds }) => {
                  for (const id of releaseIds) down.add(id);
                }, isNotRunning);
            const now = await served();
            for (const id of down) expect(now.has(id)).toBe(false);
            for (const each of versions) {
              const open = await services.takedownService.running(author, { campaignId: each[0]?.id ?? '' });
              for (const { releaseId } of open) expect(now.has(releaseId)).toBe(true);
            }
          }
          // Whatever is left would stand in the way of the next run.
          for (const each of versions)
            await services.takedownService
              .takeDownCampaign(author, { campaignId: each[0]?.id ?? '', reason })
              .catch(isNotRunning);
        }),
        { numRuns: 6 },
      );
    },
  );

  function isNotRunning(error: unknown): void {
    expect(error).toMatchObject({ code: 'RELEASE_NOT_RUNNING' });
  }
});

// Last: they stop the demo's own campaigns.
describe('a standard', () => {
  it('is taken down with everything that cities made of it, by the province', async () => {
    const province = world.as('JS-APR-01');
    const kept = await running();
    const before = await services.takedownService.running(province, { campaignId: standardId });
    expect(new Set(before.map(({ kind }) => kind))).toEqual(new Set(['LOCAL', 'STANDARD_PLACEMENT']));
    const placement = before.find(({ kind }) => kind === 'STANDARD_PLACEMENT');
    expect(
      (await stop({ ...kept, releaseId: placement?.releaseId ?? '' }, province)).stillRunning,
    ).toHaveLength(before.length - 1);
    const page = await services.standardPlacementService.get(world.as('JS-OPS-01'), {
      standardCampaignId: standardId,
    });
    expect([page.version?.state, page.may.edit]).toEqual(['TAKEN_DOWN', true]);
    // Beside the stop stands its review, which waits.
    expect(page.versions[0]?.release?.takedown?.review).toMatchObject({ concluded: null });

    const { releaseIds, stillRunning } = await services.takedownService.takeDownCampaign(province, {
      campaignId: standardId,
      reason,
    });
    expect(releaseIds).toHaveLength(before.length - 1);
    expect(stillRunning).toEqual([]);
    const now = await served();
    expect(releaseIds.filter((id) => now.has(id))).toEqual([]);
    await expect(
      services.takedownService.takeDownCampaign(province, { campaignId: standardId, reason }),
    ).rejects.toMatchObject({ code: 'RELEASE_NOT_RUNNING' });
  });

  it('stops the province’s placements when it is archived, and lets the cities’ run on', async () => {
    const operator = world.as('JS-OPS-01');
    const { versionId } = await services.standardPlacementService.revise(operator, {
      standardCampaignId: standardId,
    });
    await services.standardPlacementService.submit(operator, { versionId, rowVersion: 1 });
    await expect(services.campaignService.archive(operator, { id: standardId })).rejects.toMatchObject({
      code: 'RELEASE_WRONG_STATE',
    });
    await decideOn(services, world.as('JS-APR-01'), versionId);
    const placement = await one<{ id: string }>(
      sql`select id from release where version_id = ${versionId} and state = 'APPROVED'`,
    );
    const local = await running();
    expect([...(await served())].sort()).toEqual([placement.id, local.releaseId].sort());

    await services.campaignService.archive(operator, { id: standardId });
    expect(await served()).toEqual(new Set([local.releaseId]));
    const states = await world.database.owner.execute<{ kind: string; state: string }>(
      sql`select kind, state from release where campaign_id = ${standardId} and state in ('PUBLISHED', 'ARCHIVED', 'APPROVED') order by kind`,
    );
    expect(states.rows).toEqual([
      { kind: 'STANDARD', state: 'ARCHIVED' },
      { kind: 'STANDARD_PLACEMENT', state: 'ARCHIVED' },
    ]);
    const page = await services.standardPlacementService.get(operator, { standardCampaignId: standardId });
    expect([page.version?.state, page.blocked]).toEqual(['ARCHIVED', 'STANDARD_NOT_PUBLISHED']);
  });
});
