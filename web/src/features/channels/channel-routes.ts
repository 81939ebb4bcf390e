import { Key } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const channelRoutes: RouteRecordRaw[] = [
  {
    path: '/channel-keys',
    name: 'channel-keys',
    component: () => import('./pages/ChannelKeyListPage.vue'),
    meta: {
      titleKey: 'channels.keys.title',
      menu: 'system.channels',
      icon: Key,
      can: { action: 'read', subject: 'ChannelKey' },
    },
  },
];
