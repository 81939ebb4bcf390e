import { useStorage } from '@vueuse/core';
import { computed, ref, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue';
import type { DataColumn } from './data-table';

export interface ColumnChoice {
  shown: ComputedRef<DataColumn[]>;
  optional: ComputedRef<DataColumn[]>;
  /** Keys of the optional columns that are put away; remembered in this browser under the key. */
  hidden: Ref<string[]>;
}

/** Which columns of a table are shown. Without a key all are, and nothing is remembered. */
export function useColumnChoice(
  columns: MaybeRefOrGetter<DataColumn[]>,
  key: string | undefined,
): ColumnChoice {
  const hidden = key ? useStorage<string[]>(`xietong.columns.${key}`, []) : ref<string[]>([]);
  return {
    hidden,
    optional: computed(() => toValue(columns).filter((column) => column.optional)),
    shown: computed(() =>
      toValue(columns).filter((column) => !column.optional || !hidden.value.includes(column.key)),
    ),
  };
}
