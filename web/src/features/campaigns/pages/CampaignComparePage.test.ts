import type { CampaignDetail, CampaignVersionView } from '@xietong/shared/campaigns';
import type { ContentField } from '@xietong/shared/content';
import { afterEach, expect, it, vi } from 'vitest';
import type { VueWrapper } from '@vue/test-utils';
import type { RouteRecordRaw } from 'vue-router';
import { mountPage, PERSON, Refusal, type Answers } from '../../../testing/mount-app';
import { campaignRoutes } from '../campaign-routes';
import CampaignComparePage from './CampaignComparePage.vue';

/** The pages that are led to, by name alone. */
const routes = campaignRoutes.map(({ path, name }) => ({
  path,
  name,
  component: { template: '<i />' },
})) as RouteRecordRaw[];

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ID = uuid(1);

function field(n: number, role: string, value: unknown, over: Partial<ContentField> = {}): ContentField {
  return {
    id: uuid(n),
    role,
    labels: { zh: `内容${String(n)}`, en: `Field ${String(n)}` },
    value,
    policy: { kind: 'EDITABLE', constraint: {} },
    ...over,
  } as ContentField;
}
const item = (n: number, text: string) => ({ id: uuid(n), text });
const FIRST = [
  field(11, 'headline', '每月 3 元'),
  field(12, 'body', '不变的正文'),
  field(13, 'benefit', { items: [item(31, '首月免费'), item(32, '送彩铃')] }),
  field(14, 'terms', '旧规则'),
];
const SECOND = [
  field(13, 'benefit', { items: [item(32, '送彩铃'), item(33, '送流量')] }),
  field(11, 'headline', '每月 5 元', { policy: { kind: 'LOCKED', constraint: { maxLength: 20 } } }),
  field(12, 'body', '不变的正文'),
  field(15, 'link', 'https://example.com'),
];

function version(n: number, fields: ContentField[], over: Partial<CampaignVersionView> = {}) {
  return {
    id: uuid(100 + n),
    version: n,
    state: 'SUPERSEDED',
    title: `手机报${String(n)}`,
    cityDefault: 'NONE',
    fields,
    rowVersion: 1,
    updatedByName: `JS-OPS-0${String(n)}`,
    updatedAt: '2026-11-20T02:00:00.000Z',
    publishedAt: null,
    push: { mode: 'OPTIONAL', pilot: null },
    restoredFrom: null,
    release: {
      id: uuid(200 + n),
      hash: 'a'.repeat(64),
      state: 'PUBLISHED',
      submittedByName: 'JS-OPS-01',
      submittedAt: '2026-11-20T03:00:00.000Z',
      note: `说明${String(n)}`,
      decidedByName: 'JS-APR-01',
      decidedAt: '2026-11-20T04:00:00.000Z',
      reason: `意见${String(n)}`,
    },
    ...over,
  } satisfies CampaignVersionView;
}
const detail: CampaignDetail = {
  id: ID,
  number: 'JS-2026-0001',
  kind: 'VALUE_ADDED',
  createdAt: '2026-11-20T02:00:00.000Z',
  archivedAt: null,
  retirement: null,
  localCount: 0,
  cityCount: 0,
  smsSignature: '演示',
  may: { edit: true, submit: true, withdraw: false, publish: false, retire: false, archive: true },
  versions: [version(3, SECOND), version(2, SECOND), version(1, FIRST)],
};

let page: VueWrapper | undefined;
afterEach(() => page?.unmount());

async function open(query: string, of: CampaignDetail = detail, more: Answers = {}) {
  const mounted = await mountPage(CampaignComparePage, {
    answers: { 'campaigns.get': () => of, 'campaigns.channels': () => [], ...more },
    props: { id: ID },
    path: `/campaigns/${ID}/compare${query}`,
    routes,
    session: PERSON,
  });
  page = mounted.wrapper;
  await vi.waitFor(() => {
    expect(mounted.wrapper.text()).not.toContain('正在加载');
  });
  const rows = () =>
    new Map(
      mounted.wrapper
        .findAll('tbody tr')
        .map((row) => [row.get('th').text().split(' ')[0] ?? '', row] as const),
    );
  return { ...mounted, rows };
}

