import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { h, ref } from 'vue';
import { mountPage } from '../testing/mount-app';
import AutosaveMark from './AutosaveMark.vue';
import CopyableCode from './CopyableCode.vue';
import CountText from './CountText.vue';
import ColumnChoice from './ColumnChoice.vue';
import DataTable from './DataTable.vue';
import DateTime from './DateTime.vue';
import EmptyState from './EmptyState.vue';
import ErrorState from './ErrorState.vue';
import FactList from './FactList.vue';
import FileDrop from './FileDrop.vue';
import HistoryList from './HistoryList.vue';
import MetricTile from './MetricTile.vue';
import MoneyText from './MoneyText.vue';
import NumberText from './NumberText.vue';
import PagePager from './PagePager.vue';
import ProgressBar from './ProgressBar.vue';
import RateText from './RateText.vue';
import SecretDialog from './SecretDialog.vue';
import { STATES, type StateName } from './states';
import StateTag from './StateTag.vue';
import TabList from './TabList.vue';
import TenantChip from './TenantChip.vue';

describe('values', () => {
  it.each(Object.keys(STATES) as StateName[])('%s is told by a word and an icon', (state) => {
    const tag = mount(StateTag, { props: { state } });
    expect(tag.text()).not.toBe('');
    expect(tag.text()).not.toContain('ui.state');
    expect(tag.find('svg').attributes('aria-hidden')).toBe('true');
  });

  it('show a dash where there is nothing', () => {
    expect(mount(NumberText, { props: { value: null } }).text()).toBe('–');
    expect(mount(MoneyText, { props: { fen: undefined } }).text()).toBe('–');
    expect(mount(RateText, { props: { ratio: null } }).text()).toBe('–');
    expect(mount(CountText, { props: { value: null } }).text()).toBe('–');
    expect(mount(DateTime, { props: { value: null } }).text()).toBe('–');
  });

  it('keep the exact count for the hover and for screen readers', () => {
    const count = mount(CountText, { props: { value: 12_345_678 } });
    expect(count.attributes('title')).toBe('12,345,678');
    expect(count.find('[aria-hidden]').text()).toBe('1234.57万');
  });

  it('show an instant in Shanghai and its distance on hover', () => {
    const time = mount(DateTime, { props: { value: '2020-01-01T00:00:00Z' } }).find('time');
    expect(time.text()).toBe('2020-01-01 08:00');
    expect(time.attributes('title')).toMatch(/年前$/);
  });

  it('shorten a code, keep all of it for copying', () => {
    const code = mount(CopyableCode, { props: { value: '0123456789abcdef', label: '哈希', head: 8 } });
    expect(code.find('code').text()).toBe('01234567…');
    expect(code.find('code').attributes('title')).toBe('0123456789abcdef');
    expect(code.find('button').attributes('aria-label')).toBe('复制哈希');
  });

  it('tell province and city apart by more than colour', () => {
    const icons = [true, false].map((province) =>
      mount(TenantChip, { props: { name: '甲', province } })
        .find('svg')
        .html(),
    );
    expect(icons[0]).not.toBe(icons[1]);
  });

  it('say progress in numbers', () => {
    const bar = mount(ProgressBar, { props: { value: 250, total: 1000, label: '导入' } });
    expect(bar.text()).toContain('250 / 1,000 · 25.00%');
    expect(bar.find('[role=progressbar]').attributes('aria-valuenow')).toBe('250');
    const ofFile = (value: number, total: number | null) =>
      mount(ProgressBar, { props: { value, total, label: '读取', bytes: true } }).text();
    expect(ofFile(1_572_864, 3_145_728)).toContain('1.5 MB / 3 MB · 50.00%');
    expect(ofFile(1_572_864, null)).toContain('已处理 1.5 MB');
    expect(ofFile(0, null)).toBe('读取…');
  });

  it('list facts and history', () => {
    expect(mount(FactList, { props: { facts: [{ key: 'a', label: '编号', value: null }] } }).text()).toBe(
      '编号–',
    );
    const entries = [{ id: '1', at: '2026-11-22T06:05:00Z', who: 'JS-OPS-01', what: '退回', reason: '缺图' }];
    expect(mount(HistoryList, { props: { entries } }).text()).toContain('缺图');
  });

  it('say since when a form is saved', () => {
    const mark = mount(AutosaveMark, {
      props: { state: 'saved', savedAt: new Date('2026-11-22T06:05:00Z') },
    });
    expect(mark.text()).toBe('已保存于 14:05');
  });
});

