import { inject, type InjectionKey } from 'vue';

export const LOCALES = ['zh-CN', 'en'] as const;
export type LocaleName = (typeof LOCALES)[number];

/** Loads the language when it is new, then switches to it and remembers it. */
export type SetLocale = (locale: LocaleName) => Promise<void>;

export const SET_LOCALE: InjectionKey<SetLocale> = Symbol('set locale');

export function useSetLocale(): SetLocale {
  const setLocale = inject(SET_LOCALE);
  if (!setLocale) throw new Error('The switch of language was not provided');
  return setLocale;
}
