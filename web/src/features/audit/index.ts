import { useWorkCounts } from '../../session/useWorkCounts';

export { auditRoutes as routes } from './audit-routes';
/** Samples that wait to be looked through. */
export const useMenuCount = () => useWorkCounts(({ samplesToLookAt }) => samplesToLookAt);
