import { Checked } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const policyRoutes: RouteRecordRaw[] = [
  {
    path: '/approval-policies',
    name: 'approval-policies',
    component: () => import('./pages/PolicyListPage.vue'),
    meta: {
      titleKey: 'policies.title',
      menu: 'system.policies',
      icon: Checked,
      can: { action: 'read', subject: 'ApprovalPolicy' },
    },
  },
  {
    path: '/approval-policies/new',
    name: 'approval-policy-new',
    component: () => import('./pages/PolicyEditPage.vue'),
    meta: {
      titleKey: 'policies.form.newTitle',
      menu: 'system.policies',
      parent: 'approval-policies',
      can: { action: 'create', subject: 'ApprovalPolicy' },
    },
  },
  {
    path: '/approval-policies/:policyId/edit',
    name: 'approval-policy-edit',
    component: () => import('./pages/PolicyEditPage.vue'),
    props: true,
    meta: {
      titleKey: 'policies.form.editTitle',
      menu: 'system.policies',
      parent: 'approval-policies',
      can: { action: 'create', subject: 'ApprovalPolicy' },
    },
  },
];
