import type { WorkCounts } from '@xietong/shared/workbench';
import { computed, type ComputedRef } from 'vue';
import { useApi } from '../api/api';
import { useApiQuery } from '../api/api-query';

/** Often enough to notice new work, seldom enough to cost nothing. */
const EVERY_MS = 30_000;

/** A number of the menu; nothing where there is none. All who ask share one question to the server. */
export function useWorkCounts(pick: (counts: WorkCounts) => number): ComputedRef<number | undefined> {
  const api = useApi();
  const counts = useApiQuery(api.workbench.counts, undefined, { refetchIntervalMs: EVERY_MS });
  return computed(() => (counts.data.value && pick(counts.data.value)) || undefined);
}
