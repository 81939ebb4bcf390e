import type { RouteRecordRaw } from 'vue-router';

export const inheritanceRoutes: RouteRecordRaw[] = [
  {
    path: '/localisation/:id/merge',
    name: 'local-campaign-merge',
    component: () => import('./pages/MergePage.vue'),
    props: true,
    meta: {
      titleKey: 'inheritance.merge.title',
      menu: 'localisation',
      parent: 'localisation',
      can: { action: 'read', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/campaigns/:id/exceptions',
    name: 'standard-exceptions',
    component: () => import('./pages/ExceptionsPage.vue'),
    props: true,
    meta: {
      titleKey: 'inheritance.exceptions.title',
      menu: 'campaigns',
      parent: 'campaigns',
      can: { action: 'read', subject: 'PolicyException' },
    },
  },
  {
    path: '/campaigns/:id/propagation',
    name: 'standard-board',
    component: () => import('./pages/BoardPage.vue'),
    props: true,
    meta: {
      titleKey: 'inheritance.board.title',
      menu: 'campaigns',
      parent: 'campaigns',
      can: { action: 'read', subject: 'LocalCampaign' },
    },
  },
  {
    path: '/campaigns/:id/propagation/:versionId',
    name: 'standard-propagation',
    component: () => import('./pages/PropagationPage.vue'),
    props: true,
    meta: {
      titleKey: 'inheritance.propagation.title',
      menu: 'campaigns',
      parent: 'campaigns',
      can: { action: 'read', subject: 'LocalCampaign' },
    },
  },
];
