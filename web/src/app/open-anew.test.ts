import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { openAnewWithoutCode } from './open-anew';

it('loads the document anew where the code of a page is missing and the server answers, and for nothing else', async () => {
  const page = { template: '<i />' };
  const failing = (message: string) => () => Promise.reject(new Error(message));
  const routes = [
    { path: '/', component: page },
    { path: '/chrome', component: failing('Failed to fetch dynamically imported module: /a.js') },
    { path: '/safari', component: failing('Importing a module script failed.') },
    { path: '/styles', component: failing('Unable to preload CSS for /a.css') },
    { path: '/broken', component: failing('x is not a function') },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const open = vi.fn<(path: string) => void>();
  let answers = true;
  openAnewWithoutCode(router, { isAnswering: () => Promise.resolve(answers), open });
  const go = async (path: string) => {
    await router.push(path).catch(() => undefined);
    await flushPromises();
  };
  await go('/');
  for (const path of ['/chrome?step=2', '/safari', '/styles', '/broken']) await go(path);
  expect(open.mock.calls).toEqual([['/chrome?step=2'], ['/safari'], ['/styles']]);
  answers = false;
  await go('/chrome');
  expect(open).toHaveBeenCalledTimes(3);
  expect(router.currentRoute.value.path).toBe('/');

  // A document that begins with such a page would go round in circles.
  const beginning = createRouter({ history: createMemoryHistory(), routes });
  openAnewWithoutCode(beginning, { isAnswering: () => Promise.resolve(true), open });
  await beginning.push('/chrome').catch(() => undefined);
  await flushPromises();
  expect(open).toHaveBeenCalledTimes(3);
});
