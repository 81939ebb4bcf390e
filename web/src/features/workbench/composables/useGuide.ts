import type { GuideStepId } from '@xietong/shared/workbench';
import { useApi } from '../../../api/api';
import { toApiError } from '../../../api/api-error';
import { useApiMutation } from '../../../api/api-query';
import { notifyFailed } from '../../../ui/notify';
import { useErrorText } from '../../../ui/useErrorText';

/** Putting the guide away, showing it again, and what was opened from it; kept on the server. */
export function useGuide() {
  const api = useApi();
  const { errorText } = useErrorText();
  const set = useApiMutation(api.workbench.setGuide, { invalidates: [api.workbench] });
  const opened = useApiMutation(api.workbench.openStep, { invalidates: [api.workbench] });

  async function attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (thrown) {
      notifyFailed(errorText(toApiError(thrown)));
    }
  }

  return {
    setHidden: (hidden: boolean) => attempt(() => set.mutateAsync({ hidden })),
    openStep: (step: GuideStepId) => attempt(() => opened.mutateAsync({ step })),
    isSetting: set.isPending,
  };
}
