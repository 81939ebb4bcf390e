import type { Language } from 'element-plus/es/locale';
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { createI18n, type I18n } from 'vue-i18n';
import type { MessageTree } from './merge-messages';
import { LOCALES, type LocaleName, type SetLocale } from '../../lib/locale-switch';

const STORED = 'xietong.locale';
const loaders = {
  'zh-CN': () => import('./bundle-zh-CN'),
  en: () => import('./bundle-en'),
} satisfies Record<LocaleName, unknown>;

export interface AppI18n {
  plugin: I18n<Record<string, MessageTree>, Record<string, never>, Record<string, never>, string, false>;
  /** Element Plus' own texts in the present language. */
  elementPlus: ShallowRef<Language | undefined>;
  setLocale: SetLocale;
}

/** Element Plus' texts, for the root component alone. */
export const ELEMENT_PLUS_TEXTS: InjectionKey<AppI18n['elementPlus']> = Symbol('element plus texts');

export function useElementPlusTexts(): AppI18n['elementPlus'] {
  return inject(ELEMENT_PLUS_TEXTS, () => shallowRef<Language>(), true);
}

/** What was chosen before, else Chinese. */
export function preferredLocale(storage: Pick<Storage, 'getItem'>): LocaleName {
  const stored = storage.getItem(STORED);
  return LOCALES.find((locale) => locale === stored) ?? 'zh-CN';
}

/** Texts are compiled to a syntax tree, never to code: no eval, as the CSP asks. */
export function createAppI18n(): AppI18n {
  const plugin = createI18n<false>({ legacy: false, locale: 'zh-CN', fallbackLocale: 'zh-CN', messages: {} });
  const elementPlus = shallowRef<Language>();
  return {
    plugin,
    elementPlus,
    setLocale: async (locale) => {
      const { bundle } = await loaders[locale]();
      plugin.global.setLocaleMessage(locale, bundle.messages);
      plugin.global.locale.value = locale;
      elementPlus.value = bundle.elementPlus;
      document.documentElement.lang = locale;
      localStorage.setItem(STORED, locale);
    },
  };
}
