import { useQueryClient } from '@tanstack/vue-query';
import {
  customerPreviewSchema,
  importedCustomersSchema,
  type CustomerPreview,
  type ImportedCustomers,
} from '@xietong/shared/subscribers';
import { computed, ref, shallowRef, watch } from 'vue';
import { useApi } from '../../../api/api';
import { toApiError, type ApiError } from '../../../api/api-error';
import { keyOf } from '../../../api/api-query';
import { usePostForm } from '../../../api/post-form';
import { newId } from '../../../lib/new-id';

/** The steps of an import of customers: a file, its id column and cities, the report. */
export function useCustomerImport() {
  const api = useApi();
  const client = useQueryClient();
  const post = usePostForm();
  const file = shallowRef<File>();
  const preview = shallowRef<CustomerPreview>();
  const done = shallowRef<ImportedCustomers>();
  const error = shallowRef<ApiError | null>(null);
  const idColumn = ref<string>();
  const cities = ref<string[]>([]);
  const tried = ref(false);
  const pending = ref(false);
  /** Of the chosen file with its choices: others are another import, also where the answer to the first was lost. */
  let idempotencyKey = newId();
  watch(
    [idColumn, cities],
    () => {
      idempotencyKey = newId();
    },
    { deep: true, flush: 'sync' },
  );
  const missing = computed(() => ({ idColumn: !idColumn.value, cities: cities.value.length === 0 }));

  async function choose(chosen: File | undefined): Promise<void> {
    file.value = chosen;
    idempotencyKey = newId();
    preview.value = undefined;
    done.value = undefined;
    error.value = null;
    tried.value = false;
    if (!chosen) return;
    try {
      const found = await post('/files/customers/preview', { file: chosen }, customerPreviewSchema);
      if (file.value !== chosen) return;
      preview.value = found;
      idColumn.value = found.idColumn ?? undefined;
    } catch (thrown) {
      error.value = toApiError(thrown);
    }
  }

  async function submit(): Promise<void> {
    tried.value = true;
    if (!file.value || missing.value.idColumn || missing.value.cities) return;
    pending.value = true;
    error.value = null;
    try {
      const chosen = { idColumn: idColumn.value, cities: cities.value.join(',') };
      const fields = { file: file.value, ...chosen, idempotencyKey };
      done.value = await post('/files/customers/import', fields, importedCustomersSchema);
      await client.invalidateQueries({ queryKey: keyOf(api.subscribers) });
    } catch (thrown) {
      error.value = toApiError(thrown);
      if (error.value.code === 'ALREADY_CREATED') idempotencyKey = newId();
    } finally {
      pending.value = false;
    }
  }

  return { file, preview, done, error, idColumn, cities, tried, missing, pending, choose, submit };
}
