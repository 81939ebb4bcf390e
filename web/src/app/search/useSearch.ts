import { SEARCH_MIN_LENGTH } from '@xietong/shared/search';
import { refDebounced } from '@vueuse/core';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../api/api';
import { useApiQuery } from '../../api/api-query';
import { formatDateTime } from '../../lib/date-format';
import { hitChoices, pageChoices, type PageCommand } from './search-choices';

/** Long enough not to ask for every key, short enough not to be felt. */
const DEBOUNCE_MS = 180;

/** What the text finds: pages at once, things when the typing rests. */
export function useSearch(commands: () => readonly PageCommand[]) {
  const { t, locale } = useI18n();
  const api = useApi();
  const text = ref('');
  const rested = refDebounced(text, DEBOUNCE_MS);
  const asked = computed(() => rested.value.trim());
  const isAsked = computed(() => asked.value.length >= SEARCH_MIN_LENGTH);
  const found = useApiQuery(api.search.find, () => ({ text: asked.value }), {
    enabled: isAsked,
    keepPrevious: true,
  });
  const isShort = computed(() => text.value.trim().length < SEARCH_MIN_LENGTH);
  const groups = computed(() => [
    ...pageChoices(commands(), text.value),
    ...(isShort.value || !isAsked.value
      ? []
      : hitChoices(found.data.value ?? [], asked.value, {
          isEnglish: locale.value === 'en',
          submittedText: ({ kind, at }) => `${t(`search.submitted.${kind}`)} ${formatDateTime(at)}`,
        })),
  ]);
  /** The answer shown is the answer to what stands in the field. */
  const isSettled = computed(
    () => isShort.value || (asked.value === text.value.trim() && !found.isFetching.value),
  );
  return { text, groups, isShort, isSettled, error: found.error, retry: () => found.refetch() };
}
