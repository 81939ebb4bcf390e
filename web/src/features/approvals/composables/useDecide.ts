import { useApi } from '../../../api/api';
import { useApiMutation } from '../../../api/api-query';

/** Deciding on a request, after which everything that shows where campaigns stand is asked for again. */
export function useDecide() {
  const api = useApi();
  return useApiMutation(api.approvals.decide, {
    invalidates: [api.approvals, api.campaigns, api.localCampaigns, api.releases, api.workbench],
  });
}
