import { createI18n } from 'vue-i18n';
import { bundle } from '../app/i18n/bundle-zh-CN';
import type { LocaleName } from '../lib/locale-switch';

/** The texts of every test: Chinese, until `speak` says otherwise. */
export const texts = createI18n<false>({
  legacy: false,
  locale: 'zh-CN',
  messages: { 'zh-CN': bundle.messages },
});

/** Changes the language of what is mounted from now on. */
export async function speak(locale: LocaleName): Promise<void> {
  if (locale === 'en') {
    const english = await import('../app/i18n/bundle-en');
    texts.global.setLocaleMessage('en', english.bundle.messages);
  }
  texts.global.locale.value = locale;
}
