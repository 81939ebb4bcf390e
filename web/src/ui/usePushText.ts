import type { Push } from '@xietong/shared/inheritance';
import { useI18n } from 'vue-i18n';
import { useEndText } from './useEndText';

/** How a version is pushed, in one or two sentences. */
export function usePushText(): (push: Push) => string {
  const { t, locale } = useI18n();
  const endText = useEndText();

  function mode(push: Push): string {
    if (push.mode === 'OPTIONAL') return t('ui.push.OPTIONAL');
    if (push.mode === 'MANDATORY') return t('ui.push.MANDATORY', { reason: push.reason });
    return t('ui.push.DEADLINE', {
      due: endText(push.dueAt),
      miss: t(`ui.push.onMiss.${push.onMiss}`),
    });
  }

  // Sentences in Chinese follow each other without a space.
  return (push) =>
    [
      mode(push),
      ...(push.pilot ? [t('ui.push.pilot', { count: push.pilot.length }, push.pilot.length)] : []),
    ].join(locale.value === 'zh-CN' ? '' : ' ');
}
