import { expect, it, vi } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import SameNameNotice from './SameNameNotice.vue';

const rows = [
  { id: '0190a000-0000-7000-8000-000000000003', number: '320100-2026-0001', title: '手机报推广' },
  { id: '0190a000-0000-7000-8000-000000000004', number: '320100-2026-0002', title: '手机报推广二期' },
];

it('leads to the campaign of the very name, and is silent where there is none', async () => {
  const list = vi.fn(() => ({ rows, total: rows.length }));
  const routes = [{ path: '/localisation/:id', name: 'local-campaign', component: { template: '<i />' } }];
  const { wrapper } = await mountPage(SameNameNotice, {
    props: { title: ' 手机报推广 ' },
    routes,
    answers: { 'localCampaigns.list': list },
  });
  await vi.waitFor(() => {
    expect(wrapper.findAll('a').map((link) => link.text())).toEqual(['打开 320100-2026-0001 手机报推广']);
  });
  expect(wrapper.text()).toContain('本市已有同名活动');
  await wrapper.setProps({ title: '手机报' });
  await vi.waitFor(() => {
    expect(list).toHaveBeenCalledTimes(2);
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
  });
  wrapper.unmount();
});
