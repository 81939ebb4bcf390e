import type { ContentField } from '@xietong/shared/content';
import type { PlacementInput } from '@xietong/shared/localisation';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { localVersion } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestReleases } from '../../testing/review-services';
import { publishStandard } from '../../testing/standard-factory';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createLocalCampaignService } from './local-campaign-service';
import type { LocalCampaignService } from './local-campaign-service';

let database: TestDatabase;
let world: TestProvince;
let service: LocalCampaignService;
const clock = { now: () => new Date('2026-11-22T02:00:00.000Z') };
const audited: { act: string; before?: object | undefined; after?: object | undefined }[] = [];
const [headline = '', body = '', terms = ''] = Array.from({ length: 3 }, () => systemIds.next());

function field(id: string, role: string, value: unknown, kind = 'EDITABLE', constraint = {}): ContentField {
  return { id, role, labels: { zh: role, en: role }, value, policy: { kind, constraint } } as ContentField;
}
const FIRST = [
  field(headline, 'headline', '手机报'),
  field(body, 'body', '省正文'),
  field(terms, 'terms', '规则'),
];

const publish = (fields: ContentField[], campaignId?: string) =>
  publishStandard({ database, world, at: clock.now() }, fields, campaignId);

const banner: PlacementInput = {
  id: null,
  pointCode: 'home-banner',
  firstDay: '2026-11-20',
  lastDay: '2026-11-30',
  tier: 'LOCAL',
  lever: 50,
  listVersionId: null,
  rule: null,
};

/** A draft of a city on the standard's first version, with these own texts and one placement. */
async function localised(call: Call, campaignId: string, own: Record<string, string>) {
  const made = await service.create(call, { standardCampaignId: campaignId });
  const overrides = Object.fromEntries(Object.entries(own).map(([id, value]) => [id, { value }]));
  const title = '南京手机报';
  const saved = await service.saveDraft(call, { ...made, rowVersion: 1, title, overrides, assessment: null });
  const { rowVersion } = await service.savePlacements(call, {
    versionId: made.versionId,
    rowVersion: saved.rowVersion,
    placements: [banner],
  });
  return { ...made, rowVersion };
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  await world.call(world.nanjing, 'APPROVER');
  const audit = {
    success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
    repeated: () => undefined,
  };
  const releases = createTestReleases(clock);
  const deps = {
    ...{ database: database.app, clock, ids: systemIds, audit, smsSignature: '演示' },
    releases: {
      ...releases,
      holdReplaced: () => Promise.resolve(true),
      correct: () => Promise.resolve(),
      adopt: () => Promise.resolve(),
    },
  };
  service = createLocalCampaignService(deps);
});
afterAll(() => database.close());

