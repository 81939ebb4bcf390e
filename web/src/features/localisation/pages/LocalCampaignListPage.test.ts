import type { LocalCampaignRow } from '@xietong/shared/localisation';
import { expect, it, vi } from 'vitest';
import { mountPage, PERSON } from '../../../testing/mount-app';
import LocalCampaignListPage from './LocalCampaignListPage.vue';

const row: LocalCampaignRow = {
  id: '0190a000-0000-7000-8000-000000000001',
  number: '320100-2026-0001',
  title: '',
  tenant: { id: 't', code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  standard: null,
  versionId: 'v',
  version: 1,
  state: 'DRAFT',
  window: null,
  running: null,
  updatedByName: 'NJ-OPS-01',
  updatedAt: '2026-11-22T02:00:00.000Z',
};

it('leads also to a campaign that has no name', async () => {
  const { wrapper } = await mountPage(LocalCampaignListPage, {
    path: '/localisation',
    routes: [{ path: '/localisation/:id', name: 'local-campaign', component: { template: '<i />' } }],
    session: PERSON,
    answers: {
      'localCampaigns.list': () => ({ rows: [row], total: 1 }),
      'campaigns.list': () => ({ rows: [], total: 0 }),
      'tenants.list': () => [],
      'savedViews.list': () => [],
    },
  });
  await vi.waitFor(() => {
    expect(wrapper.get(`a[href="/localisation/${row.id}"]`).text()).toBe('（未命名）');
  });
});
