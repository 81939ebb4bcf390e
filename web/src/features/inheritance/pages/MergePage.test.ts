import { flushPromises } from '@vue/test-utils';
import type { ContentField } from '@xietong/shared/content';
import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import { mergeContent } from '@xietong/shared/inheritance';
import type { MergeView } from '@xietong/shared/localisation';
import { afterEach, expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../../testing/mount-app';
import MergePage from './MergePage.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const field = (n: number, value: string): ContentField => ({
  id: uuid(n),
  role: 'body',
  labels: { zh: `正文${String(n)}`, en: `Body ${String(n)}` },
  value,
  policy: { kind: 'EDITABLE', constraint: {} },
});
const from = [field(1, '每月 3 元'), field(2, '早晚两期'), field(3, '规则')];
const to = [field(1, '每月 5 元'), field(2, '早晚两期'), field(3, '新规则')];
const overrides = {
  [uuid(1)]: { value: '南京每月 3 元', setBy: 'NJ' },
  [uuid(2)]: { value: '南京两期', setBy: 'NJ' },
};
const reference = { campaignId: ID, number: 'JS-2026-0001', title: '手机报推广' };
const view: MergeView = {
  id: ID,
  number: '320100-2026-0001',
  title: '南京手机报',
  tenant: { id: ID, code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  version: { id: uuid(9), version: 1, state: 'APPROVED', rowVersion: 4 },
  from: { ...reference, versionId: uuid(11), version: 1, fields: from },
  to: { ...reference, versionId: uuid(12), version: 2, fields: to },
  fields: mergeContent(from, overrides, to).fields,
  footprint: {
    who: 'PERSON',
    parts: [
      { cause: 'CONFLICT', fieldId: uuid(1) },
      { cause: 'CONTENT', fieldId: uuid(3) },
    ],
  },
  deadline: null,
  mayRebase: true,
};
const routes = ['local-campaign', 'local-campaign-edit'].map((name) => ({
  path: `/${name}/:id`,
  name,
  component: { template: '<i />' },
}));

afterEach(() => void vi.useRealTimers());

async function open(answers: Parameters<typeof mountPage>[1] = {}) {
  const mounted = await mountPage(MergePage, {
    answers: {
      'localCampaigns.options': () => ({ points: [], smsSignature: '演示' }),
      'contentCheck.dictionary': () => ({
        ...{ version: 0, hash: '', dictionary: DEFAULT_DICTIONARY, smsSignature: '演示' },
      }),
      'contentCheck.evidence': () => ({ former: [], inherited: [] }),
      ...answers.answers,
    },
    props: { id: ID },
    path: `/localisation/${ID}/merge`,
    routes,
  });
  await vi.waitFor(() => {
    expect(mounted.wrapper.text()).not.toContain('正在加载');
  });
  return mounted;
}

it('says by when the move is wanted, and what happens else', async () => {
  const deadline = { dueAt: '2020-11-30T08:00:00.000Z', onMiss: 'NOTIFY' } as const;
  const { wrapper } = await open({ answers: { 'localCampaigns.merge': () => ({ ...view, deadline }) } });
  expect(wrapper.text()).toContain('合并期限 2020-11-30 16:00；逾期保持现状并通知双方。');
  expect(wrapper.text()).toContain('逾期');
});

it('shows three columns for what changed, marks the difference, and decides nothing by itself', async () => {
  const { wrapper } = await open({ answers: { 'localCampaigns.merge': () => view } });
  const text = wrapper.text();
  for (const part of ['从第 1 版到第 2 版', '原标准', '新标准', '需要决定', '保留本地', '有 1 项需要处理'])
    expect(text).toContain(part);
  const conflict = wrapper.get(`[data-place="${uuid(1)}"]`);
  expect(conflict.findAll('ins').map((mark) => mark.text())).toEqual(['南京', '5']);
  expect(
    wrapper
      .findAll('input[type="radio"]:checked')
      .filter((each) => each.attributes('name')?.startsWith('take')),
  ).toEqual([]);
  expect(wrapper.get('button[type="submit"]').text()).toContain('还有 1 项没有决定');
});

it('counts apart what the standard and what the city has changed', async () => {
  const { wrapper } = await open({ answers: { 'localCampaigns.merge': () => view } });
  expect(wrapper.get('.lead').text()).toBe('标准改了 2 项，本地改过 2 项；有 1 项需要处理。');
  const city = { [uuid(2)]: { value: '南京两期', setBy: 'NJ' } };
  const own = await open({
    answers: {
      'localCampaigns.merge': () => ({
        ...view,
        fields: mergeContent(from, city, [...to.slice(0, 1), ...from.slice(1)]).fields,
      }),
    },
  });
  expect(own.wrapper.get('.lead').text()).toBe('标准改了 1 项，本地改过 1 项；没有需要处理的内容。');
});

it('asks before what was decided is left, and nobody where nothing was', async () => {
  const { wrapper, router } = await open({ answers: { 'localCampaigns.merge': () => view } });
  await router.push(`/local-campaign/${ID}`);
  expect(router.currentRoute.value.path).toBe(`/local-campaign/${ID}`);
  await router.push(`/localisation/${ID}/merge`);
  await wrapper.get(`input[name="take-${uuid(1)}"][value="MINE"]`).trigger('change');
  void router.push(`/local-campaign/${ID}`);
  await vi.waitFor(() => {
    expect(document.querySelector('.el-message-box')).not.toBeNull();
  });
  expect(router.currentRoute.value.path).toBe(`/localisation/${ID}/merge`);
  document.querySelector<HTMLButtonElement>('.el-message-box__btns .el-button--primary')?.click();
  await vi.waitFor(() => {
    expect(router.currentRoute.value.path).toBe(`/local-campaign/${ID}`);
  });
});

it('sends what was decided, with the version and the standard that were shown', async () => {
  const sent: unknown[] = [];
  let asked = 0;
  const { wrapper, router } = await open({
    answers: {
      'localCampaigns.merge': () => {
        asked += 1;
        if (sent.length > 0) throw new Refusal('MERGE_NOTHING_NEWER');
        return view;
      },
      'localCampaigns.rebase': (input) => {
        sent.push(input);
        return { id: ID, versionId: uuid(20) };
      },
    },
  });
  await wrapper.get('form').trigger('submit');
  expect(sent).toEqual([]);
  await wrapper.get(`input[name="take-${uuid(1)}"][value="MINE"]`).trigger('change');
  expect(wrapper.get('button[type="submit"]').text()).toContain('合并到第 2 版');
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => {
    expect(router.currentRoute.value.name).toBe('local-campaign-edit');
  });
  // nothing is left to be merged then, and nobody asks for it
  expect(asked).toBe(1);
  expect(sent).toEqual([
    { versionId: uuid(9), rowVersion: 4, toVersionId: uuid(12), choices: { [uuid(1)]: { take: 'MINE' } } },
  ]);
});

