import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import LongTable from './LongTable.vue';

interface Row {
  id: string;
  text: string;
}
const rowsTo = (end: number): Row[] =>
  Array.from({ length: end }, (_, n) => ({ id: `r${String(n)}`, text: `第 ${String(n)} 行` }));
const columns = [
  { key: 'id', label: '编号', width: 96 },
  { key: 'text', label: '内容' },
];

function mountTable(props: object) {
  return mount(LongTable, {
    attachTo: document.body,
    props: {
      caption: '一个长表',
      columns,
      rows: rowsTo(10),
      rowKey: (row) => (row as Row).id,
      total: 10,
      hasMore: false,
      fetching: false,
      ...props,
    },
  });
}
afterEach(() => {
  vi.restoreAllMocks();
  window.history.replaceState({}, '');
});

it('holds only the rows in sight in the document, whatever there are', async () => {
  const wrapper = mountTable({ rows: rowsTo(100_000), total: 100_000 });
  await flushPromises();
  const shown = wrapper.findAll('tbody tr[data-index]');
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.length).toBeLessThan(60);
  expect(wrapper.get('table').attributes('aria-rowcount')).toBe('100001');
  expect(shown[0]?.attributes('aria-rowindex')).toBe('2');
  expect(wrapper.get('[role=status]').text()).toBe('共 100,000 行');
});

it('says how far back a search has come that is still going on, and asks for more by itself', async () => {
  const wrapper = mountTable({
    ...{ rows: [], total: undefined, hasMore: true, readTo: '2026-03-01T16:00:00.000Z' },
  });
  await flushPromises();
  expect(wrapper.get('[role=status]').text()).toBe('已找到 0 行，已往前查到 2026-03-02');
  expect(wrapper.emitted('more')).toHaveLength(1);
  await wrapper.setProps({ fetching: true });
  expect(wrapper.get('[role=status]').text()).toBe('已找到 0 行，已往前查到 2026-03-02');
  await wrapper.setProps({ fetching: false, readTo: '2026-02-01T16:00:00.000Z' });
  expect(wrapper.emitted('more')).toHaveLength(2);
});

it('follows the scrolling, and keeps the row that holds the focus', async () => {
  const wrapper = mountTable({ rows: rowsTo(5_000), total: 5_000 });
  await flushPromises();
  const [first] = wrapper.findAll('tbody tr[data-index]');
  await first?.trigger('focusin');
  const frame = wrapper.get<HTMLElement>('.scroll');
  frame.element.scrollTop = 44_000;
  await frame.trigger('scroll');
  await nextTick();
  const shown = wrapper.findAll('tbody tr[data-index]').map((row) => Number(row.attributes('data-index')));
  expect(shown[0]).toBe(0);
  expect(shown).toContain(1_000);
  expect(shown.length).toBeLessThan(60);
});

it('draws the rows alone that come into sight, and all of them when what their cells show changes', async () => {
  const language = ref('甲');
  const drawn: string[] = [];
  const wrapper = mount(LongTable, {
    attachTo: document.body,
    props: {
      caption: '一个长表',
      columns,
      rows: rowsTo(5_000),
      rowKey: (row) => (row as Row).id,
      total: 5_000,
      hasMore: false,
      fetching: false,
    },
    slots: {
      'cell-text': ({ row }: { row: object }) => {
        drawn.push((row as Row).id);
        return language.value;
      },
    },
  });
  await flushPromises();
  const before = drawn.length;
  expect(new Set(drawn).size).toBe(before);
  const frame = wrapper.get<HTMLElement>('.scroll');
  frame.element.scrollTop = 440;
  await frame.trigger('scroll');
  await nextTick();
  expect(drawn.length).toBeGreaterThan(before);
  expect(new Set(drawn).size).toBe(drawn.length);
  language.value = '乙';
  await nextTick();
  const shown = wrapper.findAll('tbody tr[data-index] td:last-child').map((cell) => cell.text());
  expect(new Set(shown)).toEqual(new Set(['乙']));
});

it('hands the place of a row on to what comes into sight, but not that of the focused one', async () => {
  const wrapper = mountTable({ rows: rowsTo(5_000), total: 5_000 });
  await flushPromises();
  const elements = () => wrapper.findAll('tbody tr[data-index]').map(({ element }) => element);
  const before = elements();
  await wrapper.findAll('tbody tr[data-index]')[2]?.trigger('focusin');
  const frame = wrapper.get<HTMLElement>('.scroll');
  frame.element.scrollTop = 88_000;
  await frame.trigger('scroll');
  await nextTick();
  const after = elements();
  expect(after[0]).toBe(before[2]);
  expect(after[0]?.textContent).toContain('第 2 行');
  expect(after.filter((element) => before.includes(element)).length).toBe(before.length);
  const indexes = after.map((element) => Number(element.getAttribute('data-index')));
  expect(indexes.slice(1)).toEqual(Array.from(indexes.slice(1), (_, n) => (indexes[1] ?? 0) + n));
  for (const element of after)
    expect(element.textContent).toContain(`第 ${element.getAttribute('data-index') ?? ''} 行`);
});

it('asks for the next rows near the end of those it has, once', async () => {
  const wrapper = mountTable({ rows: rowsTo(100), total: 250, hasMore: true });
  await flushPromises();
  expect(wrapper.emitted('more')).toBeUndefined();
  expect(wrapper.get('[role=status]').text()).toContain('已载入 100 行，共 250 行');
  const frame = wrapper.get<HTMLElement>('.scroll');
  frame.element.scrollTop = 3_000;
  await frame.trigger('scroll');
  await flushPromises();
  expect(wrapper.emitted('more')).toHaveLength(1);
  await wrapper.setProps({ fetching: true });
  expect(wrapper.get('[role=status]').text()).toContain('正在载入');
  frame.element.scrollTop = 3_400;
  await frame.trigger('scroll');
  await flushPromises();
  expect(wrapper.emitted('more')).toHaveLength(1);
});

it('asks again only by hand for rows that did not come', async () => {
  const error = { code: 'NETWORK_UNREACHABLE', params: {}, problems: [] };
  const wrapper = mountTable({ hasMore: true, total: 250, error });
  await flushPromises();
  expect(wrapper.emitted('more')).toBeUndefined();
  const retry = wrapper.findAll('button').find((button) => button.text().includes('重试'));
  await retry?.trigger('click');
  expect(wrapper.emitted('more')).toHaveLength(1);
});

it('tells of a list that was not counted to its end about how long it is', () => {
  const wrapper = mountTable({ rows: rowsTo(100), total: 1_234_567, approximate: true, hasMore: true });
  expect(wrapper.get('table').attributes('aria-rowcount')).toBe('-1');
  expect(wrapper.get('[role=status]').text()).toContain('共约 1,200,000 行');
});

it('notes where one is, and finds it again on the way back', async () => {
  const wrapper = mountTable({ rows: rowsTo(5_000), total: 5_000 });
  await flushPromises();
  const frame = wrapper.get<HTMLElement>('.scroll');
  frame.element.scrollTop = 44_000;
  await frame.trigger('scroll');
  await vi.waitFor(() => {
    expect(window.history.state).toEqual({ place: 1_000 });
  });
  wrapper.unmount();
  const scrollTo = vi.spyOn(Element.prototype, 'scrollTo');
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(5_000 * 44);
  mountTable({ rows: rowsTo(5_000), total: 5_000 });
  await vi.waitFor(() => {
    expect(scrollTo).toHaveBeenCalledWith(expect.objectContaining({ top: 44_000 }));
  });
});
