import type { ContentField } from '@xietong/shared/content';
import type { PlacementInput } from '@xietong/shared/localisation';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { authorship, localVersion } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
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
let nanjing: Call;
const clock = { now: () => new Date('2026-11-22T02:00:00.000Z') };
const audited: { act: string; after?: object | undefined }[] = [];
const [headline = '', body = '', terms = ''] = Array.from({ length: 3 }, () => systemIds.next());

function field(id: string, value: string, kind = 'EDITABLE'): ContentField {
  const labels = { zh: '正文', en: 'Body' };
  return { id, role: 'body', labels, value, policy: { kind, constraint: {} } } as ContentField;
}
const FIRST = [field(headline, '省标题'), field(body, '省正文'), field(terms, '省规则')];

const publish = async (fields: ContentField[], known?: string) =>
  (await publishStandard({ database, world, at: clock.now() }, fields, known)).campaignId;

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

interface Written {
  readonly title: string;
  readonly own: Record<string, string>;
  readonly lever: number;
}
const FIRST_WORDS: Written = {
  title: '南京一期',
  own: { [headline]: '南京标题', [terms]: '南京规则' },
  lever: 40,
};
const SECOND_WORDS: Written = { title: '南京二期', own: { [body]: '南京正文' }, lever: 60 };

async function write(call: Call, versionId: string, rowVersion: number, { title, own, lever }: Written) {
  const overrides = Object.fromEntries(Object.entries(own).map(([id, value]) => [id, { value }]));
  const saved = await service.saveDraft(call, { versionId, rowVersion, title, overrides, assessment: null });
  return service.savePlacements(call, {
    versionId,
    rowVersion: saved.rowVersion,
    placements: [{ ...banner, lever }],
  });
}

const handIn = (versionId: string, state: 'APPROVED' | 'IN_REVIEW' = 'APPROVED') =>
  database.owner.update(localVersion).set({ state }).where(eq(localVersion.id, versionId));

/** A campaign with two versions that were handed in. */
async function twoVersions(standardId: string) {
  const { id, versionId: first } = await service.create(nanjing, { standardCampaignId: standardId });
  await write(nanjing, first, 1, FIRST_WORDS);
  await handIn(first);
  const { versionId: second } = await service.revise(nanjing, { versionId: first });
  await write(nanjing, second, 1, SECOND_WORDS);
  await handIn(second);
  return { id, first, second };
}

async function said(id: string, versionId?: string) {
  const { version } = await service.get(nanjing, { id, ...(versionId ? { versionId } : {}) });
  const { title, resolved, placements, restoredFrom } = version;
  return {
    title,
    texts: resolved.map(({ value }) => value),
    levers: placements.map(({ lever }) => lever),
    restoredFrom,
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  await world.points();
  const audit = {
    success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
    repeated: () => undefined,
  };
  const releases = createTestReleases(clock);
  service = createLocalCampaignService({
    database: database.app,
    clock,
    ids: systemIds,
    audit,
    releases: {
      ...releases,
      holdReplaced: () => Promise.resolve(true),
      correct: () => Promise.resolve(),
      adopt: () => Promise.resolve(),
    },
    smsSignature: '演示',
  });
});
beforeEach(async () => {
  nanjing = await world.call(world.nanjing, 'OPERATOR');
});
afterAll(() => database.close());

