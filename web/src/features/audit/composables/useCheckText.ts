import type { AuditCheckView } from '@xietong/shared/audit';
import { useI18n } from 'vue-i18n';

/** Days, both inclusive; null = no bound. */
interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

/** What a check, a sample or a pack was of, and how a check stands. */
export function useCheckText() {
  const { t } = useI18n();
  return {
    /** `null` where nobody can tell any more. */
    rangeText: (days: Days | null): string => {
      if (days === null) return t('audit.range.unknown');
      const { from, to } = days;
      if (from && to) return t('audit.range.between', { from, to });
      if (from) return t('audit.range.since', { from });
      return to ? t('audit.range.until', { to }) : t('audit.range.all');
    },
    stateOf: ({ state, lost, firstIndex, endIndex }: AuditCheckView) => {
      if (lost) return 'LOST';
      return state === 'SOUND' && firstIndex === endIndex ? 'NOTHING' : state;
    },
  };
}
