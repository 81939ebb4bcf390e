import type { Push } from '@xietong/shared/inheritance';
import type { PlacementInput } from '@xietong/shared/localisation';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Tx } from '../../platform/database';
import { systemIds } from '../../platform/ids';
import { createInheritanceWorld, fieldOf } from '../../testing/inheritance-world';
import type { InheritanceWorld } from '../../testing/inheritance-world';

/** Acts on one campaign that come between the steps of another act on it, each at the worst moment. */
let world: InheritanceWorld;
const [headline, terms] = [systemIds.next(), systemIds.next()];
const content = (rules: string) => [
  fieldOf(headline, 'headline', '手机报（演示）'),
  fieldOf(terms, 'terms', rules, 'LOCKED'),
];
const FIRST = content('规则（演示）');
const CORRECTED = content('更正后的规则（演示）');
const OWN = { [headline]: '南京手机报（演示）' };
const MANDATORY: Push = { mode: 'MANDATORY', pilot: null, reason: '法规更正（演示）' };
const reason = '演示';
const BANNER: PlacementInput = {
  ...{ id: null, pointCode: 'home-banner', firstDay: '2026-11-20', lastDay: '2026-12-20' },
  ...{ tier: 'LOCAL', lever: 50, listVersionId: null, rule: null },
};

beforeAll(async () => {
  world = await createInheritanceWorld();
});
afterAll(() => world.close());

const row = (table: string, id: string): SQL =>
  sql`select from ${sql.identifier(table)} where id = ${id} for update`;
const standard = (id: string): SQL =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`standard ${id}`}, 0))`;
const settled = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'DONE',
    (error: unknown) => String(Reflect.get(Object(error), 'code')),
  );

async function blocked(count: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await world.database.owner.execute(
      sql`select pid from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    expect(rows).toHaveLength(count);
  }, 5_000);
}

/** Holds a lock until an act waits for it, and lets others do theirs meanwhile; how the act ended. */
async function heldUp(
  lock: SQL,
  act: () => Promise<unknown>,
  meanwhile: (tx: Tx) => Promise<unknown>,
): Promise<string> {
  const { outcome } = await world.database.owner.transaction(async (tx) => {
    await tx.execute(lock);
    const waiting = settled(act());
    await blocked(1);
    await meanwhile(tx);
    return { outcome: waiting };
  });
  return outcome;
}

const running = async (campaignId: string): Promise<string[]> =>
  (await world.services.takedownService.running(world.province, { campaignId })).map(
    ({ releaseId }) => releaseId,
  );
async function adoptable(push: Push = { mode: 'OPTIONAL', pilot: null }) {
  const { id } = await world.published(FIRST);
  const live = await world.localised(world.nanjing, id, OWN, 'LIVE');
  await world.published(CORRECTED, push, id);
  const { adoption } = await world.services.localCampaignService.get(world.nanjing, { id: live.id });
  const input = { id: adoption?.itemId ?? '', hash: adoption?.hash ?? '' };
  const { id: releaseId } = await world.releaseOf(live.versionId);
  return { live, releaseId, adopt: () => world.services.propagationService.adopt(world.nanjing, input) };
}

describe('moving to what was listed', () => {
  it('replaces nothing that was stopped meanwhile: that comes back by its own approval alone', async () => {
    const { live, releaseId, adopt } = await adoptable();
    const outcome = await heldUp(row('local_campaign', live.id), adopt, () =>
      world.services.takedownService.takeDown(world.nanjing, { releaseId, reason }),
    );
    expect(outcome).toBe('PROPAGATION_CHANGED');
    expect(await running(live.id)).toEqual([]);
    // Nor would the database take it, whoever asks.
    const { rows } = await world.database.owner.execute<{ listed: boolean }>(
      sql`select release_is_listed(i.listed_by, ${releaseId}) as listed from propagation_item i where i.local_campaign_id = ${live.id}`,
    );
    expect(rows).toEqual([{ listed: false }]);
  });

  it('is stopped with the campaign, although it came while the stop waited', async () => {
    const { live, releaseId, adopt } = await adoptable();
    const stopping: Promise<{ releaseIds: readonly string[] }>[] = [];
    // The move holds what it replaces, and waits to write.
    const outcome = await heldUp(row('tenant', world.tenants.nanjing.id), adopt, async () => {
      const stop = { campaignId: live.id, reason };
      stopping.push(world.services.takedownService.takeDownCampaign(world.nanjing, stop));
      await blocked(2);
    });
    expect(outcome).toBe('DONE');
    const [stopped] = await Promise.all(stopping);
    expect(stopped?.releaseIds).toHaveLength(1);
    expect(stopped?.releaseIds).not.toContain(releaseId);
    expect(await running(live.id)).toEqual([]);
  });

  it('in time is no miss, although the time was up while somebody looked', async () => {
    const dueAt = new Date(world.clock.at.getTime() + 3_600_000);
    const { live, adopt } = await adoptable({
      ...{ mode: 'DEADLINE', pilot: null, dueAt: dueAt.toISOString(), onMiss: 'PAUSE' },
    });
    const looked: Promise<number>[] = [];
    const outcome = await heldUp(row('local_campaign', live.id), adopt, async () => {
      world.clock.at = dueAt;
      const call = await world.tenants.call(world.tenants.province, 'OPERATOR');
      looked.push(world.propagationMisses.run(call));
      await blocked(2);
    });
    expect(outcome).toBe('DONE');
    expect(await Promise.all(looked)).toEqual([0]);
    expect(await running(live.id)).toHaveLength(1);
  });
});

