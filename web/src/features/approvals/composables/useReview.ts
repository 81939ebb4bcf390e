import type { ApprovalDecideInput, ApprovalOutcome } from '@xietong/shared/approvals';
import { useNow } from '@vueuse/core';
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import { useDecide } from './useDecide';

/** Refusals that mean: what is on the page is no longer what is stored. */
const OUTDATED = new Set(['APPROVAL_CLOSED', 'APPROVAL_HASH_CHANGED']);

/** FIRST_APPROVED: somebody else has to approve it, too. */
export type DecidedHere = ApprovalOutcome | 'FIRST_APPROVED';

/** One request as it is reviewed and decided. */
export function useReview(id: MaybeRefOrGetter<string>) {
  const api = useApi();
  const now = useNow({ interval: 30_000 });
  const detail = useApiQuery(api.approvals.get, () => ({ id: toValue(id) }));
  const isPlaced = computed(() => (detail.data.value?.document.placements.length ?? 0) > 0);
  const reach = useApiQuery(api.approvals.reach, () => ({ id: toValue(id) }), { enabled: isPlaced });
  const decide = useDecide();
  /** What was decided here, until another request is opened. */
  const decided = ref<DecidedHere | null>(null);
  watch(
    () => toValue(id),
    () => {
      decided.value = null;
      decide.reset();
    },
  );
  const next = useApiQuery(
    api.approvals.list,
    { box: 'TODO', page: 1, pageSize: 2 },
    { enabled: () => decided.value !== null },
  );

  return {
    detail,
    reach,
    now,
    decided,
    pending: decide.isPending,
    /** A refusal that trying again could mend. */
    error: computed(() =>
      decide.error.value && !OUTDATED.has(decide.error.value.code) ? decide.error.value : null,
    ),
    /** A refusal because the request is not what the page shows any more. */
    outdated: computed(() =>
      decide.error.value && OUTDATED.has(decide.error.value.code) ? decide.error.value : null,
    ),
    /** The oldest to-do that is left; null = none, undefined = not known yet. */
    next: computed(() => {
      const rows = next.data.value?.rows;
      return rows && (rows.find((row) => row.id !== toValue(id)) ?? null);
    }),
    async reload(): Promise<void> {
      decide.reset();
      await detail.refetch();
    },
    /** True when it was decided; a refusal is in `error` or `outdated`. */
    async decide(input: ApprovalDecideInput): Promise<boolean> {
      try {
        const { isLast } = await decide.mutateAsync(input);
        decided.value = isLast ? input.outcome : 'FIRST_APPROVED';
      } catch {
        return false;
      }
      return true;
    },
  };
}
