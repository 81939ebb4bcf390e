import type { Push } from '@xietong/shared/inheritance';
import { useI18n } from 'vue-i18n';
import { useEndText } from './useEndText';

type DatedPush = Extract<Push, { mode: 'DEADLINE' }>;

/** By when a newer version is to be merged, and what happens else, in one sentence. */
export function useDeadlineText(): (deadline: Pick<DatedPush, 'dueAt' | 'onMiss'>) => string {
  const { t } = useI18n();
  const endText = useEndText();
  return ({ dueAt, onMiss }) =>
    t('ui.push.DEADLINE', { due: endText(dueAt), miss: t(`ui.push.onMiss.${onMiss}`) });
}

/** How a version is pushed, in one or two sentences. */
export function usePushText(): (push: Push) => string {
  const { t, locale } = useI18n();
  const deadlineText = useDeadlineText();

  function mode(push: Push): string {
    if (push.mode === 'OPTIONAL') return t('ui.push.OPTIONAL');
    if (push.mode === 'MANDATORY') return t('ui.push.MANDATORY', { reason: push.reason });
    return deadlineText(push);
  }

  // Sentences in Chinese follow each other without a space.
  return (push) =>
    [
      mode(push),
      ...(push.pilot ? [t('ui.push.pilot', { count: push.pilot.length }, push.pilot.length)] : []),
    ].join(locale.value === 'zh-CN' ? '' : ' ');
}
