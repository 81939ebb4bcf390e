import { attributeTitles } from '@xietong/shared/subscribers';
import { computed, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../api/api';
import { useApiQuery } from '../api/api-query';
import type { ConditionAttribute } from '../ui/condition-model';

/** The attributes of customers, labelled in the present language and found by their labels in every one. */
export function useCustomerAttributes(enabled: MaybeRefOrGetter<boolean> = true) {
  const { locale } = useI18n();
  const query = useApiQuery(useApi().subscribers.attributes, undefined, { enabled });
  const attributes = computed<ConditionAttribute[]>(() => {
    const found = query.data.value ?? [];
    const titles = attributeTitles(found, locale.value === 'en' ? 'en' : 'zh-CN');
    return found.map(({ name, type, choices, labelZh, labelEn }) => ({
      ...{ name, type, choices, label: titles.get(name) ?? name },
      terms: [labelZh, labelEn].filter((label) => label !== null),
    }));
  });
  return { query, attributes };
}
