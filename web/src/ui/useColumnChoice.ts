import { StorageSerializers, useStorage } from '@vueuse/core';
import { computed, ref, toValue } from 'vue';
import type { ComputedRef, MaybeRefOrGetter, Ref, WritableComputedRef } from 'vue';
import type { DataColumn } from './data-table';

export interface ColumnChoice {
  shown: ComputedRef<DataColumn[]>;
  optional: ComputedRef<DataColumn[]>;
  /** Keys of the optional columns that are put away; remembered in this browser under the key, once any was chosen. */
  hidden: WritableComputedRef<string[]>;
}

/** Which columns of a table are shown: until somebody chooses, all that are not put away. Without a key nothing is remembered. */
export function useColumnChoice(
  columns: MaybeRefOrGetter<DataColumn[]>,
  key: string | undefined,
): ColumnChoice {
  const chosen: Ref<string[] | null> = key
    ? useStorage<string[] | null>(`xietong.columns.${key}`, null, undefined, {
        serializer: StorageSerializers.object,
      })
    : ref(null);
  const optional = computed(() => toValue(columns).filter((column) => column.optional));
  const hidden = computed({
    get: () => chosen.value ?? optional.value.filter(({ putAway }) => putAway).map((column) => column.key),
    set: (keys) => {
      chosen.value = keys;
    },
  });
  return {
    hidden,
    optional,
    shown: computed(() =>
      toValue(columns).filter((column) => !column.optional || !hidden.value.includes(column.key)),
    ),
  };
}
