import type { PointOption } from '@xietong/shared/localisation';
import { useI18n } from 'vue-i18n';

/** Names of a point, its channel and its format in the present language. */
export function usePointName() {
  const { t, te, locale } = useI18n();
  const english = () => locale.value === 'en';
  return {
    pointName: (point: PointOption): string => (english() ? point.nameEn : point.nameZh),
    channelName: (point: PointOption): string => (english() ? point.channelNameEn : point.channelNameZh),
    formatName: (format: string): string => {
      const key = `localisation.format.${format}`;
      return te(key) ? t(key) : format;
    },
  };
}
