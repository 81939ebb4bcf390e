import { Readable } from 'node:stream';
import type { VoidCause } from '@xietong/shared/approvals';
import type { Push } from '@xietong/shared/inheritance';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { approvalRequest, auditEvent } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';

let world: InheritanceWorld;
let cityApprover: Call;
const [headline, body] = [systemIds.next(), systemIds.next()];
const FIRST = [
  fieldOf(headline, 'headline', '手机报（演示）'),
  fieldOf(body, 'body', '每月 3 元（演示）', 'LOCKED'),
];
const NEXT = [
  fieldOf(headline, 'headline', '手机报（演示）'),
  fieldOf(body, 'body', '每月 5 元（演示）', 'LOCKED'),
];
const OWN = { [headline]: '南京手机报（演示）' };
const DAY_MS = 86_400_000;

beforeAll(async () => {
  world = await createInheritanceWorld();
  cityApprover = await world.tenants.call(world.tenants.nanjing, 'APPROVER');
});
afterAll(() => world.close());

/** What has become of a version that was with the approvers, and who was told. */
async function expectVoid(local: { id: string; versionId: string }, because: VoidCause): Promise<void> {
  const { database, services, nanjing } = world;
  const { id: releaseId, hash, state } = await world.releaseOf(local.versionId);
  expect(state).toBe('RETURNED');
  const [request] = await database.owner
    .select()
    .from(approvalRequest)
    .where(eq(approvalRequest.releaseId, releaseId));
  if (!request) throw new Error('it was never handed in');
  expect(request).toMatchObject({ state: 'VOID', voidBecause: because });
  expect(request.closedAt).not.toBeNull();
  for (const call of [nanjing, cityApprover])
    expect(await world.newsOf(call, local.id)).toContain(`VOID_${because}`);
  expect(await world.toDosOf(nanjing, local.id)).toContain('VOID');
  const events = await database.owner
    .select({ canonical: auditEvent.canonical })
    .from(auditEvent)
    .where(and(eq(auditEvent.campaignId, local.id), eq(auditEvent.act, 'releases.void')));
  expect(events).toHaveLength(1);
  expect(events[0]?.canonical).toContain(because);
  // The approver's page says why, and nobody decides on it any more.
  const seen = await services.approvalService.get(cityApprover, request.id);
  expect(seen).toMatchObject({ request: { state: 'VOID', voidBecause: because }, mayDecide: false });
  await expect(
    services.approvalService.decide(cityApprover, { id: request.id, hash, outcome: 'APPROVED' }),
  ).rejects.toMatchObject({ code: 'APPROVAL_CLOSED' });
  for (const change of [
    { state: 'OPEN' as const, voidBecause: null },
    { state: 'APPROVED' as const, voidBecause: null },
  ])
    await expect(
      database.owner.update(approvalRequest).set(change).where(eq(approvalRequest.id, request.id)),
    ).rejects.toMatchObject({ cause: { constraint: 'approval_request_closed' } });
}

it('is what a request becomes whose standard is retired', async () => {
  const { id } = await world.published(FIRST);
  const waiting = await world.localised(world.nanjing, id, OWN, 'IN_REVIEW');
  const live = await world.localised(world.nanjing, id, OWN, 'IN_REVIEW');
  await world.approve(live.versionId, cityApprover);
  await world.services.campaignService.retire(world.province, {
    ...{ id, children: 'RUN_OUT', reason: '停售（演示）' },
  });
  await expectVoid(waiting, 'STANDARD_RETIRED');
  expect((await world.releaseOf(live.versionId)).state).toBe('APPROVED');
});

it('is what one on an earlier version becomes when a mandatory push corrects it, which is merged first', async () => {
  const { localCampaignService: locals } = world.services;
  const { id } = await world.published(FIRST);
  const waiting = await world.localised(world.nanjing, id, OWN, 'IN_REVIEW');
  const elsewhere = await world.localised(world.wuxi, id, {}, 'IN_REVIEW');
  const optional = await world.published([...NEXT].reverse(), undefined, id);
  expect((await world.releaseOf(waiting.versionId)).state).toBe('IN_REVIEW');
  const correction: Push = { mode: 'MANDATORY', pilot: ['320100'], reason: '资费更正（演示）' };
  const next = await world.published(NEXT, correction, id);
  expect(optional.id).toBe(next.id);
  await expectVoid(waiting, 'STANDARD_CORRECTED');
  // A city that the push does not reach yet goes on.
  expect((await world.releaseOf(elsewhere.versionId)).state).toBe('IN_REVIEW');

  const { versionId } = await locals.revise(world.nanjing, { versionId: waiting.versionId });
  await expect(locals.submit(world.nanjing, { versionId, rowVersion: 1 })).rejects.toMatchObject({
    code: 'STANDARD_CORRECTED',
  });
  const merge = await locals.merge(world.nanjing, { id: waiting.id });
  const draft = await locals.rebase(world.nanjing, {
    ...{ versionId, rowVersion: merge.version.rowVersion, toVersionId: next.versionId, choices: {} },
  });
  const { version } = await locals.get(world.nanjing, { id: waiting.id });
  world.clock.at = new Date(world.clock.at.getTime() + 60_000);
  await locals.submit(world.nanjing, { versionId: draft.versionId, rowVersion: version.rowVersion });
  expect((await world.releaseOf(draft.versionId)).state).toBe('IN_REVIEW');
  expect(await world.toDosOf(world.nanjing, waiting.id)).not.toContain('VOID');
});

