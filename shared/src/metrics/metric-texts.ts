import type { Language } from '../kernel';
import { metricTexts as en } from './locales/en';
import { metricTexts as zh } from './locales/zh-CN';

export type MetricTexts = typeof zh;

/** The words of tables in a language: of pages and of exported files alike. */
export function metricTextsIn(language: Language): MetricTexts {
  return language === 'en' ? en : zh;
}

/** The name of a thing that has one in each language. */
export function nameIn(language: Language, named: { nameZh: string; nameEn: string }): string {
  return language === 'en' ? named.nameEn : named.nameZh;
}
