import type { VueWrapper } from '@vue/test-utils';
import { DIALOG_BENCHMARK } from '@xietong/shared/metrics';
import type { CityMetrics, Figures } from '@xietong/shared/metrics';
import { expect, it, vi } from 'vitest';
import { mountPage } from '../../testing/mount-app';
import ColumnChoice from '../../ui/ColumnChoice.vue';
import CityOverview from './components/CityOverview.vue';
import TableExport from './components/TableExport.vue';
import EventListPage from './pages/EventListPage.vue';

const none: Figures = {
  impressions: 0,
  clicks: 0,
  dismisses: 0,
  orders: 0,
  transactions: 0,
  clickRate: null,
  conversion: null,
  savingFen: 0,
};
const some: Figures = {
  ...none,
  impressions: 1000,
  clicks: 100,
  orders: 30,
  transactions: 12,
  clickRate: 0.1,
  conversion: 0.03,
  savingFen: 1620,
};
const nanjing: CityMetrics = {
  tenant: { code: '320100', kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' },
  from: '2026-11-22',
  to: '2026-11-22',
  openDay: '2026-11-22',
  totals: some,
  share: 0.2,
  before: {
    from: '2026-11-21',
    to: '2026-11-21',
    figures: { ...none, impressions: 100, orders: 2, conversion: 0.02 },
    share: 0.19,
  },
  weekBefore: {
    from: '2026-11-15',
    to: '2026-11-15',
    figures: { ...none, impressions: 2000, orders: 60, conversion: 0.03 },
    share: null,
  },
  days: [
    {
      day: '2026-11-22',
      impressions: 1000,
      clicks: 100,
      dismisses: 0,
      orders: 30,
      transactions: 12,
      provinceTransactions: 60,
    },
  ],
  points: [
    { point: 'web-dialog', nameZh: '网厅弹窗', nameEn: 'Dialog', channel: 'web', format: 'dialog', ...some },
  ],
  campaigns: [{ number: '320100-2026-0001', title: '充值送手机报', ofProvince: false, ...some }],
  campaignCount: 1,
  dialogs: { ...some, conversion: 0.06, benchmark: DIALOG_BENCHMARK },
};
const empty = { template: '<i />' };
const routes = ['metrics-events', 'metrics-savings', 'metrics-city'].map((name) => ({
  path: `/${name}/:code?`,
  name,
  component: empty,
}));

/** Waits until the page shows an answer. */
const loaded = (page: VueWrapper) =>
  vi.waitFor(
    () => {
      expect(page.text()).not.toContain('正在加载');
    },
    { timeout: 4_000 },
  );

it('says what matters in one sentence, and puts dialogs beside their benchmark', async () => {
  const { wrapper } = await mountPage(CityOverview, {
    answers: { 'metrics.city': () => nanjing, 'points.options': () => [], 'points.channels': () => [] },
    path: '/monitoring',
    routes,
  });
  await loaded(wrapper);
  const text = wrapper.text();
  expect(text).toContain('南京运营监控');
  expect(text).toContain(
    '曝光 1,000 次，订购 30 笔，转化率 3.00%，比上一期间高 1 个百分点。业务办理占全省 20.00%，升 1 个百分点。弹窗转化率 6.00%，达到 4.20% 的基准。今天的数字还在增加。',
  );
  expect(text).toContain('高于基准 1.8 个百分点');
  expect(text).toContain('网厅弹窗');
  expect(text).toContain('¥16.20');
  expect(text).toContain('环比 +900.00%');
  expect(text).toContain('周同比 −50.00%');
  expect(text).toContain('环比 +1 个百分点');
  expect(text).toContain('周同比 无可比数据');
  expect(text).toContain('今天尚未结束');
  expect(wrapper.find('[title="环比：与 2026-11-21 相比，当时为 100"]').exists()).toBe(true);
});

it('says at the table of campaigns that it lists the first of them alone', async () => {
  const page = async (campaignCount: number) => {
    const { wrapper } = await mountPage(CityOverview, {
      answers: {
        'metrics.city': () => ({ ...nanjing, campaignCount }),
        'points.options': () => [],
        'points.channels': () => [],
      },
      path: '/monitoring',
      routes,
    });
    await loaded(wrapper);
    await vi.waitFor(() => expect(wrapper.text()).toContain('充值送手机报'));
    return wrapper.text();
  };
  expect(await page(103)).toContain('前 1 个，共 103 个');
  expect(await page(1)).not.toContain('，共');
});

it('says what to do when there is nothing', async () => {
  const { wrapper } = await mountPage(CityOverview, {
    answers: {
      'metrics.city': () => ({
        ...nanjing,
        totals: none,
        points: [],
        campaigns: [],
        dialogs: { ...none, benchmark: DIALOG_BENCHMARK },
      }),
      'points.options': () => [],
      'points.channels': () => [],
    },
    path: '/monitoring',
    routes,
  });
  await loaded(wrapper);
  expect(wrapper.text()).toContain('这段时间没有数据');
  expect(wrapper.text()).not.toContain('基准');
});

it('names a campaign that has no numbers yet', async () => {
  const number = '320100-2026-0009';
  const hit = {
    ...{ id: 'c', nameZh: '刚上线的手机报', nameEn: 'Just live', number, submitted: null },
    ...{ tenantNameZh: '南京', tenantNameEn: 'Nanjing' },
  };
  const { wrapper } = await mountPage(CityOverview, {
    answers: {
      'metrics.city': () => ({ ...nanjing, totals: none, points: [], campaigns: [] }),
      'points.options': () => [],
      'points.channels': () => [],
      'search.find': (input) =>
        (input as { text: string }).text === number ? [{ group: 'locals', hits: [hit], more: false }] : [],
    },
    path: `/monitoring?campaign=${number}`,
    routes,
  });
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('刚上线的手机报');
  });
});

