import { useWorkCounts } from '../../session/useWorkCounts';

export { pointRoutes as routes } from './point-routes';
/** What points are to show by themselves, proposed by somebody else, for this person to approve. */
export const useMenuCount = () => useWorkCounts(({ fallbacksToApprove }) => fallbacksToApprove);
