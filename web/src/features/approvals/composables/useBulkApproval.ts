import type { ApprovalRow } from '@xietong/shared/approvals';
import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { toApiError } from '../../../api/api-error';
import { notifyDone } from '../../../ui/notify';
import { useErrorText } from '../../../ui/useErrorText';
import { useDecide } from './useDecide';

/** A request that was not approved with the others, and why. */
export interface NotApproved {
  readonly id: string;
  readonly text: string;
}

/**
 * Approving several requests of one kind, each of which the reader has opened as it is. They are decided one after the
 * other: what fails stays chosen, and nothing of the others is undone.
 */
export function useBulkApproval(rows: () => readonly ApprovalRow[]) {
  const { t } = useI18n();
  const { errorText } = useErrorText();
  const deciding = useDecide();
  const ids = ref<string[]>([]);
  const failed = ref<readonly NotApproved[]>([]);
  /** The one that is being decided, from 1; 0 = none. */
  const at = ref(0);
  const chosen = computed(() => rows().filter(({ id }) => ids.value.includes(id)));
  const kind = computed(() => chosen.value[0]?.kind);
  /** All of one kind: of all that are opened the first says which. */
  const selected = computed({
    get: () => ids.value,
    set: (wanted: string[]) => {
      const those = rows().filter(({ id }) => wanted.includes(id));
      const of = kind.value ?? those[0]?.kind;
      ids.value = those.filter((row) => row.kind === of).map(({ id }) => id);
    },
  });
  watch(rows, (shown) => {
    ids.value = ids.value.filter((id) => shown.some((row) => row.id === id));
  });

  function chooseable(row: ApprovalRow): true | string {
    if (!row.isOpened) return t('approvals.bulk.notOpened');
    return kind.value === undefined || row.kind === kind.value ? true : t('approvals.bulk.otherKind');
  }

  async function approve(): Promise<void> {
    const all = chosen.value;
    const bulkOf = kind.value;
    if (bulkOf === undefined) return;
    const missed: NotApproved[] = [];
    for (const [index, { id, hash, title }] of all.entries()) {
      at.value = index + 1;
      try {
        await deciding.mutateAsync({ id, hash, outcome: 'APPROVED', bulkOf });
      } catch (thrown) {
        const reason = errorText(toApiError(thrown));
        missed.push({ id, text: t('approvals.bulk.failedOf', { title, reason }) });
      }
    }
    at.value = 0;
    failed.value = missed;
    ids.value = missed.map(({ id }) => id);
    if (missed.length < all.length)
      notifyDone(t('approvals.bulk.done', { count: all.length - missed.length }));
  }

  return { selected, chosen, kind, failed, at, chooseable, approve };
}
