import { useWorkCounts } from '../../session/useWorkCounts';

export { campaignRoutes as routes } from './campaign-routes';
/** What came back to this person, what waits to be published, and what cities ask for at a standard. */
export const useMenuCount = () =>
  useWorkCounts(
    ({ returnedStandards, toPublish, exceptionsToDecide }) =>
      returnedStandards + toPublish + exceptionsToDecide,
  );
