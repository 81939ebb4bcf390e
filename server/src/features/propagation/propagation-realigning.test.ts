import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localVersion } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';

let world: InheritanceWorld;
const [headline, body] = [systemIds.next(), systemIds.next()];
const content = (title = '手机报（演示）', limit = 30) => [
  fieldOf(headline, 'headline', title, 'EDITABLE', { maxLength: limit }),
  fieldOf(body, 'body', '省正文（演示）'),
];
const OWN = '南京手机报（演示）';

beforeAll(async () => {
  world = await createInheritanceWorld();
});
afterAll(() => world.close());

const versionOf = async (versionId: string) => {
  const [found] = await world.database.owner
    .select()
    .from(localVersion)
    .where(eq(localVersion.id, versionId));
  if (!found) throw new Error('no such version');
  return found;
};
const realigned = async (campaignId: string) =>
  (await world.actsOn(campaignId)).filter((act) => act === 'propagation.realign').length;
const cells = async (campaignId: string) =>
  (await world.services.propagationService.board(world.province, { campaignId, versions: 8 })).rows.map(
    ({ tenant, cells: [newest] }) => [tenant.code, newest],
  );

describe('a newer standard that changes nothing of a campaign', () => {
  it('moves it by itself and logs it: no news, no to-do, not a byte of what is live', async () => {
    const { id } = await world.published(content());
    const live = await world.localised(world.nanjing, id, { [headline]: OWN }, 'LIVE');
    const draft = await world.localised(world.wuxi, id, {});
    const before = await world.releaseOf(live.versionId);
    const next = await world.published(content(), undefined, id);
    for (const each of [live, draft]) {
      expect((await versionOf(each.versionId)).baseVersionId).toBe(next.versionId);
      expect(await realigned(each.id)).toBe(1);
    }
    expect(await world.releaseOf(live.versionId)).toEqual(before);
    expect(await world.newsOf(world.nanjing, live.id)).not.toContain('PUSHED');
    expect(await world.toDosOf(world.nanjing, live.id)).toEqual([]);
    expect(await cells(id)).toEqual([
      ['320100', 'DIVERGED'],
      ['320200', 'ADOPTED'],
    ]);
    await expect(
      world.services.localCampaignService.merge(world.nanjing, { id: live.id }),
    ).rejects.toMatchObject({ code: 'MERGE_NOTHING_NEWER' });
  });

  it('is also one that says what the city said already; what was handed in stays as it was', async () => {
    const { id } = await world.published(content());
    const live = await world.localised(world.nanjing, id, { [headline]: OWN }, 'LIVE');
    const draft = await world.localised(world.wuxi, id, { [headline]: OWN });
    await world.published(content(OWN), undefined, id);
    expect(await realigned(live.id)).toBe(1);
    expect((await versionOf(live.versionId)).overrides).toHaveProperty([headline, 'value'], OWN);
    expect((await versionOf(draft.versionId)).overrides).toEqual({});
    // The next change of the province is taken, and in conflict with nothing.
    await world.published(content('第三个标题（演示）'), undefined, id);
    const { fields } = await world.services.localCampaignService.merge(world.nanjing, { id: live.id });
    expect(fields.find(({ fieldId }) => fieldId === headline)?.case).toBe('TAKEN');
  });

  it('is not one that changes a guard-rail, nor does it touch what is with the approvers', async () => {
    const { id } = await world.published(content());
    const reviewed = await world.localised(world.nanjing, id, {}, 'IN_REVIEW');
    const live = await world.localised(world.wuxi, id, {}, 'LIVE');
    await world.published(content('手机报（演示）', 40), undefined, id);
    expect(await realigned(live.id)).toBe(0);
    expect(await world.toDosOf(world.wuxi, live.id)).toEqual(['MERGE']);
    const { baseVersionId } = await versionOf(reviewed.versionId);
    await world.published(content(), undefined, id);
    expect((await versionOf(reviewed.versionId)).baseVersionId).toBe(baseVersionId);
  });

  it('moves nothing that was handed in otherwise: the database refuses it', async () => {
    const { id } = await world.published(content());
    const live = await world.localised(world.nanjing, id, {}, 'LIVE');
    const next = await world.published(content('新标题（演示）'), undefined, id);
    await expect(
      world.database.owner
        .update(localVersion)
        .set({ baseVersionId: next.versionId })
        .where(eq(localVersion.id, live.versionId)),
    ).rejects.toMatchObject({ cause: { constraint: 'version_frozen' } });
  });
});
