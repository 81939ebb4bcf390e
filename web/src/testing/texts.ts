import { createI18n } from 'vue-i18n';
import type { LocaleName } from '../lib/locale-switch';
import { ALL_TEXTS } from './all-texts';

/** The texts of every test: Chinese, until `speak` says otherwise. */
export const texts = createI18n<false>({ legacy: false, locale: 'zh-CN', messages: ALL_TEXTS });

/** Changes the language of what is mounted from now on. */
export function speak(locale: LocaleName): void {
  texts.global.locale.value = locale;
}
