import { Key } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const can = { action: 'read', subject: 'Disclosure' } as const;

export const disclosureRoutes: RouteRecordRaw[] = [
  {
    path: '/disclosures',
    name: 'disclosures',
    component: () => import('./pages/DisclosureListPage.vue'),
    meta: { titleKey: 'disclosures.title', menu: 'disclosures', icon: Key, can },
  },
  {
    path: '/disclosures/new',
    name: 'disclosure-new',
    component: () => import('./pages/DisclosureAskPage.vue'),
    meta: {
      titleKey: 'disclosures.ask.title',
      menu: 'disclosures',
      parent: 'disclosures',
      can: { action: 'create', subject: 'Disclosure' },
    },
  },
  {
    path: '/disclosures/:id',
    name: 'disclosure',
    component: () => import('./pages/DisclosurePage.vue'),
    meta: { titleKey: 'disclosures.one', menu: 'disclosures', parent: 'disclosures', can },
  },
];
