import { Grid } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const cityFunctionRoutes: RouteRecordRaw[] = [
  {
    path: '/city-functions',
    name: 'city-functions',
    component: () => import('./pages/CityFunctionsPage.vue'),
    meta: {
      lead: () => import('./lead'),
      titleKey: 'cityFunctions.title',
      menu: 'system.functions',
      icon: Grid,
      can: { action: 'read', subject: 'CityFunction' },
    },
  },
];
