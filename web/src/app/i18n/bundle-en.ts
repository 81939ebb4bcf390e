import elementPlus from 'element-plus/es/locale/lang/en';
import { messages as contentMessages } from '../../ui/content/locales/en';
import { messages as uiMessages } from '../../ui/locales/en';
import { messages as appMessages } from '../locales/en';
import { messages as errorMessages } from '../locales/errors-en';
import { mergeMessages, type MessageTree } from './merge-messages';

const features = import.meta.glob<MessageTree>('../../features/*/locales/en.ts', {
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
