import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createWebHistory } from 'vue-router';
import { API, createApi } from '../api/api';
import { createQueryClient } from '../api/query-client';
import App from './App.vue';
import { featureRoutes } from './features';
import { createAppI18n, ELEMENT_PLUS_TEXTS, preferredLocale } from './i18n/i18n';
import { createAppRouter } from './router';
import { SET_LOCALE } from '../lib/locale-switch';
import { useSessionStore } from '../session/session-store';
import '../ui/tokens.css';
import '../ui/element-plus.css';
import '../ui/base.css';

const app = createApp(App);
const i18n = createAppI18n();
const queryClient = createQueryClient();
const pinia = createPinia();
const router = createAppRouter(createWebHistory(), featureRoutes);

const api = createApi({
  onUnauthenticated: () => {
    const store = useSessionStore(pinia);
    if (!store.session) return;
    store.expire();
    queryClient.clear();
    const { fullPath, meta } = router.currentRoute.value;
    if (meta.open !== 'public') void router.replace({ name: 'sign-in', query: { return: fullPath } });
  },
});

app.provide(API, api).provide(SET_LOCALE, i18n.setLocale).provide(ELEMENT_PLUS_TEXTS, i18n.elementPlus);
app.use(pinia).use(i18n.plugin).use(VueQueryPlugin, { queryClient }).use(router);

/** The language first, so that no key is ever seen, then the page. */
await i18n.setLocale(preferredLocale(localStorage));
app.mount('#app');
