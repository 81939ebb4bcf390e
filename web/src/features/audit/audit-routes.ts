import { DocumentChecked } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const can = { action: 'read', subject: 'AuditEvent' } as const;

export const auditRoutes: RouteRecordRaw[] = [
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./pages/AuditSearchPage.vue'),
    meta: {
      ...{ titleKey: 'audit.search.title', menu: 'audit', icon: DocumentChecked, can },
      lead: () => import('./lead'),
    },
  },
  {
    path: '/audit/integrity',
    name: 'audit-integrity',
    component: () => import('./pages/AuditIntegrityPage.vue'),
    meta: { titleKey: 'audit.check.title', menu: 'audit', parent: 'audit', can },
  },
  {
    path: '/audit/samples',
    name: 'audit-samples',
    component: () => import('./pages/AuditSampleListPage.vue'),
    meta: { titleKey: 'audit.sample.title', menu: 'audit', parent: 'audit', can },
  },
  {
    path: '/audit/samples/:id',
    name: 'audit-sample',
    component: () => import('./pages/AuditSamplePage.vue'),
    meta: { titleKey: 'audit.sample.one', menu: 'audit', parent: 'audit-samples', can },
  },
  {
    path: '/audit/campaigns',
    name: 'audit-campaigns',
    component: () => import('./pages/AuditCampaignListPage.vue'),
    meta: { titleKey: 'audit.campaigns.title', menu: 'audit', parent: 'audit', can },
  },
  {
    path: '/audit/campaigns/:id',
    name: 'audit-campaign',
    component: () => import('./pages/CampaignHistoryPage.vue'),
    meta: { titleKey: 'audit.history.title', menu: 'audit', parent: 'audit-campaigns', can },
  },
];
