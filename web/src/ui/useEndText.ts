import { useI18n } from 'vue-i18n';
import { formatDate, formatDateTime } from '../lib/date-format';

/** An end as people count it: midnight in Asia/Shanghai is the end of the day before, which still counts. */
export function useEndText(): (instant: string) => string {
  const { t } = useI18n();
  return (instant) => {
    const text = formatDateTime(instant);
    const lastMoment = new Date(Date.parse(instant) - 1);
    return text.endsWith(' 00:00') ? t('ui.wholeDay', { day: formatDate(lastMoment) }) : text;
  };
}
