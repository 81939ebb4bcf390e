import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { API, createApi } from '../api/api';
import { createQueryClient } from '../api/query-client';
import { createLeaveGuards, LEAVE_GUARDS } from '../lib/leave-guards';
import { TAB_CHANNEL, type TabMessage } from '../lib/tab-channel';
import { useRenewalStore } from '../session/renewal-store';
import { useSessionStore } from '../session/session-store';
import { fakeFetch, PERSON, Refusal } from '../testing/mount-app';
import SessionDialog from './layouts/SessionDialog.vue';

const other = { ...PERSON.duty, id: 'd2' };
const server = { signedIn: true, personId: 'p', duty: 'd', switched: [] as unknown[], mustChange: false };
const tabs: { heard?: (message: TabMessage) => void; posted: TabMessage[] } = { posted: [] };

async function open() {
  const me = () =>
    server.signedIn
      ? {
          ...PERSON,
          duties: [other, PERSON.duty],
          duty: server.duty === 'd' ? PERSON.duty : other,
          mustChangePassword: server.mustChange,
        }
      : null;
  const answers = {
    'session.me': me,
    'session.switchDuty': (input: unknown) => {
      if (server.mustChange) throw new Refusal('PASSWORD_CHANGE_REQUIRED');
      server.switched.push(input);
      server.duty = (input as { dutyId: string }).dutyId;
    },
    'session.changePassword': () => {
      server.mustChange = false;
    },
    'campaigns.archive': () => {
      if (!server.signedIn) throw new Refusal('UNAUTHENTICATED');
      if (server.mustChange) throw new Refusal('PASSWORD_CHANGE_REQUIRED');
      return { id: 'done' };
    },
  };
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    if (path.endsWith('get-session'))
      return Promise.resolve(Response.json(server.signedIn ? { personId: server.personId } : null));
    if (path.endsWith('sign-out')) server.signedIn = false;
    const isRight = typeof init?.body === 'string' && init.body.includes('"right"');
    if (isRight) Object.assign(server, { signedIn: true, duty: 'd2' });
    return Promise.resolve(new Response('{}', { status: isRight ? 200 : 401 }));
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/page', name: 'page', component: { template: '<i />' } },
      { path: '/sign-in', name: 'sign-in', component: { template: '<i />' } },
    ],
  });
  await router.push('/page');
  const pinia = createPinia();
  const guards = createLeaveGuards();
  const api = createApi({ renewSession: () => useRenewalStore(pinia).renew(), fetch: fakeFetch(answers) });
  mount(SessionDialog, {
    attachTo: document.body,
    global: {
      plugins: [pinia, router, [VueQueryPlugin, { queryClient: createQueryClient() }]],
      provide: {
        [API as symbol]: api,
        [LEAVE_GUARDS as symbol]: guards,
        [TAB_CHANNEL as symbol]: {
          post: (message: TabMessage) => tabs.posted.push(message),
          listen: (heard: (message: TabMessage) => void) => {
            tabs.heard = heard;
            return () => undefined;
          },
        },
      },
    },
  });
  await useSessionStore(pinia).load();
  return { api, router, guards, store: useSessionStore(pinia) };
}

const dialog = () => document.querySelector('.el-dialog')?.textContent ?? '';
const press = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('.el-dialog button')]
    .find((button) => button.textContent.includes(text))
    ?.click();

async function typePassword(...texts: string[]): Promise<void> {
  const inputs = document.querySelectorAll<HTMLInputElement>('.el-dialog input[type=password]');
  expect(inputs).toHaveLength(texts.length);
  for (const [index, input] of inputs.entries()) {
    input.value = texts[index] ?? '';
    input.dispatchEvent(new Event('input'));
  }
  await flushPromises();
}

