import { notificationListSchema } from '@xietong/shared/notifications';
import type { NotificationKind } from '@xietong/shared/notifications';
import { takedownReviewListSchema } from '@xietong/shared/releases';
import type { ReviewBox } from '@xietong/shared/releases';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { takedownReview } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { machineCall } from '../../scenarios';
import type { DemoStaffId } from '../../scenarios/demo-people-zh';
import { createDemoWorld } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';
import { runLocally } from '../../testing/running-local';

const DAY_MS = 86_400_000;
const reason = '资费写错，立即停止';
const comment = '核对了资费，写错属实';

let world: DemoWorld;
let services: DemoWorld['composition']['services'];
let author: Call;
let approver: Call;
let standardId: string;
let jobs: Call;

async function one<T extends Record<string, unknown>>(query: ReturnType<typeof sql>): Promise<T> {
  const { rows } = await world.database.owner.execute(query);
  if (!rows[0]) throw new Error('nothing found');
  return rows[0] as T;
}

/** A local campaign of Nanjing, approved and running. */
const running = () =>
  runLocally(
    { services, author, approver },
    { standardCampaignId: standardId, title: '复核演练', pointCode: 'plan-sidebar' },
  );

async function stopped(by: Call) {
  const made = await running();
  await services.takedownService.takeDown(by, { releaseId: made.releaseId, reason });
  const { id } = await one<{ id: string }>(
    sql`select id from takedown_review where release_id = ${made.releaseId}`,
  );
  return { ...made, reviewId: id };
}

const conclude = (call: Call, id: string) =>
  services.takedownReviewService.conclude(call, { id, conclusion: 'JUSTIFIED', comment });
const list = async (call: Call, box: ReviewBox) => {
  const input = takedownReviewListSchema.parse({ box, pageSize: 100 });
  return (await services.takedownReviewService.list(call, input)).rows.map(({ id }) => id);
};
const toDos = async (call: Call) => {
  const { toDo } = await services.workbenchService.get(call);
  return toDo.rows.filter(({ kind }) => kind === 'TAKEDOWN_REVIEW').map(({ requestId }) => requestId);
};
const countOf = async (call: Call) => (await services.workbenchService.counts(call)).stopsToReview;
const actsOn = async (subjectId: string) =>
  (
    await world.database.owner.execute<Record<'act' | 'canonical' | 'code' | 'campaign_id', string>>(sql`
      select e.act, e.canonical, t.code, e.campaign_id from audit_event e join tenant t on t.id = e.tenant_id
      where e.subject_id = ${subjectId} order by e.at`)
  ).rows;
const audited = async (act: string, subjectId: string) =>
  (await actsOn(subjectId)).filter((event) => event.act === act);
const due = (reviewId: string, minutes: number) =>
  world.database.owner.execute(
    sql`update takedown_review set due_at = now() + make_interval(mins => ${minutes}) where id = ${reviewId}`,
  );
const stoppedAndDue = async (by: DemoStaffId, minutes: number) => {
  const made = await stopped(world.as(by));
  return due(made.reviewId, minutes).then(() => made);
};
const run = () => services.takedownReminderService.runReminders(jobs);
async function told(staffId: DemoStaffId, kind: NotificationKind, reviewId: string) {
  const input = notificationListSchema.parse({ pageSize: 100, kinds: [kind] });
  const { rows } = await services.notificationService.list(world.as(staffId), input);
  return rows.filter(({ requestId }) => requestId === reviewId);
}

beforeAll(async () => {
  world = await createDemoWorld();
  ({ services } = world.composition);
  author = world.as('NJ-OPS-01');
  approver = world.as('NJ-APR-01');
  jobs = await machineCall(world.database.owner, 'JOBS', systemIds.next());
  ({ id: standardId } = await one<{ id: string }>(
    sql`select campaign_id as id from standard_placement where state = 'APPROVED'`,
  ));
}, 120_000);
afterAll(() => world.database.close());

