import { otherErrorTextsEn } from '@xietong/shared/error-texts';
import { messages as contentMessages } from '../../ui/content/locales/en';
import { mergeMessages, type MessageTree } from './merge-messages';

const features = import.meta.glob<MessageTree>(
  ['../../features/*/locales/en.ts', '!../../features/{settings,sign-in,workbench}/locales/en.ts'],
  { eager: true, import: 'messages' },
);

/** What all other pages say, in one chunk that is loaded once the first page stands. */
export const otherTexts = mergeMessages([
  contentMessages,
  { errors: otherErrorTextsEn },
  ...Object.values(features),
]);
