import { getCurrentInstance, onScopeDispose, ref, watch, type Ref } from 'vue';
import { idle } from './idle';

/** Pages that were drawn before, for as long as their code is there. */
const drawnBefore = new WeakSet<object>();

/**
 * Whether the lower part of a page may be drawn: what stands above it is seen first. A page to which one comes back, and
 * that knows its data from the beginning, is drawn in one piece, so that one finds the place where one was. What is
 * still to come leaves an element with `data-later`, by which one sees that a page is not complete.
 */
export function useDrawnNext(isKnown: () => boolean): Readonly<Ref<boolean>> {
  const page: object | undefined = getCurrentInstance()?.type;
  const isDrawn = ref(isKnown() && page !== undefined && drawnBefore.has(page));
  let isGone = false;
  watch(
    isKnown,
    async (known) => {
      if (!known || isDrawn.value) return;
      await idle();
      if (!isGone) isDrawn.value = true;
      if (page) drawnBefore.add(page);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    isGone = true;
  });
  return isDrawn;
}
