import { watchDebounced } from '@vueuse/core';
import type { Condition } from '@xietong/shared/conditions';
import { computed, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import type { ConditionCount } from '../../../ui/condition-model';
import { useErrorText } from '../../../ui/useErrorText';

/** Long enough to finish a word, short enough to seem immediate. */
const PAUSE_MS = 350;

/** How many customers fit a rule, asked anew when the person pauses. */
export function useRuleCount(rule: Ref<Condition | null>, city: Ref<string | undefined>) {
  const { t } = useI18n();
  const { errorText } = useErrorText();
  const api = useApi();
  const settled = shallowRef(rule.value);
  watchDebounced(rule, (next) => (settled.value = next), { debounce: PAUSE_MS });
  const query = useApiQuery(
    api.subscribers.countByRule,
    () => ({ rule: { ...settled.value }, ...(city.value ? { city: city.value } : {}) }),
    { enabled: () => settled.value !== null },
  );
  return computed<ConditionCount>(() => {
    if (rule.value === null) return { state: 'idle' };
    if (query.error.value) return { state: 'failed', problem: errorText(query.error.value) };
    const found = query.data.value;
    if (settled.value !== rule.value || !found) return { state: 'loading' };
    const names = found.unknownAttributes.join(', ');
    return {
      state: 'ready',
      value: found.count,
      ...(names ? { problem: t('audiences.customers.unknownAttributes', { names }) } : {}),
    };
  });
}