it('marks inside each field what differs, lists by their items, and says in words how', async () => {
  const { wrapper, rows } = await open(`?from=${uuid(101)}&to=${uuid(102)}`);
  expect([...rows().keys()]).toEqual(['活动名称', '内容13', '内容14', '内容11', '内容15']);
  const [title, list, gone, headline, added] = rows().values();
  expect(title?.findAll('ins').map((mark) => mark.text())).toEqual(['2']);
  expect(headline?.findAll('del').map((mark) => mark.text())).toEqual(['3']);
  expect(headline?.findAll('ins').map((mark) => mark.text())).toEqual(['5']);
  for (const word of ['改了内容', '改了策略', '改了护栏', '锁定', '可改', '至多 20 个字', '没有护栏'])
    expect(headline?.text()).toContain(word);
  expect(
    list
      ?.findAll('td')[1]
      ?.findAll('del')
      .map((mark) => mark.text()),
  ).toEqual(['首月免费']);
  expect(
    list
      ?.findAll('td')[1]
      ?.findAll('ins')
      .map((mark) => mark.text()),
  ).toEqual(['送流量']);
  expect(gone?.text()).toContain('已取消');
  expect(added?.text()).toContain('新增');
  expect(wrapper.get('[role="status"]').text()).toBe('共 7 项，5 项不同');
});

it('tells of both versions who saved, submitted and decided, when and why', async () => {
  const { wrapper } = await open(`?from=${uuid(101)}&to=${uuid(102)}`);
  for (const part of [
    'JS-OPS-01',
    'JS-OPS-02',
    '2026-11-20 12:00',
    '说明1',
    '说明2',
    '意见1',
    '意见2',
    'JS-APR-01',
  ])
    expect(wrapper.text()).toContain(part);
});

it('compares the latest with the one before it when the address names none', async () => {
  const { wrapper, rows } = await open('');
  expect(wrapper.findAll('thead th').map((head) => head.text())).toEqual(['内容', '第 2 版', '第 3 版']);
  expect([...rows().keys()]).toEqual(['活动名称']);
});

it('keeps the sides and the filter in the address', async () => {
  const { wrapper, router, rows } = await open(`?from=${uuid(101)}&to=${uuid(102)}`);
  await wrapper.get('button[aria-label="左右互换"]').trigger('click');
  await vi.waitFor(() => {
    expect(router.currentRoute.value.query).toEqual({ from: uuid(102), to: uuid(101) });
  });
  await wrapper.get('input[value="all"]').setValue(true);
  await vi.waitFor(() => {
    expect(router.currentRoute.value.query['show']).toBe('all');
  });
  expect(rows().get('内容12')?.text()).toContain('不变的正文');
});

it('says so when there is one version alone, or the address names one that is not there', async () => {
  const single = await open('', { ...detail, versions: [version(1, FIRST)] });
  expect(single.wrapper.text()).toContain('还没有可以比较的版本');
  single.wrapper.unmount();
  const unknown = await open(`?from=${uuid(999)}&to=${uuid(102)}`);
  expect(unknown.wrapper.text()).toContain('没有这个版本');
});

const dialogButton = (label: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')].find(
    (button) => button.textContent.trim() === label,
  );

it('restores an earlier version after asking, and leads to the draft', async () => {
  const sent: unknown[] = [];
  const { wrapper, router } = await open(`?from=${uuid(101)}&to=${uuid(103)}`, detail, {
    'campaigns.revert': (input) => {
      sent.push(input);
      return { id: ID, versionId: uuid(104) };
    },
  });
  const restoring = wrapper.findAll('button').filter((button) => button.text().startsWith('恢复第'));
  expect(restoring.map((button) => button.text())).toEqual(['恢复第 1 版']);
  await restoring[0]?.trigger('click');
  expect(sent).toEqual([]);
  dialogButton('恢复第 1 版')?.click();
  await vi.waitFor(() => {
    expect(router.currentRoute.value.name).toBe('campaign-edit');
  });
  expect(sent).toEqual([{ id: ID, versionId: uuid(101) }]);
});

it('offers the open draft that somebody wrote into instead of overwriting it', async () => {
  const { wrapper } = await open(`?from=${uuid(101)}&to=${uuid(103)}`, detail, {
    'campaigns.revert': () => {
      throw new Refusal('REVERT_DRAFT_OPEN');
    },
  });
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '恢复第 1 版')
    ?.trigger('click');
  dialogButton('恢复第 1 版')?.click();
  await vi.waitFor(() => {
    expect(document.querySelector(`.el-dialog a[href="/campaigns/${ID}/edit"]`)?.textContent).toBe(
      '打开草稿',
    );
  });
});

it('restores nothing while the latest version is in review, and says why', async () => {
  const may = { ...detail.may, edit: false, withdraw: true };
  const { wrapper } = await open(`?from=${uuid(101)}&to=${uuid(103)}`, { ...detail, may });
  expect(wrapper.text()).toContain('第 3 版正在审批');
  expect(wrapper.findAll('button').filter((button) => button.text().startsWith('恢复'))).toEqual([]);
});
