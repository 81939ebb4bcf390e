import { DataLine } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const can = { action: 'read', subject: 'Metric' } as const;

export const metricRoutes: RouteRecordRaw[] = [
  {
    path: '/monitoring',
    name: 'metrics',
    component: () => import('./pages/MetricsPage.vue'),
    meta: { lead: () => import('./lead'), titleKey: 'metrics.title', menu: 'metrics', icon: DataLine, can },
  },
  {
    path: '/monitoring/cities/:code',
    name: 'metrics-city',
    component: () => import('./pages/CityMetricsPage.vue'),
    meta: { titleKey: 'metrics.city.title', menu: 'metrics', parent: 'metrics', can },
  },
  {
    path: '/monitoring/savings',
    name: 'metrics-savings',
    component: () => import('./pages/SavingsPage.vue'),
    meta: { titleKey: 'metrics.savings.title', menu: 'metrics', parent: 'metrics', can },
  },
  {
    path: '/monitoring/events',
    name: 'metrics-events',
    component: () => import('./pages/EventListPage.vue'),
    meta: {
      titleKey: 'metrics.events.title',
      menu: 'metrics',
      parent: 'metrics',
      can: { action: 'read', subject: 'Event' },
    },
  },
];
