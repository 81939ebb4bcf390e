import { useWorkCounts } from '../../session/useWorkCounts';

export { approvalRoutes as routes } from './approval-routes';
/** What waits for this approver. */
export const useMenuCount = () => useWorkCounts(({ toApprove }) => toApprove);
