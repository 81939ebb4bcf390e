import { useEventListener } from '@vueuse/core';
import { reactive } from 'vue';

/** The innermost place (`data-place`) in which an element lies. */
function placeOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
}

/**
 * The places of a form that the person has left or emptied: only there is it said that something is missing. For the
 * `focusout` and `input` of the element around the fields. Who leaves a place by pressing something else is told once
 * the press is over: a text that came between would move what is pressed away from under the pointer.
 */
export function useLeftPlaces() {
  const left = reactive(new Set<string>());
  const waiting = new Set<HTMLElement>();
  let isPressed = false;
  useEventListener(document, 'pointerdown', () => (isPressed = true), { capture: true });
  useEventListener(document, ['pointerup', 'pointercancel'], () => {
    isPressed = false;
    // the click comes after this
    setTimeout(() => {
      for (const place of waiting) add(place);
      waiting.clear();
    });
  });
  function add(place: HTMLElement | null): void {
    const name = place?.dataset['place'];
    if (!place || name === undefined) return;
    if (isPressed) waiting.add(place);
    else left.add(name);
  }
  return {
    isLeft: (path: string): boolean => left.has(path),
    /** Whoever is led to a place is told there what is missing. */
    tellAt: (path: string): void => {
      left.add(path);
    },
    onFocusout: ({ target, relatedTarget }: FocusEvent): void => {
      const place = placeOf(target);
      // A calendar or a list of choices belongs to the field that it was opened from.
      const isWithin =
        relatedTarget instanceof Element &&
        (place?.contains(relatedTarget) || relatedTarget.closest('.el-popper') !== null);
      if (!isWithin) add(place);
    },
    onInput: ({ target }: Event): void => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
        if (target.value.trim() === '') add(placeOf(target));
    },
  };
}
