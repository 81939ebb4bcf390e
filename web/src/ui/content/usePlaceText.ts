import type { ReviewedChannel, ReviewedPoint } from '@xietong/shared/approvals';
import { lastDayOfWindow, shanghaiDate } from '@xietong/shared/kernel';
import type { TimeWindow } from '@xietong/shared/kernel';
import { useI18n } from 'vue-i18n';

/** Where and when a release stands, in the present language. */
export function usePlaceText() {
  const { t, locale } = useI18n();
  return {
    placeName: (place: ReviewedPoint | ReviewedChannel | undefined, code: string): string => {
      if (!place) return code;
      return locale.value === 'en' ? place.nameEn : place.nameZh;
    },
    /** First and last day, the last one inclusive. */
    windowText: (window: TimeWindow): string =>
      t('content.placement.days', {
        from: shanghaiDate(new Date(window.startsAt)),
        to: lastDayOfWindow(window),
      }),
  };
}
