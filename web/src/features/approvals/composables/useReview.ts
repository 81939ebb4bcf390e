import type { ApprovalDecideInput, ApprovalOutcome } from '@xietong/shared/approvals';
import { useNow } from '@vueuse/core';
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { useApi } from '../../../api/api';
import { useApiMutation, useApiQuery } from '../../../api/api-query';
import { useDecide } from './useDecide';

/** Refusals that mean: what is on the page is no longer what is stored. */
const OUTDATED = new Set([
  'APPROVAL_CLOSED',
  'APPROVAL_HASH_CHANGED',
  'APPROVAL_STEP_MET',
  'APPROVAL_NOT_YOUR_TURN',
  'APPROVAL_ALREADY_GIVEN',
]);

/** FIRST_APPROVED: somebody else has to approve it, too. */
export type DecidedHere = ApprovalOutcome | 'FIRST_APPROVED';

/** A request as the page showed it. */
type Seen = Pick<ApprovalDecideInput, 'id' | 'hash'>;

/** One request as it is reviewed and decided. */
export function useReview(id: MaybeRefOrGetter<string>) {
  const api = useApi();
  const now = useNow({ interval: 30_000 });
  const detail = useApiQuery(api.approvals.get, () => ({ id: toValue(id) }));
  const isPlaced = computed(() => (detail.data.value?.document.placements.length ?? 0) > 0);
  const reach = useApiQuery(api.approvals.reach, () => ({ id: toValue(id) }), { enabled: isPlaced });
  const decide = useDecide();
  const opening = useApiMutation(api.approvals.open, { invalidates: [api.approvals] });
  let opened = { of: '', done: Promise.resolve(false) };
  const keyOf = ({ id, hash }: Seen): string => `${id} ${hash}`;
  function open({ id, hash }: Seen): Promise<boolean> {
    const done = opening.mutateAsync({ id, hash }).then(
      () => true,
      () => false,
    );
    opened = { of: keyOf({ id, hash }), done };
    return done;
  }
  /** What one is told of is read, and what one is to decide was seen as it is, once the page shows it. */
  watch(
    detail.data,
    (shown) => {
      if (!shown) return;
      const of = keyOf(shown.request);
      if (shown.isOpened) opened = { of, done: Promise.resolve(true) };
      else if ((shown.mayDecide || shown.request.isNewCopy) && opened.of !== of) void open(shown.request);
    },
    { immediate: true },
  );
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
        // Nothing is approved before it is known to have been opened; what was lost on the way is sent again.
        if (input.outcome === 'APPROVED' && !(opened.of === keyOf(input) && (await opened.done)))
          await open(input);
        const { isLast } = await decide.mutateAsync(input);
        decided.value = isLast ? input.outcome : 'FIRST_APPROVED';
      } catch {
        return false;
      }
      return true;
    },
  };
}
