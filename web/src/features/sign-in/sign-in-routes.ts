import type { RouteRecordRaw } from 'vue-router';

export const signInRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { open: 'public', titleKey: 'signIn.title' },
  },
  {
    path: '/new-password',
    name: 'new-password',
    component: () => import('./pages/NewPasswordPage.vue'),
    meta: { open: 'signedIn', alone: true, titleKey: 'signIn.newPassword.title' },
  },
];
