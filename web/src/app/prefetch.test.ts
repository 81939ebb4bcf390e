import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { prefetchPages, prefetchWhenIdle } from './prefetch';

const page = { template: '<p>page</p>' };

function setUp(load: () => Promise<typeof page>) {
  const routes = [
    { path: '/', component: page },
    { path: '/lists/:id', component: load },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const root = document.createElement('div');
  root.innerHTML =
    '<a href="/lists/1?tab=x"><b>one</b></a><a href="/">home</a><a href="https://x.example/">out</a>';
  prefetchPages(router, root);
  return (selector: string, kind = 'pointerover') =>
    root.querySelector(selector)?.dispatchEvent(new Event(kind, { bubbles: true }));
}

it('loads the page behind a link once, when it is pointed at or focused', async () => {
  const load = vi.fn(() => Promise.resolve(page));
  const point = setUp(load);
  point('a[href="/"]');
  point('a[href^="https"]');
  expect(load).not.toHaveBeenCalled();
  point('b');
  point('a', 'focusin');
  await flushPromises();
  expect(load).toHaveBeenCalledTimes(1);
});

it('tries again after a failure', async () => {
  const load = vi.fn(() => Promise.reject(new Error('offline')));
  const point = setUp(load);
  point('b');
  await flushPromises();
  point('b');
  expect(load).toHaveBeenCalledTimes(2);
});

it('loads the pages of the menu one after the other while nothing else is to be done, whatever fails', async () => {
  const order: string[] = [];
  const load =
    (name: string, fails = false) =>
    () => {
      order.push(name);
      return fails ? Promise.reject(new Error('offline')) : Promise.resolve(page);
    };
  const routes = [
    { path: '/', component: page },
    { path: '/one', component: load('one', true) },
    { path: '/two', component: load('two') },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await prefetchWhenIdle(router, ['/', '/one', '/two'], { pauseMs: 0 });
  expect(order).toEqual(['one', 'two']);
});
