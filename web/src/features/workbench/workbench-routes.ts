import { House } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const workbenchRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'workbench',
    component: () => import('./pages/WorkbenchPage.vue'),
    meta: {
      lead: () => import('./lead'),
      titleKey: 'workbench.title',
      menu: 'workbench',
      icon: House,
      open: 'signedIn',
    },
  },
  {
    path: '/notifications',
    name: 'notifications',
    component: () => import('./pages/NotificationsPage.vue'),
    meta: {
      titleKey: 'notifications.title',
      menu: 'workbench',
      parent: 'workbench',
      open: 'signedIn',
    },
  },
];
