import type { OwnSession } from '@xietong/shared/tenants';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { mountPage, PERSON } from '../../testing/mount-app';
import SettingsPage from './pages/SettingsPage.vue';

const here: OwnSession = {
  id: 's1',
  current: true,
  browser: 'Chrome',
  system: 'Windows',
  address: '10.32.*.*',
  createdAt: '2026-11-22T02:00:00.000Z',
  lastSeenAt: '2026-11-22T06:05:00.000Z',
};
const elsewhere: OwnSession = { ...here, id: 's2', current: false, browser: null, system: 'Android' };

it('shows where one is signed in and ends one of it after a question', async () => {
  let sessions = [here, elsewhere];
  const ended: unknown[] = [];
  const { wrapper } = await mountPage(SettingsPage, {
    session: PERSON,
    answers: {
      'session.list': () => sessions,
      'session.end': (input) => {
        ended.push(input);
        sessions = [here];
      },
    },
  });
  await vi.waitFor(() => expect(wrapper.findAll('tbody tr')).toHaveLength(2));
  expect(wrapper.findAll('tbody tr').map((row) => row.text())).toEqual([
    'Chrome · Windows10.32.*.*2026-11-22 10:002026-11-22 14:05本次登录',
    '其他浏览器 · Android10.32.*.*2026-11-22 10:002026-11-22 14:05结束登录',
  ]);
  await wrapper.find('tbody tr:last-child button').trigger('click');
  await flushPromises();
  document.querySelector<HTMLButtonElement>('.el-dialog__footer .el-button--danger')?.click();
  await vi.waitFor(() => expect(wrapper.findAll('tbody tr')).toHaveLength(1));
  expect(ended).toEqual([{ id: 's2' }]);
});

it('sets the appearance at once', async () => {
  const { wrapper } = await mountPage(SettingsPage, {
    session: PERSON,
    answers: { 'session.list': () => [] },
  });
  await wrapper.find('input[type=radio][value=dark]').setValue(true);
  await vi.waitFor(() => expect(document.documentElement.classList.contains('dark')).toBe(true));
  await wrapper.find('input[type=radio][value=light]').setValue(true);
  await vi.waitFor(() => expect(document.documentElement.classList.contains('dark')).toBe(false));
});
