import { computed, watch, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export interface Opened {
  /** What the URL says is open; empty = nothing. */
  id: ComputedRef<string>;
  open: (id: string) => void;
  close: () => void;
}

/**
 * A thing that opens beside a page and has an address of its own, in the query of the URL under `name`. To open it is a
 * step of the history: Back closes it and leaves the page with its filters as it was.
 */
export function useOpened(name: string): Opened {
  const route = useRoute();
  const router = useRouter();
  const id = computed(() => {
    const raw = route.query[name];
    return (Array.isArray(raw) ? raw[0] : raw) ?? '';
  });
  /** The step before this one is the page without it. */
  let isStep = false;
  watch(id, (present) => {
    if (present === '') isStep = false;
  });

  return {
    id,
    open: (wanted) => {
      if (wanted === id.value) return;
      const next = { query: { ...route.query, [name]: wanted }, hash: route.hash };
      // from one to the next, Back still leads to the page
      if (id.value !== '') void router.replace(next);
      else {
        isStep = true;
        void router.push(next);
      }
    },
    // whoever came by a link has nothing to go back to
    close: () => {
      if (id.value === '') return;
      if (isStep) {
        router.back();
        return;
      }
      const query = Object.fromEntries(Object.entries(route.query).filter(([key]) => key !== name));
      void router.replace({ query, hash: route.hash });
    },
  };
}
