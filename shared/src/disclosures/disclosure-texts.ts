import type { Language } from '../kernel';
import { disclosureTexts as en } from './locales/en';
import { disclosureTexts as zh } from './locales/zh-CN';

/** The words of the file of numbers in a language. */
export function disclosureTextsIn(language: Language): typeof zh {
  return language === 'en' ? en : zh;
}
