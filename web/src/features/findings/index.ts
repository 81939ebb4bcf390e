import { useWorkCounts } from '../../session/useWorkCounts';

export { findingRoutes as routes } from './finding-routes';
/** What waits for this person: to be answered, or to be looked at. */
export const useMenuCount = () => useWorkCounts(({ findingsWaiting }) => findingsWaiting);
