import { Flag } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const can = { action: 'read', subject: 'AuditFinding' } as const;

export const findingRoutes: RouteRecordRaw[] = [
  {
    path: '/audit/findings',
    name: 'findings',
    component: () => import('./pages/FindingListPage.vue'),
    meta: { titleKey: 'findings.title', menu: 'findings', icon: Flag, can, lead: () => import('./lead') },
  },
  {
    path: '/audit/findings/new',
    name: 'finding-new',
    component: () => import('./pages/FindingNotePage.vue'),
    meta: {
      titleKey: 'findings.note.title',
      menu: 'findings',
      parent: 'findings',
      can: { action: 'create', subject: 'AuditFinding' },
    },
  },
  {
    path: '/audit/findings/:id',
    name: 'finding',
    component: () => import('./pages/FindingPage.vue'),
    meta: { titleKey: 'findings.one', menu: 'findings', parent: 'findings', can },
  },
];
