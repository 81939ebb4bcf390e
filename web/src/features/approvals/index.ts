import { useWorkCounts } from '../../session/useWorkCounts';

export { approvalRoutes as routes } from './approval-routes';
/** What waits for this approver: submissions, and emergency stops to look into. */
export const useMenuCount = () => useWorkCounts(({ toApprove, stopsToReview }) => toApprove + stopsToReview);
