import { MapLocation } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const menu = 'localisation' as const;

export const localisationRoutes: RouteRecordRaw[] = [
  {
    path: '/localisation',
    name: 'localisation',
    component: () => import('./pages/LocalCampaignListPage.vue'),
    meta: {
      lead: () => import('./lead'),
      titleKey: 'localisation.list.title',
      menu,
      icon: MapLocation,
      can: { action: 'read', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/localisation/new',
    name: 'localisation-new',
    component: () => import('./pages/LocalCampaignNewPage.vue'),
    meta: {
      titleKey: 'localisation.new.title',
      menu,
      parent: 'localisation',
      can: { action: 'create', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/localisation/:id',
    name: 'local-campaign',
    component: () => import('./pages/LocalCampaignPage.vue'),
    props: true,
    meta: {
      titleKey: 'localisation.detail.title',
      menu,
      parent: 'localisation',
      can: { action: 'read', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/localisation/:id/compare',
    name: 'local-campaign-compare',
    component: () => import('./pages/LocalComparePage.vue'),
    props: true,
    meta: {
      titleKey: 'localisation.compare.page',
      menu,
      parent: 'localisation',
      can: { action: 'read', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/localisation/:id/edit',
    name: 'local-campaign-edit',
    component: () => import('./pages/LocalCampaignEditorPage.vue'),
    props: true,
    meta: {
      titleKey: 'localisation.editor.title',
      menu,
      parent: 'localisation',
      can: { action: 'update', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/campaigns/:id/placement',
    name: 'standard-placement',
    component: () => import('./pages/StandardPlacementPage.vue'),
    props: true,
    meta: {
      titleKey: 'localisation.standard.title',
      menu: 'campaigns',
      parent: 'campaigns',
      can: { action: 'read', subject: 'Placement' },
    },
  },
];
