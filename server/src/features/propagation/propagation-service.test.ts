import type { ContentField } from '@xietong/shared/content';
import type { Push } from '@xietong/shared/inheritance';
import type { PropagationRow } from '@xietong/shared/localisation';
import { urgencyOf } from '@xietong/shared/workbench';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { propagationItem, release } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';
import { openingFirst } from '../../testing/opening-first';

let world: InheritanceWorld;
let province: Call;
let approvers: [Call, Call];
let nanjing: Call;
let wuxi: Call;
const [headline = '', body = '', terms = ''] = Array.from({ length: 3 }, () => systemIds.next());
const FIRST = [
  fieldOf(headline, 'headline', '手机报（演示）'),
  fieldOf(body, 'body', '省正文（演示）'),
  fieldOf(terms, 'terms', '规则（演示）'),
];

beforeAll(async () => {
  world = await createInheritanceWorld();
  ({ province, approvers, nanjing, wuxi } = world);
});
afterAll(() => world.close());

async function rowOf(versionId: string, campaign: string): Promise<PropagationRow> {
  const { rows } = await world.services.propagationService.get(province, { standardVersionId: versionId });
  const row = rows.find(({ id }) => id === campaign);
  if (!row) throw new Error('the campaign is not on the sheet');
  return row;
}

const itemIdOf = async (versionId: string, campaign: string): Promise<string> =>
  (await rowOf(versionId, campaign)).item?.id ?? '';
const stateOf = async (versionId: string) =>
  (await world.database.owner.select().from(release).where(eq(release.versionId, versionId)))[0]?.state;
const inDays = (days: number) => new Date(world.clock.at.getTime() + days * 86_400_000).toISOString();
const runMisses = async () =>
  world.propagationMisses.run(await world.tenants.call(world.tenants.province, 'OPERATOR'));

