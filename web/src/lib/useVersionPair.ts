import { computed, type ComputedRef } from 'vue';
import { useUrlFilters } from './useUrlFilters';

export interface VersionPair {
  /** Ids of the versions at the left and at the right; undefined until they are known, or where there is no second one. */
  left: ComputedRef<string | undefined>;
  right: ComputedRef<string | undefined>;
  onlyChanged: ComputedRef<boolean>;
  choose: (side: 'left' | 'right', versionId: string) => void;
  swap: () => void;
  showOnlyChanged: (only: boolean) => void;
}

/**
 * Which two versions a page compares, kept in its URL as `from` and `to`. Without them the latest is
 * compared with the one before it; with `to` alone that one with its predecessor.
 * @param versions newest first
 */
export function useVersionPair(versions: () => readonly { readonly id: string }[]): VersionPair {
  const url = useUrlFilters({ from: '', to: '', show: 'changed' as string });
  const right = computed(() => url.values.value.to || versions()[0]?.id);
  const left = computed(() => {
    if (url.values.value.from) return url.values.value.from;
    const at = versions().findIndex(({ id }) => id === right.value);
    return versions()[at + 1]?.id;
  });
  return {
    left,
    right,
    onlyChanged: computed(() => url.values.value.show !== 'all'),
    choose: (side, versionId) => {
      url.set({
        from: side === 'left' ? versionId : (left.value ?? ''),
        to: side === 'right' ? versionId : (right.value ?? ''),
      });
    },
    swap: () => {
      url.set({ from: right.value ?? '', to: left.value ?? '' });
    },
    showOnlyChanged: (only) => {
      url.set({ show: only ? 'changed' : 'all' });
    },
  };
}
