import type { ListPurpose } from '@xietong/shared/audiences';
import { computed, ref, watch } from 'vue';
import { useApi } from '../../../api/api';
import { toApiError } from '../../../api/api-error';
import { useApiMutation, useApiQuery } from '../../../api/api-query';

/** What is chosen about a received file, and its start. `listId` adds a version to a list. */
export function useListImport({
  importId,
  listId,
}: {
  importId: () => string | undefined;
  listId: () => string | undefined;
}) {
  const api = useApi();
  const chosenColumn = ref<number>();
  const chosenHeader = ref<boolean>();
  const name = ref('');
  const suggested = ref('');
  const purpose = ref<ListPurpose>('MARKETING');
  const tried = ref(false);

  const start = useApiMutation(api.listImports.start, {
    invalidates: [api.listImports, api.workbench],
  });
  const preview = useApiQuery(
    api.listImports.preview,
    () => ({ id: importId() ?? '', column: chosenColumn.value, header: chosenHeader.value }),
    {
      // What was started is looked at no more: its file is the import's now.
      enabled: () => importId() !== undefined && !start.isPending.value && !start.isSuccess.value,
      keepPrevious: true,
    },
  );
  const cancel = useApiMutation(api.listImports.cancel, {
    invalidates: [api.listImports, api.workbench],
  });

  /** What was shown of one file is nothing of another. */
  const shown = computed(() => (importId() === undefined ? undefined : preview.data.value));
  const column = computed({
    get: () => chosenColumn.value ?? shown.value?.numberColumn ?? null,
    set: (value) => (chosenColumn.value = value ?? undefined),
  });
  const header = computed({
    get: () => chosenHeader.value ?? shown.value?.header ?? false,
    set: (value) => (chosenHeader.value = value),
  });
  const lists = useApiQuery(api.lists.options, undefined, { enabled: () => listId() === undefined });
  const nameTaken = computed(
    () => listId() === undefined && (lists.data.value ?? []).some((list) => list.name === name.value.trim()),
  );
  const nameMissing = computed(() => listId() === undefined && name.value.trim() === '');
  /** Something stands here that only this page knows. */
  const hasChoices = computed(() => {
    if (importId() === undefined || start.isSuccess.value) return false;
    const isChosen = chosenColumn.value !== undefined || chosenHeader.value !== undefined;
    return isChosen || name.value !== suggested.value || purpose.value !== 'MARKETING';
  });
  const error = computed(() => {
    const thrown = start.error.value ?? (importId() === undefined ? null : preview.error.value);
    return thrown ? toApiError(thrown) : null;
  });

  watch(importId, () => {
    chosenColumn.value = undefined;
    chosenHeader.value = undefined;
    tried.value = false;
    start.reset();
  });

  /** Names the list after its file, unless somebody has named it already. */
  function suggestName(fileName: string): void {
    if (name.value !== suggested.value) return;
    suggested.value = fileName.replace(/\.[^.]+$/, '').slice(0, 60);
    name.value = suggested.value;
  }

  /** Whether it was put in line. */
  async function submit(): Promise<boolean> {
    tried.value = true;
    const id = importId();
    if (id === undefined || nameMissing.value || nameTaken.value || column.value === null) return false;
    const target =
      listId() === undefined ? { name: name.value.trim(), purpose: purpose.value } : { listId: listId() };
    const choices = { column: column.value, header: header.value };
    return start.mutateAsync({ id, ...choices, ...target }).then(
      () => true,
      () => false,
    );
  }

  return {
    preview: shown,
    looking: preview.isFetching,
    starting: start.isPending,
    error,
    column,
    header,
    name,
    nameMissing,
    nameTaken,
    purpose,
    suggestName,
    hasChoices,
    tried,
    submit,
    /** Takes the file away again. */
    giveUp: (id: string) => cancel.mutateAsync({ id }),
  };
}
