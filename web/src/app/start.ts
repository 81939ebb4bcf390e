import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createWebHistory } from 'vue-router';
import { API, createApi } from '../api/api';
import { CONNECTION, createConnection } from '../api/connection';
import { createQueryClient } from '../api/query-client';
import { RENEW_SESSION } from '../api/session-renewal';
import App from './App.vue';
import { featureRoutes } from './features';
import { createAppI18n, ELEMENT_PLUS_TEXTS, FIRST_PAGES, preferredLocale } from './i18n/i18n';
import { REMEMBERED_QUERIES, rememberQueries } from './remembered-queries';
import { openAnewWithoutCode } from './open-anew';
import { ASK_FIRST, createAskFirst, prefetchPages } from './prefetch';
import { createAppRouter } from './router';
import { ACTIVITY, createActivity } from '../lib/activity';
import { FIRST_PAGE, firstPageStands } from '../lib/first-page';
import { createLeaveGuards, LEAVE_GUARDS } from '../lib/leave-guards';
import { SET_LOCALE } from '../lib/locale-switch';
import { createPageFocus, PAGE_FOCUS } from '../lib/page-focus';
import { createTabChannel, TAB_CHANNEL } from '../lib/tab-channel';
import { useRenewalStore } from '../session/renewal-store';
import { useSessionStore } from '../session/session-store';
import '../ui/tokens.css';
import '../ui/element-plus.css';
import '../ui/base.css';
import '../ui/phone.css';
import '../ui/forced-colors.css';

const app = createApp(App);
const i18n = createAppI18n();
const queryClient = createQueryClient();
const pinia = createPinia();
const tabs = createTabChannel();
const activity = createActivity(tabs);
const leaveGuards = createLeaveGuards();
const router = createAppRouter(createWebHistory(), featureRoutes, leaveGuards);
router.beforeResolve(async (to) => {
  if (!FIRST_PAGES.has(to.name)) await i18n.loadOthers();
});
const renewSession = () => useRenewalStore(pinia).renew();
const connection = createConnection({
  idleMs: activity.idleMs,
  actingAs: () => useSessionStore(pinia).actingAs,
});
const api = createApi({ renewSession, fetch: connection.fetch });
openAnewWithoutCode(router, {
  isAnswering: () =>
    connection.fetch('/healthz').then(
      ({ ok }) => ok,
      () => false,
    ),
  open: (fullPath) => {
    location.assign(fullPath);
  },
});
const askFirst = createAskFirst({ router, api, client: queryClient }, () => {
  const { session, ability } = useSessionStore(pinia);
  return session
    ? { tenantKind: session.duty.tenant.kind, can: (action, subject) => ability.can(action, subject) }
    : undefined;
});
prefetchPages(router, document, askFirst);

const firstPage = firstPageStands(document.body);
/** What fails to load now is loaded with the page that needs it. */
void firstPage.then(i18n.loadOthers).catch(() => undefined);
const remembered = rememberQueries(router, () => useSessionStore(pinia).session?.person.id);

app.provide(ASK_FIRST, askFirst).provide(REMEMBERED_QUERIES, remembered).provide(FIRST_PAGE, firstPage);
app.provide(TAB_CHANNEL, tabs).provide(ACTIVITY, activity).provide(LEAVE_GUARDS, leaveGuards);
app
  .provide(PAGE_FOCUS, createPageFocus())
  .provide(CONNECTION, connection)
  .provide(RENEW_SESSION, renewSession);
app.provide(API, api).provide(SET_LOCALE, i18n.setLocale).provide(ELEMENT_PLUS_TEXTS, i18n.elementPlus);

/** The language first, so that no key is ever seen, then the page. */
const texts = i18n.setLocale(preferredLocale(localStorage));
app.use(pinia).use(i18n.plugin).use(VueQueryPlugin, { queryClient }).use(router);
// not awaited: what the texts are made of may wait for this very module
void texts.then(() => app.mount('#app'));
