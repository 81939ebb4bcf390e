import { VueQueryPlugin } from '@tanstack/vue-query';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { h, type Component } from 'vue';
import { createMemoryHistory, createRouter, type Router, type RouteRecordRaw } from 'vue-router';
import { API, createApi } from '../api/api';
import { createQueryClient } from '../api/query-client';
import { createLeaveGuards, LEAVE_GUARDS } from '../lib/leave-guards';
import { SET_LOCALE } from '../lib/locale-switch';
import type { Session } from '../session/session-schema';
import { useSessionStore } from '../session/session-store';

/** What a procedure answers in a test: data for its input, or a thrown error's code. */
export type Answers = Record<string, (input: unknown) => unknown>;

/** A refusal as the server would send it. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

/** Thrown by an answer: the request does not reach the server. */
export class DeadNetwork extends Error {}

function answer(answers: Answers, name: string, input: unknown): object {
  try {
    return { result: { data: answers[name]?.(input) } };
  } catch (thrown) {
    if (thrown instanceof DeadNetwork) throw thrown;
    const { code, params } = thrown instanceof Refusal ? thrown : new Refusal('INTERNAL');
    return {
      error: { message: code, code: -32000, data: { code, params, fields: [], requestId: 'r-1' } },
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
    try {
      const body = names.map((name, index) => answer(answers, name, inputs[String(index)]));
      return Promise.resolve(
        new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
      );
    } catch {
      return Promise.reject(new TypeError('fetch failed'));
    }
  };
}

export interface MountedPage {
  wrapper: VueWrapper;
  router: Router;
}

/** The page, in whose setup somebody is signed in already. */
function withSession(page: Component, session: Session | undefined): Component {
  if (!session) return page;
  return {
    inheritAttrs: false,
    setup: (_, { attrs }) => {
      useSessionStore().session = session;
      return () => h(page, attrs);
    },
  };
}

/** Mounts a page with everything a page may ask for; `answers` is the server. */
export async function mountPage(
  page: Component,
  {
    answers = {},
    path = '/',
    props = {},
    routes = [],
    session,
    provide = {},
  }: {
    answers?: Answers;
    path?: string;
    props?: object;
    routes?: RouteRecordRaw[];
    /** Who is signed in; nobody where the page does not ask. */
    session?: Session;
    provide?: Record<symbol, unknown>;
  } = {},
): Promise<MountedPage> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [...routes, { path: '/:rest(.*)*', name: 'any', component: { template: '<i />' } }],
  });
  const leaveGuards = createLeaveGuards();
  router.beforeEach((to, from) => to.path === from.path || leaveGuards.mayLeave());
  await router.push(path);
  const api = createApi({ renewSession: () => Promise.resolve(false), fetch: fakeFetch(answers) });
  const wrapper = mount(withSession(page, session), {
    attachTo: document.body,
    props,
    global: {
      plugins: [createPinia(), router, [VueQueryPlugin, { queryClient: createQueryClient() }]],
      provide: {
        [API as symbol]: api,
        [SET_LOCALE as symbol]: () => Promise.resolve(),
        [LEAVE_GUARDS as symbol]: leaveGuards,
        ...provide,
      },
    },
  });
  return { wrapper, router };
}

const tenant = {
  id: 't',
  code: '320000',
  kind: 'PROVINCE',
  parentId: null,
  nameZh: '江苏',
  nameEn: 'Jiangsu',
} as const;
const duty = { id: 'd', role: 'OPERATOR', tenant } as const;

/** A province operator who is signed in and may do nothing; for pages that ask who is there. */
export const PERSON: Session = {
  person: { id: 'p', staffId: 'JS-OPS-01', name: '省运营' },
  duty,
  duties: [duty],
  functions: [],
  rules: [],
  demo: false,
  idleMs: 1_740_000,
  mustChangePassword: false,
};
