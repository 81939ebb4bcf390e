import { useQueryClient } from '@tanstack/vue-query';
import {
  filePreviewSchema,
  importedListSchema,
  type FilePreview,
  type ImportedList,
} from '@xietong/shared/audiences';
import { computed, ref, shallowRef, watch } from 'vue';
import { useApi } from '../../../api/api';
import { toApiError, type ApiError } from '../../../api/api-error';
import { keyOf } from '../../../api/api-query';
import { usePostForm } from '../../../api/post-form';

/** The steps of an import: a file, what was found in it, a name, the report. `listId` adds a version to a list. */
export function useListImport(listId: () => string | undefined) {
  const api = useApi();
  const client = useQueryClient();
  const post = usePostForm();
  const file = shallowRef<File>();
  const preview = shallowRef<FilePreview>();
  const done = shallowRef<ImportedList>();
  const error = shallowRef<ApiError | null>(null);
  const column = ref<number | null>(null);
  const header = ref<boolean>();
  const name = ref('');
  const tried = ref(false);
  const pending = ref<'preview' | 'import' | null>(null);
  let asked = 0;

  const nameMissing = computed(() => listId() === undefined && name.value.trim() === '');
  const accepted = computed(() => preview.value?.check?.accepted ?? 0);

  /** Only the newest answer counts: a choice may change while one is on its way. */
  async function look(): Promise<void> {
    if (!file.value) return;
    asked += 1;
    const turn = asked;
    pending.value = 'preview';
    error.value = null;
    try {
      const fields = { file: file.value, column: column.value ?? undefined, header: header.value };
      const found = await post('/files/lists/preview', fields, filePreviewSchema);
      if (turn !== asked) return;
      preview.value = found;
      column.value ??= found.numberColumn;
      header.value ??= found.header;
    } catch (thrown) {
      if (turn === asked) error.value = toApiError(thrown);
    } finally {
      if (turn === asked) pending.value = null;
    }
  }

  function choose(chosen: File | undefined): void {
    file.value = chosen;
    preview.value = undefined;
    done.value = undefined;
    error.value = null;
    column.value = null;
    header.value = undefined;
    tried.value = false;
    if (chosen && name.value === '') name.value = chosen.name.replace(/\.[^.]+$/, '').slice(0, 60);
    void look();
  }

  watch([column, header], (_, [formerColumn, formerHeader]) => {
    // The first values come from the preview itself.
    if (preview.value && formerColumn !== null && formerHeader !== undefined) void look();
    else if (preview.value && preview.value.check === null && column.value !== null) void look();
  });

  async function submit(): Promise<void> {
    tried.value = true;
    if (!file.value || nameMissing.value) return;
    pending.value = 'import';
    error.value = null;
    const target = listId() === undefined ? { name: name.value.trim() } : { listId: listId() };
    try {
      const fields = { file: file.value, column: column.value ?? undefined, header: header.value, ...target };
      done.value = await post('/files/lists/import', fields, importedListSchema);
      await client.invalidateQueries({ queryKey: keyOf(api.lists) });
    } catch (thrown) {
      error.value = toApiError(thrown);
    } finally {
      pending.value = null;
    }
  }

  return {
    file,
    preview,
    done,
    error,
    column,
    header,
    name,
    nameMissing,
    tried,
    pending,
    accepted,
    choose,
    submit,
  };
}
