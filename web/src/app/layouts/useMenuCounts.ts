import { computed, type ComputedRef } from 'vue';
import { featureDoors } from '../features';

export type MenuCounts = ComputedRef<Record<string, number>>;

/**
 * What waits behind each menu entry, as the features report it: features whose pages stand under one entry count
 * together. Zero and unknown are left out.
 */
export function useMenuCounts(): MenuCounts {
  const counters = featureDoors.flatMap((door) => {
    const id = door.routes.find(({ meta }) => meta?.menu)?.meta?.menu;
    return door.useMenuCount && id ? [{ id, count: door.useMenuCount() }] : [];
  });
  return computed(() => {
    const counts: Record<string, number> = {};
    for (const { id, count } of counters) if (count.value) counts[id] = (counts[id] ?? 0) + count.value;
    return counts;
  });
}
