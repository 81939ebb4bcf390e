import { Monitor } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const demoHallRoutes: RouteRecordRaw[] = [
  {
    path: '/demo-hall',
    name: 'demo-hall',
    component: () => import('./pages/DemoHallPage.vue'),
    meta: {
      titleKey: 'demoHall.title',
      menu: 'demo-hall',
      icon: Monitor,
      can: { action: 'create', subject: 'DemoHall' },
      lead: () => import('./lead'),
    },
  },
];
