import { attributeTitles } from '@xietong/shared/subscribers';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AttributeNames } from '../ui/attribute-names';
import { useApi } from './api';
import { useApiQuery } from './api-query';

/** The province's labels; until they are known, or where they cannot be had, names stand as they are. */
export const labelledNames: AttributeNames = () => {
  const { locale } = useI18n();
  const labels = useApiQuery(useApi().subscribers.attributeLabels, undefined);
  const titles = computed(() =>
    attributeTitles(labels.data.value ?? [], locale.value === 'en' ? 'en' : 'zh-CN'),
  );
  return (name) => titles.value.get(name) ?? name;
};