afterEach(() => {
  Object.assign(server, { signedIn: true, personId: 'p', duty: 'd', switched: [], mustChange: false });
  tabs.posted = [];
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

it("asks for the same person's password and then makes the failed call again, in the same duty", async () => {
  const { api, router } = await open();
  server.signedIn = false;
  const call = api.campaigns.archive.mutate({ id: '0190a000-0000-7000-8000-000000000001' });
  await vi.waitFor(() => expect(dialog()).toContain('请输入 JS-OPS-01 的密码'));
  await typePassword('wrong');
  press('继续');
  await vi.waitFor(() => expect(dialog()).toContain('工号或密码不正确'));
  await typePassword('right');
  press('继续');
  await expect(call).resolves.toEqual({ id: 'done' });
  expect(server.switched).toEqual([{ dutyId: 'd' }]);
  expect(tabs.posted.at(-1)).toEqual({ kind: 'signedIn', personId: 'p', dutyId: 'd' });
  expect(router.currentRoute.value.name).toBe('page');
});

it('gives the call up when somebody else is to sign in', async () => {
  const { api, router } = await open();
  server.signedIn = false;
  const call = api.campaigns.archive.mutate({ id: '0190a000-0000-7000-8000-000000000001' });
  await vi.waitFor(() => expect(dialog()).toContain('登录已失效'));
  press('换人登录');
  await expect(call).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/sign-in?return=/page'));
});

it('goes on by itself when the person has signed in again in another tab', async () => {
  const { api } = await open();
  server.signedIn = false;
  const call = api.campaigns.archive.mutate({ id: '0190a000-0000-7000-8000-000000000001' });
  await vi.waitFor(() => expect(dialog()).toContain('登录已失效'));
  server.signedIn = true;
  tabs.heard?.({ kind: 'signedIn', personId: 'p', dutyId: 'd' });
  await expect(call).resolves.toEqual({ id: 'done' });
});

it("does not go on in another person's or another duty's session", async () => {
  const { store } = await open();
  tabs.heard?.({ kind: 'signedIn', personId: 'p', dutyId: 'd2' });
  await vi.waitFor(() => expect(dialog()).toContain('已在另一个标签页切换身份'));
  press('切换回来，继续');
  await vi.waitFor(() => expect(server.switched).toEqual([{ dutyId: 'd' }]));
  tabs.heard?.({ kind: 'signedIn', personId: 'someone', dutyId: 'd9' });
  await vi.waitFor(() => expect(dialog()).toContain('已有另一个人在这个浏览器里登录'));
  expect(dialog()).not.toContain('继续');
  expect(store.session?.person.id).toBe('p');
});

it('leaves with the tab that signed out, but asks where something is unsaved', async () => {
  const { router, guards } = await open();
  const remove = guards.add({ hasUnsaved: () => true, mayLeave: () => Promise.resolve(false) });
  server.signedIn = false;
  tabs.heard?.({ kind: 'signedOut' });
  await vi.waitFor(() => expect(dialog()).toContain('登录已失效'));
  expect(router.currentRoute.value.name).toBe('page');
  remove();
  tabs.heard?.({ kind: 'signedOut' });
  await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('sign-in'));
});

describe('a password that an administrator has reset meanwhile', () => {
  const archive = { id: '0190a000-0000-7000-8000-000000000001' };

  it('is replaced over the page, which then goes on in the same duty', async () => {
    const { api, router, store } = await open();
    server.signedIn = false;
    const call = api.campaigns.archive.mutate(archive);
    await vi.waitFor(() => expect(dialog()).toContain('登录已失效'));
    server.mustChange = true;
    await typePassword('right');
    press('继续');
    await vi.waitFor(() => expect(dialog()).toContain('JS-OPS-01 的密码已由管理员重置'));
    expect(store.session?.mustChangePassword).toBe(false);
    expect(tabs.posted).toEqual([]);
    await typePassword('right', 'My-own-word-154', 'My-own-word-154');
    document.querySelector('.el-dialog form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await expect(call).resolves.toEqual({ id: 'done' });
    expect(server.switched).toEqual([{ dutyId: 'd' }]);
    expect(tabs.posted).toEqual([{ kind: 'signedIn', personId: 'p', dutyId: 'd' }]);
    expect(router.currentRoute.value.name).toBe('page');
  });

  it('is asked for, too, when it was typed in another tab, and not once that tab has replaced it', async () => {
    await open();
    server.mustChange = true;
    tabs.heard?.({ kind: 'signedIn', personId: 'p', dutyId: 'd' });
    await vi.waitFor(() => expect(dialog()).toContain('请设置新密码'));
    server.mustChange = false;
    tabs.heard?.({ kind: 'signedIn', personId: 'p', dutyId: 'd' });
    await vi.waitFor(() => expect(useRenewalStore().interruption).toBeNull());
    expect(tabs.posted).toEqual([]);
  });

  it('leaves nobody signed in who goes away instead', async () => {
    const { api, router } = await open();
    server.mustChange = true;
    tabs.heard?.({ kind: 'signedIn', personId: 'p', dutyId: 'd' });
    await vi.waitFor(() => expect(dialog()).toContain('请设置新密码'));
    press('换人登录');
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/sign-in?return=/page'));
    expect(server.signedIn).toBe(false);
    await expect(api.session.me.query()).resolves.toBeNull();
  });
});
