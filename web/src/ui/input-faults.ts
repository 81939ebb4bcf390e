import { computed, inject, onScopeDispose, provide, shallowReactive, watchEffect } from 'vue';
import type { ComputedRef, InjectionKey } from 'vue';

/** Controls of a form that hold what cannot be taken over, so that the form knows less than its reader sees. */
const INPUT_FAULTS: InjectionKey<Set<symbol>> = Symbol('input faults');

/** Watches over the controls below. @returns whether one of them holds what cannot be taken over */
export function provideInputFaults(): ComputedRef<boolean> {
  const faults = shallowReactive(new Set<symbol>());
  provide(INPUT_FAULTS, faults);
  return computed(() => faults.size > 0);
}

/** Tells the form around this control, if one asks, while the control holds what cannot be taken over. */
export function useInputFault(isFaulty: () => boolean): void {
  const faults = inject(INPUT_FAULTS, null);
  const control = Symbol('control');
  watchEffect(() => {
    if (isFaulty()) faults?.add(control);
    else faults?.delete(control);
  });
  onScopeDispose(() => faults?.delete(control));
}
