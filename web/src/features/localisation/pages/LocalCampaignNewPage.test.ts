import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import LocalCampaignNewPage from './LocalCampaignNewPage.vue';

const STANDARD = '0190a000-0000-7000-8000-000000000001';

it('leaves no form in the history that would make the same campaign again', async () => {
  const made = vi.fn(() => ({ id: 'made', number: 'N', versionId: 'v' }));
  const { wrapper, router } = await mountPage(LocalCampaignNewPage, {
    path: '/localisation',
    routes: [
      { path: '/localisation/new', name: 'localisation-new', component: { template: '<i />' } },
      { path: '/localisation/:id/edit', name: 'local-campaign-edit', component: { template: '<i />' } },
    ],
    answers: {
      'campaigns.list': () => ({ rows: [], total: 0 }),
      'campaigns.standardForCity': () => ({ title: '手机报', fields: [] }),
      'localCampaigns.options': () => ({ points: [], smsSignature: '演示' }),
      'localCampaigns.create': made,
    },
  });
  await router.push(`/localisation/new?standard=${STANDARD}`);
  await flushPromises();
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => {
    expect(router.currentRoute.value.name).toBe('local-campaign-edit');
  });
  expect(made).toHaveBeenCalledOnce();
  router.back();
  await vi.waitFor(() => {
    expect(router.currentRoute.value.path).toBe('/localisation');
  });
});
