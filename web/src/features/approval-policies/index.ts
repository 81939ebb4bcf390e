import { useWorkCounts } from '../../session/useWorkCounts';

export { policyRoutes as routes } from './policy-routes';
/** What somebody else proposed and this person can confirm. */
export const useMenuCount = () => useWorkCounts(({ policiesToConfirm }) => policiesToConfirm);
