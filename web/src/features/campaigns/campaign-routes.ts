import { Tickets } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const menu = 'campaigns' as const;

export const campaignRoutes: RouteRecordRaw[] = [
  {
    path: '/campaigns',
    name: 'campaigns',
    component: () => import('./pages/CampaignListPage.vue'),
    meta: {
      lead: () => import('./lead'),
      titleKey: 'campaigns.list.title',
      menu,
      icon: Tickets,
      can: { action: 'read', subject: 'StandardCampaign' },
    },
  },
  {
    path: '/campaigns/:id',
    name: 'campaign',
    component: () => import('./pages/CampaignDetailPage.vue'),
    props: true,
    meta: {
      titleKey: 'campaigns.detail.title',
      menu,
      parent: 'campaigns',
      can: { action: 'read', subject: 'StandardCampaign' },
    },
  },
  {
    path: '/campaigns/:id/compare',
    name: 'campaign-compare',
    component: () => import('./pages/CampaignComparePage.vue'),
    props: true,
    meta: {
      titleKey: 'campaigns.compare.page',
      menu,
      parent: 'campaigns',
      can: { action: 'read', subject: 'StandardCampaign' },
    },
  },
  {
    path: '/campaigns/:id/edit',
    name: 'campaign-edit',
    component: () => import('./pages/CampaignEditorPage.vue'),
    props: true,
    meta: {
      titleKey: 'campaigns.editor.title',
      menu,
      parent: 'campaigns',
      can: { action: 'update', subject: 'StandardCampaign' },
    },
  },
];
