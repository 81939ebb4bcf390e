import { config, enableAutoUnmount } from '@vue/test-utils';
import { afterEach } from 'vitest';
import { createI18n } from 'vue-i18n';
import { bundle } from '../app/i18n/bundle-zh-CN';

const i18n = createI18n<false>({ legacy: false, locale: 'zh-CN', messages: { 'zh-CN': bundle.messages } });
config.global.plugins = [i18n];

enableAutoUnmount(afterEach);
afterEach(() => {
  localStorage.clear();
});
