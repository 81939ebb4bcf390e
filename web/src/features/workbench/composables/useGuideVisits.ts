import { guideOf } from '@xietong/shared/workbench';
import type { GuideStepId } from '@xietong/shared/workbench';
import { useLocalStorage } from '@vueuse/core';
import { computed, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useApi } from '../../../api/api';
import { useApiMutation } from '../../../api/api-query';
import { useSessionStore } from '../../../session/session-store';

/** The pages, by name, whose opening is what a step without an act asks for. */
export const GUIDE_PAGES: Readonly<Partial<Record<GuideStepId, readonly string[]>>> = {
  MONITOR: ['metrics', 'metrics-city'],
  SEARCH_AUDIT: ['audit'],
  READ_HISTORY: ['audit-campaign'],
  READ_APPROVALS: ['approvals', 'approval'],
  READ_FUNCTIONS: ['city-functions'],
  WATCH_DISCLOSURES: ['disclosures', 'disclosure'],
};

/**
 * Notes the steps of the guide that are done by opening a page, whichever way it is reached; once each in a browser, so
 * that the log is not full of it.
 */
export function useGuideVisits(): void {
  const api = useApi();
  const route = useRoute();
  const store = useSessionStore();
  const opened = useApiMutation(api.workbench.openStep, { invalidates: [api.workbench] });
  const noted = useLocalStorage<string[]>('xietong.guide', []);
  const duty = computed(() => store.session?.duty);

  async function note(step: GuideStepId, key: string): Promise<void> {
    noted.value = [...noted.value, key];
    try {
      await opened.mutateAsync({ step });
    } catch {
      // Nobody asked for it: the next visit notes it.
      noted.value = noted.value.filter((each) => each !== key);
    }
  }

  watch(
    [() => route.name, duty],
    ([page, now]) => {
      if (!now || typeof page !== 'string') return;
      for (const { id, acts } of guideOf(now.tenant, now.role)) {
        const key = `${now.id} ${id}`;
        if (!acts && GUIDE_PAGES[id]?.includes(page) && !noted.value.includes(key)) void note(id, key);
      }
    },
    { immediate: true },
  );
}
