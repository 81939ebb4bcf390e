import {
  createRouter,
  type NavigationGuardReturn,
  type RouteLocationNormalized,
  type Router,
  type RouteRecordRaw,
  type RouterHistory,
} from 'vue-router';
import type { LeaveGuards } from '../lib/leave-guards';
import { safeReturn } from '../lib/safe-return';
import { useSessionStore } from '../session/session-store';
import { useCan } from '../session/useCan';
import { mayOpen } from './access';
import { homeOf, menuOf } from './menu';

const ownRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./pages/HomePage.vue'), meta: { open: 'signedIn' } },
  {
    path: '/forbidden',
    name: 'forbidden',
    component: () => import('./pages/ForbiddenPage.vue'),
    meta: { open: 'signedIn', titleKey: 'page.forbidden' },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./pages/NotFoundPage.vue'),
    meta: { open: 'signedIn', titleKey: 'page.notFound' },
  },
];

/**
 * Who may go where: signed out → sign-in with the way back; with a password that somebody else gave → the page that
 * sets another; not allowed → the forbidden page.
 */
async function guard(to: RouteLocationNormalized, routes: RouteRecordRaw[]): Promise<NavigationGuardReturn> {
  const store = useSessionStore();
  if (store.session === undefined) await store.load();
  const signedIn = Boolean(store.session);
  if (to.meta.open === 'public') {
    return signedIn && to.name === 'sign-in' ? (safeReturn(to.query['return']) ?? '/') : true;
  }
  if (!signedIn) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { return: to.fullPath } };
  const mustChange = store.session?.mustChangePassword ?? false;
  if (to.name === 'new-password') return mustChange ? true : (safeReturn(to.query['return']) ?? '/');
  if (mustChange) return { name: 'new-password', query: to.fullPath === '/' ? {} : { return: to.fullPath } };
  const can = useCan();
  const demo = store.session?.demo ?? false;
  if (to.name === 'home') return homeOf(menuOf(routes, can, demo)) ?? true;
  if (mayOpen(to.meta, can, demo)) return true;
  return { name: 'forbidden', replace: true, query: { at: to.fullPath } };
}

/** Another page is only reached when no open form objects; another query of the same page always is. */
export function createAppRouter(
  history: RouterHistory,
  routes: RouteRecordRaw[],
  leaveGuards: Pick<LeaveGuards, 'mayLeave'>,
): Router {
  const router = createRouter({
    history,
    routes: [...routes, ...ownRoutes],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? {} : { top: 0 }),
  });
  router.beforeEach((to, from) => to.path === from.path || leaveGuards.mayLeave());
  router.beforeEach((to) => guard(to, routes));
  return router;
}