describe('restoring an earlier version', () => {
  it('makes a draft with its words and placements, says so in the audit, and leaves what is handed in alone', async () => {
    const { id, first, second } = await twoVersions(await publish(FIRST));
    const other = await world.call(world.nanjing, 'OPERATOR');
    const { versionId } = await service.revert(other, { id, versionId: first });
    expect(versionId).not.toBe(second);
    expect(await said(id)).toEqual({ ...(await said(id, first)), restoredFrom: 1 });
    expect(await said(id, second)).toMatchObject({ title: '南京二期', levers: [60], restoredFrom: null });
    const { version } = await service.get(nanjing, { id });
    expect(version).toMatchObject({ version: 3, stored: 'DRAFT' });
    expect(version.overrides[headline]?.setBy).toBe(
      (await service.get(nanjing, { id, versionId: first })).version.overrides[headline]?.setBy,
    );
    expect(audited.at(-1)).toMatchObject({
      act: 'localCampaigns.revert',
      after: { version: 3, restoredFrom: 1, title: '南京一期' },
    });
  });

  it('records whoever restored among the authors, so that they cannot approve it', async () => {
    const { id, first } = await twoVersions(await publish(FIRST));
    const other = await world.call(world.nanjing, 'OPERATOR');
    await service.revert(other, { id, versionId: first });
    const rows = await database.owner
      .select({ actorId: authorship.actorId })
      .from(authorship)
      .where(and(eq(authorship.campaignId, id), isNull(authorship.settledBy)));
    expect(rows.map(({ actorId }) => actorId)).toContain(other.actor.personId);
  });

  it('gives the same draft to the second click', async () => {
    const { id, first } = await twoVersions(await publish(FIRST));
    const once = await service.revert(nanjing, { id, versionId: first });
    const entries = audited.length;
    expect(await service.revert(nanjing, { id, versionId: first })).toEqual(once);
    expect(audited).toHaveLength(entries);
    const { versions } = await service.get(nanjing, { id });
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('merges the words to the newer standard: nothing is lost, locked fields stay the province’s', async () => {
    const standard = await publish(FIRST);
    const { id, first, second } = await twoVersions(standard);
    await publish(
      [field(headline, '省新标题'), field(body, '省正文'), field(terms, '省规则', 'LOCKED')],
      standard,
    );
    const merge = await service.merge(nanjing, { id });
    const moved = await service.rebase(nanjing, {
      versionId: second,
      rowVersion: merge.version.rowVersion,
      toVersionId: merge.to.versionId,
      choices: {},
    });
    await handIn(moved.versionId);
    await service.revert(nanjing, { id, versionId: first });
    expect((await said(id)).texts).toEqual(['南京标题', '省正文', '省规则']);
    const { version, standard: base } = await service.get(nanjing, { id });
    expect(base?.version).toBe(2);
    expect(version.archived).toMatchObject([
      {
        fieldId: terms,
        because: 'LOCKED',
        override: { value: '南京规则' },
        at: clock.now().toISOString(),
        standardVersion: 2,
      },
    ]);
  });
});

describe('what is in the way of restoring', () => {
  it('is a version in review, with whose it is', async () => {
    const { id, first, second } = await twoVersions(await publish(FIRST));
    await handIn(second, 'IN_REVIEW');
    const { updatedByName } = (await service.get(nanjing, { id })).version;
    await expect(service.revert(nanjing, { id, versionId: first })).rejects.toMatchObject({
      code: 'REVERT_IN_REVIEW',
      params: { by: updatedByName, version: 2 },
    });
  });

  it('is an open draft into which somebody wrote, with who and when; it is not overwritten', async () => {
    const { id, first, second } = await twoVersions(await publish(FIRST));
    const wuxi = await world.call(world.nanjing, 'OPERATOR');
    const { versionId } = await service.revise(wuxi, { versionId: second });
    await write(wuxi, versionId, 1, { ...SECOND_WORDS, title: '写了一半' });
    await expect(service.revert(nanjing, { id, versionId: first })).rejects.toMatchObject({
      code: 'REVERT_DRAFT_OPEN',
      params: { version: 3, at: clock.now().toISOString() },
    });
    expect(await said(id)).toMatchObject({ title: '写了一半', restoredFrom: null });
  });

  it('is placements that somebody changed in the draft, too', async () => {
    const { id, first, second } = await twoVersions(await publish(FIRST));
    const { versionId } = await service.revise(nanjing, { versionId: second });
    await write(nanjing, versionId, 1, { ...SECOND_WORDS, lever: 61 });
    await expect(service.revert(nanjing, { id, versionId: first })).rejects.toMatchObject({
      code: 'REVERT_DRAFT_OPEN',
    });
  });

  it('is no draft into which nobody wrote: it is filled anew, and again with another version', async () => {
    const { id, first, second } = await twoVersions(await publish(FIRST));
    const { versionId } = await service.revise(nanjing, { versionId: second });
    expect(await service.revert(nanjing, { id, versionId: first })).toEqual({ id, versionId });
    expect(await said(id)).toMatchObject({ title: '南京一期', levers: [40], restoredFrom: 1 });
    expect(await service.revert(nanjing, { id, versionId: second })).toEqual({ id, versionId });
    expect(await said(id)).toMatchObject({ title: '南京二期', levers: [60], restoredFrom: 2 });
  });

  it('is that the version is the latest already', async () => {
    const { id, second } = await twoVersions(await publish(FIRST));
    await expect(service.revert(nanjing, { id, versionId: second })).rejects.toMatchObject({
      code: 'REVERT_TO_LATEST',
    });
  });

  it('is another city: nothing of it exists, nor a version under another campaign', async () => {
    const standard = await publish(FIRST);
    const own = await twoVersions(standard);
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    await expect(service.revert(wuxi, { id: own.id, versionId: own.first })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const another = await service.create(wuxi, { standardCampaignId: standard });
    await expect(service.revert(wuxi, { id: another.id, versionId: own.first })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const approver = await world.call(world.nanjing, 'APPROVER');
    await expect(service.revert(approver, { id: own.id, versionId: own.first })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

it('keeps in the database where a version was filled from, once it is handed in', async () => {
  const { id, first } = await twoVersions(await publish(FIRST));
  const { versionId } = await service.revert(nanjing, { id, versionId: first });
  await handIn(versionId);
  const change = database.owner
    .update(localVersion)
    .set({ restoredFrom: 2 })
    .where(eq(localVersion.id, versionId));
  await expect(change).rejects.toSatisfy((error: unknown) => constraintOf(error) === 'version_frozen');
});