describe('the review of an emergency stop', () => {
  it('opens with the stop, within a day, for the approvers of the tenant, and says what was live', async () => {
    const before = await countOf(approver);
    const made = await stopped(world.as('JS-OPS-01'));
    expect(await countOf(approver)).toBe(before + 1);
    expect(await toDos(approver)).toContain(made.reviewId);
    expect(await toDos(author)).toEqual([]);
    const seen = await services.takedownReviewService.get(approver, { id: made.reviewId });
    expect(seen).toMatchObject({
      takedown: { by: 'JS-OPS-01', reason },
      ...{ version: 1, concluded: null, mayConclude: true, closedBecause: null },
      // who wrote it, and who uploaded its image
      ...{ reviewer: { nameEn: 'Nanjing' }, authors: ['JS-OPS-01', 'NJ-OPS-01'] },
      figures: { impressions: 0, clicks: 0, orders: 0 },
    });
    expect(seen.document.subject.versionId).toBe(made.versionId);
    expect(seen.points.map(({ code }) => code)).toEqual(['plan-sidebar']);
    expect(Date.parse(seen.dueAt) - Date.parse(seen.takedown.at)).toBe(DAY_MS);
    // The stop and what opened with it are one act.
    const stops = await audited('releases.takeDown', made.releaseId);
    expect(stops).toHaveLength(1);
    expect(stops[0]?.canonical).toContain('reviewDueAt');
    expect(await audited('takedownReviews.open', made.reviewId)).toEqual([]);
  });

  it('is concluded once, audited once in the campaign’s history, and changes nothing that is live', async () => {
    const made = await stopped(world.as('JS-OPS-01'));
    await conclude(approver, made.reviewId);
    await expect(conclude(world.as('JS-APR-01'), made.reviewId)).rejects.toMatchObject({
      code: 'TAKEDOWN_REVIEW_CONCLUDED',
      params: { by: 'NJ-APR-01' },
    });
    const events = await audited('takedownReviews.conclude', made.reviewId);
    expect(events).toMatchObject([{ code: '320100', campaign_id: made.id }]);
    expect(events[0]?.canonical).toContain(comment);
    const { state } = await one<{ state: string }>(
      sql`select state from release where id = ${made.releaseId}`,
    );
    expect(state).toBe('TAKEN_DOWN');
    expect(await toDos(approver)).not.toContain(made.reviewId);
    const { version } = await services.localCampaignService.get(author, { id: made.id });
    expect(version.release?.takedown?.review?.concluded).toMatchObject({
      ...{ conclusion: 'JUSTIFIED', comment, by: 'NJ-APR-01' },
    });
    expect([await list(approver, 'CONCLUDED'), await list(approver, 'OPEN')]).toEqual([
      expect.arrayContaining([made.reviewId]),
      expect.not.arrayContaining([made.reviewId]),
    ]);
  });

  it('lets of two at once one come second', async () => {
    const made = await stopped(world.as('JS-OPS-01'));
    const both = await Promise.allSettled([
      conclude(approver, made.reviewId),
      conclude(world.as('JS-APR-01'), made.reviewId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await audited('takedownReviews.conclude', made.reviewId)).toHaveLength(1);
  });

  it('is closed to who stopped it, and lies with the province where the city has nobody else', async () => {
    const made = await stopped(approver);
    // The city's only approver stopped it: the province's look into it.
    const seen = await services.takedownReviewService.get(approver, { id: made.reviewId });
    expect(seen.reviewer).toMatchObject({ nameEn: 'Jiangsu' });
    expect(await toDos(approver)).not.toContain(made.reviewId);
    expect(await toDos(world.as('JS-APR-01'))).toContain(made.reviewId);
    await expect(conclude(approver, made.reviewId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await conclude(world.as('JS-APR-01'), made.reviewId);

    const province = world.as('JS-APR-01');
    const second = await stopped(province);
    expect(await services.takedownReviewService.get(province, { id: second.reviewId })).toMatchObject({
      ...{ mayConclude: false, closedBecause: 'STOPPER' },
    });
    await expect(conclude(province, second.reviewId)).rejects.toMatchObject({
      code: 'TAKEDOWN_REVIEW_BY_STOPPER',
    });
  });

  it('is closed to its authors, by the service and by the database', async () => {
    const made = await stopped(world.as('JS-OPS-02'));
    const me = (approver.actor as { personId: string }).personId;
    const city = approver.actor.tenant.id;
    await world.database.owner.execute(
      sql`insert into release_author (id, tenant_id, release_id, actor_kind, actor_id, actor_name) values (gen_random_uuid(), ${city}, ${made.releaseId}, 'PERSON', ${me}, 'NJ-APR-01')`,
    );
    expect(await list(approver, 'MINE')).not.toContain(made.reviewId);
    await expect(conclude(approver, made.reviewId)).rejects.toMatchObject({
      code: 'TAKEDOWN_REVIEW_BY_AUTHOR',
    });
    const by = (personId: string, name: string) => sql`
      update takedown_review set conclusion = 'JUSTIFIED', comment = 'x', concluded_by = ${personId}, concluded_by_name = ${name},
        concluded_by_tenant_id = ${city}, concluded_at = now() where id = ${made.reviewId}`;
    await expect(world.database.owner.execute(by(me, 'NJ-APR-01'))).rejects.toSatisfy(
      (error) => constraintOf(error) === 'takedown_review_not_by_author',
    );
    const stopper = (world.as('JS-OPS-02').actor as { personId: string }).personId;
    await expect(world.database.owner.execute(by(stopper, 'JS-OPS-02'))).rejects.toSatisfy(
      (error) => constraintOf(error) === 'takedown_review_not_by_stopper',
    );
    await conclude(world.as('JS-APR-01'), made.reviewId);
    await expect(
      world.database.owner.execute(sql`update takedown_review set comment = 'y' where id = ${made.reviewId}`),
    ).rejects.toSatisfy((error) => constraintOf(error) === 'takedown_review_final');
  });

  it('does not exist for another city, and is only read by who approves nothing', async () => {
    const made = await stopped(world.as('JS-OPS-01'));
    for (const staffId of ['WX-APR-01', 'WX-OPS-01'] as const) {
      expect(await list(world.as(staffId), 'ALL')).not.toContain(made.reviewId);
      await expect(
        services.takedownReviewService.get(world.as(staffId), { id: made.reviewId }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(conclude(world.as('WX-APR-01'), made.reviewId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(conclude(author, made.reviewId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await list(world.as('NJ-AUD-01'), 'ALL')).toContain(made.reviewId);
  });

  it('waits for the province, too, when the city has let its time pass', async () => {
    const made = await stopped(author);
    const province = world.as('JS-APR-01');
    expect(await list(province, 'MINE')).not.toContain(made.reviewId);
    await world.database.owner.execute(
      sql`update takedown_review set due_at = now() - interval '1 minute' where id = ${made.reviewId}`,
    );
    expect(await list(province, 'MINE')).toContain(made.reviewId);
    expect(await toDos(province)).toContain(made.reviewId);
  });

  it('is told to who stopped it and who made it, with what it came to', async () => {
    const made = await stopped(world.as('JS-OPS-01'));
    await conclude(approver, made.reviewId);
    for (const staffId of ['NJ-OPS-01', 'JS-OPS-01'] as const)
      expect(await told(staffId, 'TAKEDOWN_REVIEWED', made.reviewId)).toMatchObject([
        { actorName: 'NJ-APR-01', reason: comment },
      ]);
    for (const staffId of ['NJ-APR-01', 'WX-OPS-01'] as const)
      expect(await told(staffId, 'TAKEDOWN_REVIEWED', made.reviewId)).toEqual([]);
  });
});

describe('the deadline of a review', () => {
  beforeAll(run);
  it('is told to who can review it some hours before, and when it was missed to the province’s, too, once each', async () => {
    const { id, reviewId } = await stoppedAndDue('JS-APR-01', 7 * 60);
    expect(await run()).toBe(0);
    await due(reviewId, 5 * 60);
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
    expect(await told('NJ-APR-01', 'TAKEDOWN_REVIEW_DUE_SOON', reviewId)).toHaveLength(1);
    for (const other of ['JS-APR-02', 'NJ-OPS-01', 'WX-APR-01'] as const)
      expect(await told(other, 'TAKEDOWN_REVIEW_DUE_SOON', reviewId)).toHaveLength(0);
    await due(reviewId, -1);
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
    for (const reviewer of ['NJ-APR-01', 'JS-APR-02'] as const)
      expect(await told(reviewer, 'TAKEDOWN_REVIEW_OVERDUE', reviewId)).toHaveLength(1);
    // Who stopped it cannot conclude it, and is not asked to.
    expect(await told('JS-APR-01', 'TAKEDOWN_REVIEW_OVERDUE', reviewId)).toHaveLength(0);
    const place = { code: '320100', campaign_id: id };
    expect(await actsOn(reviewId)).toMatchObject([
      { act: 'takedownReviews.dueSoon', ...place },
      { act: 'takedownReviews.missed', ...place },
    ]);
  });

  it('leaves the reminder out when it is over already, and what was concluded alone', async () => {
    const late = await stoppedAndDue('JS-OPS-01', -1);
    const done = await stoppedAndDue('JS-OPS-01', 60);
    await services.takedownReviewService.conclude(world.as('NJ-APR-01'), {
      ...{ id: done.reviewId, conclusion: 'JUSTIFIED', comment: '属实' },
    });
    expect(await run()).toBe(1);
    expect((await actsOn(late.reviewId)).map(({ act }) => act)).toEqual(['takedownReviews.missed']);
    expect((await actsOn(done.reviewId)).map(({ act }) => act)).toEqual(['takedownReviews.conclude']);
  });

  it('is told once by two runs at once, and not at all by one that is cut off', async () => {
    const { reviewId } = await stoppedAndDue('JS-OPS-01', 60);
    // Cut off before its end: the news is refused, and the mark goes with it.
    await world.database.owner.execute(
      sql`alter table notification add constraint no_news check (false) not valid`,
    );
    await expect(run()).rejects.toThrow();
    await world.database.owner.execute(sql`alter table notification drop constraint no_news`);
    expect(await actsOn(reviewId)).toEqual([]);
    expect((await Promise.all([run(), run()])).toSorted()).toEqual([0, 1]);
    expect(await told('NJ-APR-01', 'TAKEDOWN_REVIEW_DUE_SOON', reviewId)).toHaveLength(1);
    expect(await actsOn(reviewId)).toHaveLength(1);
  });

  it('is marked by what the province runs by itself alone', async () => {
    const { reviewId } = await stoppedAndDue('JS-OPS-01', 60);
    const mark = (call: Call) =>
      asCaller(world.database.app, call, (tx) =>
        tx
          .update(takedownReview)
          .set({ missedAt: new Date() })
          .where(sql`${takedownReview.id} = ${reviewId}`)
          .returning({ id: takedownReview.id }),
      );
    for (const staffId of ['NJ-APR-01', 'JS-APR-01'] as const)
      await expect(mark(world.as(staffId))).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(
      asCaller(world.database.app, jobs, (tx) =>
        tx
          .update(takedownReview)
          .set({ comment: 'x' })
          .where(sql`${takedownReview.id} = ${reviewId}`),
      ),
    ).rejects.toThrow();
    expect(await mark(jobs)).toEqual([{ id: reviewId }]);
  });
});

describe('a law of reviews', () => {
  it(
    'whoever stops, each stop has one review, and nobody concludes the own stop or the own work',
    { timeout: 60_000 },
    async () => {
      const people = ['NJ-OPS-01', 'NJ-APR-01', 'JS-OPS-01', 'JS-APR-01'] as const;
      const step = fc.record({
        by: fc.constantFrom(...people),
        tries: fc.array(fc.constantFrom(...people, 'WX-APR-01' as const), { minLength: 1, maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(step, async ({ by, tries }) => {
          const made = await stopped(world.as(by));
          let concludedBy: string | null = null;
          for (const staffId of tries) {
            const done = await conclude(world.as(staffId), made.reviewId).then(
              () => true,
              () => false,
            );
            if (!done) continue;
            expect(concludedBy).toBeNull();
            expect([by, 'NJ-OPS-01', 'JS-OPS-01', 'WX-APR-01']).not.toContain(staffId);
            concludedBy = staffId;
          }
          const { n } = await one<{ n: number }>(
            sql`select count(*)::int as n from takedown_review where release_id = ${made.releaseId}`,
          );
          expect(n).toBe(1);
          const events = await audited('takedownReviews.conclude', made.reviewId);
          expect(events).toHaveLength(concludedBy === null ? 0 : 1);
        }),
        { numRuns: 8 },
      );
    },
  );
});
