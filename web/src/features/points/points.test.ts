import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { PointDetail } from '@xietong/shared/points';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../testing/mount-app';
import PointEditPage from './pages/PointEditPage.vue';
import PointListPage from './pages/PointListPage.vue';
import PointPage from './pages/PointPage.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const point: PointDetail = {
  id: ID,
  code: 'home-banner',
  nameZh: '首页横幅',
  nameEn: 'Home banner',
  channel: 'web',
  channelNameZh: '网厅',
  channelNameEn: 'Web hall',
  format: 'banner',
  capacity: 1,
  enabled: true,
  renderable: true,
  liveCount: 1,
  scheduledCount: 0,
  hasFallback: false,
  hasOpenFallback: false,
  updatedAt: '2026-11-22T02:00:00.000Z',
  rowVersion: 3,
  updatedByName: 'JS-OPS-01',
  fallback: null,
  fallbackInput: null,
  fallbackProposal: null,
  fallbackApproval: null,
  fallbackExemptions: [],
  runs: [
    {
      kind: 'PROVINCE_ITEM',
      tenantCode: '320000',
      tenantNameZh: '江苏',
      tenantNameEn: 'Jiangsu',
      campaign: null,
      state: 'LIVE',
      startsAt: '2026-11-21T16:00:00.000Z',
      endsAt: '2026-11-30T16:00:00.000Z',
    },
  ],
  mayUpdate: true,
};
const routes = [
  { path: '/points', name: 'points', component: { template: '<i />' } },
  { path: '/points/:id', name: 'point', component: { template: '<i />' } },
  { path: '/points/:id/edit', name: 'point-edit', component: { template: '<i />' } },
];
const forms = {
  'points.get': () => point,
  'points.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
  'points.signature': () => ({ smsSignature: '演示' }),
};

/** Waits until the page shows an answer. */
const loaded = (page: VueWrapper) =>
  vi.waitFor(
    () => {
      expect(page.text()).not.toContain('正在加载');
    },
    { timeout: 4_000 },
  );

it('lists points under their channels and finds them by code', async () => {
  const answers = {
    'points.list': () => [
      point,
      {
        ...{ ...point, id: 'b', code: 'sms-tail', nameZh: '短厅尾部', channel: 'sms', channelNameZh: '短厅' },
        hasOpenFallback: true,
      },
    ],
  };
  const { wrapper } = await mountPage(PointListPage, { answers, path: '/points', routes });
  await loaded(wrapper);
  expect(wrapper.findAll('h2').map((heading) => heading.text())).toEqual(['网厅', '短厅']);
  expect(wrapper.findAll('tbody').map((rows) => rows.text().includes('待审'))).toEqual([false, true]);
  const found = await mountPage(PointListPage, { answers, path: '/points?q=sms', routes });
  await loaded(found.wrapper);
  expect(found.wrapper.text()).not.toContain('首页横幅');
});

it("tells a city of the province's item without what it is", async () => {
  const { wrapper } = await mountPage(PointPage, {
    answers: forms,
    path: `/points/${ID}`,
    routes: routes.slice(1),
  });
  await loaded(wrapper);
  expect(wrapper.text()).toContain('省级内容');
  expect(wrapper.text()).toContain('没有默认内容');
});

it('lets a person choose between both versions when somebody else saved meanwhile', async () => {
  const sent: unknown[] = [];
  const others = { ...point, rowVersion: 4, capacity: 2, nameZh: '横幅位', updatedByName: 'JS-OPS-02' };
  let stored = point;
  const answers = {
    ...forms,
    'points.get': () => stored,
    'points.update': (input: unknown) => {
      sent.push(input);
      stored = others;
      if ((input as { rowVersion: number }).rowVersion < 4) throw new Refusal('STALE_VERSION');
      return { id: ID, rowVersion: 5 };
    },
  };
  const { wrapper, router } = await mountPage(PointEditPage, { answers, path: `/points/${ID}/edit`, routes });
  await vi.waitFor(() => {
    expect(wrapper.find('#field-nameZh').exists()).toBe(true);
  });
  await wrapper.find('#field-nameZh').setValue('首页大横幅');
  await wrapper.find('form').trigger('submit');
  await vi.waitFor(() => {
    expect(wrapper.find('.notice').text()).toContain('JS-OPS-02');
  });
  expect((wrapper.find('#field-nameZh').element as HTMLInputElement).value).toBe('首页大横幅');
  await wrapper.find('.notice button').trigger('click');
  await vi.waitFor(() => {
    expect(document.querySelector('.el-dialog')?.textContent).toContain('双方都改过');
  });
  await flushPromises();
  document.querySelector<HTMLInputElement>('.el-dialog input[value=mine]')?.click();
  await flushPromises();
  [...document.querySelectorAll<HTMLButtonElement>('.el-dialog button')]
    .find((button) => button.textContent.includes('按选择保存'))
    ?.click();
  await vi.waitFor(() => {
    expect(router.currentRoute.value.name).toBe('point');
  });
  expect(sent.at(-1)).toEqual({
    id: ID,
    rowVersion: 4,
    nameZh: '首页大横幅',
    nameEn: 'Home banner',
    capacity: 2,
    enabled: true,
    fallback: null,
    exemptions: [],
  });
});

it('asks before a changed point is left', async () => {
  const { wrapper, router } = await mountPage(PointEditPage, {
    answers: forms,
    path: `/points/${ID}/edit`,
    routes,
  });
  await vi.waitFor(() => {
    expect(wrapper.find('#field-nameZh').exists()).toBe(true);
  });
  await wrapper.find('#field-nameZh').setValue('首页大横幅');
  const leaving = router.push('/points');
  await vi.waitFor(() => {
    expect(document.querySelector('.el-message-box')?.textContent).toContain('会丢失');
  });
  document.querySelector<HTMLButtonElement>('.el-message-box .el-button--primary')?.click();
  await leaving;
  expect(router.currentRoute.value.name).toBe('points');
});
