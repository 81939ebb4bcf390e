import { errorValuesZh, firstErrorTextsZh } from '@xietong/shared/error-texts';
import elementPlus from 'element-plus/es/locale/lang/zh-cn';
import { messages as uiMessages } from '../../ui/locales/zh-CN';
import { messages as appMessages } from '../locales/zh-CN';
import { mergeMessages, type MessageTree } from './merge-messages';

/** The features of `FIRST_PAGES`. */
const features = import.meta.glob<MessageTree>(
  '../../features/{settings,sign-in,workbench}/locales/zh-CN.ts',
  {
    eager: true,
    import: 'messages',
  },
);

/** What the frame and the first pages say, in one chunk that is loaded when the language is chosen. */
export const firstTexts = {
  messages: mergeMessages([
    uiMessages,
    appMessages,
    { errors: firstErrorTextsZh, errorValues: errorValuesZh },
    ...Object.values(features),
  ]),
  elementPlus,
};
