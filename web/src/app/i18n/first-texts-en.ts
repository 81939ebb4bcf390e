import { errorValuesEn, firstErrorTextsEn } from '@xietong/shared/error-texts';
import elementPlus from 'element-plus/es/locale/lang/en';
import { messages as uiMessages } from '../../ui/locales/en';
import { messages as appMessages } from '../locales/en';
import { mergeMessages, type MessageTree } from './merge-messages';

/** The features of `FIRST_PAGES`. */
const features = import.meta.glob<MessageTree>('../../features/{settings,sign-in,workbench}/locales/en.ts', {
  eager: true,
  import: 'messages',
});

/** What the frame and the first pages say, in one chunk that is loaded when the language is chosen. */
export const firstTexts = {
  messages: mergeMessages([
    uiMessages,
    appMessages,
    { errors: firstErrorTextsEn, errorValues: errorValuesEn },
    ...Object.values(features),
  ]),
  elementPlus,
};