it('is what one becomes whose city misses the date after which what it shows is paused', async () => {
  const { id } = await world.published(FIRST);
  const waiting = await world.localised(world.nanjing, id, OWN, 'IN_REVIEW');
  const dueAt = new Date(world.clock.at.getTime() + DAY_MS).toISOString();
  await world.published(NEXT, { mode: 'DEADLINE', pilot: null, dueAt, onMiss: 'PAUSE' }, id);
  world.clock.at = new Date(world.clock.at.getTime() + 2 * DAY_MS);
  await world.propagationMisses.run(await world.tenants.call(world.tenants.province, 'OPERATOR'));
  await expectVoid(waiting, 'PUSH_MISSED');
});

it('is what one becomes whose list is taken out of use; what runs with it runs on', async () => {
  const { services, nanjing } = world;
  const { id } = await world.published(FIRST);
  const numbers = ['number', '15400000001', '15400000002'].join('\n');
  const { listId, versionId: listVersionId } = await services.listImportService.importFile(nanjing, {
    ...{ fileName: 'demo.csv', source: Readable.from([Buffer.from(numbers)]), name: '名单（演示）' },
  });
  const aimed = async () => {
    const made = await world.localised(nanjing, id, OWN);
    const { version } = await services.localCampaignService.get(nanjing, { id: made.id });
    const saved = await services.localCampaignService.saveDraft(nanjing, {
      ...{ versionId: made.versionId, rowVersion: version.rowVersion, title: '本地手机报' },
      overrides: Object.fromEntries(Object.entries(OWN).map(([field, value]) => [field, { value }])),
      assessment: { purpose: '推荐（演示）', necessity: '必要（演示）', safeguards: '保护（演示）' },
    });
    const placed = await services.localCampaignService.savePlacements(nanjing, {
      ...{ versionId: made.versionId, rowVersion: saved.rowVersion },
      placements: [
        {
          ...{ id: null, pointCode: 'home-banner', firstDay: '2026-11-20', lastDay: '2026-12-20' },
          ...{ tier: 'LOCAL', lever: 50, listVersionId, rule: null },
        },
      ],
    });
    await services.localCampaignService.submit(nanjing, {
      ...{ versionId: made.versionId, rowVersion: placed.rowVersion },
    });
    return made;
  };
  const [waiting, live] = [await aimed(), await aimed()];
  const other = await world.localised(nanjing, id, OWN, 'IN_REVIEW');
  await world.approve(live.versionId, cityApprover);
  // Whoever does it knows it: a colleague's act is told.
  await services.listService.archive(await world.tenants.call(world.tenants.nanjing, 'OPERATOR'), listId);
  await expectVoid(waiting, 'LIST_ARCHIVED');
  expect((await world.releaseOf(live.versionId)).state).toBe('APPROVED');
  expect((await world.releaseOf(other.versionId)).state).toBe('IN_REVIEW');
});

it('is what one becomes whose campaign is taken down: coming back is approved as a whole', async () => {
  const { localCampaignService: locals, takedownService, approvalService } = world.services;
  const { nanjing, province } = world;
  const { id } = await world.published(FIRST);
  const live = await world.localised(nanjing, id, OWN, 'IN_REVIEW');
  await world.approve(live.versionId, cityApprover);
  const first = await world.localised(nanjing, id, OWN, 'IN_REVIEW');
  const next = await locals.revise(nanjing, { versionId: live.versionId });
  const waiting = { id: live.id, versionId: next.versionId };
  const handIn = async () => {
    const { version } = await locals.get(nanjing, { id: live.id });
    await locals.submit(nanjing, { versionId: version.id, rowVersion: version.rowVersion });
    const { id: requestId } = await world.requestOf(version.id);
    return (await approvalService.get(cityApprover, requestId)).policy;
  };
  expect(await handIn()).toMatchObject({ comparedWith: 'IN_FORCE', changes: [] });

  const { id: releaseId } = await world.releaseOf(live.versionId);
  await takedownService.takeDown(province, { releaseId, reason: '价格写错（演示）' });
  await expectVoid(waiting, 'TAKEN_DOWN');
  // Again changes nothing, and what has never run goes on.
  expect(await takedownService.takeDown(province, { releaseId, reason: '再一次' })).toMatchObject({
    repeated: true,
  });
  expect((await world.releaseOf(first.versionId)).state).toBe('IN_REVIEW');

  await locals.revise(nanjing, { versionId: waiting.versionId });
  const { changes, comparedWith } = (await handIn()) ?? {};
  expect(comparedWith).toBe('NOTHING_IN_FORCE');
  expect(changes).toEqual(expect.arrayContaining(['CONTENT', 'PLACEMENT']));
});

it('is what all become whose campaigns stop with their standard, and none whose city shows nothing yet', async () => {
  const { nanjing, wuxi, province } = world;
  const { id } = await world.published(FIRST);
  const live = await world.localised(nanjing, id, OWN, 'IN_REVIEW');
  await world.approve(live.versionId, cityApprover);
  const first = await world.localised(wuxi, id, {}, 'IN_REVIEW');
  const { localCampaignService: locals, takedownService } = world.services;
  const next = await locals.revise(nanjing, { versionId: live.versionId });
  const { version } = await locals.get(nanjing, { id: live.id });
  await locals.submit(nanjing, { versionId: version.id, rowVersion: version.rowVersion });
  await takedownService.takeDownCampaign(province, { campaignId: id, reason: '价格写错（演示）' });
  await expectVoid({ id: live.id, versionId: next.versionId }, 'TAKEN_DOWN');
  expect((await world.releaseOf(first.versionId)).state).toBe('IN_REVIEW');
});
