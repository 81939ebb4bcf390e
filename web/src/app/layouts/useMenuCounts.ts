import { computed, type ComputedRef } from 'vue';
import { featureDoors } from '../features';

export type MenuCounts = ComputedRef<Record<string, number>>;

/** What waits behind each menu entry, as the features report it. Zero and unknown are left out. */
export function useMenuCounts(): MenuCounts {
  const counters = featureDoors.flatMap((door) => {
    const id = door.routes.find(({ meta }) => meta?.menu && !meta.parent)?.meta?.menu;
    return door.useMenuCount && id ? [{ id, count: door.useMenuCount() }] : [];
  });
  return computed(() =>
    Object.fromEntries(
      counters.flatMap(({ id, count }) => (count.value ? [[id, count.value] as const] : [])),
    ),
  );
}
