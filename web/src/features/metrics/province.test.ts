import type { VueWrapper } from '@vue/test-utils';
import type { CityRow, Figures, ProvinceMetrics } from '@xietong/shared/metrics';
import type { SavingUnits } from '@xietong/shared/savings';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../testing/mount-app';
import ProvinceOverview from './components/ProvinceOverview.vue';
import SavingUnitForm from './components/SavingUnitForm.vue';
import SavingsPage from './pages/SavingsPage.vue';

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
function city(code: string, nameZh: string, now: number, before: number, rank: [number, number]): CityRow {
  return {
    ...none,
    code,
    nameZh,
    nameEn: code,
    transactions: now,
    transactionsBefore: before,
    share: now / 100,
    shareBefore: before / 100,
    rank: rank[0],
    rankBefore: rank[1],
    daily: [now],
  };
}
const province: ProvinceMetrics = {
  from: '2026-11-21',
  to: '2026-11-21',
  openDay: null,
  totals: { ...none, transactions: 100, savingFen: 13_500 },
  before: {
    from: '2026-11-20',
    to: '2026-11-20',
    figures: { ...none, transactions: 80, savingFen: 10_800 },
    share: null,
  },
  weekBefore: null,
  days: [{ day: '2026-11-21', impressions: 0, clicks: 0, dismisses: 0, orders: 0, transactions: 100 }],
  cities: [city('320100', '南京', 60, 45, [1, 2]), city('320200', '无锡', 40, 55, [2, 1])],
};
const routes = ['metrics-events', 'metrics-savings', 'metrics-city'].map((name) => ({
  path: `/${name}/:code?`,
  name,
  component: { template: '<i />' },
}));
const units = {
  today: '2026-11-21',
  version: 1,
  units: [
    {
      version: 1,
      validFrom: '2020-01-01',
      validTo: null,
      state: 'PRESENT',
      fen: 135,
      reason: '',
      setByName: null,
      setAt: '2026-01-01T00:00:00.000Z',
    },
  ],
} satisfies SavingUnits;
const loaded = (page: VueWrapper) =>
  vi.waitFor(
    () => {
      expect(page.text()).not.toContain('正在加载');
    },
    { timeout: 4_000 },
  );

/** The page of the province at an address, with these numbers. */
async function opened(path: string, numbers: (input: unknown) => ProvinceMetrics): Promise<VueWrapper> {
  const { wrapper } = await mountPage(ProvinceOverview, {
    answers: {
      'metrics.province': numbers,
      'points.options': () => [],
      'points.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
    },
    path,
    routes,
  });
  return wrapper;
}

it(
  'compares the cities by place, growth and share, and asks for what the address says',
  { timeout: 20_000 },
  async () => {
    const asked: unknown[] = [];
    const wrapper = await opened('/monitoring?period=lastMonth&channel=web&step=week', (input) => {
      asked.push(input);
      return province;
    });
    await loaded(wrapper);
    expect(asked[0]).toMatchObject({ channel: 'web', basis: 'months' });
    const text = wrapper.text();
    expect(text).toContain('全省电子渠道办理业务 100 笔，比上一期间多 25.00%，节省 ¥135.00。');
    expect(text).toContain('南京占比升得最多：60.00%，升 15 个百分点。');
    const rows = wrapper.findAll('tbody tr').map((row) => row.text());
    expect(rows[0]).toMatch(/^1\s*升 1\s*南京/);
    expect(rows[0]).toContain('+33.33%');
    expect(rows[1]).toContain('−27.27%');
  },
);

async function cityPages(query: string) {
  const { wrapper, router } = await mountPage(ProvinceOverview, {
    answers: {
      'metrics.province': () => province,
      'points.options': () => [],
      'points.channels': () => [],
      'search.find': () => [],
    },
    path: `/monitoring${query}`,
    routes,
  });
  await loaded(wrapper);
  await vi.waitFor(() => expect(wrapper.findAll('tbody tr')).not.toHaveLength(0));
  const hrefs = wrapper.findAll('a').map((link) => link.attributes('href') ?? '');
  const queryOf = (name: string) => {
    const href = hrefs.find((each) => each.startsWith(`/${name}`));
    return href === undefined ? undefined : router.resolve(href).query;
  };
  return { wrapper, router, queryOf };
}

