import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../api/api';
import { useApiQuery } from '../api/api-query';
import type { ChannelOption } from '../ui/content/content-model';

/** Every channel by its name in the present language; empty while it loads. */
export function useChannelOptions(): ComputedRef<ChannelOption[]> {
  const { locale } = useI18n();
  const channels = useApiQuery(useApi().campaigns.channels, undefined);
  return computed(() =>
    (channels.data.value ?? []).map(({ code, nameZh, nameEn }) => ({
      code,
      label: locale.value === 'en' ? nameEn : nameZh,
    })),
  );
}
