import type { CampaignHistoryEntry } from '@xietong/shared/audit';
import { computed, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { useApi } from '../../../api/api';
import { toApiError, type ApiError } from '../../../api/api-error';
import { useApiQuery } from '../../../api/api-query';

/** The time line of a campaign: its newest part, and what came before as far as that was asked for. */
export function useCampaignHistory(campaignId: MaybeRefOrGetter<string>) {
  const api = useApi();
  const history = useApiQuery(api.audit.forCampaign, () => ({ campaignId: toValue(campaignId) }));
  const earlier = shallowRef<CampaignHistoryEntry[]>([]);
  /** Where what came before goes on; undefined = as the newest part says. */
  const cursor = ref<string | null>();
  const loading = ref(false);
  const error = ref<ApiError | null>(null);
  // Another campaign, or a newest part that has moved on: what was read before it may not be next to it.
  watch([() => toValue(campaignId), () => history.data.value?.nextCursor], () => {
    earlier.value = [];
    cursor.value = undefined;
    error.value = null;
  });
  const next = computed(() =>
    cursor.value === undefined ? (history.data.value?.nextCursor ?? null) : cursor.value,
  );

  async function showEarlier(): Promise<void> {
    const from = next.value;
    const id = toValue(campaignId);
    if (from === null || loading.value) return;
    loading.value = true;
    error.value = null;
    try {
      const part = await api.audit.forCampaign.query({ campaignId: id, cursor: from });
      if (next.value !== from || toValue(campaignId) !== id) return;
      earlier.value = [...part.entries, ...earlier.value];
      cursor.value = part.nextCursor;
    } catch (thrown) {
      error.value = toApiError(thrown);
    } finally {
      loading.value = false;
    }
  }

  return {
    history,
    entries: computed(() => [...earlier.value, ...(history.data.value?.entries ?? [])]),
    hasEarlier: computed(() => next.value !== null),
    showEarlier,
    loading,
    error,
  };
}