describe('moving to a newer standard', () => {
  let nanjing: Call;
  beforeEach(async () => {
    nanjing = await world.call(world.nanjing, 'OPERATOR');
  });

  it('finds nothing to do while there is none', async () => {
    const { campaignId } = await publish(FIRST);
    const local = await localised(nanjing, campaignId, { [body]: '南京正文' });
    await expect(service.merge(nanjing, { id: local.id })).rejects.toMatchObject({
      code: 'MERGE_NOTHING_NEWER',
    });
    expect((await service.get(nanjing, { id: local.id })).newerStandard).toBeNull();
  });

  it('shows original, own and new standard, and moves nothing by itself', async () => {
    const { campaignId } = await publish(FIRST);
    const local = await localised(nanjing, campaignId, { [headline]: '南京手机报', [body]: '南京正文' });
    await publish(
      [
        field(headline, 'headline', '手机报新版'),
        field(body, 'body', '省正文'),
        field(terms, 'terms', '新规则'),
      ],
      campaignId,
    );
    const merge = await service.merge(nanjing, { id: local.id });
    expect(merge).toMatchObject({ from: { version: 1 }, to: { version: 2 }, mayRebase: true });
    expect(merge.fields.map((each) => [each.fieldId, each.case])).toEqual([
      [headline, 'CONFLICT'],
      [body, 'KEPT'],
      [terms, 'TAKEN'],
    ]);
    const unmoved = await service.get(nanjing, { id: local.id });
    expect(unmoved).toMatchObject({ standard: { version: 1 }, newerStandard: { version: 2 } });
  });

  it('moves as decided; no text of the city is lost, placements stay', async () => {
    const { campaignId } = await publish(FIRST);
    const local = await localised(nanjing, campaignId, { [headline]: '南京手机报', [body]: '南京正文' });
    const next = [field(headline, 'headline', '手机报新版'), field(terms, 'terms', '规则')];
    const to = await publish(next, campaignId);
    const input = { versionId: local.versionId, rowVersion: local.rowVersion, toVersionId: to.versionId };
    await expect(service.rebase(nanjing, { ...input, choices: {} })).rejects.toMatchObject({
      code: 'MERGE_UNDECIDED',
      fields: [{ path: headline }],
    });
    await service.rebase(nanjing, { ...input, choices: { [headline]: { take: 'THEIRS' } } });
    const moved = await service.get(nanjing, { id: local.id });
    expect(moved).toMatchObject({
      standard: { version: 2 },
      newerStandard: null,
      version: { id: local.versionId, overrides: {}, placements: [{ pointCode: 'home-banner' }] },
    });
    expect(moved.version.resolved.map(({ value }) => value)).toEqual(['手机报新版', '规则']);
    const [row] = await database.owner
      .select()
      .from(localVersion)
      .where(eq(localVersion.id, local.versionId));
    expect(row?.archivedOverrides).toMatchObject([
      { fieldId: body, because: 'REMOVED', override: { value: '南京正文' } },
      { fieldId: headline, because: 'THEIRS', override: { value: '南京手机报' } },
    ]);
    expect(audited.at(-1)).toMatchObject({
      act: 'localCampaigns.rebase',
      before: { standardVersion: 1, 'content headline': '南京手机报' },
      after: { standardVersion: 2, 'content headline': '手机报新版' },
    });
  });

  it('makes a draft beside a version that was handed in, which stays as it is', async () => {
    const { campaignId } = await publish(FIRST);
    const local = await localised(nanjing, campaignId, { [body]: '南京正文' });
    await service.submit(nanjing, { versionId: local.versionId, rowVersion: local.rowVersion });
    const to = await publish([...FIRST.slice(0, 2), field(terms, 'terms', '新规则')], campaignId);
    const { rowVersion } = (await service.get(nanjing, { id: local.id })).version;
    const input = { versionId: local.versionId, rowVersion, toVersionId: to.versionId, choices: {} };
    await expect(service.rebase(nanjing, input)).rejects.toMatchObject({ code: 'VERSION_WRONG_STATE' });
    await service.withdraw(nanjing, { versionId: local.versionId });
    const made = await service.rebase(nanjing, { ...input, rowVersion: await rowVersionOf(local.versionId) });
    const shown = await service.get(nanjing, { id: local.id });
    expect(shown).toMatchObject({ standard: { version: 2 }, version: { id: made.versionId, version: 2 } });
    expect(shown.version.placements).toHaveLength(1);
    const before = await service.get(nanjing, { id: local.id, versionId: local.versionId });
    expect(before).toMatchObject({ standard: { version: 1 }, version: { stored: 'WITHDRAWN' } });
  });

  it('refuses a stale tab, another target, and another city', async () => {
    const { campaignId } = await publish(FIRST);
    const local = await localised(nanjing, campaignId, { [body]: '南京正文' });
    const second = await publish([...FIRST.slice(0, 2), field(terms, 'terms', '新规则')], campaignId);
    const third = await publish([...FIRST.slice(0, 2), field(terms, 'terms', '更新的规则')], campaignId);
    const input = { versionId: local.versionId, rowVersion: local.rowVersion, choices: {} };
    await expect(service.rebase(nanjing, { ...input, toVersionId: second.versionId })).rejects.toMatchObject({
      code: 'MERGE_TARGET_CHANGED',
    });
    await expect(
      service.rebase(nanjing, { ...input, rowVersion: 1, toVersionId: third.versionId }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    for (const refused of [
      service.merge(wuxi, { id: local.id }),
      service.rebase(wuxi, { ...input, toVersionId: third.versionId }),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

async function rowVersionOf(versionId: string): Promise<number> {
  const [row] = await database.owner.select().from(localVersion).where(eq(localVersion.id, versionId));
  return row?.rowVersion ?? 0;
}
