import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { idle } from './idle';

/**
 * Whether the lower part of a page may be drawn: what stands above it is seen first. A page that knows its data from
 * the beginning, as when one comes back to it, is drawn in one piece, so that one finds the place where one was. What is
 * still to come leaves an element with `data-later`, by which one sees that a page is not complete.
 */
export function useDrawnNext(isKnown: () => boolean): Readonly<Ref<boolean>> {
  const isDrawn = ref(isKnown());
  let isGone = false;
  const stop = watch(isKnown, async (known) => {
    if (!known) return;
    stop();
    await idle();
    if (!isGone) isDrawn.value = true;
  });
  onScopeDispose(() => {
    isGone = true;
  });
  return isDrawn;
}
