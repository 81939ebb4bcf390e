import type { Language } from '@xietong/shared/kernel';

/** The language of the terminal, by the same rule as the program's own words. */
export function scriptLanguage(
  environment?: Readonly<Record<string, string | undefined>>,
  system?: string,
): Language;

/** What is said, in the language of the environment. */
export function scriptWords(
  language?: Language,
): Readonly<Record<string, string | ((...values: (string | number)[]) => string)>>;
