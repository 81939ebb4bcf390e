import type { ContentField } from '@xietong/shared/content';
import type { LocalCampaignDetail, PlacementView, VersionSummary } from '@xietong/shared/localisation';
import { afterEach, expect, it, vi } from 'vitest';
import type { VueWrapper } from '@vue/test-utils';
import { mountPage, PERSON, Refusal } from '../../../testing/mount-app';
import { localisationRoutes } from '../localisation-routes';
import LocalComparePage from './LocalComparePage.vue';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ID = uuid(1);
const BODY = uuid(11);

function body(value: string): ContentField {
  const labels = { zh: '正文', en: 'Body' };
  return { id: BODY, role: 'body', labels, value, policy: { kind: 'EDITABLE', constraint: {} } };
}

function placement(n: number, pointCode: string, over: Partial<PlacementView> = {}): PlacementView {
  return {
    id: uuid(500 + n),
    pointCode,
    firstDay: '2026-12-01',
    lastDay: '2026-12-31',
    tier: 'LOCAL',
    lever: 50,
    listVersionId: null,
    rule: null,
    list: null,
    point: {
      code: pointCode,
      channel: 'web',
      format: 'BANNER',
      enabled: true,
      nameZh: `营销点 ${pointCode}`,
      nameEn: pointCode,
      channelNameZh: '网厅',
      channelNameEn: 'Web hall',
    },
    ...over,
  };
}

function summary(n: number): VersionSummary {
  return {
    id: uuid(100 + n),
    version: n,
    title: '南京手机报',
    stored: 'APPROVED',
    state: n === 1 ? 'SUPERSEDED' : 'LIVE',
    window: null,
    updatedByName: `NJ-OPS-0${String(n)}`,
    updatedAt: '2026-11-20T02:00:00.000Z',
    restoredFrom: null,
    release: {
      id: uuid(200 + n),
      hash: 'a'.repeat(64),
      submittedByName: 'NJ-OPS-01',
      submittedAt: '2026-11-20T03:00:00.000Z',
      note: `说明${String(n)}`,
      requestId: null,
      approver: null,
      decision: {
        outcome: 'APPROVED',
        reason: `意见${String(n)}`,
        byName: 'NJ-APR-01',
        at: '2026-11-20T04:00:00.000Z',
      },
      takedown: null,
    },
  };
}

const CONTENT: Record<string, { body: string; placements: PlacementView[] }> = {
  [uuid(101)]: { body: '早晚两期', placements: [placement(1, 'home'), placement(2, 'paid')] },
  [uuid(102)]: {
    body: '早中晚三期',
    placements: [
      placement(3, 'home', { lastDay: '2027-01-31', list: { name: '老客户', version: 2, size: 1200 } }),
      placement(4, 'home'),
    ],
  },
};

function detailOf(versionId: string, summaries: VersionSummary[]): LocalCampaignDetail {
  const shown = summaries.find(({ id }) => id === versionId);
  const content = CONTENT[versionId];
  if (!shown || !content) throw new Refusal('NOT_FOUND');
  return {
    id: ID,
    number: '320100-2026-0001',
    tenant: { id: uuid(2), code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
    archivedAt: null,
    standard: {
      campaignId: uuid(3),
      number: 'JS-2026-0001',
      versionId: uuid(4),
      version: shown.version,
      title: '手机报',
      fields: [],
    },
    fields: [],
    detachedFrom: null,
    correction: null,
    adoption: null,
    retirement: null,
    newerStandard: null,
    version: {
      ...shown,
      rowVersion: 1,
      overrides: { [BODY]: { value: content.body, setBy: 'NJ-OPS-01', reason: '本地口径' } },
      resolved: [body(content.body)],
      archived: [],
      assessment: null,
      placements: content.placements,
      problems: [],
    },
    versions: summaries,
    smsSignature: '演示',
    may: { edit: true, aim: true, submit: false, withdraw: false, archive: false },
  };
}

let page: VueWrapper | undefined;
afterEach(() => page?.unmount());

async function open(query = '', summaries = [summary(2), summary(1)]) {
  const mounted = await mountPage(LocalComparePage, {
    answers: {
      'localCampaigns.get': (input) =>
        detailOf((input as { versionId?: string }).versionId ?? summaries[0]?.id ?? '', summaries),
      'campaigns.channels': () => [],
    },
    props: { id: ID },
    path: `/localisation/${ID}/compare${query}`,
    routes: localisationRoutes,
    session: PERSON,
  });
  page = mounted.wrapper;
  await vi.waitFor(() => {
    expect(mounted.wrapper.find('table, .x-card .title, h3').exists()).toBe(true);
  });
  const rows = () =>
    mounted.wrapper
      .findAll('tbody tr')
      .map((row) => [
        row.get('th').text().replaceAll(/\s+/g, ' '),
        ...row.findAll('td').map((cell) => cell.findAll('del, ins').map((mark) => mark.text())),
      ]);
  return { ...mounted, rows };
}

it('compares what the city wrote, on which standard, and where it ran for whom', async () => {
  const { wrapper, rows } = await open();
  const labels = rows().map(([label]) => label);
  expect(labels).toEqual([
    '标准活动 ≠ 有改动',
    '正文 ≠ 改了内容 可改',
    '投放：营销点 home ≠ 有改动',
    '投放：营销点 home（2） + 新增',
    '投放：营销点 paid − 已取消',
  ]);
  const [, content, home] = wrapper.findAll('tbody tr');
  expect(content?.findAll('ins').map((mark) => mark.text())).toEqual(['中', '三']);
  expect(content?.text()).toContain('本地改写 · NJ-OPS-01 · 本地口径');
  expect(home?.text()).toContain('名单「老客户」第 2 版 · 1,200');
});

it('tells of both versions who saved, submitted and decided, and why', async () => {
  const { wrapper } = await open();
  for (const part of ['NJ-OPS-01', 'NJ-OPS-02', 'NJ-APR-01', '说明1', '说明2', '意见1', '意见2'])
    expect(wrapper.text()).toContain(part);
});

it('asks the server for no version that is none of the campaign’s', async () => {
  const { wrapper } = await open(`?from=${uuid(999)}&to=${uuid(102)}`);
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('没有这个版本');
  });
});