describe('states of a page', () => {
  it('say what to do where nothing is', () => {
    const empty = mount(EmptyState, {
      props: { title: '还没有', text: '新建一个' },
      slots: { default: '<button>新建</button>' },
    });
    expect(empty.text()).toBe('还没有新建一个新建');
  });

  it('translate a failure, show its request id and offer to try again', async () => {
    const error = { code: 'INTERNAL', requestId: 'r-1', problems: [] };
    const state = mount(ErrorState, { props: { error, retriable: true } });
    expect(state.attributes('role')).toBe('alert');
    expect(state.text()).toContain('r-1');
    await state.find('button.el-button').trigger('click');
    expect(state.emitted('retry')).toHaveLength(1);
  });

  it('never show a code that has no text', () => {
    const state = mount(ErrorState, { props: { error: { code: 'NEVER_HEARD_OF', problems: [] } } });
    expect(state.text()).not.toContain('NEVER_HEARD_OF');
  });
});

describe('controls', () => {
  it('turn pages inside the bounds and name the size select', async () => {
    const pager = mount(PagePager, { props: { page: 1, pageSize: 20, total: 45 } });
    expect(pager.text()).toContain('第 1–20 条，共 45 条');
    expect(pager.find('select').attributes('aria-label')).toBe('每页条数');
    expect(pager.findAll('option').map((option) => option.attributes('value'))).toEqual(['20', '50', '100']);
    await pager.find('[aria-label="下一页"]').trigger('click');
    expect(pager.emitted('update:page')).toEqual([[2]]);
    expect(pager.find('[aria-label="上一页"]').attributes('disabled')).toBeDefined();
  });

  it('move between tabs by arrow keys', async () => {
    const tabs = mount(TabList, {
      props: {
        tabs: [
          { name: 'a', label: '甲' },
          { name: 'b', label: '乙' },
        ],
        label: '页签',
        modelValue: 'a',
      },
    });
    await tabs.find('[role=tablist]').trigger('keydown', { key: 'ArrowLeft' });
    expect(tabs.emitted('update:modelValue')).toEqual([['b']]);
    expect(tabs.findAll('[role=tab]').map((tab) => tab.attributes('tabindex'))).toEqual(['-1', '0']);
  });

  it('take one file of the right kind and size, say why not otherwise', async () => {
    const drop = mount(FileDrop, { props: { label: '上传', accept: '.csv', maxBytes: 3 } });
    const give = (file: File) => drop.find('label').trigger('drop', { dataTransfer: { files: [file] } });
    await give(new File(['ab'], 'a.csv'));
    await give(new File(['abcd'], 'b.csv'));
    expect(drop.find('[role=alert]').text()).toContain('超过上限');
    await give(new File(['a'], 'a.exe'));
    expect(drop.find('[role=alert]').text()).toContain('不在可选范围内');
    expect(drop.emitted<[File]>('file')?.map(([file]) => file.name)).toEqual(['a.csv']);
  });

  it('let a tile open what it counts', async () => {
    const { wrapper } = await mountPage(MetricTile, { props: { label: '待审', to: '/approvals' } });
    expect(wrapper.find('a').attributes('href')).toBe('/approvals');
  });
});