describe('the propagation of a standard', () => {
  it('foretells for each city what moving then does, and shows a city its own alone', async () => {
    const { id } = await world.published(FIRST);
    const own = await world.localised(nanjing, id, { [headline]: '南京手机报（演示）' }, 'LIVE');
    await world.localised(wuxi, id, {});
    const draft = await world.submitted(
      [fieldOf(headline, 'headline', '新版（演示）'), ...FIRST.slice(1)],
      undefined,
      id,
    );
    const sheet = () =>
      world.services.propagationService.get(province, { standardVersionId: draft.versionId });
    const foretold = await sheet();
    expect(
      foretold.rows.map(({ tenant, standing, impact }) => [tenant.code, standing, impact?.outlook]),
    ).toEqual([
      ['320100', 'CONFLICT', 'OPEN'],
      ['320200', 'PENDING', 'CLEAN'],
    ]);
    expect(foretold.rows[0]).toMatchObject({ placements: 1, listed: 0, unlisted: 1, item: null });
    await world.approve(draft.versionId, approvers[0]);
    await world.services.campaignService.publish(province, draft);
    const merge = await world.services.localCampaignService.merge(nanjing, { id: own.id });
    expect((await sheet()).rows[0]?.impact?.counts).toMatchObject({
      ...{ CONFLICT: 1, UNCHANGED: merge.fields.length - 1 },
    });
    const seen = await world.services.propagationService.get(nanjing, { standardVersionId: draft.versionId });
    expect(seen.rows.map(({ tenant }) => tenant.code)).toEqual(['320100']);
    expect(seen).toMatchObject({ mayManage: false, mayWiden: false });
    await world.services.localCampaignService.rebase(nanjing, {
      ...{ versionId: merge.version.id, rowVersion: merge.version.rowVersion, toVersionId: draft.versionId },
      choices: { [headline]: { take: 'MINE' } },
    });
    expect((await sheet()).rows[0]).toMatchObject({ standing: 'DIVERGED', isLive: false, impact: null });
    const board = await world.services.propagationService.board(province, { campaignId: id, versions: 8 });
    expect(board.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(board.rows.map(({ cells }) => cells)).toEqual([
      ['DIVERGED', 'DIVERGED'],
      ['PENDING', 'ADOPTED'],
    ]);
    const ofCity = await world.services.propagationService.board(nanjing, { campaignId: id, versions: 8 });
    expect(ofCity.rows.map(({ cells }) => cells)).toEqual([['DIVERGED', 'DIVERGED']]);
  });

  it('asks each campaign once, tells the city, reminds it, and lets it off with a reason', async () => {
    const { id } = await world.published(FIRST);
    const own = await world.localised(nanjing, id, { [headline]: '南京（演示）' });
    const next = await world.published(
      [fieldOf(headline, 'headline', '新（演示）'), ...FIRST.slice(1)],
      undefined,
      id,
    );
    const { propagationService: service } = world.services;
    const itemId = await itemIdOf(next.versionId, own.id);
    expect(await service.remind(province, { id: itemId })).toEqual({ id: itemId, reminders: 1 });
    await service.waive(province, { id: itemId, reason: '本地活动月底结束' });
    expect(await rowOf(next.versionId, own.id)).toMatchObject({
      standing: 'WAIVED',
      item: { reminders: 1, waiverReason: '本地活动月底结束' },
    });
    for (const again of [
      () => service.remind(province, { id: itemId }),
      () => service.waive(province, { id: itemId, reason: 'x' }),
    ])
      await expect(again()).rejects.toMatchObject({ code: 'PROPAGATION_SETTLED' });
    for (const act of [
      () => service.remind(nanjing, { id: itemId }),
      () => service.waive(wuxi, { id: itemId, reason: 'x' }),
    ])
      await expect(act()).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/) as string,
      });
    expect((await world.newsOf(nanjing, own.id)).sort()).toEqual(['PUSHED', 'PUSH_REMINDED', 'PUSH_WAIVED']);
    expect(await world.actsOn(own.id)).toEqual(
      expect.arrayContaining(['propagation.remind', 'propagation.waive']),
    );
  });

  it('goes to the pilot’s cities first, then to the others', async () => {
    const { id } = await world.published(FIRST);
    const first = await world.localised(nanjing, id, {});
    const second = await world.localised(wuxi, id, {});
    const pilot: Push = { mode: 'DEADLINE', pilot: ['320100'], dueAt: inDays(7), onMiss: 'NOTIFY' };
    const next = await world.published(
      [fieldOf(headline, 'headline', '试点（演示）'), ...FIRST.slice(1)],
      pilot,
      id,
    );
    expect((await rowOf(next.versionId, first.id)).item).toMatchObject({
      mode: 'DEADLINE',
      onMiss: 'NOTIFY',
    });
    expect((await rowOf(next.versionId, second.id)).item).toBeNull();
    const { propagationService: service } = world.services;
    const input = { standardVersionId: next.versionId };
    expect(await service.get(province, input)).toMatchObject({ mayWiden: true });
    await expect(service.widen(nanjing, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await service.widen(province, input)).toEqual({ pushed: 1 });
    expect((await rowOf(next.versionId, second.id)).item).toMatchObject({ mode: 'DEADLINE' });
    await expect(service.widen(province, input)).rejects.toMatchObject({ code: 'PUSH_EVERYWHERE' });
  });

  it('does not go on from a pilot when the time that was approved is over: the others would have none', async () => {
    const { id } = await world.published(FIRST);
    await world.localised(nanjing, id, {});
    const other = await world.localised(wuxi, id, {}, 'LIVE');
    const pilot: Push = { mode: 'DEADLINE', pilot: ['320100'], dueAt: inDays(1), onMiss: 'PAUSE' };
    const changed = [fieldOf(headline, 'headline', '晚了（演示）'), ...FIRST.slice(1)];
    const next = await world.published(changed, pilot, id);
    world.clock.at = new Date(world.clock.at.getTime() + 2 * 86_400_000);
    await expect(
      world.services.propagationService.widen(province, { standardVersionId: next.versionId }),
    ).rejects.toMatchObject({ code: 'PUSH_DUE_PAST' });
    expect(await stateOf(other.versionId)).toBe('APPROVED');
  });

  it('stands among what its city has to do, due by the first time that runs out, until it has moved', async () => {
    const { id } = await world.published(FIRST);
    const own = await world.localised(nanjing, id, {});
    const dated: Push = { mode: 'DEADLINE', pilot: null, dueAt: inDays(3), onMiss: 'NOTIFY' };
    await world.published([fieldOf(headline, 'headline', '二（演示）'), ...FIRST.slice(1)], dated, id);
    // A later version without a date does not put off the one before it.
    const last = await world.published(
      [fieldOf(headline, 'headline', '三（演示）'), ...FIRST.slice(1)],
      undefined,
      id,
    );
    const toDos = async (call: Call) =>
      (await world.services.workbenchService.get(call)).toDo.rows.filter(
        ({ kind, campaignId }) => kind === 'MERGE' && campaignId === own.id,
      );
    expect((await toDos(nanjing)).map(({ dueAt }) => dueAt)).toEqual([dated.dueAt]);
    expect(await toDos(wuxi)).toEqual([]);
    const { version, deadline } = await world.services.localCampaignService.merge(nanjing, { id: own.id });
    expect(deadline).toEqual({ dueAt: dated.dueAt, onMiss: 'NOTIFY' });
    const { newerStandard } = await world.services.localCampaignService.get(nanjing, { id: own.id });
    expect(newerStandard).toMatchObject({ version: 3, deadline });
    await world.services.localCampaignService.rebase(nanjing, {
      ...{ versionId: version.id, rowVersion: version.rowVersion, toVersionId: last.versionId, choices: {} },
    });
    expect(await toDos(nanjing)).toEqual([]);
  });

  it('is pressing for its city by the date it was given alone, and not to be done for what has ended', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(nanjing, id, {}, 'LIVE');
    await world.published([fieldOf(headline, 'headline', '二（演示）'), ...FIRST.slice(1)], undefined, id);
    const asked = async () =>
      (await world.services.workbenchService.get(nanjing)).toDo.rows.find(
        ({ kind, campaignId }) => kind === 'MERGE' && campaignId === live.id,
      );
    const before = world.clock.at;
    world.clock.at = new Date(before.getTime() + 15 * 86_400_000);
    await world.database.owner
      .update(release)
      .set({ endsAt: new Date(world.clock.at.getTime() + 1) })
      .where(eq(release.versionId, live.versionId));
    const open = await asked();
    expect(open?.deadlineAt).toBeNull();
    expect(open && urgencyOf(open, world.clock.at)).toBe('LATER');
    world.clock.at = new Date(world.clock.at.getTime() + 2);
    expect(await asked()).toBeUndefined();
    world.clock.at = before;
  });

  it('refuses a deadline that is over and a pilot city that there is none', async () => {
    const past: Push = { mode: 'DEADLINE', pilot: null, dueAt: inDays(-1), onMiss: 'PAUSE' };
    await expect(world.submitted(FIRST, past)).rejects.toMatchObject({ code: 'PUSH_DUE_PAST' });
    const nowhere: Push = { mode: 'OPTIONAL', pilot: ['999999'] };
    await expect(world.submitted(FIRST, nowhere)).rejects.toMatchObject({ code: 'PUSH_PILOT_UNKNOWN' });
  });
});

