import type { VueWrapper } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { mountPage } from '../../testing/mount-app';
import ChannelKeyListPage from './pages/ChannelKeyListPage.vue';

/** Waits until the page shows an answer. */
const loaded = (page: VueWrapper) =>
  vi.waitFor(
    () => {
      expect(page.text()).not.toContain('正在加载');
    },
    { timeout: 4_000 },
  );

it('lists keys by name, channel and cities, and never a secret', async () => {
  const key = {
    id: 'k',
    channel: 'web',
    name: '网厅前端',
    prefix: 'xt_web_abcd',
    cities: ['320100'],
    mayExplain: true,
    demo: false,
    ratePerSecond: 500,
    createdAt: '2026-11-22T02:00:00.000Z',
    revokedAt: null,
  };
  const { wrapper } = await mountPage(ChannelKeyListPage, {
    answers: {
      'channelKeys.list': () => [key],
      'points.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
      'tenants.list': () => [{ id: 'c', code: '320100', kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' }],
    },
  });
  await loaded(wrapper);
  for (const part of ['网厅前端', '网厅', '南京', 'xt_web_abcd…', '可看决策过程'])
    expect(wrapper.text()).toContain(part);
  expect(wrapper.text()).not.toContain('新建密钥');
});