it('opens a city by the filter that its numbers were counted by', async () => {
  const filter = { channel: 'web', point: 'web-dialog', campaign: '-', format: 'dialog', demo: 'only' };
  const { queryOf } = await cityPages(`?${new URLSearchParams(filter).toString()}`);
  expect(queryOf('metrics-city/320100')).toEqual({ ...filter, period: '7' });
});

it('opens the ledger of savings where it tells apart what is counted', async () => {
  const { wrapper, queryOf } = await cityPages('?channel=web');
  expect(queryOf('metrics-savings')).toEqual({ period: '7', channel: 'web', demo: 'include' });
  expect(wrapper.text()).toContain('节省台账');
  for (const filter of ['point=web-dialog', 'campaign=N-1', 'format=dialog']) {
    const narrowed = await cityPages(`?channel=web&${filter}`);
    expect(narrowed.queryOf('metrics-savings')).toBeUndefined();
    expect(narrowed.wrapper.text()).not.toContain('节省台账');
  }
});

it('keeps the order of the cities in the address, with the other filters', async () => {
  const order = (page: VueWrapper) =>
    page.findAll('tbody tr').map((row) => row.text().match(/南京|无锡/)?.[0]);
  const first = await cityPages('?channel=web');
  expect(order(first.wrapper)).toEqual(['南京', '无锡']);
  const header = first.wrapper.findAll('th button').find((button) => button.text().includes('地市'));
  await header?.trigger('click');
  await header?.trigger('click');
  await vi.waitFor(() => expect(first.router.currentRoute.value.query).toMatchObject({ sort: 'code' }));
  expect(first.router.currentRoute.value.query).toMatchObject({ channel: 'web' });
  const reloaded = await cityPages('?sort=change&descending=false&channel=web');
  expect(order(reloaded.wrapper)).toEqual(['无锡', '南京']);
  const table = reloaded.wrapper.find('th[aria-sort]');
  expect(table.attributes('aria-sort')).toBe('ascending');
  // what the table cannot be ordered by is its first order
  expect(order((await cityPages('?sort=nothing')).wrapper)).toEqual(['南京', '无锡']);
});

it('says that there is nothing to share where nothing was transacted, and draws no empty charts', async () => {
  const ordered = { ...province, totals: { ...province.totals, transactions: 0, orders: 3 } };
  const wrapper = await opened('/monitoring', () => ordered);
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('没有占比可以比较');
  });
  expect(wrapper.text()).toContain('每日订购与业务办理');
  expect(wrapper.text()).not.toContain('各地市业务办理量');
});

it('asks for the days up to the new one where it is left open over midnight', async () => {
  const asked: unknown[] = [];
  vi.useFakeTimers({ now: new Date('2026-11-21T15:59:00.000Z'), toFake: ['Date'] });
  const wrapper = await opened('/monitoring?period=today', (input) => {
    asked.push(input);
    return province;
  });
  await loaded(wrapper);
  expect(asked.at(-1)).toMatchObject({ from: '2026-11-21', to: '2026-11-21' });
  vi.setSystemTime(new Date('2026-11-21T16:00:00.000Z'));
  window.dispatchEvent(new Event('focus'));
  await vi.waitFor(() => {
    expect(asked.at(-1)).toMatchObject({ from: '2026-11-22', to: '2026-11-22' });
  });
  wrapper.unmount();
  vi.useRealTimers();
});

it('shows what each month saved and by which unit', async () => {
  const { wrapper } = await mountPage(SavingsPage, {
    answers: {
      'savings.ledger': () => ({
        from: '2026-11-01',
        to: '2026-11-21',
        openDay: null,
        rows: [
          {
            month: '2026-11',
            from: '2026-11-01',
            to: '2026-11-20',
            code: '320100',
            nameZh: '南京',
            nameEn: 'Nanjing',
            transactions: 1000,
            unitFen: 135,
            savingFen: 135_000,
          },
        ],
        transactions: 1000,
        savingFen: 135_000,
      }),
      'savings.units': () => units,
    },
    path: '/monitoring/savings',
    routes,
  });
  await loaded(wrapper);
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('系统初始值');
  });
  expect(wrapper.text()).toContain('¥1,350.00');
  expect(wrapper.text()).toContain('¥1.35');
});

