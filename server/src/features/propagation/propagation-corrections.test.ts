import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { Push } from '@xietong/shared/inheritance';
import type { AdoptInput } from '@xietong/shared/localisation';
import { eq } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { localVersion, propagationItem, release } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';

let world: InheritanceWorld;
const [headline, terms, body] = [systemIds.next(), systemIds.next(), systemIds.next()];
const content = (rules: string, title = '手机报（演示）', limit = 30) => [
  fieldOf(headline, 'headline', title, 'EDITABLE', { maxLength: limit }),
  fieldOf(terms, 'terms', rules, 'LOCKED'),
  fieldOf(body, 'body', '省正文（演示）'),
];
const FIRST = content('规则（演示）');
const CORRECTED = content('更正后的规则（演示）');
const OWN = { [headline]: '南京手机报（演示）' };
const correction: Push = { mode: 'MANDATORY', pilot: null, reason: '法规更正（演示）' };

beforeAll(async () => {
  world = await createInheritanceWorld();
});
afterAll(() => world.close());

const documentOf = async (versionId: string) =>
  releaseDocumentSchema.parse(JSON.parse((await world.releaseOf(versionId)).text));
const get = (id: string) => world.services.localCampaignService.get(world.nanjing, { id });
const publish = (version: { id: string; versionId: string }) =>
  world.services.campaignService.publish(world.province, version);
const itemOf = async (campaignId: string) =>
  (
    await world.database.owner
      .select()
      .from(propagationItem)
      .where(eq(propagationItem.localCampaignId, campaignId))
  )[0];

/**
 * The law, read from the database: what is or was served of a city was approved by its own hash, by people
 * who are not its authors, or its hash is listed in a standard's release that two such people approved.
 */
async function expectNoUnapprovedByte(approvals = 2): Promise<void> {
  const { rows } = await world.database.owner.$client.query<{ id: string }>(
    `
    select r.id from release r where r.kind = 'LOCAL' and r.state in ('APPROVED', 'PAUSED', 'TAKEN_DOWN')
      and not exists (select from approval_decision d where d.release_id = r.id and d.hash = r.hash and d.outcome = 'APPROVED'
        and not exists (select from release_author a where a.release_id = r.id and a.actor_id = d.decided_by))
      and not exists (select from release s where s.id = r.corrected_by and s.text::jsonb -> 'corrections' @> jsonb_build_array(jsonb_build_object('hash', r.hash))
        and $1 <= (select count(distinct d.decided_by) from approval_decision d where d.release_id = s.id and d.hash = s.hash and d.outcome = 'APPROVED'
          and not exists (select from release_author a where a.release_id in (s.id, r.id) and a.actor_id = d.decided_by)))`,
    [approvals],
  );
  expect(rows).toEqual([]);
}

