import type { PackedRules } from '@xietong/shared/access';
import type { LocalCampaignDetail, ReleaseView, VersionDetail } from '@xietong/shared/localisation';
import type { ReviewStanding } from '@xietong/shared/releases';
import { expect, it, vi } from 'vitest';
import type { RouteRecordRaw } from 'vue-router';
import { mountPage, PERSON } from '../../../testing/mount-app';
import { localisationRoutes } from '../localisation-routes';
import LocalCampaignPage from './LocalCampaignPage.vue';
import StandardPlacementPage from './StandardPlacementPage.vue';

/** The pages that are led to, by name alone. */
const routes = localisationRoutes.map(({ path, name }) => ({
  ...{ path, name, component: { template: '<i />' } },
})) as RouteRecordRaw[];
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ID = uuid(1);
const STOP = `/approvals/stops/${uuid(9)}`;
const READER: PackedRules = [['read', 'TakedownReview']];
const waiting: ReviewStanding = { id: uuid(9), dueAt: '2026-11-23T02:00:00.000Z', concluded: null };
const concluded = (conclusion: 'JUSTIFIED' | 'MISTAKEN' | 'NEEDS_CHANGE'): ReviewStanding => ({
  ...waiting,
  concluded: { conclusion, comment: '已核对', by: 'NJ-APR-01', at: '2026-11-22T06:00:00.000Z' },
});

function stopped(review: ReviewStanding | null): VersionDetail {
  const release: ReleaseView = {
    ...{ id: uuid(7), hash: 'a'.repeat(64), submittedByName: 'NJ-OPS-01', note: null, requestId: null },
    ...{ submittedAt: '2026-11-21T02:00:00.000Z', approver: null, decision: null },
    takedown: { by: 'JS-OPS-01', at: '2026-11-22T02:00:00.000Z', reason: '资费写错', review },
  };
  return {
    ...{ id: uuid(101), version: 1, title: '南京手机报', stored: 'TAKEN_DOWN', state: 'TAKEN_DOWN' },
    ...{
      window: null,
      updatedByName: 'NJ-OPS-01',
      updatedAt: '2026-11-22T02:00:00.000Z',
      restoredFrom: null,
    },
    ...{ release, rowVersion: 4, overrides: {}, resolved: [], archived: [], assessment: null },
    ...{ placements: [], problems: [] },
  };
}
const may = { edit: true, aim: true, submit: false, withdraw: false, archive: false };
const standard = {
  ...{ campaignId: uuid(3), number: 'JS-2026-0001', versionId: uuid(4), version: 2, title: '手机报' },
  fields: [],
};
const placed = (version: VersionDetail) => ({
  ...{ standard, newerVersion: null, blocked: null, version, versions: [version], smsSignature: '演示', may },
});
const localised = (version: VersionDetail): LocalCampaignDetail => ({
  ...{ id: ID, number: '320100-2026-0001', archivedAt: null, standard, fields: [], detachedFrom: null },
  tenant: { id: uuid(2), code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  ...{ correction: null, adoption: null, retirement: null, newerStandard: null },
  ...{ version, versions: [version], smsSignature: '演示', may },
});

async function open(tab: 'placements' | 'versions' | null, review: ReviewStanding | null, rules = READER) {
  const { wrapper } = await mountPage(tab === null ? StandardPlacementPage : LocalCampaignPage, {
    ...{ routes, props: { id: ID }, session: { ...PERSON, rules } },
    path: tab === null ? '/' : `/localisation/${ID}?tab=${tab}`,
    answers: {
      'standardPlacements.get': () => placed(stopped(review)),
      'localCampaigns.get': () => localised(stopped(review)),
      'localCampaigns.options': () => ({ points: [] }),
      'exceptions.ofLocal': () => [],
      'releases.running': () => [],
    },
  });
  await vi.waitFor(() => expect(wrapper.text()).toContain('已紧急下线'));
  return wrapper;
}

it('says on the province’s placement who stopped it, why, and that its review waits, with the way to it', async () => {
  const wrapper = await open(null, waiting);
  const note = wrapper.get('[role="note"]');
  for (const told of ['紧急下线', 'JS-OPS-01', '2026-11-22 10:00', '原因：资费写错', '等待复核'])
    expect(note.text()).toContain(told);
  expect(note.get('a').attributes('href')).toBe(STOP);
  // And once more beside the version that was stopped.
  expect(wrapper.get(`tbody a[href="${STOP}"]`).text()).toBe('等待复核');
});

it.each([
  ['JUSTIFIED', '复核：属实'],
  ['MISTAKEN', '复核：误操作'],
  ['NEEDS_CHANGE', '复核：需整改'],
] as const)(
  'says at a city’s placements and versions what the review came to: %s',
  async (conclusion, word) => {
    const placements = await open('placements', concluded(conclusion));
    expect(placements.get('[role="note"] a').text()).toBe(word);
    expect(placements.get('[role="note"]').text()).toContain('NJ-APR-01');
    placements.unmount();
    const versions = await open('versions', concluded(conclusion));
    expect(versions.get(`tbody a[href="${STOP}"]`).text()).toBe(word);
  },
);

it('leads nowhere for who may not open it, and says nothing of a review that there is not', async () => {
  const closed = await open('placements', waiting, []);
  expect(closed.get('[role="note"]').text()).toContain('等待复核');
  expect(closed.find(`a[href="${STOP}"]`).exists()).toBe(false);
  closed.unmount();
  const before = await open(null, null);
  expect(before.get('[role="note"]').text()).toContain('原因：资费写错');
  expect(before.text()).not.toContain('复核');
});