describe('a push that corrects many', () => {
  it('makes no emergency stop of anything else wait', async () => {
    const { id } = await world.published(FIRST);
    const first = await world.localised(world.nanjing, id, OWN, 'LIVE');
    const second = await world.localised(world.wuxi, id, {}, 'LIVE');
    const other = await world.localised(world.nanjing, (await world.published(FIRST)).id, {}, 'LIVE');
    const { id: releaseId } = await world.releaseOf(other.versionId);
    const version = await world.approved(CORRECTED, MANDATORY, id);
    const publish = () => world.services.campaignService.publish(world.province, version);
    const outcome = await heldUp(row('local_campaign', second.id), publish, () =>
      world.services.takedownService.takeDown(world.nanjing, { releaseId, reason }),
    );
    expect(outcome).toBe('DONE');
    expect([await running(first.id), await running(other.id)].map(({ length }) => length)).toEqual([1, 0]);
  });
});

describe('a campaign that is put away', () => {
  it('is not with the approvers afterwards, nor put away while it is', async () => {
    const { id } = await world.published(FIRST);
    const local = await world.localised(world.nanjing, id, {});
    const { localCampaignService: locals } = world.services;
    const away: Promise<string>[] = [];
    const submit = () => locals.submit(world.nanjing, local);
    const submitted = await heldUp(standard(id), submit, async () => {
      away.push(settled(locals.archive(world.nanjing, { id: local.id })));
      await Promise.race([away[0], blocked(2)]);
    });
    expect([submitted, ...(await Promise.all(away))].toSorted()).toEqual(['DONE', 'VERSION_WRONG_STATE']);
  });

  it('gets no next version from who asked before it was', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, {}, 'LIVE');
    const { localCampaignService: locals, takedownService } = world.services;
    await takedownService.takeDownCampaign(world.nanjing, { campaignId: live.id, reason });
    const revise = () => locals.revise(world.nanjing, { versionId: live.versionId });
    const outcome = await heldUp(row('local_campaign', live.id), revise, (tx) =>
      tx.execute(sql`update local_campaign set archived_at = now() where id = ${live.id}`),
    );
    expect(outcome).toBe('VERSION_WRONG_STATE');
  });
});

describe('a standard that is put away', () => {
  it('has no placement of the province with the approvers afterwards, nor is put away while it has', async () => {
    const { campaignService: campaigns, standardPlacementService: placements } = world.services;
    const { province } = world;
    const made = await campaigns.create(province, { kind: 'VALUE_ADDED', title: '手机报推广' });
    const { rowVersion } = await campaigns.saveDraft(province, {
      ...{ ...made, rowVersion: 1, title: '手机报推广', cityDefault: 'SHOW_STANDARD', fields: FIRST },
    });
    await campaigns.submit(province, { ...made, rowVersion });
    await world.approve(made.versionId);
    await campaigns.publish(province, made);
    const { versionId } = await placements.revise(province, { standardCampaignId: made.id });
    const saved = await placements.save(province, {
      ...{
        versionId,
        rowVersion: 1,
        placements: [{ ...BANNER, tier: 'PROVINCE_SPONSORED' }],
        assessment: null,
      },
    });
    const submit = () => placements.submit(province, { versionId, rowVersion: saved.rowVersion });
    const away: Promise<string>[] = [];
    const submitted = await heldUp(standard(made.id), submit, async () => {
      away.push(settled(campaigns.archive(province, { id: made.id })));
      await blocked(2);
    });
    expect([submitted, ...(await Promise.all(away))]).toEqual(['DONE', 'RELEASE_WRONG_STATE']);
  });
});

describe('an approval after the last day', () => {
  it('is refused at the place, and leaves on what runs', async () => {
    const { id } = await world.published(FIRST);
    const live = await world.localised(world.nanjing, id, {}, 'LIVE');
    const { localCampaignService: locals } = world.services;
    const { versionId } = await locals.revise(world.nanjing, { versionId: live.versionId });
    const placed = await locals.savePlacements(world.nanjing, {
      ...{ versionId, rowVersion: 1, placements: [{ ...BANNER, lastDay: '2026-11-25' }] },
    });
    await locals.submit(world.nanjing, { versionId, rowVersion: placed.rowVersion });
    const before = world.clock.at;
    try {
      world.clock.at = new Date('2026-11-26T00:00:00.000+08:00');
      await expect(world.approve(versionId)).rejects.toMatchObject({
        code: 'GUARD_RAIL_BROKEN',
        fields: [{ path: 'placements.home-banner', code: 'RELEASE_WINDOW_OVER' }],
      });
      expect(await running(live.id)).toHaveLength(1);
    } finally {
      world.clock.at = before;
    }
  });
});