it('asks for the events that the address names, and turns pages by cursor', async () => {
  const asked: unknown[] = [];
  const row = {
    channel: 'web',
    eventId: 'e1',
    type: 'order',
    at: '2026-11-22T02:00:00.000Z',
    receivedAt: '2026-11-22T02:00:00.000Z',
    cityCode: '320100',
    cityNameZh: '南京',
    cityNameEn: 'Nanjing',
    point: 'web-dialog',
    pointNameZh: '网厅弹窗',
    pointNameEn: 'Dialog',
    format: 'dialog',
    campaignNumber: 'N-1',
    business: 'MPAPER',
    valueFen: 300,
    fallback: false,
    demo: true,
    customerKnown: true,
  };
  const { wrapper } = await mountPage(EventListPage, {
    answers: {
      'events.list': (input) => {
        asked.push(input);
        const isFirst = !(typeof input === 'object' && input !== null && 'cursor' in input);
        return {
          rows: [isFirst ? row : { ...row, eventId: 'e2' }],
          total: 2,
          nextCursor: isFirst ? 'next' : null,
        };
      },
    },
    path: '/monitoring/events?period=custom&from=2026-11-20&to=2026-11-22&type=order&point=web-dialog&campaign=-',
    routes,
  });
  await loaded(wrapper);
  expect(asked[0]).toMatchObject({
    from: '2026-11-20',
    to: '2026-11-22',
    type: 'order',
    point: 'web-dialog',
    campaign: '',
    demo: 'include',
  });
  expect(wrapper.text()).toContain('共 2 个事件');
  expect(wrapper.text()).toContain('¥3.00');
  await vi.waitFor(() => {
    expect(asked.at(-1)).toMatchObject({ cursor: 'next' });
  });

  const exported = wrapper.findComponent(TableExport);
  expect(exported.props('input')).toMatchObject({ hidden: [] });
  expect(wrapper.text()).toContain('MPAPER');
  wrapper.findComponent(ColumnChoice).vm.$emit('update:modelValue', ['gone', 'business']);
  await vi.waitFor(() => {
    expect(exported.props('input')).toMatchObject({ hidden: ['business'] });
  });
  expect(wrapper.text()).not.toContain('MPAPER');
});
