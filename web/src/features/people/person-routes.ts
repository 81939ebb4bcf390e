import { User } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const read = { action: 'read', subject: 'Person' } as const;

export const personRoutes: RouteRecordRaw[] = [
  {
    path: '/people',
    name: 'people',
    component: () => import('./pages/PeopleListPage.vue'),
    meta: {
      ...{ titleKey: 'people.list.title', menu: 'system.people', icon: User, can: read },
      lead: () => import('./lead'),
    },
  },
  {
    path: '/people/:id',
    name: 'person',
    component: () => import('./pages/PersonPage.vue'),
    meta: { titleKey: 'people.detail.title', menu: 'system.people', parent: 'people', can: read },
  },
];
