import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useRoute } from 'vue-router';
import { mountPage, Refusal } from '../testing/mount-app';
import { useApi } from './api';
import { useApiPages, type ApiPages } from './api-pages';

let pages: ApiPages<{ id: string }>;
const Page = defineComponent(() => {
  const route = useRoute();
  const list = useApiPages(useApi().audit.list, () => ({ text: String(route.query['q'] ?? '') }));
  pages = list;
  return () => h('p', list.rows.value.map(({ id }) => id).join(' '));
});

const cursorOf = (input: unknown): unknown =>
  typeof input === 'object' && input !== null ? Reflect.get(input, 'cursor') : undefined;

async function open({ counts = true } = {}) {
  const asked: unknown[] = [];
  const state = { broken: false };
  const mounted = await mountPage(Page, {
    path: '/audit?q=a',
    answers: {
      'audit.list': (input) => {
        asked.push(cursorOf(input));
        if (state.broken) throw new Refusal('INTERNAL');
        const place = Number(cursorOf(input) ?? 0);
        return {
          rows: [{ id: String(place) }],
          total: place === 0 && counts ? 3 : null,
          nextCursor: place < 2 ? String(place + 1) : null,
          readTo: place === 1 ? '2026-03-01T16:00:00.000Z' : null,
        };
      },
    },
  });
  await vi.waitFor(() => {
    expect(pages.rows.value).toHaveLength(1);
  });
  return { ...mounted, asked, state };
}
afterEach(() => {
  window.history.replaceState({}, '');
});

it('grows page by page to the end, and asks for none twice', async () => {
  const { asked } = await open();
  expect(pages.total.value).toBe(3);
  for (const length of [2, 3]) {
    pages.more();
    pages.more();
    await vi.waitFor(() => {
      expect(pages.rows.value).toHaveLength(length);
    });
  }
  expect(pages.hasMore.value).toBe(false);
  pages.more();
  await flushPromises();
  expect(asked).toEqual([undefined, '1', '2']);
  expect(pages.total.value).toBe(3);
});

it('knows how many there are once it has read to the end, and until then how far it has come', async () => {
  await open({ counts: false });
  expect([pages.total.value, pages.readTo.value]).toEqual([undefined, undefined]);
  pages.more();
  await vi.waitFor(() => {
    expect(pages.readTo.value).toBe('2026-03-01T16:00:00.000Z');
  });
  expect(pages.total.value).toBeUndefined();
  pages.more();
  await vi.waitFor(() => {
    expect(pages.total.value).toBe(3);
  });
  expect(pages.readTo.value).toBeUndefined();
});

it('begins anew with the first page alone', async () => {
  const { asked } = await open();
  pages.more();
  await vi.waitFor(() => {
    expect(pages.rows.value).toHaveLength(2);
  });
  pages.refresh();
  await vi.waitFor(() => {
    expect(asked).toEqual([undefined, '1', undefined]);
  });
  await flushPromises();
  expect(pages.rows.value).toHaveLength(1);
});

it('asks for one page of a selection that was looked at before', async () => {
  const { asked, router } = await open();
  pages.more();
  await vi.waitFor(() => {
    expect(pages.rows.value).toHaveLength(2);
  });
  for (const query of ['b', 'a']) {
    await router.replace(`/audit?q=${query}`);
    await vi.waitFor(() => {
      expect(pages.isFetching.value).toBe(false);
      expect(pages.rows.value).toHaveLength(1);
    });
  }
  expect(asked.slice(2)).toEqual([undefined, undefined]);
});

it('keeps what is there when the next page does not come', async () => {
  const { state } = await open();
  state.broken = true;
  pages.more();
  await vi.waitFor(() => {
    expect(pages.moreError.value?.code).toBe('INTERNAL');
  });
  expect(pages.error.value).toBeNull();
  expect(pages.rows.value).toHaveLength(1);
  state.broken = false;
  pages.more();
  await vi.waitFor(() => {
    expect(pages.rows.value).toHaveLength(2);
  });
  expect(pages.moreError.value).toBeNull();
});