describe('a deadline that is missed', () => {
  beforeEach(async () => {
    // Deadlines of other tests are over by then, too.
    await world.database.owner.update(propagationItem).set({ dueSeenAt: world.clock.at });
  });

  it('pauses what runs, once, however often and wherever the job is cut off; its text stays', async () => {
    const { id } = await world.published(FIRST);
    const late = await world.localised(nanjing, id, { [headline]: '南京（演示）' }, 'LIVE');
    const moved = await world.localised(wuxi, id, {}, 'LIVE');
    const push: Push = { mode: 'DEADLINE', pilot: null, dueAt: inDays(3), onMiss: 'PAUSE' };
    const next = await world.published(
      [fieldOf(body, 'body', '新正文（演示）'), FIRST[0], FIRST[2]] as ContentField[],
      push,
      id,
    );
    const merge = await world.services.localCampaignService.merge(wuxi, { id: moved.id });
    await world.services.localCampaignService.rebase(wuxi, {
      ...{ versionId: merge.version.id, rowVersion: merge.version.rowVersion, toVersionId: next.versionId },
      choices: {},
    });
    expect(await runMisses()).toBe(0);
    world.clock.at = new Date(world.clock.at.getTime() + 4 * 86_400_000);
    expect((await rowOf(next.versionId, late.id)).standing).toBe('OVERDUE');
    const [before] = await world.database.owner
      .select()
      .from(release)
      .where(eq(release.versionId, late.versionId));
    // Two runs at once, as after a process that was cut off: each item is seen to by one of them.
    const [one, two] = await Promise.all([runMisses(), runMisses()]);
    expect(one + two).toBe(1);
    expect(await runMisses()).toBe(0);
    expect(await stateOf(late.versionId)).toBe('PAUSED');
    expect(await stateOf(moved.versionId)).toBe('APPROVED');
    const [after] = await world.database.owner
      .select()
      .from(release)
      .where(eq(release.versionId, late.versionId));
    expect(after).toMatchObject({ text: before?.text, hash: before?.hash, pausedBecause: 'PUSH_MISSED' });
    expect(await rowOf(next.versionId, late.id)).toMatchObject({ isPaused: true, placements: 0 });
    expect((await rowOf(next.versionId, late.id)).item?.missedAt).not.toBeNull();
    expect((await rowOf(next.versionId, moved.id)).item?.missedAt).toBeNull();
    const shown = await world.services.localCampaignService.get(nanjing, { id: late.id });
    expect(shown.version).toMatchObject({ stored: 'PAUSED' });
    // Nothing starts again by itself, not even by the database's own hand.
    await expect(
      world.database.owner
        .update(release)
        .set({ state: 'APPROVED' })
        .where(eq(release.versionId, late.versionId)),
    ).rejects.toThrow();
    // It goes on as its next version, merged and approved anew.
    const again = await world.services.localCampaignService.merge(nanjing, { id: late.id });
    const draft = await world.services.localCampaignService.rebase(nanjing, {
      ...{ versionId: again.version.id, rowVersion: again.version.rowVersion, toVersionId: next.versionId },
      choices: {},
    });
    await world.services.localCampaignService.submit(nanjing, { versionId: draft.versionId, rowVersion: 1 });
    await world.approve(draft.versionId, approvers[0]);
    expect(await rowOf(next.versionId, late.id)).toMatchObject({
      ...{ standing: 'DIVERGED', isLive: true, isPaused: false, placements: 1 },
    });
    const acts = await world.actsOn(late.id);
    expect(acts.filter((act) => act === 'releases.pause')).toHaveLength(1);
    expect(acts.filter((act) => act === 'propagation.missed')).toHaveLength(1);
  });

  it('asks nothing any more once its standard was put away', async () => {
    const { id } = await world.published(FIRST);
    const own = await world.localised(nanjing, id, {}, 'LIVE');
    const push: Push = { mode: 'DEADLINE', pilot: null, dueAt: inDays(1), onMiss: 'PAUSE' };
    await world.published([fieldOf(headline, 'headline', '撤（演示）'), ...FIRST.slice(1)], push, id);
    await world.services.campaignService.archive(province, { id });
    world.clock.at = new Date(world.clock.at.getTime() + 2 * 86_400_000);
    expect(await runMisses()).toBe(0);
    expect(await stateOf(own.versionId)).toBe('APPROVED');
  });

  it('leaves what was let off as it is', async () => {
    const { id } = await world.published(FIRST);
    const own = await world.localised(nanjing, id, {}, 'LIVE');
    const push: Push = { mode: 'DEADLINE', pilot: null, dueAt: inDays(1), onMiss: 'PAUSE' };
    const next = await world.published(
      [fieldOf(body, 'body', '又一版（演示）'), FIRST[0], FIRST[2]] as ContentField[],
      push,
      id,
    );
    const itemId = await itemIdOf(next.versionId, own.id);
    await world.services.propagationService.waive(province, { id: itemId, reason: '已说明' });
    world.clock.at = new Date(world.clock.at.getTime() + 2 * 86_400_000);
    expect(await runMisses()).toBe(0);
    expect(await stateOf(own.versionId)).toBe('APPROVED');
  });
});