it('starts a rewrite from the city’s own text', async () => {
  const { wrapper } = await open({ answers: { 'localCampaigns.merge': () => view } });
  await wrapper.get(`input[name="take-${uuid(1)}"][value="EDITED"]`).trigger('change');
  await flushPromises();
  expect(wrapper.get('textarea').element.value).toBe('南京每月 3 元');
});

it('says below each field what the content check finds in it, as it is chosen and written', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const claims = { ...overrides, [uuid(1)]: { value: '国家级套餐', setBy: 'NJ' } };
  const { wrapper } = await open({
    answers: {
      'localCampaigns.merge': () => ({ ...view, fields: mergeContent(from, claims, to).fields }),
    },
  });
  const settle = async () => {
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(1_000);
    await flushPromises();
  };
  const found = () => wrapper.findAll(`[data-place="${uuid(1)}"] mark`).map((mark) => mark.text());
  await settle();
  await settle();
  expect(found()).toEqual(['国家级']);
  await wrapper.get(`input[name="take-${uuid(1)}"][value="THEIRS"]`).trigger('change');
  await settle();
  // The province's own text, with its price.
  expect(found()).toEqual(['5 元']);
  await wrapper.get(`input[name="take-${uuid(1)}"][value="EDITED"]`).trigger('change');
  await wrapper.get('textarea').setValue('最佳套餐');
  await settle();
  expect(found()).toEqual(['最佳']);
});

it('says that there is nothing newer', async () => {
  const { wrapper } = await open({
    answers: {
      'localCampaigns.merge': () => {
        throw new Refusal('MERGE_NOTHING_NEWER');
      },
    },
  });
  expect(wrapper.text()).toContain('已经是最新的标准');
});

it('says whose approval the result needs, and why', async () => {
  const { wrapper } = await open({ answers: { 'localCampaigns.merge': () => view } });
  const note = wrapper.get('.note').text();
  expect(note).toContain('先由人决定，再按审批策略审批，默认由本市审批人审批');
  expect(note).toContain('有冲突要决定：正文1');
  expect(note).toContain('内容有变化：正文3');
});
