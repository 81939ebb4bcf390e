import { otherErrorTextsZh } from '@xietong/shared/error-texts';
import { messages as contentMessages } from '../../ui/content/locales/zh-CN';
import { mergeMessages, type MessageTree } from './merge-messages';

const features = import.meta.glob<MessageTree>(
  ['../../features/*/locales/zh-CN.ts', '!../../features/{settings,sign-in,workbench}/locales/zh-CN.ts'],
  { eager: true, import: 'messages' },
);

/** What all other pages say, in one chunk that is loaded once the first page stands. */
export const otherTexts = mergeMessages([
  contentMessages,
  { errors: otherErrorTextsZh },
  ...Object.values(features),
]);
