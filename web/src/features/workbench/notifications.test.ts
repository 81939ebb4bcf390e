import { NOTIFICATION_KINDS } from '@xietong/shared/notifications';
import type { NotificationRow } from '@xietong/shared/notifications';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal, type Answers } from '../../testing/mount-app';
import NotificationBell from './components/NotificationBell.vue';
import NotificationsPage from './pages/NotificationsPage.vue';

const row = (patch: Partial<NotificationRow> = {}): NotificationRow => ({
  id: 'n-1',
  kind: 'RETURNED',
  at: '2026-11-22T02:00:00.000Z',
  read: false,
  subject: {
    type: 'RELEASE',
    releaseKind: 'LOCAL',
    campaignId: 'c-1',
    campaignNumber: '320100-2026-0001',
  },
  title: '充 50 赠手机报',
  requestId: null,
  actorName: 'NJ-APR-01',
  fromNameZh: '南京',
  fromNameEn: 'Nanjing',
  reason: '价格没有写全',
  ...patch,
});

/** A server that keeps what was read. */
function inbox(...rows: NotificationRow[]) {
  const read = new Set<string>();
  const unread = () => rows.filter(({ id }) => !read.has(id));
  const asked: unknown[] = [];
  const answers: Answers = {
    'notifications.list': (input) => {
      asked.push(input);
      return { rows: unread(), total: unread().length, unread: unread().length };
    },
    'notifications.markRead': (input) => (read.add((input as { id: string }).id), { marked: 1 }),
    'notifications.markAllRead': () => (rows.forEach(({ id }) => read.add(id)), { marked: rows.length }),
  };
  return { answers, read, asked };
}

it('says how much is unread, shows the newest on demand, and goes where one leads', async () => {
  const { answers, read } = inbox(row(), row({ id: 'n-2', kind: 'SUBMITTED', requestId: 'r-1' }));
  const { wrapper, router } = await mountPage(NotificationBell, { answers });
  const bell = wrapper.get('button');
  await vi.waitFor(() => expect(bell.attributes('aria-label')).toBe('通知，2 条未读'));
  expect(wrapper.find('section').exists()).toBe(false);
  await bell.trigger('click');
  expect(bell.attributes('aria-expanded')).toBe('true');
  expect(wrapper.text()).toContain('「充 50 赠手机报」被 NJ-APR-01 退回修改');
  expect(wrapper.text()).toContain('价格没有写全');
  await wrapper.get('a[href="/approvals/r-1"]').trigger('click');
  await vi.waitFor(() => expect(read).toEqual(new Set(['n-2'])));
  expect(router.currentRoute.value.path).toBe('/approvals/r-1');
  expect(wrapper.find('section').exists()).toBe(false);
});

it('closes by Esc and gives the focus back', async () => {
  const { wrapper } = await mountPage(NotificationBell, { answers: inbox(row()).answers });
  await wrapper.get('button').trigger('click');
  await wrapper.get('section').trigger('keydown', { key: 'Escape' });
  expect(wrapper.find('section').exists()).toBe(false);
  expect(document.activeElement).toBe(wrapper.get('button').element);
});

it('marks one and all as read where they stand', async () => {
  const { answers } = inbox(row(), row({ id: 'n-2' }), row({ id: 'n-3' }));
  const { wrapper } = await mountPage(NotificationsPage, { answers, path: '/notifications?box=unread' });
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(3));
  await wrapper.get('[aria-label="标为已读：充 50 赠手机报"]').trigger('click');
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(2));
  const all = wrapper.findAll('button').find((button) => button.text() === '全部标为已读');
  await all?.trigger('click');
  await vi.waitFor(() => expect(wrapper.text()).toContain('没有未读的通知'));
  expect(all?.attributes('disabled')).toBeDefined();
});

it('asks for what the address says', async () => {
  const { answers, asked } = inbox(row());
  await mountPage(NotificationsPage, { answers, path: '/notifications?box=unread&kind=RETURNED' });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toEqual({ unread: true, kinds: ['RETURNED'], page: 1, pageSize: 20 });
});

it('keeps what could not be marked, and says why', async () => {
  const { answers } = inbox(row());
  answers['notifications.markRead'] = () => {
    throw new Refusal('NOT_FOUND');
  };
  const { wrapper } = await mountPage(NotificationsPage, { answers, path: '/notifications' });
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(1));
  await wrapper.get('[aria-label="标为已读：充 50 赠手机报"]').trigger('click');
  await vi.waitFor(() => expect(document.body.querySelector('.el-message--error')?.textContent).toBeTruthy());
  expect(wrapper.findAll('li')).toHaveLength(1);
});

it.each(NOTIFICATION_KINDS)('has a sentence for %s', async (kind) => {
  const { wrapper } = await mountPage(NotificationsPage, {
    answers: inbox(row({ kind })).answers,
    path: '/notifications',
  });
  await vi.waitFor(() => expect(wrapper.get('li a').text()).toMatch(/充 50 赠手机报/));
});

it('leads from an import that is over to its page', async () => {
  const subject = { type: 'LIST_IMPORT', importId: 'i-1' } as const;
  const { wrapper } = await mountPage(NotificationsPage, {
    answers: inbox(row({ kind: 'IMPORT_FAILED', subject, title: '老客户', reason: null })).answers,
    path: '/notifications',
  });
  await vi.waitFor(() => {
    expect(wrapper.get('li a').attributes('href')).toBe('/audiences/imports/i-1');
  });
  expect(wrapper.get('li a').text()).toContain('名单「老客户」没有导入');
});
