import { Stamp } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const approvalRoutes: RouteRecordRaw[] = [
  {
    path: '/approvals',
    name: 'approvals',
    component: () => import('./pages/ApprovalListPage.vue'),
    meta: {
      lead: () => import('./lead'),
      titleKey: 'approvals.list.title',
      menu: 'approvals',
      icon: Stamp,
      can: { action: 'read', subject: 'ApprovalRequest' },
    },
  },
  {
    path: '/approvals/stops',
    name: 'takedown-reviews',
    component: () => import('./pages/TakedownReviewListPage.vue'),
    meta: {
      titleKey: 'stops.list.title',
      menu: 'approvals',
      parent: 'approvals',
      can: { action: 'read', subject: 'TakedownReview' },
    },
  },
  {
    path: '/approvals/stops/:id',
    name: 'takedown-review',
    component: () => import('./pages/TakedownReviewPage.vue'),
    props: true,
    meta: {
      titleKey: 'stops.review.title',
      menu: 'approvals',
      parent: 'takedown-reviews',
      can: { action: 'read', subject: 'TakedownReview' },
    },
  },
  {
    path: '/approvals/:id',
    name: 'approval',
    component: () => import('./pages/ApprovalReviewPage.vue'),
    props: true,
    meta: {
      titleKey: 'approvals.review.title',
      menu: 'approvals',
      parent: 'approvals',
      can: { action: 'read', subject: 'ApprovalRequest' },
    },
  },
];
