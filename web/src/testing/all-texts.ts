import { firstTexts as firstEn } from '../app/i18n/first-texts-en';
import { firstTexts as firstZh } from '../app/i18n/first-texts-zh-CN';
import { mergeMessages } from '../app/i18n/merge-messages';
import { otherTexts as otherEn } from '../app/i18n/other-texts-en';
import { otherTexts as otherZh } from '../app/i18n/other-texts-zh-CN';

/** Every text of both languages; a text that stands in two places is refused here. */
export const ALL_TEXTS = {
  'zh-CN': mergeMessages([firstZh.messages, otherZh]),
  en: mergeMessages([firstEn.messages, otherEn]),
};
