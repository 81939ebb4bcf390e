import { useWorkCounts } from '../../session/useWorkCounts';

export { campaignRoutes as routes } from './campaign-routes';
/** What came back to this person, and what waits to be published. */
export const useMenuCount = () =>
  useWorkCounts(({ returnedStandards, toPublish }) => returnedStandards + toPublish);
