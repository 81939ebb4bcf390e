import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, type RouteRecordRaw } from 'vue-router';
import { API, createApi } from '../api/api';
import { CONNECTION, createConnection } from '../api/connection';
import { createQueryClient } from '../api/query-client';
import { signInRoutes } from '../features/sign-in/sign-in-routes';
import { ACTIVITY, createActivity } from '../lib/activity';
import { createLeaveGuards, LEAVE_GUARDS } from '../lib/leave-guards';
import { SET_LOCALE } from '../lib/locale-switch';
import { useRenewalStore } from '../session/renewal-store';
import { fakeFetch } from '../testing/mount-app';
import { answerLeaveQuestion, isLeaveAsked } from '../testing/leave-question';
import App from './App.vue';
import './layouts/AppShell.vue'; // loaded beforehand, so that no test waits for it
import { createAppRouter } from './router';

const tenant = { id: 't', code: '320100', kind: 'CITY', parentId: 'p', nameZh: '南京', nameEn: 'Nanjing' };
const duty = { id: 'd', role: 'OPERATOR', tenant };
const me = {
  person: { id: 'p', staffId: 'NJ-OPS-01', name: '市运营' },
  duty,
  duties: [duty],
  functions: [],
  demo: false,
  mustChangePassword: false,
  idleMs: 1_740_000,
  rules: [['read', 'AuditEvent']],
};
const routes: RouteRecordRaw[] = [
  ...signInRoutes,
  {
    path: '/audit',
    name: 'audit',
    component: { template: '<h1 tabindex="-1">审计页</h1>' },
    meta: { titleKey: 'menu.audit', can: { action: 'read', subject: 'AuditEvent' } },
  },
  {
    path: '/campaigns',
    name: 'campaigns',
    component: { template: '<h1>活动</h1>' },
    meta: { can: { action: 'read', subject: 'StandardCampaign' } },
  },
];
const server = { signedIn: false, mustChangePassword: false, told: 0 };

async function open(path: string, provide: Record<symbol, unknown> = {}) {
  const answers = {
    'notifications.list': () => ({ rows: [], total: 0, unread: 0 }),
    'workbench.counts': () => ({ toApprove: 0, returnedStandards: 0, returnedLocals: 0, toPublish: 0 }),
    'session.me': () => (server.signedIn ? { ...me, mustChangePassword: server.mustChangePassword } : null),
    'session.changePassword': () => {
      server.mustChangePassword = false;
    },
    'tenants.list': () => {
      server.told += 1;
      return [tenant];
    },
    'session.demoSignIns': () => ({
      password: 'Demo-1540',
      signIns: [{ staffId: 'NJ-OPS-01', role: 'OPERATOR', tenant }],
    }),
  };
  const api = createApi({ renewSession: () => Promise.resolve(false), fetch: fakeFetch(answers) });
  const pinia = createPinia();
  const leaveGuards = createLeaveGuards();
  const router = createAppRouter(createMemoryHistory(), routes, leaveGuards);
  const app = mount(App, {
    attachTo: document.body,
    global: {
      plugins: [pinia, [VueQueryPlugin, { queryClient: createQueryClient() }], router],
      provide: {
        [API as symbol]: api,
        [SET_LOCALE as symbol]: () => Promise.resolve(),
        [LEAVE_GUARDS as symbol]: leaveGuards,
        ...provide,
      },
    },
  });
  await router.push(path);
  await flushPromises();
  await vi.dynamicImportSettled();
  await flushPromises();
  return { app, router };
}

