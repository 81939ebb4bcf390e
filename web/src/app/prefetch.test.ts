import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { PATH, type Api } from '../api/api';
import { lead } from '../api/lead';
import type { LeadAbout } from '../api/lead';
import { createQueryClient } from '../api/query-client';
import { createMemoryHistory, createRouter } from 'vue-router';
import { createAskFirst, prefetchPages, prefetchWhenIdle } from './prefetch';
import type { AskFirst } from './prefetch';

const page = { template: '<p>page</p>' };

function setUp(load: () => Promise<typeof page>, askFirst?: AskFirst) {
  const routes = [
    { path: '/', component: page },
    { path: '/lists/:id', component: load },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const root = document.createElement('div');
  root.innerHTML =
    '<a href="/lists/1?tab=x"><b>one</b></a><a href="/">home</a><a href="/lists/2">two</a><a href="https://x.example/">out</a>';
  prefetchPages(router, root, askFirst);
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

it('loads the pages of the menu one after the other while nothing else is to be done, until one fails', async () => {
  const order: string[] = [];
  const load =
    (name: string, fails = false) =>
    () => {
      order.push(name);
      return fails ? Promise.reject(new Error('offline')) : Promise.resolve(page);
    };
  const routes = [
    { path: '/', component: page },
    { path: '/one', component: load('one') },
    { path: '/two', component: load('two', true) },
    { path: '/three', component: load('three') },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await prefetchWhenIdle(router, ['/', '/one', '/two', '/three'], { pauseMs: 0 });
  expect(order).toEqual(['one', 'two']);
});

it('loads, after all of the menu, what its pages lead to, the nearest first', async () => {
  const order: string[] = [];
  const load = (name: string) => () => {
    order.push(name);
    return Promise.resolve(page);
  };
  const route = (name: string, parent?: string) => ({
    ...{ path: `/${name}`, name, component: load(name) },
    meta: parent === undefined ? {} : { parent },
  });
  const routes = [
    route('edit', 'item'),
    route('item', 'list'),
    ...[route('list'), route('other'), route('elsewhere', 'hidden')],
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await prefetchWhenIdle(router, ['/list', '/other'], { pauseMs: 0 });
  expect(order).toEqual(['list', 'other', 'item', 'edit']);
});

it('asks what a page asks first each time its link is pointed at, unless the link has a filter', () => {
  const askFirst = vi.fn(() => Promise.resolve());
  const point = setUp(() => Promise.resolve(page), askFirst);
  point('b');
  expect(askFirst).not.toHaveBeenCalled();
  // one stands on it already
  point('a[href="/"]');
  expect(askFirst).not.toHaveBeenCalled();
  point('a[href="/lists/2"]');
  point('a[href="/lists/2"]', 'focusin');
  expect(askFirst.mock.calls).toEqual([['/lists/2'], ['/lists/2']]);
});

it('asks for the pages of the menu after their code has come', async () => {
  const order: string[] = [];
  const routes = [
    {
      path: '/one',
      component: () => {
        order.push('code');
        return Promise.resolve(page);
      },
    },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const askFirst = (path: string) => {
    order.push(path);
    return Promise.resolve();
  };
  await prefetchWhenIdle(router, ['/one'], { pauseMs: 0, askFirst });
  expect(order).toEqual(['code', '/one']);
});

it('keeps the answer for the page, asks for nobody who is not signed in, and fails in silence', async () => {
  const query = vi.fn<() => Promise<string>>(() => Promise.resolve('answer'));
  const procedure = Object.assign({ query }, { [PATH]: ['points', 'list'] });
  const leadOf = () => lead(procedure, undefined);
  const routes = [
    { path: '/with', component: page, meta: { lead: () => Promise.resolve({ leadOf }) } },
    { path: '/without', component: page },
    { path: '/broken', component: page, meta: { lead: () => Promise.reject(new Error('offline')) } },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const client = createQueryClient();
  const signedIn: { as?: LeadAbout } = {};
  const askFirst = createAskFirst({ router, api: {} as Api, client }, () => signedIn.as);
  await askFirst('/with');
  expect(query).not.toHaveBeenCalled();
  signedIn.as = { tenantKind: 'CITY', can: () => true };
  for (const path of ['/with', '/with', '/without', '/broken']) await askFirst(path);
  expect(query).toHaveBeenCalledTimes(1);
  expect(client.getQueryData(['points', 'list', undefined])).toBe('answer');
});