describe('a mandatory push', () => {
  const correction: Push = { mode: 'MANDATORY', pilot: null, reason: '资费更正（演示）' };

  it('needs two approvers of the province; neither counts twice', async () => {
    const version = await world.submitted(FIRST, correction);
    const request = await world.requestOf(version.versionId);
    const approvalService = openingFirst(world.services.approvalService);
    const decide = (by: Call) => approvalService.decide(by, { ...request, outcome: 'APPROVED' });
    expect(await decide(approvers[0])).toMatchObject({ outcome: 'APPROVED', isLast: false });
    expect(await stateOf(version.versionId)).toBe('IN_REVIEW');
    // The same once more is no second approval.
    expect(await decide(approvers[0])).toMatchObject({ isLast: false });
    await expect(world.services.campaignService.publish(province, version)).rejects.toMatchObject({
      code: 'STANDARD_WRONG_STATE',
    });
    // The database holds it if a service is wrong.
    await expect(
      world.database.owner
        .update(release)
        .set({ state: 'APPROVED' })
        .where(eq(release.versionId, version.versionId)),
    ).rejects.toThrow();
    const toDo = async (by: Call) =>
      (await approvalService.list(by, { box: 'TODO', page: 1, pageSize: 100, text: '' })).rows.map(
        ({ id }) => id,
      );
    expect(await toDo(approvers[0])).not.toContain(request.id);
    expect(await toDo(approvers[1])).toContain(request.id);
    expect(await decide(approvers[1])).toMatchObject({ isLast: true });
    expect(await stateOf(version.versionId)).toBe('APPROVED');
    expect((await approvalService.get(approvers[1], request.id)).decisions).toHaveLength(2);
  });

  it('pauses a campaign outside the new guard-rails, and no other', async () => {
    const { id } = await world.published(FIRST);
    const long = await world.localised(nanjing, id, { [headline]: '南京人都喜欢的手机报（演示）' }, 'LIVE');
    const short = await world.localised(wuxi, id, { [headline]: '报（演示）' }, 'LIVE');
    const tight = fieldOf(headline, 'headline', '手机报（演示）', 'EDITABLE', { maxLength: 8 });
    const next = await world.published([tight, ...FIRST.slice(1)], correction, id);
    expect(await rowOf(next.versionId, long.id)).toMatchObject({ standing: 'VIOLATION', isPaused: true });
    expect(await stateOf(long.versionId)).toBe('PAUSED');
    expect(await stateOf(short.versionId)).toBe('APPROVED');
    const items = await world.database.owner
      .select()
      .from(propagationItem)
      .where(eq(propagationItem.standardVersionId, next.versionId));
    expect(items.map(({ mode }) => mode)).toEqual(['MANDATORY', 'MANDATORY']);
  });
});
