import { Place } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const read = { action: 'read', subject: 'MarketingPoint' } as const;

export const pointRoutes: RouteRecordRaw[] = [
  {
    path: '/points',
    name: 'points',
    component: () => import('./pages/PointListPage.vue'),
    meta: {
      lead: () => import('./lead'),
      titleKey: 'points.list.title',
      menu: 'points',
      icon: Place,
      can: read,
    },
  },
  {
    path: '/points/new',
    name: 'point-new',
    component: () => import('./pages/PointCreatePage.vue'),
    meta: {
      titleKey: 'points.create.title',
      menu: 'points',
      parent: 'points',
      can: { action: 'create', subject: 'MarketingPoint' },
    },
  },
  {
    path: '/points/:id',
    name: 'point',
    component: () => import('./pages/PointPage.vue'),
    meta: { titleKey: 'points.detail.title', menu: 'points', parent: 'points', can: read },
  },
  {
    path: '/points/:id/edit',
    name: 'point-edit',
    component: () => import('./pages/PointEditPage.vue'),
    meta: {
      titleKey: 'points.edit.title',
      menu: 'points',
      parent: 'points',
      can: { action: 'update', subject: 'MarketingPoint' },
    },
  },
];
