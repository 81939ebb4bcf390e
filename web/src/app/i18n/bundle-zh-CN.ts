import elementPlus from 'element-plus/es/locale/lang/zh-cn';
import { messages as contentMessages } from '../../ui/content/locales/zh-CN';
import { messages as uiMessages } from '../../ui/locales/zh-CN';
import { messages as appMessages } from '../locales/zh-CN';
import { messages as errorMessages } from '../locales/errors-zh-CN';
import { mergeMessages, type MessageTree } from './merge-messages';

const features = import.meta.glob<MessageTree>('../../features/*/locales/zh-CN.ts', {
  eager: true,
  import: 'messages',
});

/** Every text of the language, in one chunk that is loaded when the language is chosen. */
export const bundle = {
  messages: mergeMessages([
    uiMessages,
    contentMessages,
    appMessages,
    errorMessages,
    ...Object.values(features),
  ]),
  elementPlus,
};
