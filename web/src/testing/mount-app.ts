import { VueQueryPlugin } from '@tanstack/vue-query';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter, type Router, type RouteRecordRaw } from 'vue-router';
import { API, createApi } from '../api/api';
import { createQueryClient } from '../api/query-client';
import { SET_LOCALE } from '../lib/locale-switch';

/** What a procedure answers in a test: data for its input, or a thrown error's code. */
export type Answers = Record<string, (input: unknown) => unknown>;

/** A refusal as the server would send it. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

function answer(answers: Answers, name: string, input: unknown): object {
  try {
    return { result: { data: answers[name]?.(input) } };
  } catch (thrown) {
    const code = thrown instanceof Refusal ? thrown.code : 'INTERNAL';
    return {
      error: { message: code, code: -32000, data: { code, params: {}, fields: [], requestId: 'r-1' } },
    };
  }
}

/** A `fetch` that answers tRPC batches from a table, through the real client and its wire format. */
export function fakeFetch(answers: Answers): typeof fetch {
  return (request, init) => {
    const url = new URL(request instanceof Request ? request.url : request, 'http://test');
    const raw = url.searchParams.get('input') ?? (typeof init?.body === 'string' ? init.body : '{}');
    const inputs = JSON.parse(raw) as Record<string, unknown>;
    const names = url.pathname.replace('/trpc/', '').split(',');
    const body = names.map((name, index) => answer(answers, name, inputs[String(index)]));
    return Promise.resolve(
      new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
    );
  };
}

export interface MountedPage {
  wrapper: VueWrapper;
  router: Router;
}

/** Mounts a page with everything a page may ask for; `answers` is the server. */
export async function mountPage(
  page: Component,
  {
    answers = {},
    path = '/',
    props = {},
    routes = [],
  }: { answers?: Answers; path?: string; props?: object; routes?: RouteRecordRaw[] } = {},
): Promise<MountedPage> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [...routes, { path: '/:rest(.*)*', name: 'any', component: { template: '<i />' } }],
  });
  await router.push(path);
  const api = createApi({ onUnauthenticated: () => undefined, fetch: fakeFetch(answers) });
  const wrapper = mount(page, {
    attachTo: document.body,
    props,
    global: {
      plugins: [createPinia(), router, [VueQueryPlugin, { queryClient: createQueryClient() }]],
      provide: { [API as symbol]: api, [SET_LOCALE as symbol]: () => Promise.resolve() },
    },
  });
  return { wrapper, router };
}
