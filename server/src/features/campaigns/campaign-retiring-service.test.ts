import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';

let world: InheritanceWorld;
const [headline, body] = [systemIds.next(), systemIds.next()];
const FIRST = [fieldOf(headline, 'headline', '手机报（演示）'), fieldOf(body, 'body', '省正文（演示）')];
const OWN = { [headline]: '南京手机报（演示）' };
const reason = '资费停售（演示）';

beforeAll(async () => {
  world = await createInheritanceWorld();
});
afterAll(() => world.close());

describe('retiring a standard', () => {
  it('pauses what cities run of it, tells them why, and loses no word of theirs', async () => {
    const { services, province, nanjing, wuxi } = world;
    const { id } = await world.published(FIRST);
    const live = await world.localised(nanjing, id, OWN, 'LIVE');
    const draft = await world.localised(wuxi, id, { [body]: '无锡正文（演示）' });
    const before = await world.releaseOf(live.versionId);
    expect(await services.campaignService.retire(province, { id, children: 'PAUSE', reason })).toEqual({
      paused: 1,
    });
    expect(await world.releaseOf(live.versionId)).toMatchObject({
      ...{ state: 'PAUSED', pausedBecause: 'STANDARD_RETIRED', text: before.text, hash: before.hash },
    });
    const seen = await services.localCampaignService.get(nanjing, { id: live.id });
    expect(seen).toMatchObject({ retirement: { reason, children: 'PAUSE' }, may: { submit: false } });
    expect(seen.version).toMatchObject({
      stored: 'PAUSED',
      overrides: { [headline]: { value: OWN[headline] } },
    });
    const kept = await services.localCampaignService.get(wuxi, { id: draft.id });
    expect(kept.version.overrides[body]?.value).toBe('无锡正文（演示）');
    for (const [call, local] of [
      [nanjing, live],
      [wuxi, draft],
    ] as const)
      expect(await world.newsOf(call, local.id)).toContain('STANDARD_RETIRED');
    expect(await world.newsOf(nanjing, live.id)).not.toContain('PAUSED');
    expect(await world.toDosOf(nanjing, live.id)).toEqual(['STANDARD_RETIRED']);
    expect(await world.actsOn(id)).toContain('campaigns.retire');
    expect(await world.actsOn(live.id)).toContain('releases.pause');
    const standard = await services.campaignService.get(nanjing, { id });
    expect(standard).toMatchObject({ retirement: { reason }, versions: [{ state: 'RETIRED' }] });
    // Again is not an error, and tells nobody twice.
    expect(await services.campaignService.retire(province, { id, children: 'PAUSE', reason })).toEqual({
      paused: 0,
    });
    expect((await world.newsOf(nanjing, live.id)).filter((kind) => kind === 'STANDARD_RETIRED')).toHaveLength(
      1,
    );
  });

  it('lets it run to its end where that is declared; nothing new is begun, handed in or approved', async () => {
    const { services, province, nanjing, wuxi } = world;
    const { id } = await world.published(FIRST);
    const live = await world.localised(nanjing, id, OWN, 'LIVE');
    const waiting = await world.localised(nanjing, id, {}, 'IN_REVIEW');
    const draft = await world.localised(wuxi, id, {});
    await services.campaignService.retire(province, { id, children: 'RUN_OUT', reason });
    expect((await world.releaseOf(live.versionId)).state).toBe('APPROVED');
    expect(await world.toDosOf(nanjing, live.id)).toEqual([]);
    const { localCampaignService: locals } = services;
    await expect(locals.create(wuxi, { standardCampaignId: id })).rejects.toMatchObject({
      code: 'STANDARD_NOT_PUBLISHED',
    });
    const { versionId, rowVersion } = draft;
    await expect(locals.submit(wuxi, { versionId, rowVersion })).rejects.toMatchObject({
      code: 'STANDARD_RETIRED',
    });
    expect((await world.releaseOf(waiting.versionId)).state).toBe('RETURNED');
  });

  it('comes back as its next version, approved and published; what was paused waits for its city', async () => {
    const { services, province, nanjing } = world;
    const { id } = await world.published(FIRST);
    const live = await world.localised(nanjing, id, OWN, 'LIVE');
    await services.campaignService.retire(province, { id, children: 'PAUSE', reason });
    await world.published([...FIRST].reverse(), undefined, id);
    const { retirement, versions } = await services.campaignService.get(province, { id });
    expect(retirement).toBeNull();
    expect(versions.map(({ state }) => state)).toEqual(['PUBLISHED', 'RETIRED']);
    expect((await world.releaseOf(live.versionId)).state).toBe('PAUSED');
    expect(await world.toDosOf(nanjing, live.id)).toEqual(['MERGE']);
  });

  it('is for who may publish, of what is published, and ends in the archive', async () => {
    const { services, province, nanjing, approvers } = world;
    const { id } = await world.published(FIRST);
    const input = { id, children: 'PAUSE', reason } as const;
    for (const call of [nanjing, approvers[0]])
      await expect(services.campaignService.retire(call, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const unpublished = await world.submitted(FIRST);
    await expect(
      services.campaignService.retire(province, { ...input, id: unpublished.id }),
    ).rejects.toMatchObject({ code: 'STANDARD_WRONG_STATE' });
    await services.campaignService.retire(province, input);
    await services.campaignService.archive(province, { id });
    const { versions, retirement, archivedAt } = await services.campaignService.get(province, { id });
    expect(versions.map(({ state }) => state)).toEqual(['ARCHIVED']);
    expect(retirement).toMatchObject({ reason });
    expect(archivedAt).not.toBeNull();
    await expect(services.campaignService.retire(province, input)).rejects.toMatchObject({
      code: 'STANDARD_ARCHIVED',
    });
  });

  it('leaves nothing running when an approval comes in the same moment', async () => {
    const { services, province, nanjing } = world;
    const { id } = await world.published(FIRST);
    const waiting = await world.localised(nanjing, id, {}, 'IN_REVIEW');
    const [, approval] = await Promise.allSettled([
      services.campaignService.retire(province, { id, children: 'PAUSE', reason }),
      world.approve(waiting.versionId),
    ]);
    const { state } = await world.releaseOf(waiting.versionId);
    expect(state).toBe(approval.status === 'fulfilled' ? 'PAUSED' : 'RETURNED');
  });
});
