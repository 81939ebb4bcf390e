import type { RouteRecordRaw } from 'vue-router';

const menu = 'campaigns' as const;

export const contentCheckRoutes: RouteRecordRaw[] = [
  {
    path: '/content-check',
    name: 'dictionary',
    component: () => import('./pages/DictionaryPage.vue'),
    meta: {
      titleKey: 'dictionary.title',
      menu,
      parent: 'campaigns',
      can: { action: 'read', subject: 'CheckDictionary' },
    },
  },
  {
    path: '/content-check/compare',
    name: 'dictionary-compare',
    component: () => import('./pages/DictionaryComparePage.vue'),
    meta: {
      titleKey: 'dictionary.compare.title',
      menu,
      parent: 'dictionary',
      can: { action: 'read', subject: 'CheckDictionary' },
    },
  },
  {
    path: '/content-check/edit',
    name: 'dictionary-edit',
    component: () => import('./pages/DictionaryEditPage.vue'),
    meta: {
      titleKey: 'dictionary.edit.title',
      menu,
      parent: 'dictionary',
      can: { action: 'create', subject: 'CheckDictionary' },
    },
  },
];
