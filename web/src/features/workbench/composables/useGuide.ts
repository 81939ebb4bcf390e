import { useApi } from '../../../api/api';
import { toApiError } from '../../../api/api-error';
import { useApiMutation } from '../../../api/api-query';
import { notifyFailed } from '../../../ui/notify';
import { useErrorText } from '../../../ui/useErrorText';

/** Putting the guide away, and showing it again; kept on the server. */
export function useGuide() {
  const api = useApi();
  const { errorText } = useErrorText();
  const set = useApiMutation(api.workbench.setGuide, { invalidates: [api.workbench] });

  async function attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (thrown) {
      notifyFailed(errorText(toApiError(thrown)));
    }
  }

  return {
    setHidden: (hidden: boolean) => attempt(() => set.mutateAsync({ hidden })),
    isSetting: set.isPending,
  };
}
