import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { FoundGroup } from '@xietong/shared/search';
import { describe, expect, it, vi } from 'vitest';
import { ALL_TEXTS } from '../../testing/all-texts';
import { mountPage } from '../../testing/mount-app';
import type { MenuItem } from '../menu';
import GlobalSearch from './GlobalSearch.vue';
import { hitChoices, movedPlace } from './search-choices';

const entry = (id: 'approvals' | 'campaigns', path: string): MenuItem => ({
  entry: { id, labelKey: `menu.${id}`, routeName: id, path, icon: undefined },
  groupKey: undefined,
  children: [],
});
const menu = [entry('campaigns', '/campaigns'), entry('approvals', '/approvals')];
const hit = (id: string, name: string) => ({
  id,
  nameZh: name,
  nameEn: name,
  number: `N-${id}`,
  tenantNameZh: '南京',
  tenantNameEn: 'Nanjing',
  submitted: null,
});
const FOUND: FoundGroup[] = [
  { group: 'locals', hits: [hit('1', '充 50 赠手机报'), hit('2', '充 100 赠手机报')], more: true },
  { group: 'lists', hits: [hit('3', '手机报老用户')], more: false },
];

async function openSearch(found: FoundGroup[] = FOUND) {
  const asked: unknown[] = [];
  const answers = { 'search.find': (input: unknown) => (asked.push(input), found) };
  const mounted = await mountPage(GlobalSearch, { answers, props: { menu, narrow: false } });
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true }));
  await vi.dynamicImportSettled();
  await flushPromises();
  await vi.waitFor(() => expect(field(mounted.wrapper).exists()).toBe(true));
  return { ...mounted, asked };
}
const field = (wrapper: VueWrapper) => wrapper.findComponent({ name: 'SearchPalette' }).find('input');
const options = (): string[] =>
  [...document.body.querySelectorAll('[role=option]')].map((option) => option.textContent.trim());
const chosen = (): string | undefined =>
  document.body.querySelector('[role=option][aria-selected=true]')?.textContent.trim();

describe('the search', () => {
  it('opens by Ctrl K, names the pages, and says what is searched', async () => {
    await openSearch();
    expect(options()).toEqual(['标准活动', '审批']);
    expect(document.body.textContent).toContain('不搜索客户号码');
  });

  it.each(['approvals', '审批', 'shenpi', 'APPROV'])('finds the page of approvals by %s', async (text) => {
    const { wrapper, router } = await openSearch([]);
    await field(wrapper).setValue(text);
    expect(options()[0]).toBe('审批');
    await vi.waitFor(() => expect(document.querySelector('[role=status]')?.textContent).toContain('1'));
    await field(wrapper).trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/approvals'));
  });

  it('finds no page by letters from the middle of a word', async () => {
    const { wrapper } = await openSearch([]);
    await field(wrapper).setValue('npi');
    expect(options()).toEqual([]);
  });

  it('asks once the typing rests, groups what it finds, and opens what the arrows chose', async () => {
    const { wrapper, router, asked } = await openSearch();
    for (const text of ['手', '手机', '手机报']) await field(wrapper).setValue(text);
    await vi.waitFor(() => expect(options()).toHaveLength(3));
    expect(asked).toEqual([{ text: '手机报' }]);
    expect(chosen()).toContain('充 50 赠手机报');
    await field(wrapper).trigger('keydown', { key: 'ArrowUp' });
    expect(chosen()).toContain('手机报老用户');
    expect(field(wrapper).attributes('aria-activedescendant')).toMatch(/lists-3$/);
    await field(wrapper).trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/audiences/3'));
  });

  it('leads to the list that holds the rest', async () => {
    const { wrapper, router } = await openSearch();
    await field(wrapper).setValue('手机报');
    await vi.waitFor(() => expect(options()).toHaveLength(3));
    document.body.querySelector<HTMLAnchorElement>('a[href^="/localisation?text="]')?.click();
    await vi.waitFor(() => expect(router.currentRoute.value.query['text']).toBe('手机报'));
  });

  it('asks nothing for one character, and says when there is nothing', async () => {
    const { wrapper, asked } = await openSearch([]);
    await field(wrapper).setValue('手');
    expect(options()).toEqual([]);
    await field(wrapper).setValue('没有这样的');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await vi.waitFor(() => expect(document.body.textContent).toContain('没有找到'));
    expect(asked).toEqual([{ text: '没有这样的' }]);
  });

  it('leaves the slash to whoever is typing', async () => {
    const { wrapper } = await mountPage(GlobalSearch, { props: { menu, narrow: false } });
    const input = document.body.appendChild(document.createElement('input'));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    await flushPromises();
    expect(wrapper.findComponent({ name: 'SearchPalette' }).exists()).toBe(false);
    input.remove();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
    await vi.waitFor(() => expect(wrapper.findComponent({ name: 'SearchPalette' }).exists()).toBe(true));
  });
});

describe('the pages of the menu', () => {
  const wordsIn = (messages: object): string[] => {
    const leaves = (tree: object): string[] =>
      Object.values(tree).flatMap((value: unknown) =>
        typeof value === 'object' && value !== null ? leaves(value) : [String(value)],
      );
    return leaves(Reflect.get(Reflect.get(messages, 'search') as object, 'words') as object);
  };

  it('have words in both languages, whichever is spoken', () => {
    const words = wordsIn(ALL_TEXTS['zh-CN']);
    expect(words.length).toBeGreaterThan(9);
    for (const each of words) expect(each).toMatch(/[a-z].*[一-鿿]|[一-鿿].*[a-z]/);
    expect(wordsIn(ALL_TEXTS.en)).toEqual(words);
  });
});

it('moves round the ends of the list', () => {
  expect(movedPlace('ArrowDown', 2, 3)).toBe(0);
  expect(movedPlace('ArrowUp', 0, 3)).toBe(2);
  expect(movedPlace('ArrowDown', 0, 0)).toBe(0);
  expect(movedPlace('Home', 1, 3)).toBe(1);
});

it('tells approvals of one number apart by what was submitted, and when', () => {
  const submitted = { kind: 'STANDARD_PLACEMENT', at: '2026-11-29T14:00:00.000Z' } as const;
  const found: FoundGroup[] = [
    { group: 'approvals', hits: [{ ...hit('4', '手机报'), submitted }], more: false },
  ];
  const submittedText = ({ kind, at }: { kind: string; at: string }) => `${kind} ${at.slice(0, 10)}`;
  const [group] = hitChoices(found, '手机报', { isEnglish: false, submittedText });
  expect(group?.choices[0]?.hint).toBe('N-4 · 南京 · STANDARD_PLACEMENT 2026-11-29');
});

it('leads to all findings of a text, and to the whole list of what is filtered by none', () => {
  const found = (['findings', 'samples'] as const).map((group) => ({
    ...{ group, hits: [hit('5', '手机报')], more: true },
  }));
  const choices = hitChoices(found, '手机 报', { isEnglish: false, submittedText: () => '' });
  expect(choices.map(({ allPath }) => allPath)).toEqual([
    `/audit/findings?text=${encodeURIComponent('手机 报')}`,
    '/audit/samples',
  ]);
});