afterEach(() => {
  server.signedIn = false;
  server.mustChangePassword = false;
  server.told = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('leads a signed-out person to the sign-in page and back to the deep link', async () => {
  const { app, router } = await open('/audit?q=1');
  expect(router.currentRoute.value.fullPath).toBe('/sign-in?return=/audit?q=1');
  vi.stubGlobal('fetch', () => {
    server.signedIn = true;
    return Promise.resolve(new Response('{}'));
  });
  await app.find('[aria-label^="用 NJ-OPS-01"]').trigger('click');
  await app.find('form').trigger('submit');
  await flushPromises();
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/audit?q=1'));
  // The frame comes with the first page inside it.
  await vi.waitFor(() => expect(document.title).toBe('审计 · 协同 Xietong'), 15_000);
});

it.each([
  [401, '{}', '工号或密码不正确'],
  [429, '{"code":"SIGN_IN_LOCKED"}', '暂时锁定'],
  [500, 'oops', '未预料'],
])('says why a sign-in failed (%i)', async (status, body, text) => {
  const { app } = await open('/sign-in');
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
  await app.find('[aria-label^="用 NJ-OPS-01"]').trigger('click');
  await app.find('form').trigger('submit');
  await flushPromises();
  expect(app.find('form [role=alert]').text()).toContain(text);
});

it('names the missing fields before it asks the server', async () => {
  const { app } = await open('/sign-in');
  await app.find('form').trigger('submit');
  expect(app.text()).toContain('请填写工号。');
  expect(app.text()).toContain('请填写密码。');
});

it('shows the tenant and the way out, and keeps shut what the duty may not open', async () => {
  server.signedIn = true;
  const { app, router } = await open('/campaigns');
  expect(router.currentRoute.value.name).toBe('forbidden');
  expect(app.find('h1').text()).toBe('没有权限');
  expect(app.find('header').text()).toContain('南京');
  expect(app.find('header').text()).toContain('市运营');
  expect(app.find('a[href="#main"]').text()).toBe('跳到正文');
});

it('opens nothing but the new password to whoever got the present one from somebody else', async () => {
  server.signedIn = true;
  server.mustChangePassword = true;
  const { app, router } = await open('/audit?q=1');
  expect(router.currentRoute.value.fullPath).toBe('/new-password?return=/audit?q=1');
  expect(app.find('h1').text()).toBe('设置新密码');
  await router.push('/nowhere');
  expect(router.currentRoute.value.name).toBe('new-password');
  await router.push('/audit?q=1');
  await app.find('form').trigger('submit');
  await flushPromises();
  expect(app.findAll('[aria-invalid=true]')).toHaveLength(2);
  const [current, next, repeated] = app.findAll('input[type=password]');
  await current?.setValue('Given-by-admin-1');
  await next?.setValue('My-own-word-154');
  await repeated?.setValue('My-own-word-154');
  expect(app.findAll('.rules .kept')).toHaveLength(3);
  const signOut = app.findAll('button').find((button) => button.text() === '退出登录');
  await signOut?.trigger('click');
  await answerLeaveQuestion('stay');
  expect(router.currentRoute.value.name).toBe('new-password');
  expect(server.signedIn).toBe(true);
  await app.find('form').trigger('submit');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/audit?q=1'));
  expect(isLeaveAsked()).toBe(false);
});

it('says that a page does not exist', async () => {
  server.signedIn = true;
  const { app } = await open('/nowhere');
  expect(app.find('h1').text()).toBe('页面不存在');
});

it('moves the focus to the title of the next page and announces it', async () => {
  server.signedIn = true;
  const { app, router } = await open('/forbidden');
  await router.push('/audit');
  await flushPromises();
  expect(document.activeElement?.textContent).toBe('审计页');
  expect(app.find('[aria-live=polite]').text()).toBe('审计');
});

describe('the frame', () => {
  const shown = (): string => document.querySelector('.el-dialog')?.textContent ?? '';

  it('says shortly before the idle time-out that the session ends, lets it go on, and else asks who is there', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    server.signedIn = true;
    const activity = createActivity({ post: () => undefined, listen: () => () => undefined });
    await open('/audit', { [ACTIVITY]: activity });
    await vi.advanceTimersByTimeAsync(me.idleMs - 121_000);
    expect(shown()).toBe('');
    await vi.advanceTimersByTimeAsync(31_000);
    await vi.waitFor(() => expect(shown()).toContain('即将自动退出'));
    expect(document.querySelector('[role=timer]')?.textContent).toBe('1:30');
    const toldBefore = server.told;
    document.querySelector<HTMLElement>('.el-dialog__footer button')?.click();
    await vi.waitFor(() => expect(server.told).toBe(toldBefore + 1));
    expect(activity.idleMs()).toBeLessThan(1_000);
    await vi.advanceTimersByTimeAsync(me.idleMs - 121_000);
    expect(useRenewalStore().interruption).toBeNull();
    await vi.advanceTimersByTimeAsync(122_000);
    expect(useRenewalStore().interruption).toBe('expired');
    await vi.waitFor(() => expect(document.body.textContent).toContain('请输入 NJ-OPS-01 的密码'));
  });

  it('says that the server does not answer, until it does', async () => {
    server.signedIn = true;
    let isCut = false;
    const send = () => (isCut ? Promise.reject(new TypeError('cut')) : Promise.resolve(new Response('{}')));
    const connection = createConnection({ idleMs: () => 0, actingAs: () => undefined }, send);
    const { app } = await open('/audit', { [CONNECTION]: connection });
    const text = '连接不上服务器，正在重试。已填写的内容不会丢失。';
    expect(app.text()).not.toContain(text);
    isCut = true;
    await expect(connection.fetch('/trpc/x')).rejects.toThrow('cut');
    await vi.waitFor(() => expect(app.find('[role=status]').text()).toBe(text));
    window.dispatchEvent(new Event('online'));
    await flushPromises();
    expect(app.find('[role=status]').text()).toBe(text);
    isCut = false;
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(app.find('[role=status]').text()).toBe(''));
  });
});
