import { UserFilled } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const audienceRoutes: RouteRecordRaw[] = [
  {
    path: '/audiences',
    name: 'audiences',
    component: () => import('./pages/ListsPage.vue'),
    meta: {
      titleKey: 'audiences.lists.title',
      menu: 'audiences',
      icon: UserFilled,
      can: { action: 'read', subject: 'CustomerList' },
    },
  },
  {
    path: '/audiences/import',
    name: 'audience-import',
    component: () => import('./pages/ListImportPage.vue'),
    meta: {
      titleKey: 'audiences.import.title',
      menu: 'audiences',
      parent: 'audiences',
      can: { action: 'create', subject: 'CustomerList' },
    },
  },
  {
    path: '/audiences/imports',
    name: 'list-imports',
    component: () => import('./pages/ImportsPage.vue'),
    meta: {
      titleKey: 'audiences.imports.title',
      menu: 'audiences',
      parent: 'audiences',
      can: { action: 'read', subject: 'CustomerList' },
    },
  },
  {
    path: '/audiences/imports/:id',
    name: 'list-import',
    component: () => import('./pages/ImportPage.vue'),
    meta: {
      titleKey: 'audiences.imports.one',
      menu: 'audiences',
      parent: 'list-imports',
      can: { action: 'read', subject: 'CustomerList' },
    },
  },
  {
    path: '/audiences/customers',
    name: 'customers',
    component: () => import('./pages/CustomersPage.vue'),
    meta: {
      titleKey: 'audiences.customers.title',
      menu: 'audiences',
      parent: 'audiences',
      can: { action: 'read', subject: 'Subscriber' },
    },
  },
  {
    path: '/audiences/customers/import',
    name: 'customer-import',
    component: () => import('./pages/CustomerImportPage.vue'),
    meta: {
      titleKey: 'audiences.customerImport.title',
      menu: 'audiences',
      parent: 'customers',
      can: { action: 'create', subject: 'Subscriber' },
    },
  },
  {
    path: '/audiences/:id',
    name: 'audience',
    component: () => import('./pages/ListPage.vue'),
    meta: {
      titleKey: 'audiences.list.title',
      menu: 'audiences',
      parent: 'audiences',
      can: { action: 'read', subject: 'CustomerList' },
    },
  },
];