it('sets a unit once everything is there, with the version that was seen', async () => {
  const set: unknown[] = [];
  await mountPage(SavingUnitForm, {
    answers: {
      'savings.setUnit': (input) => {
        set.push(input);
        return { version: 2 };
      },
    },
    props: { units, modelValue: true },
  });
  const form = await vi.waitFor(() => {
    const found = document.querySelector('#saving-unit');
    if (!found) throw new Error('the form is not there yet');
    return found;
  });
  const [fen, reason] = [form.querySelector('input'), form.querySelector('textarea')];
  if (!fen || !reason) throw new Error('the form has its fields');
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => {
    expect(form.textContent).toContain('请写明原因。');
  });
  expect(set).toEqual([]);
  for (const [field, value] of [
    [fen, '1.40'],
    [reason, '演示'],
  ] as const) {
    field.value = value;
    field.dispatchEvent(new Event('input'));
  }
  await vi.waitFor(() => {
    expect(form.textContent).not.toContain('请写明原因。');
  });
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => {
    expect(set).toEqual([{ version: 1, fen: 140, validFrom: '2026-11-21', reason: '演示' }]);
  });
});

it('keeps a unit that is no amount in its field, and says of a refused one that it was not saved', async () => {
  await mountPage(SavingUnitForm, {
    answers: {
      'savings.setUnit': () => {
        throw new Refusal('SAVING_UNIT_IN_PAST');
      },
    },
    props: { units, modelValue: true },
  });
  const form = await vi.waitFor(() => {
    const found = document.querySelector('#saving-unit');
    if (!found) throw new Error('the form is not there yet');
    return found;
  });
  const type = (control: HTMLInputElement | HTMLTextAreaElement | null, value: string): void => {
    if (!control) throw new Error('the form has its fields');
    control.value = value;
    control.dispatchEvent(new Event('input'));
  };
  const fen = form.querySelector('input');
  type(form.querySelector('textarea'), '演示');
  type(fen, '1.234');
  fen?.dispatchEvent(new Event('blur'));
  await vi.waitFor(() => expect(form.textContent).toContain('最多两位小数'));
  expect(fen?.value).toBe('1.234');
  type(fen, '1.4');
  await vi.waitFor(() => expect(form.textContent).not.toContain('最多两位小数'));
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => expect(form.textContent).toContain('没有保存成功'));
  expect(form.textContent).not.toContain('没有加载成功');
});

it('lays what somebody else set beside what is typed, and sets mine after it', async () => {
  const set: unknown[] = [];
  const theirs = { ...units.units[0], version: 2, fen: 150, reason: '对方的依据', setByName: 'JS-OPS-02' };
  await mountPage(SavingUnitForm, {
    answers: {
      'savings.setUnit': (input) => {
        set.push(input);
        if (set.length === 1) throw new Refusal('STALE_VERSION');
        return { version: 3 };
      },
      'savings.units': () => ({ ...units, version: 2, units: [theirs, ...units.units] }),
    },
    props: { units, modelValue: true },
  });
  const form = await vi.waitFor(() => {
    const found = document.querySelector('#saving-unit');
    if (!found) throw new Error('the form is not there yet');
    return found;
  });
  const [fen, reason] = [form.querySelector('input'), form.querySelector('textarea')];
  for (const [field, value] of [
    [fen, '1.40'],
    [reason, '我的依据'],
  ] as const) {
    if (!field) throw new Error('the form has its fields');
    field.value = value;
    field.dispatchEvent(new Event('input'));
  }
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => expect(form.querySelector('table')?.textContent).toContain('对方的依据'));
  for (const text of ['我的依据', '¥1.40', '¥1.50'])
    expect(form.querySelector('table')?.textContent).toContain(text);
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => expect(set).toHaveLength(2));
  expect(set.map((input) => Reflect.get(Object(input), 'version') as unknown)).toEqual([1, 2]);
});
