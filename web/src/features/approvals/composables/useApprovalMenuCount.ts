import { computed, type ComputedRef } from 'vue';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import { useCan } from '../../../session/useCan';

/** Often enough to notice new work, seldom enough to cost nothing. */
const EVERY_MS = 60_000;

/** To-dos beside the menu entry; nothing where there are none. */
export function useApprovalMenuCount(): ComputedRef<number | undefined> {
  const api = useApi();
  const can = useCan();
  const count = useApiQuery(api.approvals.count, undefined, {
    enabled: () => can('approve', 'ApprovalRequest'),
    refetchIntervalMs: EVERY_MS,
  });
  return computed(() =>
    can('approve', 'ApprovalRequest') ? count.data.value?.toDo || undefined : undefined,
  );
}
