import type { Language } from 'element-plus/es/locale';
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { createI18n, type I18n } from 'vue-i18n';
import type { MessageTree } from './merge-messages';
import { LOCALES, type LocaleName, type SetLocale } from '../../lib/locale-switch';

const STORED = 'xietong.locale';
const loaders = {
  'zh-CN': {
    first: () => import('./first-texts-zh-CN'),
    others: () => import('./other-texts-zh-CN'),
  },
  en: { first: () => import('./first-texts-en'), others: () => import('./other-texts-en') },
} satisfies Record<LocaleName, unknown>;

/** Pages that say nothing but the first texts, by name of their route. */
export const FIRST_PAGES: ReadonlySet<unknown> = new Set([
  'home',
  'workbench',
  'notifications',
  'settings',
  'sign-in',
  'new-password',
  'forbidden',
  'not-found',
]);

export interface AppI18n {
  plugin: I18n<Record<string, MessageTree>, Record<string, never>, Record<string, never>, string, false>;
  /** Element Plus' own texts in the present language. */
  elementPlus: ShallowRef<Language | undefined>;
  /** Loads what the given language's present pages say, then switches to it. */
  setLocale: SetLocale;
  /** Loads what pages beyond the first say, now and for every language that is chosen later. */
  loadOthers: () => Promise<void>;
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
  const complete = new Set<LocaleName>();
  let wantsOthers = false;
  let present: LocaleName = 'zh-CN';

  async function addOthers(locale: LocaleName): Promise<void> {
    if (complete.has(locale)) return;
    const { otherTexts } = await loaders[locale].others();
    plugin.global.mergeLocaleMessage(locale, otherTexts);
    complete.add(locale);
  }

  async function setLocale(locale: LocaleName): Promise<void> {
    present = locale; // at once: a page may ask for its texts while the first ones are on their way
    const { firstTexts } = await loaders[locale].first();
    plugin.global.mergeLocaleMessage(locale, firstTexts.messages);
    if (wantsOthers) await addOthers(locale);
    plugin.global.locale.value = locale;
    elementPlus.value = firstTexts.elementPlus;
    document.documentElement.lang = locale;
    localStorage.setItem(STORED, locale);
  }

  async function loadOthers(): Promise<void> {
    wantsOthers = true;
    await addOthers(present);
  }

  return { plugin, elementPlus, setLocale, loadOthers };
}
