import { useWorkCounts } from '../../session/useWorkCounts';

export { localisationRoutes as routes } from './localisation-routes';
/** What came back to this person. */
export const useMenuCount = () => useWorkCounts(({ returnedLocals }) => returnedLocals);