describe('a mandatory push', () => {
  it('lists every resulting hash in what is approved, and replaces what runs under it at once', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const before = await world.releaseOf(live.versionId);
    const version = await world.approved(CORRECTED, correction, id);
    const { corrections } = await documentOf(version.versionId);
    expect(corrections).toMatchObject([{ tenant: '320100', campaignId: live.id, replaces: before.hash }]);
    await publish(version);
    const { version: shown, correction: told } = await get(live.id);
    const after = await world.releaseOf(shown.id);
    expect(after).toMatchObject({ state: 'APPROVED', hash: corrections?.[0]?.hash });
    expect((await world.releaseOf(live.versionId)).overtakenAt).toEqual(world.clock.at);
    expect(shown).toMatchObject({ version: 2, overrides: { [headline]: { value: OWN[headline] } } });
    expect(shown.resolved.map(({ value }) => value)).toEqual([
      OWN[headline],
      '更正后的规则（演示）',
      '省正文（演示）',
    ]);
    expect(shown.placements).toHaveLength(1);
    expect(told).toMatchObject({ reason: correction.reason, acknowledgedAt: null, mayAcknowledge: true });
    const sheet = await world.services.propagationService.get(world.province, {
      standardVersionId: version.versionId,
    });
    expect(sheet.rows[0]).toMatchObject({ standing: 'DIVERGED', isLive: true, impact: null });
    expect(await world.newsOf(world.nanjing, live.id)).toContain('CORRECTED');
    expect(await world.newsOf(world.nanjing, live.id)).not.toContain('PUSHED');
    expect(await world.actsOn(live.id)).toContain('releases.correct');
    await expectNoUnapprovedByte();
  });

  it('is acknowledged by its city, once', async () => {
    const { propagationService: service } = world.services;
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    await world.published(CORRECTED, correction, id);
    expect(await world.toDosOf(world.nanjing, live.id)).toEqual(['CORRECTED']);
    const { correction: told } = await get(live.id);
    const input = { id: told?.itemId ?? '' };
    await expect(service.acknowledge(world.wuxi, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.acknowledge(world.province, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await service.acknowledge(world.nanjing, input);
    await service.acknowledge(world.nanjing, input);
    expect((await get(live.id)).correction).toMatchObject({ mayAcknowledge: false });
    expect(await world.toDosOf(world.nanjing, live.id)).toEqual([]);
    expect((await world.actsOn(live.id)).filter((act) => act === 'propagation.acknowledge')).toHaveLength(1);
  });

  it('leaves to the city what the city changed between the approval and the publishing', async () => {
    const { localCampaignService: locals } = world.services;
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const version = await world.approved(CORRECTED, correction, id);
    const { versionId } = await locals.revise(world.nanjing, { versionId: live.versionId });
    const saved = await locals.saveDraft(world.nanjing, {
      ...{ versionId, rowVersion: 1, title: '本地手机报', assessment: null },
      overrides: { [headline]: { value: '另一个标题（演示）' } },
    });
    await locals.submit(world.nanjing, { versionId, rowVersion: saved.rowVersion });
    await world.approve(versionId);
    await publish(version);
    expect((await world.releaseOf(versionId)).state).toBe('APPROVED');
    expect(await itemOf(live.id)).toMatchObject({ correctedAt: null });
    expect(await world.toDosOf(world.nanjing, live.id)).toEqual(['MERGE']);
    await expectNoUnapprovedByte();
  });

  it('does not touch an open draft: it makes room in the numbers and is merged by its city', async () => {
    const { localCampaignService: locals } = world.services;
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const version = await world.approved(CORRECTED, correction, id);
    const draft = await locals.revise(world.nanjing, { versionId: live.versionId });
    await locals.saveDraft(world.nanjing, {
      ...{ versionId: draft.versionId, rowVersion: 1, title: '还在写', assessment: null },
      overrides: { [body]: { value: '还在写的正文（演示）' } },
    });
    await publish(version);
    const rows = await world.database.owner
      .select()
      .from(localVersion)
      .where(eq(localVersion.campaignId, live.id));
    expect(rows.map(({ version: number, state }) => [number, state]).sort()).toEqual([
      [1, 'APPROVED'],
      [2, 'APPROVED'],
      [3, 'DRAFT'],
    ]);
    const kept = rows.find(({ id: rowId }) => rowId === draft.versionId);
    expect(kept?.overrides[body]?.value).toBe('还在写的正文（演示）');
    expect((await world.toDosOf(world.nanjing, live.id)).sort()).toEqual(['CORRECTED', 'DRAFT', 'MERGE']);
    await expectNoUnapprovedByte();
  });

  it('leaves what is more than a locked field to the cities, and lists nothing of it', async () => {
    const { id } = await world.published(FIRST);
    const long = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const own = await world.localised(world.wuxi, id, {}, 'LIVE');
    const version = await world.approved(content('更正（演示）', '新标题（演示）', 8), correction, id);
    expect((await documentOf(version.versionId)).corrections).toBeUndefined();
    const before = await world.releaseOf(long.versionId);
    await publish(version);
    expect((await world.releaseOf(own.versionId)).state).toBe('APPROVED');
    expect(await world.releaseOf(long.versionId)).toMatchObject({ text: before.text, hash: before.hash });
    await expectNoUnapprovedByte();
  });

  it('cannot put a byte live that no approval lists, whoever writes', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    await world.published(CORRECTED, correction, id);
    const { version } = await get(live.id);
    const corrected = await world.releaseOf(version.id);
    const { owner } = world.database;
    const forged = { ...corrected, id: systemIds.next(), state: 'IN_REVIEW' as const };
    const text = forged.text.replace('更正后的规则', '没有批准的规则');
    const { rows } = await owner.$client.query<{ hash: string }>(
      `select encode(sha256(convert_to('xietong.release.v1', 'UTF8') || '\\x00'::bytea || convert_to($1, 'UTF8')), 'hex') as hash`,
      [text],
    );
    await owner.insert(release).values({ ...forged, text, hash: rows[0]?.hash ?? '' });
    await expect(
      owner.update(release).set({ state: 'APPROVED' }).where(eq(release.id, forged.id)),
    ).rejects.toThrow();
    await owner.delete(release).where(eq(release.id, forged.id));
  });

  it('is all that the province writes into a city: a version without its correction is not kept', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const [version] = await world.database.owner
      .select()
      .from(localVersion)
      .where(eq(localVersion.id, live.versionId));
    if (!version) throw new Error('no such version');
    const forged = { ...version, id: systemIds.next(), version: 9, state: 'APPROVED' as const };
    await expect(
      asCaller(world.database.app, world.province, (tx) => tx.insert(localVersion).values(forged)),
    ).rejects.toMatchObject({ cause: { constraint: 'local_version_corrected' } });
  });

  it('never shows a byte without an approval of its hash, whatever the city does in between', async () => {
    const { localCampaignService: locals } = world.services;
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(['DRAFT', 'SUBMIT', 'APPROVE'] as const),
        fc.constantFrom('更正甲（演示）', '规则（演示）'),
        fc.constantFrom('手机报（演示）', '新标题（演示）'),
        async (steps, rules, title) => {
          const { id } = await world.published(FIRST);
          const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
          const version = await world.approved(content(rules, title), correction, id);
          const draft =
            steps.length > 0 ? await locals.revise(world.nanjing, { versionId: live.versionId }) : null;
          if (draft && steps.includes('SUBMIT')) {
            await locals.submit(world.nanjing, { versionId: draft.versionId, rowVersion: 1 });
            if (steps.includes('APPROVE')) await world.approve(draft.versionId);
          }
          await publish(version);
          await expectNoUnapprovedByte();
        },
      ),
      { numRuns: 6 },
    );
  });
});

