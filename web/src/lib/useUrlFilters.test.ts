import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { mountPage } from '../testing/mount-app';
import { useUrlFilters, type AllowedValues, type UrlFilters } from './useUrlFilters';

const defaults = { q: '', state: [] as string[], mine: false, page: 1, pageSize: 20 };
type Defaults = typeof defaults;

async function filtersAt(path: string, allowed: AllowedValues<Defaults> = {}) {
  const held: { filters?: UrlFilters<Defaults> } = {};
  const page = defineComponent({
    setup: () => {
      held.filters = useUrlFilters<Defaults>(defaults, allowed);
      return () => null;
    },
  });
  const { router } = await mountPage(page, { path });
  if (!held.filters) throw new Error('not mounted');
  return { filters: held.filters, router };
}

it('reads what the URL says and falls back where it makes no sense', async () => {
  const { filters } = await filtersAt('/x?q=abc&state=a&state=b&mine=true&page=-3');
  expect(filters.values.value).toEqual({ q: 'abc', state: ['a', 'b'], mine: true, page: 1, pageSize: 20 });
});

it('goes back to page 1 when a filter changes, leaves defaults out of the URL and foreign parts in it', async () => {
  const { filters, router } = await filtersAt('/x?page=4&tab=history');
  filters.set({ q: 'abc' });
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/x?tab=history&q=abc');
});

it('turns a page without touching the filters', async () => {
  const { filters, router } = await filtersAt('/x?q=abc');
  filters.set({ page: 3 });
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/x?q=abc&page=3');
});

it('does not count page and size as filters, and clears all but the size', async () => {
  const { filters, router } = await filtersAt('/x?page=2&pageSize=50');
  expect(filters.filterCount.value).toBe(0);
  filters.set({ mine: true });
  await flushPromises();
  expect(filters.filterCount.value).toBe(1);
  filters.clear();
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/x?pageSize=50');
});

it('counts days as one filter, however many parts say them', async () => {
  const held: { count?: () => number } = {};
  const page = defineComponent({
    setup: () => {
      const { filterCount } = useUrlFilters({ q: '', period: '7', from: '', to: '', page: 1 });
      held.count = () => filterCount.value;
      return () => null;
    },
  });
  await mountPage(page, { path: '/x?period=custom&from=2026-11-01&to=2026-11-02&q=a&page=2' });
  expect(held.count?.()).toBe(2);
});

it('takes for not set what a filter does not know, and drops it from the URL with the next change', async () => {
  const known = await filtersAt('/x?q=abc', { q: ['abc'] });
  expect(known.filters.values.value.q).toBe('abc');
  const { filters, router } = await filtersAt('/x?q=Nonsense', { q: (value) => value === 'abc' });
  expect(filters.values.value.q).toBe('');
  expect(filters.filterCount.value).toBe(0);
  filters.set({ mine: true });
  await flushPromises();
  expect(router.currentRoute.value.fullPath).toBe('/x?mine=true');
});
