import { useSessionStorage } from '@vueuse/core';
import { computed, nextTick, watch, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { revealPlace } from './reveal-place';
import { STEPS, type Step } from './useDraftProblems';

const stepNamed = (name: unknown): Step | undefined => STEPS.find((each) => each === name);

/**
 * The step of the editor, as the address names it: each one is an entry of the history, so that Back leads to the
 * step before and not out of the editor. An address without a step goes on with the one that was left last.
 */
export function useEditorStep(draftId: string): {
  step: ComputedRef<Step>;
  /** To a step: into the view comes the place that is asked for, else the step's top, wherever the last was left. */
  goTo: (next: Step, place?: string) => Promise<void>;
} {
  const route = useRoute();
  const router = useRouter();
  const kept = useSessionStorage(`xietong.step.${draftId}`, 'content');
  const inUrl = computed(() => stepNamed(route.query['step']));
  // Opened anew on a named step, the nameless entry is an earlier one: there the editing began.
  const first: Step = (inUrl.value ? undefined : stepNamed(kept.value)) ?? 'content';
  const step = computed(() => inUrl.value ?? first);
  const { path } = route;
  watch(
    step,
    (now) => {
      // The address of the next page names no step.
      if (route.path === path) kept.value = now;
    },
    { immediate: true },
  );

  return {
    step,
    goTo: async (next, place) => {
      if (next !== step.value) await router.push({ query: { ...route.query, step: next }, hash: route.hash });
      await nextTick();
      if (place !== undefined) revealPlace(place);
      else {
        window.scrollTo({ top: 0 });
        // the next Tab goes on at the top of the step, not behind the button that led here
        document.querySelector<HTMLElement>('[data-place="step"]')?.focus({ preventScroll: true });
      }
    },
  };
}