describe('a push that is not mandatory', () => {
  const optional: Push = { mode: 'OPTIONAL', pilot: null };
  const adopt = (call: Call, input: AdoptInput) => world.services.propagationService.adopt(call, input);

  it('lets a city move under the hash that its approval lists, without four eyes of its own', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const version = await world.approved(CORRECTED, optional, id);
    const { corrections } = await documentOf(version.versionId);
    expect(corrections).toMatchObject([{ tenant: '320100', campaignId: live.id }]);
    await publish(version);
    const before = await get(live.id);
    expect(before.version.id).toBe(live.versionId);
    expect(before.adoption).toMatchObject({
      standardVersion: 2,
      hash: corrections?.[0]?.hash,
      mayAdopt: true,
    });
    const { itemId = '', hash = '' } = before.adoption ?? {};
    await expect(adopt(world.wuxi, { id: itemId, hash })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(adopt(world.province, { id: itemId, hash })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(adopt(world.nanjing, { id: itemId, hash: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'PROPAGATION_CHANGED',
    });
    await adopt(world.nanjing, { id: itemId, hash });
    const after = await get(live.id);
    expect(await world.releaseOf(after.version.id)).toMatchObject({ state: 'APPROVED', hash });
    expect((await world.releaseOf(live.versionId)).overtakenAt).toEqual(world.clock.at);
    expect(after).toMatchObject({ adoption: null, newerStandard: null, correction: null });
    expect(after.version).toMatchObject({ version: 2, overrides: { [headline]: { value: OWN[headline] } } });
    expect(await world.toDosOf(world.nanjing, live.id)).toEqual([]);
    expect((await world.actsOn(live.id)).filter((act) => act === 'releases.adopt')).toHaveLength(1);
    await expect(adopt(world.nanjing, { id: itemId, hash })).rejects.toMatchObject({
      code: 'PROPAGATION_SETTLED',
    });
    await expectNoUnapprovedByte(1);
  });

  it('lists nothing any more once the city or the standard has changed in between', async () => {
    const { localCampaignService: locals } = world.services;
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    await world.published(CORRECTED, optional, id);
    const { adoption } = await get(live.id);
    const { versionId } = await locals.revise(world.nanjing, { versionId: live.versionId });
    const saved = await locals.saveDraft(world.nanjing, {
      ...{ versionId, rowVersion: 1, title: '本地手机报', assessment: null },
      overrides: { [headline]: { value: '另一个标题（演示）' } },
    });
    expect((await get(live.id)).adoption).not.toBeNull();
    await locals.submit(world.nanjing, { versionId, rowVersion: saved.rowVersion });
    await world.approve(versionId);
    expect((await get(live.id)).adoption).toBeNull();
    const input = { id: adoption?.itemId ?? '', hash: adoption?.hash ?? '' };
    await expect(adopt(world.nanjing, input)).rejects.toMatchObject({ code: 'PROPAGATION_CHANGED' });
    await world.published(content('第三版的规则（演示）'), optional, id);
    await expect(adopt(world.nanjing, input)).rejects.toMatchObject({ code: 'PROPAGATION_NOT_LISTED' });
    await expectNoUnapprovedByte(1);
  });

  it('leaves more than a locked field to four eyes of the city', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, {}, 'LIVE');
    await world.published(content('更正（演示）', '新标题（演示）'), optional, id);
    expect((await get(live.id)).adoption).toBeNull();
    const { id: itemId = '' } = (await itemOf(live.id)) ?? {};
    await expect(adopt(world.nanjing, { id: itemId, hash: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'PROPAGATION_NOT_LISTED',
    });
  });

  it('is adopted by the city alone and only with what was listed, whoever writes', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
    await world.published(CORRECTED, optional, id);
    const adopted = { adoptedAt: world.clock.at, adoptedByName: 'x' };
    for (const call of [world.nanjing, world.province])
      await expect(
        asCaller(world.database.app, call, (tx) =>
          tx.update(propagationItem).set(adopted).where(eq(propagationItem.localCampaignId, live.id)),
        ),
      ).rejects.toMatchObject({ cause: { constraint: 'propagation_adopted_once' } });
  });
});
