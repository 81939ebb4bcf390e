import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { localCampaign, propagationItem } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';

let world: InheritanceWorld;
let approver: Call;
const [headline, terms] = [systemIds.next(), systemIds.next()];
const FIRST = [
  fieldOf(headline, 'headline', '手机报（演示）', 'EDITABLE', { maxLength: 12 }),
  fieldOf(terms, 'terms', '规则（演示）', 'LOCKED'),
];
const OWN = { [headline]: '南京报（演示）' };
const reason = '本地资费不同（演示）';

beforeAll(async () => {
  world = await createInheritanceWorld();
  [approver] = world.approvers;
});
afterAll(() => world.close());

async function detached(localCampaignId: string): Promise<void> {
  const { exceptionService } = world.services;
  const { id } = await exceptionService.askDetachment(world.nanjing, { localCampaignId, reason });
  await exceptionService.grantDetachment(approver, { id });
}
const get = (id: string) => world.services.localCampaignService.get(world.nanjing, { id });

describe('leaving a standard', () => {
  it('is asked for with a reason and granted by the province alone; both sides are told', async () => {
    const { services, nanjing, wuxi, province } = world;
    const { exceptionService } = services;
    const { id: standard } = await world.published(FIRST);
    const local = await world.localised(nanjing, standard, OWN, 'LIVE');
    const asked = { localCampaignId: local.id, reason };
    await expect(exceptionService.askDetachment(wuxi, asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await exceptionService.askDetachment(nanjing, asked);
    expect(await exceptionService.askDetachment(nanjing, asked)).toEqual({ id });
    await expect(
      exceptionService.askDetachment(nanjing, { ...asked, reason: '别的理由' }),
    ).rejects.toMatchObject({ code: 'DETACHMENT_ALREADY_ASKED' });
    expect(await world.toDosOf(approver, standard)).toContain('DETACHMENT');
    expect(await world.newsOf(approver, standard)).toContain('DETACHMENT_ASKED');
    for (const call of [nanjing, province])
      await expect(exceptionService.grantDetachment(call, { id })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    const { detachments, rows } = await exceptionService.ofStandard(approver, {
      standardCampaignId: standard,
    });
    expect(detachments).toMatchObject([{ id, reason, state: 'ASKED', may: { decide: true } }]);
    expect(rows).toEqual([]);
    await exceptionService.grantDetachment(approver, { id });
    await expect(exceptionService.grantDetachment(approver, { id })).rejects.toMatchObject({
      code: 'EXCEPTION_WRONG_STATE',
    });
    expect(await world.newsOf(nanjing, local.id)).toContain('DETACHMENT_GRANTED');
    expect(await world.actsOn(local.id)).toEqual(
      expect.arrayContaining(['exceptions.askDetachment', 'exceptions.grantDetachment']),
    );
    await expect(exceptionService.askDetachment(nanjing, asked)).rejects.toMatchObject({
      code: 'DETACHMENT_NO_STANDARD',
    });
  });

  it('leaves what is live as it is, keeps where it came from, and the next version is its own', async () => {
    const { services, nanjing } = world;
    const { localCampaignService: locals } = services;
    const { id: standard } = await world.published(FIRST);
    const local = await world.localised(nanjing, standard, OWN, 'LIVE');
    const before = await world.releaseOf(local.versionId);
    await detached(local.id);
    const after = await world.releaseOf(local.versionId);
    expect(after).toMatchObject({ state: 'APPROVED', text: before.text, hash: before.hash });
    expect(await get(local.id)).toMatchObject({
      detachedFrom: { campaignId: standard, version: 1 },
      newerStandard: null,
      may: { edit: true },
    });
    const { versionId } = await locals.revise(nanjing, { versionId: local.versionId });
    const own = await get(local.id);
    expect(own.standard).toBeNull();
    expect(own.version).toMatchObject({ overrides: {}, problems: [] });
    expect(own.version.resolved.map(({ value }) => value)).toEqual([OWN[headline], '规则（演示）']);
    // What the province had locked and limited is the city's own now, approved by its four eyes.
    const saved = await locals.saveDraft(nanjing, {
      ...{ versionId, rowVersion: own.version.rowVersion, title: '独立手机报', assessment: null },
      overrides: {
        [terms]: { value: '南京规则（演示）' },
        [headline]: { value: '比原来长得多的南京主标题' },
      },
    });
    expect(saved.problems).toEqual([]);
    await locals.submit(nanjing, { versionId, rowVersion: saved.rowVersion });
    await world.approve(versionId);
    const document = JSON.parse((await world.releaseOf(versionId)).text) as { subject: { base: unknown } };
    expect(document.subject.base).toBeNull();
    // Going back to the time before is possible, and shows what was shown then.
    await locals.revert(nanjing, { id: local.id, versionId: local.versionId });
    expect((await get(local.id)).version.resolved.map(({ value }) => value)).toEqual([
      OWN[headline],
      '规则（演示）',
    ]);
  });

  it('is asked to move to no newer standard any more', async () => {
    const { services, nanjing, province } = world;
    const { id: standard } = await world.published(FIRST);
    const local = await world.localised(nanjing, standard, OWN, 'LIVE');
    await detached(local.id);
    const next = await world.published(
      [fieldOf(headline, 'headline', '新（演示）'), FIRST[1] ?? FIRST[0]].filter(Boolean) as typeof FIRST,
      { mode: 'MANDATORY', pilot: null, reason },
      standard,
    );
    const items = await world.database.owner
      .select()
      .from(propagationItem)
      .where(eq(propagationItem.localCampaignId, local.id));
    expect(items).toEqual([]);
    const sheet = await services.propagationService.get(province, { standardVersionId: next.versionId });
    expect(sheet.rows).toEqual([]);
    await expect(services.localCampaignService.merge(nanjing, { id: local.id })).rejects.toMatchObject({
      code: 'MERGE_NOTHING_NEWER',
    });
    expect((await world.releaseOf(local.versionId)).state).toBe('APPROVED');
  });

  it('takes an open draft along as it is shown; words that no guard-rail let through are archived', async () => {
    const { services, nanjing } = world;
    const { id: standard } = await world.published(FIRST);
    const long = '这个主标题比护栏允许的要长得多得多';
    const local = await world.localised(nanjing, standard, { [headline]: long });
    await detached(local.id);
    const { version, standard: none } = await get(local.id);
    expect(none).toBeNull();
    expect(version.resolved[0]?.value).toBe(long);
    await expect(
      services.localCampaignService.saveDraft(nanjing, {
        ...{ versionId: local.versionId, rowVersion: local.rowVersion, title: 'x', assessment: null },
        overrides: {},
      }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('is refused with a reason, or taken back; then it may be asked again', async () => {
    const { services, nanjing } = world;
    const { exceptionService } = services;
    const { id: standard } = await world.published(FIRST);
    const local = await world.localised(nanjing, standard, OWN);
    const ask = () => exceptionService.askDetachment(nanjing, { localCampaignId: local.id, reason });
    await exceptionService.refuse(approver, { id: (await ask()).id, reason: '请用放宽申请' });
    expect(await exceptionService.detachmentOf(nanjing, { localCampaignId: local.id })).toMatchObject({
      state: 'REFUSED',
      decision: { reason: '请用放宽申请' },
    });
    expect(await world.newsOf(nanjing, local.id)).toContain('DETACHMENT_REFUSED');
    await exceptionService.withdraw(nanjing, await ask());
    await ask();
    expect((await get(local.id)).standard).not.toBeNull();
  });

  it('happens by the grant alone: the database lets nobody leave otherwise', async () => {
    const { nanjing, database } = world;
    const { id: standard } = await world.published(FIRST);
    const local = await world.localised(nanjing, standard, OWN);
    await expect(
      database.owner
        .update(localCampaign)
        .set({ baseCampaignId: null })
        .where(eq(localCampaign.id, local.id)),
    ).rejects.toThrow();
  });
});