describe('a table', () => {
  const columns = [
    { key: 'name', label: '名称', sortable: true },
    { key: 'size', label: '数量', align: 'right' as const, optional: true },
  ];
  const rows = [
    { id: '1', name: '甲', size: 3 },
    { id: '2', name: '乙', size: 5 },
  ];
  const rowKey = (row: { id: string }) => row.id;

  it('is a real table with a name, and says how it is sorted', async () => {
    const onSort = vi.fn();
    const table = mount(DataTable<(typeof rows)[number]>, {
      props: {
        caption: '清单',
        columns,
        rows,
        rowKey,
        sort: { key: 'name', descending: false },
        'onUpdate:sort': onSort,
      },
    });
    expect(table.find('caption').text()).toBe('清单');
    expect(table.find('th').attributes('aria-sort')).toBe('ascending');
    await table.find('th button').trigger('click');
    expect(onSort).toHaveBeenCalledWith({ key: 'name', descending: true });
  });

  it('selects rows and all of them', async () => {
    const onSelect = vi.fn();
    const table = mount(DataTable<(typeof rows)[number]>, {
      props: { caption: '清单', columns, rows, rowKey, selected: ['1'], 'onUpdate:selected': onSelect },
    });
    await table.findAll('tbody input')[1]?.setValue(true);
    expect(onSelect).toHaveBeenLastCalledWith(['1', '2']);
    await table.find('thead input').setValue(true);
    expect(onSelect).toHaveBeenLastCalledWith(['1', '2']);
  });

  it('leaves out columns that were put away', async () => {
    localStorage.setItem('xietong.columns.k', '["size"]');
    const table = mount(DataTable<(typeof rows)[number]>, {
      props: { caption: '清单', columns, rows, rowKey, choiceKey: 'k' },
    });
    await flushPromises();
    expect(table.findAll('th').map((head) => head.text())).toEqual(['名称']);
  });

  it('begins with columns put away that seldom are wanted, and remembers what was chosen', async () => {
    const seldom = columns.map((column) => (column.optional ? { ...column, putAway: true } : column));
    const mountTable = () =>
      mount(DataTable<(typeof rows)[number]>, {
        props: { caption: '清单', columns: seldom, rows, rowKey, choiceKey: 'seldom' },
      });
    const table = mountTable();
    const heads = (of: ReturnType<typeof mountTable>) => of.findAll('th').map((head) => head.text());
    expect(heads(table)).toEqual(['名称']);
    expect(localStorage.getItem('xietong.columns.seldom')).toBeNull();
    table.findComponent(ColumnChoice).vm.$emit('update:modelValue', []);
    await flushPromises();
    expect(heads(table)).toHaveLength(2);
    expect(heads(mountTable())).toHaveLength(2);
  });
});

it('shows a secret once: it is copied, closed by its button alone, and then forgotten', async () => {
  const secret = ref<string | null>('xt_web_secret');
  mount(
    {
      render: () =>
        h(SecretDialog, {
          modelValue: secret.value,
          'onUpdate:modelValue': (next: string | null) => (secret.value = next),
          title: 'T',
          warning: 'W',
          closeLabel: 'Closed',
        }),
    },
    { attachTo: document.body },
  );
  const shown = () => document.querySelector('[data-testid="secret"]')?.textContent;
  await vi.waitFor(() => expect(shown()).toBe('xt_web_secret'));
  document
    .querySelector('.el-overlay-dialog')
    ?.dispatchEvent(new KeyboardEvent('keydown', { code: 'Escape', key: 'Escape' }));
  expect(secret.value).toBe('xt_web_secret');
  const button = (text: string) =>
    [...document.querySelectorAll<HTMLElement>('.el-dialog button')].find((each) =>
      each.textContent.includes(text),
    );
  button('复制')?.click();
  await vi.waitFor(() => expect(button('已复制')).toBeDefined());
  await expect(navigator.clipboard.readText()).resolves.toBe('xt_web_secret');
  button('Closed')?.click();
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('xt_web_secret'));
  expect(secret.value).toBeNull();
});
