export { approvalRoutes as routes } from './approval-routes';
export { useApprovalMenuCount as useMenuCount } from './composables/useApprovalMenuCount';
